/** A configuration proposed for the documents of a folder, as commented YAML. */
import { stringify } from 'yaml';
import { fileNameOf, stemOf } from '../article/paths.ts';
import type { YamlNode } from '../article/yaml.ts';
import { instantOf } from '../model/calendar.ts';
import { counted } from '../reports/checkReport.ts';
import { printable } from '../reports/paint.ts';
import { type Group, type Survey, type SurveyedArticle, scalarOf, share, tally } from './survey.ts';

/** Share of a group's documents that must have a section for it to be proposed. */
const SECTION_SHARE = 0.8;
const MOST_SECTIONS = 12;
const MOST_FIELDS = 30;
/** Values up to which a field that repeats them is taken for a choice. */
const MOST_CHOICES = 8;

/** Names that every kind has: they need no mention. */
const COMMON_FIELDS = new Set(['id', 'kind', 'title', 'status', 'tags', 'aliases', 'waivers', 'review_by']);

/** The first state is the one of new articles. */
const EARLY = /^(?:draft|idea|new|open|proposed|provisional|wip)$/i;

export function proposal(survey: Survey, builtIn: ReadonlySet<string>): string {
  const own = survey.groups.length > 0 && survey.recognised.size === 0;
  const lines = [
    '# Configuration of Throughline, proposed by `throughline init`. Every key is optional.',
    `# Seen: ${counted(survey.total, 'document')}.`,
    ...seen('Built-in kinds', survey.recognised),
    ...seen('Front matter fields', survey.fields),
    ...(survey.rest.length === 0 ? [] : [`# Plain Markdown, which is read for links only: ${survey.rest.length}.`]),
    '',
    own
      ? '# Only the kinds below. `project-ops` adds the built-in ones: see `throughline kinds`.'
      : '# The built-in kinds of project operations: see `throughline kinds`.',
    `model: ${own ? 'none' : 'project-ops'}`,
    '',
    '# Files that are no articles.',
    '# exclude: [docs/archive/**]',
  ];
  if (survey.groups.length > 0) {
    const taken = new Set(own ? [] : builtIn);
    lines.push('', 'kinds:');
    for (const group of survey.groups) lines.push(...kindLines(group, taken));
  }
  lines.push(
    '',
    '# Severities: error, warning, info, hint or off. See `throughline rules`.',
    '# rules:',
    '#   link-mention-untyped: off',
  );
  return `${lines.join('\n')}\n`;
}

/** Cells of a comment line. */
const COMMENT_WIDTH = 100;

function seen(title: string, counts: ReadonlyMap<string, number>): string[] {
  if (counts.size === 0) return [];
  const shown = [...counts].slice(0, MOST_FIELDS).map(([name, count]) => `${comment(name)} ${count}`);
  if (counts.size > MOST_FIELDS) shown.push(`${counts.size - MOST_FIELDS} more`);
  const lines = [`# ${title}:`];
  for (const [i, text] of shown.entries()) {
    const part = text + (i === shown.length - 1 ? '.' : ',');
    const last = lines.at(-1) ?? '';
    if (last.length + 1 + part.length <= COMMENT_WIDTH) lines[lines.length - 1] = `${last} ${part}`;
    else lines.push(`#   ${part}`);
  }
  return lines;
}

function kindLines({ by, articles }: Group, taken: Set<string>): string[] {
  const name = kindName(by, taken);
  const lines = [`  ${name}:  # ${counted(articles.length, 'document')}`];
  const add = (text: string) => lines.push(`    ${text}`);
  const number = numberField(articles);
  switch (by.type) {
    case 'prefix': {
      add(`prefix: ${scalar(by.prefix)}`);
      const fromFile = share(articles, (article) => scalarOf(article, 'id') === undefined) > 0.5;
      if (fromFile) add(`id: {from: file, pattern: ${flowScalar(`^(${by.prefix}-\\d+)`)}}`);
      break;
    }
    case 'field':
      add(`match: {field: {${flowScalar(by.field)}: ${flowScalar(by.value)}}}`);
      if (number !== undefined) add(idFromField(number));
      break;
    case 'folder': {
      add(`match: {path: ${flowScalar(`${glob(by.folder)}/**`)}}`);
      if (number !== undefined) add(idFromField(number));
      else if (share(articles, ({ path }) => /^\d{2,}/.test(fileNameOf(path))) >= SECTION_SHARE) {
        add(`id: {from: file, pattern: '^(\\d+)', format: ${flowScalar(`${prefixFrom(by.folder)}-{value}`)}}`);
      } else if (share(articles, (article) => scalarOf(article, 'id') !== undefined) < 0.5) {
        const stems = new Set(articles.map(({ path }) => stemOf(path)));
        add(`id: ${stems.size === articles.length ? 'file' : 'path'}`);
      }
    }
  }
  lines.push(...lifecycleLines(articles), ...fieldLines(articles), ...sectionLines(articles));
  return lines;
}

function kindName(by: Group['by'], taken: Set<string>): string {
  const source = by.type === 'prefix' ? by.prefix : by.type === 'field' ? by.value : fileNameOf(by.folder);
  const words = source
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join('_')
    .replace(/^[^\p{L}]+/u, '');
  const base = (by.type === 'folder' ? singular(words) : words) || 'document';
  let name = base;
  for (let i = 1; taken.has(name); i++) name = i === 1 ? `local_${base}` : `local_${base}_${i}`;
  taken.add(name);
  return name;
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, 'y');
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function prefixFrom(folder: string): string {
  const letters = singular(fileNameOf(folder).toLowerCase()).toUpperCase();
  return (
    letters
      .replace(/[^\p{Lu}\p{Lo}\p{N}]/gu, '')
      .replace(/^\p{N}+/u, '')
      .slice(0, 12) || 'DOC'
  );
}

/** A field whose number is also in the file's name: `eip: 20` in `eip-20.md`. */
function numberField(articles: readonly SurveyedArticle[]): string | undefined {
  const names = new Set(articles.flatMap(({ fields }) => fields.map(({ name }) => name)));
  for (const name of names) {
    if (name === 'id') continue;
    const named = articles.filter((article) => {
      const number = scalarOf(article, name);
      return number !== undefined && /^\d+$/.test(number) && stemOf(article.path).includes(number);
    });
    if (named.length < SECTION_SHARE * articles.length) continue;
    if (new Set(named.map((article) => scalarOf(article, name))).size === named.length) return name;
  }
  return undefined;
}

function idFromField(field: string): string {
  const prefix = field.toUpperCase().replace(/[^\p{Lu}\p{Lo}\p{N}]/gu, '') || 'DOC';
  return `id: {from: ${flowScalar(field)}, format: ${flowScalar(`${/^(?:NUMBER|NO|NR)$/.test(prefix) ? 'DOC' : prefix}-{value}`)}}`;
}

function lifecycleLines(articles: readonly SurveyedArticle[]): string[] {
  const states = tally(articles.flatMap((article) => scalarOf(article, 'status') ?? []));
  if (states.size < 2 || states.size > 12) return [];
  const names = [...states.keys()].sort((a, b) => Number(EARLY.test(b)) - Number(EARLY.test(a)));
  return [
    '    lifecycle:',
    '      # The first is the state of new articles. Put them into the order in which they follow each other.',
    '      states:',
    ...names.map((name) => `        - ${scalar(name)}  # ${states.get(name) ?? 0}`),
  ];
}

function fieldLines(articles: readonly SurveyedArticle[]): string[] {
  const counts = tally(articles.flatMap(({ fields }) => [...new Set(fields.map(({ name }) => name))]));
  const lines: string[] = [];
  for (const [name, count] of [...counts].slice(0, MOST_FIELDS)) {
    if (COMMON_FIELDS.has(name) || name.trim() === '') continue;
    const values = articles.flatMap(({ fields }) =>
      fields.filter((field) => field.name === name).map((field) => field.value),
    );
    const type = typeOf(values);
    const required = count === articles.length;
    const text =
      !required && type.word !== undefined ? type.word : `{${type.text}${required ? ', required: true' : ''}}`;
    lines.push(`      ${scalar(name)}: ${text}  # in ${count} of ${articles.length}`);
  }
  return lines.length === 0 ? [] : ['    fields:', ...lines];
}

/** The type that all the values have: `word` alone, or what stands in a mapping. */
function typeOf(values: readonly YamlNode[]): { readonly text: string; readonly word?: string } {
  const simple = (word: string) => ({ word, text: `type: ${word}` });
  const given = values.filter((value) => value.kind !== 'scalar' || value.tag !== 'null');
  const texts = given.flatMap((value) => (value.kind === 'scalar' ? [value.text.trim()] : []));
  if (given.length === 0) return simple('any');
  if (texts.length === 0 && given.every((value) => value.kind === 'sequence')) {
    const items = given.flatMap((value) => (value.kind === 'sequence' ? value.items : []));
    return simple(items.every((item) => item.kind === 'scalar') ? 'list of string' : 'list of any');
  }
  if (texts.length < given.length) return simple('any');
  const every = (tag: string) => given.every((value) => value.kind === 'scalar' && value.tag === tag);
  if (every('bool')) return simple('boolean');
  if (texts.every((text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && instantOf(text) !== undefined)) return simple('date');
  const choices = tally(texts);
  const repeats = choices.size <= MOST_CHOICES && texts.length >= 3 * choices.size;
  const short = texts.every((text) => text.length <= 30 && text !== '');
  if (repeats && short && !every('int') && !every('float')) {
    return { text: `values: [${[...choices.keys()].map(flowScalar).join(', ')}]` };
  }
  if (every('int')) return simple('integer');
  return simple('string');
}

/** In the order in which they mostly stand. */
function sectionLines(articles: readonly SurveyedArticle[]): string[] {
  const places = new Map<string, { count: number; sum: number; title: string }>();
  for (const { sections } of articles) {
    const own = new Set<string>();
    for (const [i, title] of sections.entries()) {
      const key = title.trim().toLowerCase();
      if (key === '' || own.has(key)) continue;
      own.add(key);
      const place = places.get(key) ?? { count: 0, sum: 0, title: title.trim() };
      place.count++;
      place.sum += i;
      places.set(key, place);
    }
  }
  const common = [...places.values()]
    .filter(({ count }) => count >= SECTION_SHARE * articles.length)
    .sort((a, b) => a.sum / a.count - b.sum / b.count)
    .slice(0, MOST_SECTIONS);
  if (common.length === 0) return [];
  return [
    '    # Required from all; {title: …, required: false} for one that is not.',
    '    sections:',
    ...common.map(({ title, count }) => `      - ${scalar(title)}  # in ${count} of ${articles.length}`),
  ];
}

/** A path in a glob stands for itself. */
function glob(path: string): string {
  return path.replace(/[*?[\]{}!\\]/g, '\\$&');
}

function comment(text: string): string {
  return printable(text);
}

/** YAML for a text: quoted where it would be read as something else. */
function scalar(text: string): string {
  return stringify(printable(text), { lineWidth: 0 }).trimEnd();
}

/** The same inside `[…]` or `{…}`. */
function flowScalar(text: string): string {
  return stringify([printable(text)], { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false })
    .trimEnd()
    .slice(1, -1);
}
