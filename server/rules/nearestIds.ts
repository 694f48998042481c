/**
 * Known ids and files near a wrong one. The corpus is asked for each likely slip of the pen, so the cost is that of the
 * name's length, not of the number of articles.
 */
import { nameOf } from '../article/article.ts';
import { nameKey, relativePath, stemOf } from '../article/paths.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { slips } from '../model/nearest.ts';

const LIMIT = 3;
const LONGEST = 64;

/** Ids that exist, the likeliest first; at most three. The same number written otherwise is the only proposal. */
export function nearestIds(written: string, corpus: Corpus): string[] {
  const text = written.trim();
  if (text.length > LONGEST) return [];
  const same = known(spellings(text, corpus), corpus, 1);
  if (same.length > 0) return same;
  const near = known(slipsOf(text, corpus), corpus, LIMIT);
  if (near.length > 0) return near;
  const named = byName(text, corpus)?.id?.value;
  return named === undefined ? [] : [named];
}

function known(candidates: Iterable<string>, corpus: Corpus, limit: number): string[] {
  const found = new Set<string>();
  for (const candidate of candidates) {
    const id = corpus.byId(candidate)[0]?.id?.value;
    if (id !== undefined) found.add(id);
    if (found.size === limit) break;
  }
  return [...found];
}

/** Links from the file `from` to files called like the missing one, elsewhere. */
export function nearestPaths(from: string, target: string, corpus: Corpus): string[] {
  const article = byName(stemOf(target.replace(/\/+$/, '')), corpus);
  return article === undefined || article.path === from ? [] : [relativePath(from, article.path)];
}

/** What people may call the article in a wiki link: its id, or else its file's name. */
export function nearestNames(written: string, corpus: Corpus): string[] {
  const ids = nearestIds(written, corpus);
  if (ids.length > 0) return ids;
  for (const candidate of otherSpellings(written)) {
    const article = byName(candidate, corpus);
    if (article !== undefined) return [article.id === undefined ? stemOf(article.path) : nameOf(article)];
  }
  return [];
}

function byName(name: string, corpus: Corpus) {
  return corpus.targetOf({
    form: 'wiki',
    type: 'mentions',
    keys: [nameKey(name)],
    target: name,
    span: { start: 0, end: 0 },
  });
}

const NUMBERED = /^(\p{L}[\p{L}-]*?)[-_ ]?(\d{1,12})$/u;

/** Other case, separator or number of zeros. */
function* spellings(text: string, corpus: Corpus): Generator<string> {
  const match = NUMBERED.exec(text);
  if (match === null) {
    yield text.toUpperCase();
    yield text.toLowerCase();
    return;
  }
  const [, letters = '', digits = ''] = match;
  for (const prefix of prefixesNear(letters, corpus))
    for (const number of paddings(digits)) yield `${prefix}-${number}`;
}

function* slipsOf(text: string, corpus: Corpus): Generator<string> {
  const [, letters, digits] = NUMBERED.exec(text) ?? [];
  if (letters === undefined || digits === undefined) return;
  for (const prefix of prefixesNear(letters, corpus))
    for (const number of digitSlips(digits)) yield `${prefix}-${number}`;
}

/** As written, in capitals, and one slip away when that makes a kind's prefix. */
function prefixesNear(letters: string, corpus: Corpus): string[] {
  const upper = letters.toUpperCase();
  const prefixes = new Set([letters, upper]);
  if (corpus.model.kindByPrefix(upper) === undefined) {
    for (const kind of corpus.model.model.kinds) {
      if (kind.prefix !== undefined && slips(kind.prefix, upper, 1) <= 1) prefixes.add(kind.prefix);
    }
  }
  return [...prefixes];
}

function paddings(digits: string): string[] {
  const bare = digits.replace(/^0+(?=\d)/, '');
  return [digits, bare, ...[2, 3, 4, 5].map((width) => bare.padStart(width, '0'))];
}

/** Two digits exchanged, one too many, one missing, one wrong (the nearest number first). */
function* digitSlips(digits: string): Generator<string> {
  for (let i = 0; i + 1 < digits.length; i++) {
    yield digits.slice(0, i) + digits[i + 1] + digits[i] + digits.slice(i + 2);
  }
  for (let i = 0; i < digits.length; i++) yield digits.slice(0, i) + digits.slice(i + 1);
  for (let i = 0; i <= digits.length; i++) {
    for (let digit = 0; digit <= 9; digit++) yield digits.slice(0, i) + digit + digits.slice(i);
  }
  for (let by = 1; by <= 9; by++) {
    for (let i = digits.length - 1; i >= 0; i--) {
      const digit = Number(digits[i]);
      if (digit - by >= 0) yield digits.slice(0, i) + (digit - by) + digits.slice(i + 1);
      if (digit + by <= 9) yield digits.slice(0, i) + (digit + by) + digits.slice(i + 1);
    }
  }
}

/** Names with a letter too many, two exchanged, or other separators. */
function* otherSpellings(name: string): Generator<string> {
  if (name.length > LONGEST) return;
  yield name.replace(/[\s_]+/g, '-');
  yield name.replace(/[\s-]+/g, '_');
  yield name.replace(/[-_]+/g, ' ');
  for (let i = 0; i < name.length; i++) yield name.slice(0, i) + name.slice(i + 1);
  for (let i = 0; i + 1 < name.length; i++) yield name.slice(0, i) + name[i + 1] + name[i] + name.slice(i + 2);
}
