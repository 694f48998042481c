/** Reads parsed texts with one configuration's model. Cheap: it runs for every article at each start. */
import type { CompiledModel } from '../model/compiled.ts';
import type { Kind } from '../model/model.ts';
import type { Article, Reference, SourceText, Written } from './article.ts';
import { findId, formatPrefix, idPrefix, type KindReader, kindReader, matchesKind } from './identify.ts';
import type { ParsedText } from './parsed.ts';
import { stemOf } from './paths.ts';
import { bodyReferences, frontMatterReferences } from './references.ts';
import { entryOf, textOf, type YamlMapping } from './yaml.ts';

export interface ArticleInput {
  readonly path: string;
  readonly hash: string;
  readonly parsed: ParsedText;
  /** The front matter's own file, for kinds that keep it in one. */
  readonly sidecar?: { readonly path: string; readonly parsed: ParsedText };
}

export class ArticleReader {
  readonly #model: CompiledModel;
  readonly #byName: ReadonlyMap<string, KindReader>;
  /** Kinds chosen by path or field, in the model's order. */
  readonly #matching: readonly KindReader[];
  readonly #prefixes: ReadonlySet<string>;
  readonly #sidecars: readonly { readonly reader: KindReader; readonly name: string }[];

  constructor(model: CompiledModel) {
    this.#model = model;
    const readers = model.model.kinds.map(kindReader);
    this.#byName = new Map(readers.map((reader) => [reader.kind.name, reader]));
    this.#matching = readers.filter((reader) => reader.kind.match !== undefined);
    const prefixes = new Set<string>();
    for (const kind of model.model.kinds) {
      if (kind.prefix !== undefined) prefixes.add(kind.prefix);
      const prefix = formatPrefix(kind.id?.format);
      if (prefix !== undefined) prefixes.add(prefix);
    }
    this.#prefixes = prefixes;
    this.#sidecars = readers.flatMap((reader) =>
      reader.kind.sidecar === undefined ? [] : [{ reader, name: reader.kind.sidecar }],
    );
  }

  /** File names that hold front matter for a Markdown file beside them. */
  get sidecarNames(): readonly string[] {
    return [...new Set(this.#sidecars.map(({ name }) => name))];
  }

  /** Name of the sidecar that an article at this path has, if its kind keeps one. */
  sidecarOf(path: string): string | undefined {
    return this.#sidecars.find(({ reader }) => matchesKind(reader, path, undefined))?.name;
  }

  read({ path, hash, parsed, sidecar }: ArticleInput): Article {
    const model = this.#model;
    const frontParsed = sidecar?.parsed ?? parsed;
    const frontMatter = frontParsed.frontMatter;
    const root = frontMatter?.root;
    const source: SourceText = { path, lineStarts: parsed.lineStarts, length: parsed.length };
    const front: SourceText =
      sidecar === undefined
        ? source
        : { path: sidecar.path, lineStarts: sidecar.parsed.lineStarts, length: sidecar.parsed.length };
    const kindReader = this.#kindOf(path, root);
    const kind = kindReader?.kind;
    const found = findId(kindReader, path, root);
    const references: Reference[] = frontMatterReferences(path, kind, root, model);
    if (parsed.body !== undefined) {
      const own = bodyReferences(path, parsed.body, (prefix) => this.#prefixes.has(prefix));
      for (const reference of own) references.push(reference);
    }
    const status = kind === undefined ? undefined : written(root, kind, 'status');
    return {
      path,
      hash,
      source,
      front,
      ...(frontMatter !== undefined && { frontMatter }),
      ...(parsed.body !== undefined && { body: parsed.body }),
      problems:
        sidecar === undefined
          ? parsed.problems.map((problem) => ({ ...problem, in: 'source' as const }))
          : [
              ...parsed.problems.map((problem) => ({ ...problem, in: 'source' as const })),
              ...sidecar.parsed.problems.map((problem) => ({ ...problem, in: 'front' as const })),
            ],
      ...(kind !== undefined && { kind }),
      ...(found !== undefined && {
        id: { value: found.value, in: 'front' as const, ...(found.span && { span: found.span }) },
      }),
      title: titleOf(path, kind, root, parsed),
      ...(status !== undefined && { status }),
      aliases: aliasesOf(kind, root),
      references,
    };
  }

  /** By the field `kind`, then by the configured matches in their order, then by the id's prefix. */
  #kindOf(path: string, root: YamlMapping | undefined): KindReader | undefined {
    const named = textOf(entryOf(root, 'kind')?.value);
    if (named !== undefined) {
      const reader = this.#byName.get(named);
      if (reader !== undefined) return reader;
    }
    const matched = this.#matching.find((reader) => matchesKind(reader, path, root));
    if (matched !== undefined) return matched;
    const id = textOf(entryOf(root, 'id')?.value);
    const prefix = id === undefined ? undefined : idPrefix(id);
    const kind = prefix === undefined ? undefined : this.#model.kindByPrefix(prefix);
    return kind === undefined ? undefined : this.#byName.get(kind.name);
  }
}

function written(root: YamlMapping | undefined, kind: Kind | undefined, name: string): Written | undefined {
  const node = entryOf(root, kind?.aliases?.[name] ?? name)?.value;
  const value = textOf(node);
  if (node === undefined || value === undefined || value === '') return undefined;
  return { value, in: 'front', span: { start: node.start, end: node.end } };
}

function titleOf(path: string, kind: Kind | undefined, root: YamlMapping | undefined, parsed: ParsedText): Written {
  const field = written(root, kind, 'title');
  if (field !== undefined) return field;
  const heading = parsed.body?.headings.find((candidate) => candidate.depth === 1 && candidate.text !== '');
  if (heading !== undefined) return { value: heading.text, in: 'source', span: heading.content };
  return { value: stemOf(path), in: 'source' };
}

function aliasesOf(kind: Kind | undefined, root: YamlMapping | undefined): readonly Written[] {
  const node = kind === undefined ? undefined : entryOf(root, kind.aliases?.aliases ?? 'aliases')?.value;
  if (node === undefined) return [];
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.flatMap((item) => {
    const value = textOf(item);
    return value === undefined || value === ''
      ? []
      : [{ value, in: 'front' as const, span: { start: item.start, end: item.end } }];
  });
}
