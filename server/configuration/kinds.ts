/** Reads the kinds of article. */
import { RE2JS, RE2JSSyntaxException } from 're2js';
import type { YamlEntry, YamlNode, YamlScalar } from '../article/yaml.ts';
import { compileGlob } from '../model/glob.ts';
import type { Field, IdSource, Kind, KindMatch, Model } from '../model/model.ts';
import { readFields } from './fields.ts';
import { readLifecycle } from './lifecycle.ts';
import { code, type ProblemList } from './problems.ts';
import { child, childText, entriesOf, isRemoval, type Reading, readCondition, scalarsOf } from './reading.ts';
import { readSections } from './sections.ts';

/** Names with a meaning of their own where kinds are named. */
const RESERVED = ['same'];

/**
 * Names and prefixes of the kinds there will be, read before anything that names kinds. Keys that cannot be the name
 * of a kind are reported here.
 */
export function readKindTable(
  base: Model,
  node: YamlNode | undefined,
  problems: ProblemList,
): ReadonlyMap<string, string | undefined> {
  const table = new Map<string, string | undefined>(base.kinds.map(({ name, prefix }) => [name, prefix]));
  for (const { key, keySpan, value } of entriesOf(node)) {
    const known = base.kinds.some(({ name }) => name === key);
    if (isRemoval(value)) {
      if (known) table.delete(key);
      else {
        const names = base.kinds.map(({ name }) => name);
        problems.reportUnknown(keySpan, `There is no kind ${code(key)} to remove.`, key, names);
      }
      continue;
    }
    const byPrefix = base.kinds.find(({ prefix }) => prefix === key);
    if (RESERVED.includes(key)) {
      problems.report(
        keySpan,
        `A kind cannot be called ${code(key)}: in \`to\` of links that is the kind of the source.`,
      );
    } else if (!known && byPrefix !== undefined) {
      const name = byPrefix.name;
      problems.report(keySpan, `${code(key)} is the prefix of the kind ${code(name)}. Kinds go by their names.`, name);
    } else table.set(key, childText(value, 'prefix') ?? table.get(key));
  }
  return table;
}

/**
 * The kinds of the model, changed and added to. Those that the file gives a `match` come last, in the order of the
 * file: it is the order in which they are tried.
 */
export function readKinds(
  base: Model,
  commonFields: readonly Field[],
  node: YamlNode | undefined,
  reading: Reading,
): readonly Kind[] {
  const kinds = new Map(base.kinds.filter(({ name }) => reading.kinds.has(name)).map((kind) => [kind.name, kind]));
  for (const entry of entriesOf(node)) {
    if (isRemoval(entry.value) || !reading.kinds.has(entry.key)) continue;
    const known = kinds.get(entry.key);
    const kind = readKind(entry, known ?? blank(entry.key), known === undefined, commonFields, reading);
    if (kind.match !== undefined) kinds.delete(entry.key);
    kinds.set(entry.key, kind);
  }
  return [...kinds.values()];
}

function blank(name: string): Kind {
  return {
    name,
    title: name,
    plural: `${name}s`,
    description: '',
    icon: 'file-text',
    folder: name,
    fields: [],
    sections: [],
  };
}

function readKind(
  { keySpan, value: node }: YamlEntry,
  base: Kind,
  isNew: boolean,
  commonFields: readonly Field[],
  reading: Reading,
): Kind {
  const { lifecycle: baseLifecycle, ...rest } = base;
  const title = childText(node, 'title');
  const match = readMatch(child(node, 'match'), reading.problems);
  const id = readIdSource(child(node, 'id'), reading.problems);
  const folder = readFolder(child(node, 'folder'), reading.problems) ?? (isNew ? folderOf(match) : undefined);
  const lifecycle = readLifecycle(baseLifecycle, child(node, 'lifecycle'), reading);
  const kind: Kind = {
    ...rest,
    ...texts(node, ['description', 'prefix', 'icon', 'sidecar']),
    ...(title !== undefined && { title, plural: `${title}s` }),
    ...texts(node, ['plural']),
    ...(folder !== undefined && { folder }),
    ...(match && { match }),
    ...(id && { id }),
    ...readAliases(child(node, 'aliases')),
    ...reviewEvery(node),
    fields: readFields(base.fields, child(node, 'fields'), reading, commonFields),
    sections: readSections(base.sections, child(node, 'sections'), reading),
    ...(lifecycle && { lifecycle }),
  };
  reading.origins.nodes.set(kind, node);
  reading.origins.keys.set(kind, keySpan);
  return kind;
}

function texts<K extends string>(node: YamlNode, keys: readonly K[]): Partial<Record<K, string>> {
  const result: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const text = childText(node, key);
    if (text !== undefined) result[key] = text;
  }
  return result;
}

function reviewEvery(node: YamlNode): Pick<Kind, 'reviewEvery'> {
  const text = childText(node, 'review_every');
  return text === undefined ? {} : { reviewEvery: text };
}

function readAliases(node: YamlNode | undefined): Pick<Kind, 'aliases'> {
  if (node === undefined) return {};
  const aliases: Record<string, string> = Object.create(null);
  for (const { key, value } of entriesOf(node)) if (value.kind === 'scalar') aliases[key] = value.text;
  return { aliases };
}

function readMatch(node: YamlNode | undefined, problems: ProblemList): KindMatch | undefined {
  if (node === undefined) return undefined;
  const path = readGlobs(child(node, 'path'), problems);
  const field = readCondition(child(node, 'field'));
  // A match whose globs were all wrong must not become one that holds everywhere.
  if (path?.length === 0 || (path === undefined && field === undefined)) return undefined;
  return { ...(path && { path }), ...(field && { field }) };
}

/** The well-formed ones; undefined when there is nothing to read. */
export function readGlobs(node: YamlNode | undefined, problems: ProblemList): readonly string[] | undefined {
  if (node === undefined) return undefined;
  const globs: string[] = [];
  for (const scalar of scalarsOf(node)) {
    const glob = compileGlob(scalar.text);
    if ('error' in glob) {
      const span = problems.within(scalar, glob.offset, scalar.text.length);
      problems.report(span, `This glob is not well-formed. ${glob.error}`);
    } else if (scalar.text.split('/').includes('..')) {
      problems.report(scalar, 'Globs are relative to the root, and nothing outside of it is read: `..` leads nowhere.');
    } else globs.push(scalar.text);
  }
  return globs;
}

function readFolder(node: YamlNode | undefined, problems: ProblemList): string | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const text = node.text.trim();
  const segments = text.split('/');
  if (text.startsWith('/') || text.includes('\\') || /^[a-z]:/i.test(text) || segments.includes('..')) {
    problems.report(node, 'Expected a folder relative to the root, with `/` between its parts, such as `docs/adr`.');
    return undefined;
  }
  return segments.filter((segment) => segment !== '' && segment !== '.').join('/');
}

/** The folder in which the first glob looks: `docs/adr` for `docs/adr/*.md`. */
function folderOf(match: KindMatch | undefined): string | undefined {
  const segments = match?.path?.[0]?.split('/').slice(0, -1) ?? [];
  const first = segments.findIndex((segment) => /[*?[\]{}\\]/.test(segment));
  const folder = (first < 0 ? segments : segments.slice(0, first)).filter((part) => part !== '' && part !== '.');
  return folder.length === 0 ? undefined : folder.join('/');
}

function readIdSource(node: YamlNode | undefined, problems: ProblemList): IdSource | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'scalar') return { from: node.text };
  const from = childText(node, 'from');
  if (from === undefined) return undefined;
  const patternNode = child(node, 'pattern');
  const pattern = patternNode?.kind === 'scalar' ? readPattern(patternNode, problems) : undefined;
  return { from, ...texts(node, ['format']), ...(pattern !== undefined && { pattern }) };
}

/** Longer expressions are refused: compiling them takes time and memory. */
const MAX_PATTERN = 1000;

function readPattern(node: YamlScalar, problems: ProblemList): string | undefined {
  const reason = patternError(node.text);
  if (reason === undefined) return node.text;
  problems.report(node, reason);
  return undefined;
}

function patternError(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN) return `A pattern has at most ${MAX_PATTERN} characters.`;
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.groupCount() > 0) return undefined;
    return 'This pattern has no group, so it does not say which part is the id. Put that part in parentheses.';
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return `This is not an RE2 expression: ${error.message}.`;
    throw error;
  }
}
