import { type Article, fieldEntry, fieldText } from '../article/article.ts';
import { idPrefix, type KindReader, kindReader, matchesKind } from '../article/identify.ts';
import { stemOf } from '../article/paths.ts';
import { textOf } from '../article/yaml.ts';
import type { CompiledModel } from '../model/compiled.ts';
import type { Kind } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { entriesOf } from './entries.ts';
import { NONE } from './found.ts';
import { headOf } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { quoted, withArticle } from './wording.ts';

export const idKindMismatch: ArticleRule = {
  code: 'id-kind-mismatch',
  group: 'General',
  title: 'Id, kind and file disagree',
  severity: 'error',
  scope: 'article',
  what: 'The prefix of the id belongs to another kind than the field `kind` or the configuration says; or the file is named after another id; or an id is written so that its kind cannot be told (`req_12` for `REQ-012`).',
  why: 'The article is checked by the rules of one kind while its readers take it for another, and people who open the file by its name find another article.',
  fix: 'Correct the id, the field `kind` or the file name, whichever is wrong. When the id changes, rewrite the references to it.',
  example: {
    bad: '---\nid: CHG-004\nkind: requirement\ntitle: Patch the second node\n---\n',
    good: '---\nid: CHG-004\nkind: change\ntitle: Patch the second node\n---\n',
  },
  options: [],
  source: 'Doorstop, item validation',
  check: findMismatches,
};

function findMismatches(article: Article, context: RuleContext): readonly Found[] {
  const found: Found[] = [];
  if (article.kind === undefined) checkUnreadableId(article, context, found);
  else {
    checkPrefix(article, article.kind, context, found);
    checkKindField(article, article.kind, context, found);
  }
  checkFileName(article, context, found);
  return found.length === 0 ? NONE : found;
}

function checkPrefix(article: Article, kind: Kind, { corpus }: RuleContext, found: Found[]): void {
  if (article.id === undefined) return;
  const prefix = idPrefix(article.id.value);
  const meant = prefix === undefined ? undefined : corpus.model.kindByPrefix(prefix);
  if (meant?.name === kind.name) return;
  const place = headOf(article);
  if (meant !== undefined) {
    found.push({
      message: `${quoted(article.id.value)} is an id for ${withArticle(meant.title.toLowerCase())}, but this article is ${withArticle(kind.title.toLowerCase())}. Correct the id or the kind.`,
      ...place,
      data: { kind: kind.name, prefixKind: meant.name, ...(kind.prefix !== undefined && { prefix: kind.prefix }) },
    });
  } else if (kind.prefix !== undefined && kind.id === undefined) {
    const near = canonicalId(article.id.value, corpus.model);
    const advice = near === undefined ? `Write \`${kind.prefix}-\` and a number.` : `Write ${quoted(near)}.`;
    found.push({
      message: `${quoted(article.id.value)} is not the id of ${withArticle(kind.title.toLowerCase())}, which begins with \`${kind.prefix}-\`. ${advice}`,
      ...place,
      data: { kind: kind.name, prefix: kind.prefix, ...(near !== undefined && { replacement: near }) },
    });
  }
}

/** The field `kind` names no kind, or a kind other than the one configured for this place. */
function checkKindField(article: Article, kind: Kind, context: RuleContext, found: Found[]): void {
  const entry = entriesOf(article).find(({ key }) => key === 'kind');
  const named = textOf(entry?.value);
  if (entry === undefined || named === undefined) return;
  const span = { start: entry.value.start, end: entry.value.end };
  const { matching, names } = context.derived(kindReaders, context.corpus.model);
  if (!names.has(named)) {
    if (kind.match?.field?.kind !== undefined) return;
    const near = nearest(named, [...names]);
    const advice = near === undefined ? `Write \`${kind.name}\` or remove it.` : `Did you mean ${quoted(near)}?`;
    found.push({
      message: `${quoted(named)} is not a kind of this repository. ${advice}`,
      in: 'front',
      span,
      data: { replacement: near ?? kind.name },
    });
    return;
  }
  if (named !== kind.name) return;
  const root = article.frontMatter?.root;
  const configured = matching.find((reader) => matchesKind(reader, article.path, root));
  if (configured === undefined || configured.kind === kind) return;
  if (matching.some((reader) => reader.kind === kind && matchesKind(reader, article.path, root))) return;
  found.push({
    message: `This article calls itself ${withArticle(kind.title.toLowerCase())}, but the configuration makes it ${withArticle(configured.kind.title.toLowerCase())}. Correct \`kind\` or move the file.`,
    in: 'front',
    span,
    data: { replacement: configured.kind.name },
  });
}

/** No kind was found, yet the id is nearly one: `REQ_012`, `req-012`, `REQ012`. */
function checkUnreadableId(article: Article, context: RuleContext, found: Found[]): void {
  const { corpus } = context;
  const written = article.id?.value;
  if (written === undefined || article.id?.span === undefined) return;
  const replacement = canonicalId(written, corpus.model);
  if (replacement !== undefined) {
    found.push({
      message: `${quoted(written)} is not read as an id, so this file is of no kind and hardly checked. Write ${quoted(replacement)}.`,
      in: article.id.in,
      span: article.id.span,
      data: { replacement },
    });
    return;
  }
  const named = fieldText(article, 'kind');
  const entry = fieldEntry(article, 'kind');
  const near = named === undefined ? undefined : nearest(named, [...context.derived(kindReaders, corpus.model).names]);
  if (named === undefined || near === undefined || entry === undefined) return;
  found.push({
    message: `${quoted(named)} is not a kind of this repository, so this file is hardly checked. Did you mean ${quoted(near)}?`,
    in: 'front',
    span: { start: entry.value.start, end: entry.value.end },
    data: { replacement: near },
  });
}

const LETTERS_AND_NUMBER = /^([A-Za-z]{1,12})[-_ .#]?(\d{1,12})$/;

/** The id as the model writes it, when only case or the separator is wrong. */
function canonicalId(written: string, model: CompiledModel): string | undefined {
  const match = LETTERS_AND_NUMBER.exec(written);
  const prefix = match?.[1]?.toUpperCase();
  if (match === null || prefix === undefined || model.kindByPrefix(prefix) === undefined) return undefined;
  const id = `${prefix}-${(match[2] ?? '').padStart(3, '0')}`;
  return id === written ? undefined : id;
}

/** `CHG-003-cut-over.md` that holds CHG-004. Numbers are compared as such: `eip-20.md` may hold EIP-020. */
function checkFileName(article: Article, { corpus }: RuleContext, found: Found[]): void {
  if (article.id?.span === undefined) return;
  const named = leadingId(stemOf(article.path));
  if (named === undefined || corpus.model.kindByPrefix(named.prefix) === undefined) return;
  const own = leadingId(article.id.value);
  if (own === undefined || (own.prefix === named.prefix && own.number === named.number)) return;
  const inName = `${named.prefix}-${named.digits}`;
  found.push({
    message: `The file is named after ${quoted(inName)}, but its id is ${quoted(article.id.value)}. Rename the file or correct the id.`,
    in: article.id.in,
    span: article.id.span,
    data: { fileId: inName, id: article.id.value },
  });
}

interface LeadingId {
  readonly prefix: string;
  readonly digits: string;
  readonly number: number;
}

const LEADING_ID = /^([A-Z][A-Z0-9]{0,11}(?:-[A-Z][A-Z0-9]{0,11}){0,3})-(\d{1,12})(?![\dA-Za-z])/;

function leadingId(text: string): LeadingId | undefined {
  const match = LEADING_ID.exec(text);
  const [, prefix, digits] = match ?? [];
  return prefix === undefined || digits === undefined ? undefined : { prefix, digits, number: Number(digits) };
}

function kindReaders(model: CompiledModel): {
  readonly matching: readonly KindReader[];
  readonly names: ReadonlySet<string>;
} {
  const kinds = model.model.kinds;
  return {
    matching: kinds.filter((kind) => kind.match !== undefined).map(kindReader),
    names: new Set(kinds.map((kind) => kind.name)),
  };
}
