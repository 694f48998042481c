import type { Article } from '../article/article.ts';
import type { YamlNode } from '../article/yaml.ts';
import type { Field, FieldType, Kind, LinkType } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { entriesOf, entryTable } from './entries.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { aKind, quoted } from './wording.ts';

export const fieldUnknown: ArticleRule = {
  code: 'field-unknown',
  group: 'General',
  title: 'Unknown field',
  severity: 'info',
  scope: 'article',
  what: 'The front matter, or a structured value in it, has a key that the kind does not have and that looks like a slip for one it has. With `strict`, every key that the kind does not have.',
  why: 'A misspelt key is read by nobody: `onwer: TEAM-001` leaves the article without an owner.',
  fix: 'Correct the key, or add the field to the kind in `throughline.yaml`.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\nonwer: TEAM-001\n---\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\nowner: TEAM-001\nboard_pack_page: 4\n---\n',
  },
  options: [
    {
      name: 'strict',
      type: 'boolean',
      description: 'Whether keys that resemble no field are reported too.',
      default: false,
    },
  ],
  source: 'Backstage issue 4834: validators that lag behind the schema',
  check: findUnknown,
};

function findUnknown(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined) return NONE;
  const { uses } = context.derived(entryTable, kind);
  const strict = context.option<boolean>(fieldUnknown, 'strict');
  let found: Found[] | undefined;
  for (const { key, keySpan, value } of entriesOf(article)) {
    const use = uses.get(key);
    if (use === undefined) {
      const near = context.derived(nearestField, kind)(key);
      if (near === undefined && !strict) continue;
      found ??= [];
      found.push(unknown(`${quoted(key)} is not a field of ${aKind(kind)}`, keySpan, near));
      continue;
    }
    if (value.kind === 'scalar' || use.type === 'identity') continue;
    const inner: Found[] = [];
    if (use.type === 'field') checkKeys(key, use.field.value, value, strict, inner);
    else checkLinkKeys(key, use.link, value, strict, inner);
    if (inner.length > 0) found = [...(found ?? []), ...inner];
  }
  return found ?? NONE;
}

/** Answers are kept: in a repository with front matter of its own, the same few keys come again and again. */
function nearestField(kind: Kind, context: RuleContext): (key: string) => string | undefined {
  const { names } = context.derived(entryTable, kind);
  const answers = new Map<string, string | undefined>();
  return (key) => {
    if (answers.has(key)) return answers.get(key);
    const near = nearestKey(key, names);
    if (answers.size < 1000) answers.set(key, near);
    return near;
  };
}

/** Keys of one or two letters are near to too many others. */
function nearestKey(key: string, names: readonly string[]): string | undefined {
  const near = key.length < 3 ? undefined : nearest(key, names);
  return near !== undefined && near.length < 3 ? undefined : near;
}

function checkKeys(name: string, type: FieldType, node: YamlNode, strict: boolean, into: Found[]): void {
  if (type.type === 'list' && node.kind === 'sequence') {
    for (const [i, item] of node.items.entries()) checkKeys(`${name}[${i}]`, type.of, item, strict, into);
  } else if (type.type === 'map' && node.kind === 'mapping') {
    for (const entry of node.entries) checkKeys(`${name}.${entry.key}`, type.of, entry.value, strict, into);
  } else if (type.type === 'object' && node.kind === 'mapping') {
    checkMapping(name, type.fields, node, strict, into);
  }
}

function checkMapping(name: string, fields: readonly Field[], node: YamlNode, strict: boolean, into: Found[]): void {
  if (node.kind !== 'mapping') return;
  for (const entry of node.entries) {
    const field = fields.find((candidate) => candidate.name === entry.key);
    if (field !== undefined) {
      checkKeys(`${name}.${entry.key}`, field.value, entry.value, strict, into);
      continue;
    }
    const near = nearestKey(
      entry.key,
      fields.map((candidate) => candidate.name),
    );
    if (near !== undefined || strict)
      into.push(unknown(`${quoted(entry.key)} is not a part of ${quoted(name)}`, entry.keySpan, near));
  }
}

const LINK_KEYS = ['to', 'fp', 'note'];

function checkLinkKeys(name: string, link: LinkType, node: YamlNode, strict: boolean, into: Found[]): void {
  if (node.kind === 'sequence') for (const item of node.items) checkLinkKeys(name, link, item, strict, into);
  if (node.kind !== 'mapping') return;
  const known = [...LINK_KEYS, ...(link.attributes ?? []).map((attribute) => attribute.name)];
  for (const { key, keySpan } of node.entries) {
    if (known.includes(key)) continue;
    const near = nearestKey(key, known);
    if (near !== undefined || strict)
      into.push(unknown(`${quoted(key)} is not an attribute of a ${quoted(name)} link`, keySpan, near));
  }
}

function unknown(statement: string, span: Found['span'], near: string | undefined): Found {
  const advice =
    near === undefined ? 'Nothing reads it: correct it, or add it to the model.' : `Did you mean ${quoted(near)}?`;
  return {
    message: `${statement}. ${advice}`,
    in: 'front',
    span,
    ...(near !== undefined && { data: { replacement: near } }),
  };
}
