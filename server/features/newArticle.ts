/** A new article: the next free id of its kind, and the text of its template. Nothing is written. */
import { applyFormat, findId, kindReader } from '../article/identify.ts';
import { isMarkdown, resolvePath } from '../article/paths.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { dateOf } from '../model/calendar.ts';
import type { Kind } from '../model/model.ts';
import { articleTemplate } from '../model/template.ts';
import type { Git, GitFailure } from '../workspace/git.ts';
import type { FeatureContext } from './feature.ts';

export interface NewArticle {
  /** Where it belongs; no file is there. */
  readonly path: string;
  readonly text: string;
  /** Undefined for kinds whose articles have none. */
  readonly id?: string;
  /** What the person should know, for instance that git could not be asked for ids in use elsewhere. */
  readonly note?: string;
}

export interface NewArticleOptions {
  /** Instead of the kind's own; relative to the root. */
  readonly folder?: string;
}

/** Digits of a number in a new id, when the others do not show how many there should be. */
const WIDTH = 3;

/**
 * The id is one more than the greatest number that the kind's ids have in the working tree or on any git ref, so that
 * two branches do not take the same one. Numbers of deleted articles on a ref are not used again.
 * Throws a RangeError for a kind that the model does not have.
 */
export async function newArticle(
  context: FeatureContext,
  git: Git,
  kind: string,
  title: string,
  options: NewArticleOptions = {},
): Promise<NewArticle> {
  const { corpus } = context;
  const found = corpus.model.kind(kind);
  if (found === undefined) throw new RangeError(`There is no kind ${kind}.`);
  const named = title.replace(/\s+/g, ' ').trim() || `New ${found.title.toLowerCase()}`;
  // A configured folder that leads out of the workspace is none.
  const folder = resolvePath('', options.folder ?? found.folder) ?? '';
  const slug = slugOf(named);
  const numbering = numberingOf(found);
  const values = { title: named, today: dateOf(context.now) };
  if (numbering === undefined) {
    const path = freePath(corpus, found, folder, slug);
    return { path, text: articleTemplate(corpus.model, found, { ...values, id: idWithoutNumber(found, path) }) };
  }
  const onRefs = await idsOnRefs(git, found, numbering);
  const used = [...idsInCorpus(corpus, numbering.before), ...onRefs.ids];
  const id = nextId(numbering, used, corpus);
  return {
    path: freePath(corpus, found, folder, fileName(found, portable(id), slug)),
    text: articleTemplate(corpus.model, found, { ...values, id }),
    id,
    ...(onRefs.note !== undefined && { note: onRefs.note }),
  };
}

interface Numbering {
  /** What ids begin with, up to the number. */
  readonly before: string;
  /** What follows the number. */
  readonly after: string;
  /** Digits that the configured format asks for. */
  readonly width?: number;
}

/** How ids of this kind are numbered; undefined when they are not. */
function numberingOf({ prefix, id }: Kind): Numbering | undefined {
  const slot = /\{value(?::(\d{1,2}))?\}/.exec(id?.format ?? '');
  if (id?.format !== undefined && slot !== null) {
    const before = id.format.slice(0, slot.index);
    const after = id.format.slice(slot.index + slot[0].length);
    const width = slot[1] === undefined ? undefined : Number(slot[1]);
    return { before, after, ...(width !== undefined && { width }) };
  }
  return prefix === undefined ? undefined : { before: `${prefix}-`, after: '' };
}

interface RefIds {
  readonly ids: readonly string[];
  readonly note?: string;
}

/** Ids of this kind on all refs; none and no note outside a repository, where there are no refs. */
async function idsOnRefs(git: Git, kind: Kind, { before, after }: Numbering): Promise<RefIds> {
  const from = kind.id?.from ?? 'id';
  if (from === 'file' || from === 'folder' || from === 'path') {
    const reader = kindReader(kind);
    const found = await git.filesOnAllRefs(isMarkdown);
    if (!found.ok) return failed(found);
    const { files, complete } = found.value;
    return known(
      files.flatMap(({ path }) => findId(reader, path, undefined)?.value ?? []),
      complete,
    );
  }
  const field = kind.aliases?.[from] ?? from;
  const full = await git.idsOnAllRefs({ prefix: before, field });
  if (!full.ok) return failed(full);
  if (kind.id?.format === undefined) return known(full.value.ids, full.value.complete);
  const bare = await git.idsOnAllRefs({ prefix: '', field });
  if (!bare.ok) return failed(bare);
  const ids = [...full.value.ids, ...bare.value.ids.map((number) => before + number + after)];
  return known(ids, full.value.complete && bare.value.complete);
}

function known(ids: readonly string[], complete: boolean): RefIds {
  if (complete) return { ids };
  return { ids, note: 'There is more in git than can be searched: another ref may have the same id.' };
}

function failed({ reason, message }: { readonly reason: GitFailure; readonly message: string }): RefIds {
  if (reason === 'no-repository') return { ids: [] };
  return { ids: [], note: `Other git refs were not searched and may have the same id: ${message}` };
}

function* idsInCorpus(corpus: Corpus, prefix: string): Generator<string> {
  for (const article of corpus.articles()) {
    for (const { value } of article.id === undefined ? article.aliases : [article.id, ...article.aliases]) {
      if (value.startsWith(prefix)) yield value;
    }
  }
}

function nextId({ before, after, width }: Numbering, used: readonly string[], corpus: Corpus): string {
  let greatest = 0;
  let digits = width ?? (after === '' && before.endsWith('-') ? WIDTH : 1);
  let first = true;
  for (const id of used) {
    const number = id.startsWith(before) && id.endsWith(after) ? id.slice(before.length, id.length - after.length) : '';
    // Fifteen digits are still an exact number.
    if (!/^\d{1,15}$/.test(number)) continue;
    if (width === undefined) digits = first ? number.length : Math.max(digits, number.length);
    first = false;
    greatest = Math.max(greatest, Number(number));
  }
  for (let number = greatest + 1; ; number++) {
    const id = `${before}${String(number).padStart(digits, '0')}${after}`;
    if (corpus.byId(id).length === 0) return id;
  }
}

/** Without what file names cannot hold on some system. */
function portable(id: string): string {
  return id.replace(/[\p{Cc}\\/:*?"<>|]/gu, '-');
}

/** Without extension. A file whose name the id is read from begins with what the format leaves of it. */
function fileName({ id: source }: Kind, id: string, slug: string): string {
  if (source?.from === 'file' && source.pattern !== undefined) {
    const number = /\d+(?=\D*$)/.exec(id)?.[0] ?? id;
    const bare = source.format !== undefined && applyFormat(source.format, number) === id ? number : id;
    return `${bare}-${slug}`;
  }
  if (source?.from === 'file') return id;
  return slug === '' ? id : `${id}-${slug}`;
}

/** The id of a kind that has no numbers: what it will be read as. */
function idWithoutNumber({ id: source }: Kind, path: string): string {
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
  return source?.format === undefined ? stem : applyFormat(source.format, stem);
}

/** A path that no file has, with a number at its end if need be. */
function freePath(corpus: Corpus, kind: Kind, folder: string, name: string): string {
  const start = folder === '' ? '' : `${folder}/`;
  const inFolder = kind.id?.from === 'folder';
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? name : `${name}-${number}`;
    const path = inFolder ? `${start}${numbered}/README.md` : `${start}${numbered}.md`;
    if (!corpus.hasFile(path) && !(inFolder && corpus.hasFolder(`${start}${numbered}`))) return path;
  }
}

/** UTF-16 units; paths must stay usable on systems that allow 260 in all. */
const SLUG_LENGTH = 60;
/** Devices on Windows, whatever the extension. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Letters and digits of any script, lower case, with hyphens between words; `article` when there are none. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const next = slug === '' ? [...word].slice(0, SLUG_LENGTH / 2).join('') : `${slug}-${word}`;
    if (next.length > SLUG_LENGTH) break;
    slug = next;
  }
  return slug === '' || RESERVED.test(slug) ? `${slug}article` : slug;
}
