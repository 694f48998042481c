import { type Article, fieldEntry, fieldText } from '../article/article.ts';
import type { YamlNode } from '../article/yaml.ts';
import { entryOf } from '../article/yaml.ts';
import type { Field, FieldType, Kind, LinkType, Requirement } from '../model/model.ts';
import { entriesOf, entryTable, isFrontMatterBroken, writtenName } from './entries.ts';
import { exampleValue } from './exampleValue.ts';
import { NONE } from './found.ts';
import { headOf, headSpan, type Place, statusOrHead } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { quoted, theKind } from './wording.ts';

export const fieldRequiredInState: ArticleRule = {
  code: 'field-required-in-state',
  group: 'General',
  title: 'Missing field',
  severity: 'error',
  scope: 'article',
  what: 'A field that the kind needs, always or from a state of its lifecycle on, is absent or empty. The same goes for the parts of a structured value, such as the `role` of an approval.',
  why: 'Each state is a promise to others: whoever finds a change `scheduled` relies on knowing who carries it out.',
  fix: 'Add the field, or go back to the state that does not need it.',
  example: {
    bad: '---\nid: DEC-001\ntitle: Choose Clearline\nstatus: accepted\n---\n',
    good: '---\nid: DEC-001\ntitle: Choose Clearline\nstatus: accepted\ndecided_by: PER-001\n---\n\n<!-- file: person.md -->\n---\nid: PER-001\ntitle: Ada Moss\nstatus: active\nemail: ada@example.org\nactive: true\n---\n',
  },
  options: [],
  source: 'iTop, attributes by state',
  check: findMissing,
};

interface RequiredField {
  readonly field: Field;
  readonly requirement: Requirement;
  readonly written: string;
}

interface Requirements {
  readonly fields: readonly RequiredField[];
  /** Keys as written of fields and links that have required parts. */
  readonly nested: ReadonlyMap<string, FieldType | LinkType>;
}

type IsRequired = (requirement: Requirement | undefined) => boolean;

function findMissing(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined || isFrontMatterBroken(article)) return NONE;
  const { fields, nested } = context.derived(requirementsOf, kind);
  const model = context.corpus.model;
  const status = article.status?.value;
  const valueFor = (name: string) => fieldText(article, name);
  let found: Found[] | undefined;
  for (const { field, requirement, written } of fields) {
    if (!model.isRequired(requirement, kind, status, valueFor)) continue;
    const entry = fieldEntry(article, field.name);
    if (entry !== undefined ? !isEmpty(entry.value) : isGivenElsewhere(article, field.name)) continue;
    found ??= [];
    found.push(missing(article, kind, field, requirement, written, entry?.keySpan, context));
  }
  if (nested.size > 0) {
    const parts: Found[] = [];
    const isRequired: IsRequired = (requirement) => model.isRequired(requirement, kind, status, valueFor);
    for (const { key, value } of entriesOf(article)) {
      const type = nested.get(key);
      if (type === undefined) continue;
      if ('type' in type) checkParts(key, key, type, value, isRequired, parts);
      else checkAttributes(key, type, value, isRequired, parts);
    }
    if (parts.length > 0) found = [...(found ?? []), ...parts];
  }
  return found ?? NONE;
}

function requirementsOf(kind: Kind, context: RuleContext): Requirements {
  const fields: RequiredField[] = [];
  const nested = new Map<string, FieldType | LinkType>();
  for (const [key, use] of context.derived(entryTable, kind).uses) {
    if (use.type === 'link' && use.link.attributes?.some((attribute) => attribute.required !== undefined))
      nested.set(key, use.link);
    if (use.type === 'field' && hasRequiredParts(use.field.value)) nested.set(key, use.field.value);
  }
  for (const [name, field] of context.corpus.model.fieldsOf(kind)) {
    if (field.required !== undefined)
      fields.push({ field, requirement: field.required, written: writtenName(kind, name) });
  }
  return { fields, nested };
}

function hasRequiredParts(type: FieldType): boolean {
  switch (type.type) {
    case 'list':
    case 'map':
      return hasRequiredParts(type.of);
    case 'object':
      return type.fields.some((field) => field.required !== undefined || hasRequiredParts(field.value));
    default:
      return false;
  }
}

/** The id can come from the path, the title from the first heading. */
function isGivenElsewhere(article: Article, field: string): boolean {
  if (field === 'id') return article.id !== undefined;
  return field === 'title' && article.title.span !== undefined;
}

export function isEmpty(node: YamlNode): boolean {
  switch (node.kind) {
    case 'scalar':
      return node.tag === 'null' || node.text.trim() === '';
    case 'sequence':
      return node.items.length === 0;
    case 'mapping':
      return node.entries.length === 0;
  }
}

function missing(
  article: Article,
  kind: Kind,
  field: Field,
  requirement: Requirement,
  written: string,
  emptyKey: Place['span'] | undefined,
  context: RuleContext,
): Found {
  const fromState = requirement.from !== 'always' && article.status !== undefined;
  const place: Place =
    emptyKey !== undefined ? { in: 'front', span: emptyKey } : fromState ? statusOrHead(article) : headOf(article);
  const example = `${written}: ${exampleValue(field.value, context.corpus.model, context.now)}`;
  const state = fromState ? ` in state ${quoted(article.status?.value ?? '')}` : '';
  const what = emptyKey === undefined ? `needs ${quoted(written)}` : `needs a value for ${quoted(written)}`;
  return {
    message: `${theKind(kind)}${state} ${what}. Add it, for instance ${quoted(example)}.`,
    ...place,
    data: { field: written, example },
  };
}

/** Said better by `action-incomplete` and `waiver-expired`. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['actions.what', 'waivers.rule']);

/** `path` names the field without positions, `shown` with them: `slos.name`, `slos[0].name`. */
function checkParts(
  path: string,
  shown: string,
  type: FieldType,
  node: YamlNode,
  isRequired: IsRequired,
  into: Found[],
): void {
  if (type.type === 'list' && node.kind === 'sequence') {
    for (const [i, item] of node.items.entries()) checkParts(path, `${shown}[${i}]`, type.of, item, isRequired, into);
  } else if (type.type === 'map' && node.kind === 'mapping') {
    for (const entry of node.entries) checkParts(path, `${shown}.${entry.key}`, type.of, entry.value, isRequired, into);
  } else if (type.type === 'object' && node.kind === 'mapping') {
    for (const field of type.fields) {
      const entry = entryOf(node, field.name);
      const own = `${path}.${field.name}`;
      if (entry !== undefined && !isEmpty(entry.value))
        checkParts(own, `${shown}.${field.name}`, field.value, entry.value, isRequired, into);
      else if (field.required !== undefined && !SAID_ELSEWHERE.has(own) && isRequired(field.required)) {
        // A list that is there and empty can be an answer: `require: []` asks nobody.
        if (entry !== undefined && field.value.type === 'list' && entry.value.kind === 'sequence') continue;
        into.push({
          message: `${quoted(shown)} needs ${quoted(field.name)}: ${field.description.replace(/[.:]?$/, '.')}`,
          in: 'front',
          span: entry?.keySpan ?? headSpan(node),
          data: { field: field.name, in: shown },
        });
      }
    }
  }
}

/** A link such as `dismisses` whose note is a must. */
function checkAttributes(key: string, link: LinkType, node: YamlNode, isRequired: IsRequired, into: Found[]): void {
  if (node.kind === 'sequence') {
    for (const item of node.items) checkAttributes(key, link, item, isRequired, into);
    return;
  }
  if (isEmpty(node)) return;
  for (const attribute of link.attributes ?? []) {
    if (attribute.required === undefined || !isRequired(attribute.required)) continue;
    const entry = entryOf(node, attribute.name);
    if (entry !== undefined && !isEmpty(entry.value)) continue;
    const to = node.kind === 'scalar' ? node.text.trim() : 'ID';
    const advice = `Write it as ${quoted(`{to: ${to}, ${attribute.name}: …}`)}.`;
    into.push({
      message: `A ${quoted(key)} link needs ${quoted(attribute.name)}. ${advice}`,
      in: 'front',
      span: entry?.keySpan ?? headSpan(node),
      data: { field: attribute.name, in: key },
    });
  }
}
