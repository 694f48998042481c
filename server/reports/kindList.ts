/** Kinds of article as the configuration has them: what `kinds` prints. */
import type { CompiledModel } from '../model/compiled.ts';
import type { Condition, Field, FieldType, Kind, LinkType, Requirement } from '../model/model.ts';
import type { ListOptions } from './articleList.ts';
import { JSON_VERSION } from './checkJson.ts';
import { type Column, padEnd, table, titled, widthOf, wrap } from './columns.ts';
import { type Palette, printable } from './paint.ts';

export function kindsText(model: CompiledModel, { palette, width, titles }: ListOptions): string {
  const columns: Column[] = [
    { title: 'KIND', paint: palette.id },
    { title: 'PREFIX' },
    { title: 'FOLDER' },
    { title: 'WHAT IT IS', least: 24 },
  ];
  const rows = model.model.kinds.map(({ name, prefix, folder, description }) =>
    [name, prefix ?? '-', folder, description].map(printable),
  );
  return table(columns, titles ? titled(columns, rows) : rows, width)
    .map((line) => `${line}\n`)
    .join('');
}

export function kindText(model: CompiledModel, kind: Kind, { palette, width }: ListOptions): string {
  const facts = [kind.name, kind.prefix === undefined ? undefined : `${kind.prefix}-…`, kind.folder];
  const lines = [
    palette.bold(printable(kind.title)),
    palette.dim(
      facts
        .filter((fact) => fact !== undefined)
        .map(printable)
        .join(' · '),
    ),
    ...wrap(printable(kind.description), width),
  ];
  const section = (title: string, entries: readonly (readonly [string, string])[]) => {
    if (entries.length === 0) return;
    lines.push('', palette.bold(title), ...described(entries, palette, width));
  };
  section(
    'Fields',
    [...model.fieldsOf(kind).values()].map((field): [string, string] => [field.name, fieldText(field)]),
  );
  section(
    'States',
    (kind.lifecycle?.states ?? []).map(({ name, description }): [string, string] => {
      const next = model.allowedTransitions(kind, name, () => undefined).map(({ to }) => to);
      return [name, `${description}${next.length === 0 ? '' : ` Next: ${next.join(', ')}.`}`];
    }),
  );
  section(
    'Sections',
    kind.sections.map(({ title, description, required }): [string, string] => [
      title,
      sectionText(required, description),
    ]),
  );
  section(
    'Links',
    model.linksFrom(kind).map((link): [string, string] => [link.name, linkText(kind, link)]),
  );
  section(
    'Linked from',
    model
      .linksTo(kind)
      .map((link): [string, string] => [link.inverse, `From ${kinds(link.from.kinds)}: \`${link.name}\`.`]),
  );
  return `${lines.join('\n')}\n`;
}

/** Cells of the widest name that still has its description beside it. */
const NAME_COLUMN = 28;

function described(entries: readonly (readonly [string, string])[], palette: Palette, width: number): string[] {
  const column = Math.min(NAME_COLUMN, Math.max(...entries.map(([name]) => widthOf(printable(name)))));
  return entries.flatMap(([name, text]) => {
    const lines = wrap(printable(text), Math.max(20, width - column - 4));
    const [first = '', ...rest] = lines;
    const shown = printable(name);
    const margin = ' '.repeat(column + 4);
    if (widthOf(shown) > column) return [`  ${palette.id(shown)}`, ...lines.map((line) => margin + line)];
    const padding = padEnd(shown, column).slice(shown.length);
    return [`  ${palette.id(shown)}${padding}  ${first}`.trimEnd(), ...rest.map((line) => margin + line)];
  });
}

function fieldText({ value, required, description }: Field): string {
  return `${typeText(value)}${requirementText(required)}. ${description}`;
}

function sectionText(required: Requirement | undefined, description: string): string {
  const needed = requirementText(required);
  return needed === '' ? description : `${capital(needed.slice(2))}. ${description}`;
}

function linkText(kind: Kind, link: LinkType): string {
  const need = link.required?.find((candidate) => candidate.kind === kind.name)?.requirement;
  const one = link.max === undefined ? '' : link.max === 1 ? ', one at most' : `, ${link.max} at most`;
  return `To ${kinds(link.to.kinds)}${one}${requirementText(need)}. ${link.description}`;
}

function kinds(names: readonly string[]): string {
  if (names.includes('*')) return 'any kind';
  return names.map((name) => (name === 'same' ? 'the same kind' : name)).join(', ');
}

function typeText(type: FieldType): string {
  switch (type.type) {
    case 'enum':
      return type.values.join(' | ');
    case 'list':
      return `list of ${typeText(type.of)}`;
    case 'map':
      return `map of ${typeText(type.of)}`;
    case 'object':
      return `{${type.fields.map((field) => field.name).join(', ')}}`;
    case 'id':
      return type.kinds === undefined ? 'id' : `id of ${type.kinds.join(', ')}`;
    case 'number':
    case 'integer': {
      const { min, max } = type;
      if (min !== undefined && max !== undefined) return `${type.type} ${min} to ${max}`;
      return min !== undefined ? `${type.type} from ${min}` : max !== undefined ? `${type.type} to ${max}` : type.type;
    }
    default:
      return type.type;
  }
}

function requirementText(required: Requirement | undefined): string {
  if (required === undefined) return '';
  const from = required.from === 'always' ? ', required' : `, required from ${required.from}`;
  const when = required.when === undefined ? '' : ` when ${conditionText(required.when)}`;
  const unless = required.unless === undefined ? '' : ` unless ${conditionText(required.unless)}`;
  return from + when + unless;
}

function conditionText(condition: Condition): string {
  return Object.entries(condition)
    .map(([field, values]) => `${field} is ${values.join(' or ')}`)
    .join(' and ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function kindsJson(model: CompiledModel, kinds: readonly Kind[]): unknown {
  return {
    version: JSON_VERSION,
    kinds: kinds.map((kind) => ({
      name: kind.name,
      title: kind.title,
      plural: kind.plural,
      description: kind.description,
      prefix: kind.prefix ?? null,
      folder: kind.folder,
      fields: [...model.fieldsOf(kind).values()],
      states: kind.lifecycle?.states ?? [],
      transitions: kind.lifecycle?.transitions ?? [],
      sections: kind.sections,
      links: model
        .linksFrom(kind)
        .map(({ name, to, max }) => ({ name, to: to.kinds, ...(max !== undefined && { max }) })),
      linkedFrom: model.linksTo(kind).map(({ name, inverse, from }) => ({ name, inverse, from: from.kinds })),
    })),
  };
}
