/** What each key of a kind's front matter stands for. */
import type { Article } from '../article/article.ts';
import { modelName } from '../article/references.ts';
import type { YamlEntry } from '../article/yaml.ts';
import type { Field, Kind, LinkType } from '../model/model.ts';
import type { RuleContext } from './rule.ts';

export type EntryUse =
  | { readonly type: 'field'; readonly field: Field }
  | { readonly type: 'link'; readonly link: LinkType }
  /** A link's name as seen from its target. */
  | { readonly type: 'inverse'; readonly link: LinkType }
  /** Read by Throughline, but not a field: what identifies the article. */
  | { readonly type: 'identity' };

export interface EntryTable {
  /** By name as written in files of this kind. */
  readonly uses: ReadonlyMap<string, EntryUse>;
  /** Names to write, for proposals. */
  readonly names: readonly string[];
}

/** Names an article can be recognised by, whatever its kind. */
const IDENTITY = ['id', 'kind', 'aliases'];

export function entryTable(kind: Kind, context: RuleContext): EntryTable {
  const model = context.corpus.model;
  const uses = new Map<string, EntryUse>();
  const names = new Set<string>();
  for (const link of model.model.linkTypes) {
    for (const name of [link.name, ...(link.fields ?? [])]) {
      const found = model.linkTypeByField(modelName(kind, name));
      if (found !== undefined) uses.set(name, { type: 'link', link: found });
    }
    const inverse = model.linkTypeByInverse(link.inverse);
    if (inverse !== undefined && !uses.has(link.inverse)) uses.set(link.inverse, { type: 'inverse', link: inverse });
  }
  for (const link of model.linksFrom(kind))
    for (const name of link.fields ?? [link.name]) names.add(writtenName(kind, name));
  for (const name of IDENTITY) uses.set(name, { type: 'identity' });
  for (const name of [kind.id?.from, ...Object.keys(kind.match?.field ?? {})]) {
    if (name !== undefined && !uses.has(name)) uses.set(name, { type: 'identity' });
  }
  for (const [own, written] of Object.entries(kind.aliases ?? {})) {
    const use = uses.get(own);
    uses.set(written, use ?? { type: 'identity' });
  }
  for (const [name, field] of model.fieldsOf(kind)) {
    const written = writtenName(kind, name);
    uses.set(written, { type: 'field', field });
    names.add(written);
  }
  return { uses, names: [...names] };
}

export function writtenName(kind: Kind, name: string): string {
  return kind.aliases?.[name] ?? name;
}

const NO_ENTRIES: readonly YamlEntry[] = [];

/** The front matter's entries, in order. */
export function entriesOf(article: Article): readonly YamlEntry[] {
  return article.frontMatter?.root?.entries ?? NO_ENTRIES;
}

/** YAML could not be read in full, so what seems absent may be there. */
export function isFrontMatterBroken(article: Article): boolean {
  for (const problem of article.problems) if (problem.code === 'front-matter-invalid') return true;
  return false;
}
