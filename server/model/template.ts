/** The text of a new article: what its kind asks for, with a word on each thing, ready to be filled in. */
import { parseDocument, stringify, visit } from 'yaml';
import type { CompiledModel } from './compiled.ts';
import type { Condition, Field, FieldType, Kind, LinkType, Requirement, Section } from './model.ts';

export interface TemplateValues {
  readonly id: string;
  readonly title: string;
  /** The initial state when absent. */
  readonly status?: string;
  /**
   * Text by field or link name. Lists are separated by commas or written as in YAML, `[a, b]`; mappings as in YAML,
   * `{declared: low}`. Names that the kind does not ask for are added at the end.
   */
  readonly fields?: Readonly<Record<string, string>>;
  /** ISO date. */
  readonly today: string;
}

/**
 * What is required from a state at most this many ranks ahead is in the template, and what is required by a state
 * that can come next: a standard change goes from draft to scheduled.
 */
const RANKS_AHEAD = 2;

/**
 * Markdown of a new article. Required fields without a given value are left empty, with a YAML comment that says what
 * belongs there: a guess would look like a decision. Sections hold nothing but a comment.
 */
export function articleTemplate(model: CompiledModel, kind: Kind, values: TemplateValues): string {
  const front = frontMatter(model, kind, values).join('\n');
  const sections = kind.sections.filter((section) => isWanted(section, values));
  const body = sections.map(
    (section) => `## ${markdownText(oneLine(section.title))}\n\n<!-- ${commentText(section.description)} -->\n`,
  );
  return `---\n${front}\n---\n\n# ${markdownText(oneLine(values.title))}\n${body.map((text) => `\n${text}`).join('')}`;
}

function frontMatter(model: CompiledModel, kind: Kind, values: TemplateValues): string[] {
  const fields = model.fieldsOf(kind);
  const lines = new Map<string, string>();
  const add = (name: string, text: string) => {
    const written = kind.aliases?.[name] ?? name;
    if (!lines.has(written)) lines.set(written, `${scalar(written)}: ${text}`.trimEnd());
  };
  const id = idField(kind, values.id);
  if (id !== undefined) add(id.name, id.text);
  for (const [name, text] of identifying(model, kind, values.id)) add(name, text);
  add('title', scalar(oneLine(values.title)));
  const status = values.status ?? model.initialState(kind)?.name;
  if (status !== undefined) add('status', scalar(status));
  const owner = fields.get('owner');
  if (owner !== undefined) add('owner', fieldValue(owner, undefined, values));
  for (const field of fields.values()) {
    const need = needOf(model, kind, field.required, values);
    if (need !== undefined && field.name !== 'id' && field.name !== 'status')
      add(field.name, fieldValue(field, need, values));
  }
  for (const link of model.linksFrom(kind)) {
    const rule = link.required?.find((candidate) => candidate.kind === kind.name);
    const need = needOf(model, kind, rule?.requirement, values);
    if (need !== undefined) add(link.fields?.[0] ?? link.name, linkValue(link, need, values));
  }
  const review = kind.reviewEvery === undefined ? undefined : dateAfter(values.today, kind.reviewEvery);
  if (review !== undefined && given(values, 'review_by') === undefined) add('review_by', review);
  for (const name of Object.keys(values.fields ?? {})) {
    const field = fields.get(name);
    const link = model.linkTypeByField(name);
    if (field !== undefined) add(name, fieldValue(field, undefined, values));
    else if (link !== undefined) add(name, linkValue(link, undefined, values));
    else add(name, scalar(given(values, name) ?? ''));
  }
  return [...lines.values()];
}

/** The field that the kind's id is read from, unless it is taken from the path. */
function idField(kind: Kind, id: string): { readonly name: string; readonly text: string } | undefined {
  const source = kind.id;
  if (source === undefined) return { name: 'id', text: scalar(id) };
  if (source.from === 'file' || source.from === 'folder' || source.from === 'path') return undefined;
  const [before = '', rest = ''] = (source.format ?? '').split('{value');
  const after = rest.slice(rest.indexOf('}') + 1);
  const formatted = source.format !== undefined && id.startsWith(before) && id.endsWith(after);
  const value = formatted ? id.slice(before.length, id.length - after.length) : id;
  return { name: source.from, text: typed({ type: 'any' }, value) };
}

/** What tells the article's kind when its id does not. */
function identifying(model: CompiledModel, kind: Kind, id: string): [string, string][] {
  const fields = Object.entries(kind.match?.field ?? {}).map(([name, accepted]): [string, string] => [
    name,
    scalar(accepted[0] ?? ''),
  ]);
  if (kind.match !== undefined || model.kindOfId(id)?.name === kind.name) return fields;
  return [['kind', scalar(kind.name)]];
}

/** From where on something is needed, if it belongs into a new article: `always`, or a state that is near. */
function needOf(
  model: CompiledModel,
  kind: Kind,
  requirement: Requirement | undefined,
  values: TemplateValues,
): string | undefined {
  if (requirement === undefined) return undefined;
  if (requirement.when !== undefined && certainty(requirement.when, values) !== 'yes') return undefined;
  if (requirement.unless !== undefined && certainty(requirement.unless, values) === 'yes') return undefined;
  if (requirement.from === 'always') return 'always';
  const rank = model.state(kind, requirement.from)?.rank;
  return rank !== undefined && rank <= horizon(model, kind, values) ? requirement.from : undefined;
}

function horizon(model: CompiledModel, kind: Kind, values: TemplateValues): number {
  const here = model.state(kind, values.status ?? '') ?? model.initialState(kind);
  const next = model.allowedTransitions(kind, here?.name, (name) => given(values, name)?.trim());
  const ranks = next.map(({ to }) => model.state(kind, to)?.rank ?? -1);
  return Math.max((here?.rank ?? -1) + RANKS_AHEAD, ...ranks);
}

/** Sections whose condition is not known yet are offered. */
function isWanted(section: Section, values: TemplateValues): boolean {
  const { required } = section;
  if (required === undefined) return false;
  if (required.when !== undefined && certainty(required.when, values) === 'no') return false;
  return required.unless === undefined || certainty(required.unless, values) !== 'yes';
}

function certainty(condition: Condition, values: TemplateValues): 'yes' | 'no' | 'unknown' {
  let unknown = false;
  for (const [name, accepted] of Object.entries(condition)) {
    const value = name === 'status' ? values.status : given(values, name);
    if (value === undefined) unknown = true;
    else if (!accepted.includes(value.trim())) return 'no';
  }
  return unknown ? 'unknown' : 'yes';
}

function given(values: TemplateValues, name: string): string | undefined {
  const text = values.fields !== undefined && Object.hasOwn(values.fields, name) ? values.fields[name] : undefined;
  return text === undefined || text.trim() === '' ? undefined : text;
}

function fieldValue(field: Field, need: string | undefined, values: TemplateValues): string {
  const value = given(values, field.name);
  if (value !== undefined) return typed(field.value, value);
  const empty = field.value.type === 'list' ? '[] ' : '';
  return `${empty}# ${hint(need, allowed(field.value), field.description)}`;
}

function linkValue(link: LinkType, need: string | undefined, values: TemplateValues): string {
  const value = given(values, link.name) ?? given(values, link.fields?.[0] ?? link.name);
  const single = link.max === 1;
  if (value !== undefined) return typed(single ? { type: 'id' } : { type: 'list', of: { type: 'id' } }, value);
  const kinds = link.to.kinds.filter((name) => name !== '*' && name !== 'same');
  return `${single ? '' : '[] '}# ${hint(need, idOf(kinds), link.description)}`;
}

/** Up to the first full stop, so that a line stays a line. */
function hint(need: string | undefined, type: string, description: string): string {
  const condition = need === undefined || need === 'always' ? '' : `From ${need}.`;
  const [sentence = ''] = oneLine(description).split(/(?<=\.) /, 1);
  return oneLine(`${condition} ${type === '' ? '' : `${type}.`} ${sentence}`);
}

function idOf(kinds: readonly string[] | undefined): string {
  if (kinds === undefined || kinds.length === 0) return 'id';
  const last = kinds.at(-1);
  return `id of ${kinds.length === 1 ? last : `${kinds.slice(0, -1).join(', ')} or ${last}`}`;
}

/** What may be written, in words. */
function allowed(type: FieldType): string {
  switch (type.type) {
    case 'enum':
      return type.values.join(' | ');
    case 'boolean':
      return 'true | false';
    case 'number':
    case 'integer':
      return type.min !== undefined && type.max !== undefined ? `${type.min} to ${type.max}` : type.type;
    case 'id':
      return idOf(type.kinds);
    case 'object':
      return `{${type.fields.map((field) => field.name).join(', ')}}`;
    case 'list':
    case 'map':
      return allowed(type.of);
    case 'date':
    case 'date-time':
    case 'duration':
      return type.type;
    default:
      return '';
  }
}

/** YAML for a value given as text, of the type the field wants where the text can be read as that. */
function typed(type: FieldType, text: string): string {
  const value = text.trim();
  switch (type.type) {
    case 'number':
    case 'integer':
    case 'any':
      // Only numbers that print back as written: `1.10` is text.
      return String(Number(value)) === value && Number.isFinite(Number(value)) ? value : scalar(value);
    case 'boolean':
      return value === 'true' || value === 'false' ? value : scalar(value);
    case 'list':
      return listText(type.of, value);
    case 'object':
    case 'map':
      return flow(value) ?? scalar(value);
    default:
      return scalar(value);
  }
}

/** `[a, b]`; or `a, b`; or with mappings among them, `{to: a}, b`. */
function listText(of: FieldType, text: string): string {
  const whole = text.startsWith('[') ? flow(text) : text.includes('{') ? flow(`[${text}]`) : undefined;
  return (
    whole ??
    `[${splitList(text)
      .map((item) => listItem(of, item))
      .join(', ')}]`
  );
}

function splitList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Inside `[…]`, where more characters need quotes than on a line of their own. */
function listItem(type: FieldType, text: string): string {
  const number = type.type === 'number' || type.type === 'integer';
  return number ? typed(type, text) : yaml([text]).slice(1, -1);
}

/** A list or mapping written in YAML on one line; undefined when the text is not one. */
function flow(text: string): string | undefined {
  if (!/^(?:\[.*\]|\{.*\})$/.test(text)) return undefined;
  const document = parseDocument(text);
  let aliases = false;
  visit(document, {
    Alias: () => {
      aliases = true;
      return visit.BREAK;
    },
  });
  return document.errors.length > 0 || aliases ? undefined : text;
}

function scalar(text: string): string {
  return yaml(oneLine(text));
}

function yaml(value: unknown): string {
  return stringify(value, {
    lineWidth: 0,
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    defaultStringType: 'PLAIN',
  }).trimEnd();
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `--` would end an HTML comment too early or make it ill-formed. */
function commentText(text: string): string {
  return oneLine(text).replaceAll('--', '- -').replaceAll('->', '- >');
}

/** Text that Markdown shows as it is written here. */
function markdownText(text: string): string {
  return text.replace(/[\\`*[\]<]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|#$/gu, '\\$&');
}

/** `days` is `180d`, `12w`, `6m` or `1y`; a day that the month does not have becomes its last. */
function dateAfter(today: string, every: string): string | undefined {
  const period = /^(\d{1,4})([dwmy])$/.exec(every);
  const date = /^(\d{4})-(\d\d)-(\d\d)/.exec(today);
  if (period === null || date === null) return undefined;
  const [year, month, day] = date.slice(1).map(Number) as [number, number, number];
  const count = Number(period[1]);
  const days = period[2] === 'd' ? count : period[2] === 'w' ? count * 7 : 0;
  const months = period[2] === 'm' ? count : period[2] === 'y' ? count * 12 : 0;
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay) + days)).toISOString().slice(0, 10);
}
