/** Completion in front matter (fields, values, ids) and in the body (ids and wiki links). */
import { type CompletionItem, CompletionItemKind, InsertTextFormat } from 'vscode-languageserver-types';
import type { Article } from '../article/article.ts';
import { fieldText } from '../article/article.ts';
import { dateOf } from '../model/calendar.ts';
import type { Field, FieldType, Kind } from '../model/model.ts';
import { articleCard } from './card.ts';
import { type CompletionPlace, completionPlace } from './completionPlace.ts';
import type { FeatureContext } from './feature.ts';
import { definitionOf, fieldsIn } from './locate.ts';

export interface CompletionAnswer {
  readonly items: readonly CompletionItem[];
  /** More exist than are listed: ask again as the person types on. */
  readonly isIncomplete: boolean;
}

/** Ids listed at once; the rest is found by typing on. */
const LIMIT = 200;
const NOTHING: CompletionAnswer = { items: [], isIncomplete: false };

export function completion(context: FeatureContext, article: Article, text: string, offset: number): CompletionAnswer {
  const place = completionPlace(article, text, offset);
  switch (place.type) {
    case 'none':
      return NOTHING;
    case 'key':
      return { items: keyItems(context, article, place), isIncomplete: false };
    case 'value':
      return valueItems(context, article, place);
    case 'wiki':
    case 'prose':
      return idItems(context, article, place, undefined);
  }
}

function keyItems(
  context: FeatureContext,
  article: Article,
  place: CompletionPlace & { type: 'key' },
): CompletionItem[] {
  const { kind } = article;
  const { corpus } = context;
  if (kind === undefined) {
    if (place.path.length > 0 || place.present.includes('id')) return [];
    return [{ label: 'id', kind: CompletionItemKind.Field, insertText: 'id: ', detail: 'Makes this file an article' }];
  }
  const present = new Set(place.present);
  const status = article.status?.value;
  const valueFor = (name: string) => fieldText(article, name);
  const items: CompletionItem[] = [];
  const add = (field: Field, detail: string, required: boolean) => {
    const written = place.path.length === 0 ? (kind.aliases?.[field.name] ?? field.name) : field.name;
    if (present.has(written)) return;
    items.push({
      label: written,
      kind: required ? CompletionItemKind.Property : CompletionItemKind.Field,
      detail,
      documentation: field.description,
      insertText: `${written}: `,
      sortText: `${required ? '0' : '1'}${written}`,
      command: { title: 'Suggest', command: 'editor.action.triggerSuggest' },
    });
  };
  if (place.path.length > 0) {
    const definition = definitionOf(corpus, article, place.path);
    if (definition === undefined) return [];
    const fields =
      'link' in definition ? linkFields(definition.link.attributes ?? []) : (fieldsIn(definition.field.value) ?? []);
    for (const field of fields) add(field, field.value.type, field.required?.from === 'always');
    return items;
  }
  for (const field of corpus.model.fieldsOf(kind).values()) {
    const required = field.required !== undefined && corpus.model.isRequired(field.required, kind, status, valueFor);
    add(field, required ? 'required' : field.value.type, required);
  }
  for (const link of corpus.model.linksFrom(kind)) {
    const requirement = link.required?.find((candidate) => candidate.kind === kind.name)?.requirement;
    const required = requirement !== undefined && corpus.model.isRequired(requirement, kind, status, valueFor);
    const to = link.to.kinds.join(', ');
    add(
      { name: link.fields?.[0] ?? link.name, description: link.description, value: { type: 'any' } },
      `link to ${to}`,
      required,
    );
  }
  return items;
}

function linkFields(attributes: readonly Field[]): readonly Field[] {
  return [
    { name: 'to', description: 'The id this link leads to.', value: { type: 'id' }, required: { from: 'always' } },
    ...attributes,
    { name: 'note', description: 'Why the link is there.', value: { type: 'text' } },
  ];
}

function valueItems(
  context: FeatureContext,
  article: Article,
  place: CompletionPlace & { type: 'value' },
): CompletionAnswer {
  const { corpus } = context;
  const { kind } = article;
  const [first] = place.path;
  if (first === 'kind' && place.path.length === 1) {
    return plain(
      corpus.model.model.kinds.map((candidate) => [candidate.name, candidate.description]),
      place,
    );
  }
  if (kind === undefined) return first === 'id' ? plain(newIds(context), place) : NOTHING;
  if (place.path.length === 1 && first === 'status' && kind.lifecycle !== undefined) {
    return plain(
      kind.lifecycle.states.map((state) => [state.name, state.description]),
      place,
    );
  }
  const definition = definitionOf(corpus, article, place.path);
  if (definition === undefined) return NOTHING;
  if ('link' in definition) {
    const { link, inverse } = definition;
    const kinds = inverse ? link.from.kinds : link.to.kinds;
    return idItems(context, article, place, expandKinds(kinds, kind));
  }
  return typeItems(context, article, place, definition.field.value);
}

function typeItems(
  context: FeatureContext,
  article: Article,
  place: CompletionPlace & { type: 'value' },
  type: FieldType,
): CompletionAnswer {
  switch (type.type) {
    case 'enum':
      return plain(
        type.values.map((value) => [value, '']),
        place,
      );
    case 'boolean':
      return plain(
        [
          ['true', ''],
          ['false', ''],
        ],
        place,
      );
    case 'id':
      return idItems(context, article, place, type.kinds);
    case 'date':
      return plain(
        [
          [dateOf(context.now), 'today'],
          [dateOf(context.now + 30 * 86_400_000), 'in 30 days'],
        ],
        place,
      );
    case 'list':
      return typeItems(context, article, place, type.of);
    default:
      return NOTHING;
  }
}

function newIds(context: FeatureContext): [string, string][] {
  const highest = new Map<string, { number: number; width: number }>();
  for (const article of context.corpus.articles()) {
    const match = /^(.*)-(\d+)$/.exec(article.id?.value ?? '');
    const prefix = match?.[1];
    const digits = match?.[2];
    if (prefix === undefined || digits === undefined) continue;
    const before = highest.get(prefix);
    if (before === undefined || Number(digits) > before.number)
      highest.set(prefix, { number: Number(digits), width: digits.length });
  }
  return context.corpus.model.model.kinds.flatMap((kind) => {
    if (kind.prefix === undefined) return [];
    const last = highest.get(kind.prefix) ?? { number: 0, width: 3 };
    return [[`${kind.prefix}-${String(last.number + 1).padStart(last.width, '0')}`, `new ${kind.title.toLowerCase()}`]];
  });
}

function expandKinds(kinds: readonly string[], own: Kind): readonly string[] | undefined {
  if (kinds.includes('*')) return undefined;
  return kinds.includes('same') ? [own.name] : kinds;
}

function plain(
  values: readonly (readonly [string, string])[],
  place: CompletionPlace & { type: 'value' },
): CompletionAnswer {
  const items = values.map(
    ([label, documentation], index): CompletionItem => ({
      label,
      kind: CompletionItemKind.EnumMember,
      ...(documentation !== '' && { detail: documentation }),
      sortText: String(index).padStart(4, '0'),
      textEdit: { range: place.range, newText: label },
    }),
  );
  return { items, isIncomplete: false };
}

/** Articles by id, those of the same project and the most recently numbered first. */
function idItems(
  context: FeatureContext,
  article: Article,
  place: CompletionPlace & { type: 'value' | 'wiki' | 'prose' },
  kinds: readonly string[] | undefined,
): CompletionAnswer {
  const wanted = place.typed.toLowerCase();
  const project = fieldText(article, 'project');
  const found: { readonly target: Article; readonly id: string; readonly rank: number }[] = [];
  for (const target of context.corpus.articles()) {
    const id = target.id?.value;
    if (id === undefined || target === article) continue;
    if (kinds !== undefined && (target.kind === undefined || !kinds.includes(target.kind.name))) continue;
    const rank = rankOf(id.toLowerCase(), target.title.value.toLowerCase(), wanted);
    if (rank === undefined) continue;
    const near = project !== undefined && fieldText(target, 'project') === project;
    found.push({ target, id, rank: rank - (near ? 0.5 : 0) });
  }
  found.sort((a, b) => a.rank - b.rank || (a.id < b.id ? 1 : -1));
  const items = found.slice(0, LIMIT).map(
    ({ target, id }, index): CompletionItem => ({
      label: id,
      labelDetails: { description: target.title.value },
      kind: CompletionItemKind.Reference,
      detail: [target.kind?.title, target.status?.value].filter(Boolean).join(' · '),
      filterText: `${id} ${target.title.value}`,
      sortText: String(index).padStart(4, '0'),
      insertTextFormat: InsertTextFormat.PlainText,
      textEdit: { range: place.range, newText: place.type === 'wiki' && !place.closed ? `${id}]]` : id },
      data: { path: target.path },
    }),
  );
  return { items, isIncomplete: found.length > LIMIT };
}

function rankOf(id: string, title: string, wanted: string): number | undefined {
  if (wanted === '' || id.startsWith(wanted)) return 0;
  if (title.startsWith(wanted)) return 1;
  if (id.includes(wanted)) return 2;
  return title.includes(wanted) ? 3 : undefined;
}

/** The card of the article an item stands for: asked for one item at a time, when it is shown. */
export function completionDocumentation(context: FeatureContext, data: unknown): string | undefined {
  const path = typeof data === 'object' && data !== null && 'path' in data ? data.path : undefined;
  const target = typeof path === 'string' ? context.corpus.article(path) : undefined;
  return target === undefined ? undefined : articleCard(context, target);
}
