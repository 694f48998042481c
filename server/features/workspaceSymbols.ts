import { SymbolKind, type WorkspaceSymbol } from 'vscode-languageserver-types';
import type { Article } from '../article/article.ts';
import { comparePaths } from '../corpus/corpus.ts';
import { anchorOf, type FeatureContext, placeOf } from './feature.ts';

/** Editors filter again; more than this only costs. */
const LIMIT = 500;

/** Articles whose id or title matches, the best first; all (up to a limit) for an empty query. */
export function workspaceSymbols(context: FeatureContext, query: string): WorkspaceSymbol[] {
  const matches: { readonly article: Article; readonly score: number }[] = [];
  const wanted = query.toLowerCase();
  for (const article of context.corpus.articles()) {
    const score = scoreOf(article, wanted);
    if (score > 0) matches.push({ article, score });
  }
  matches.sort((a, b) => b.score - a.score || comparePaths(keyOf(a.article), keyOf(b.article)));
  return matches.slice(0, LIMIT).map(({ article }) => {
    const anchor = anchorOf(article);
    const id = article.id?.value;
    return {
      name: id === undefined ? article.title.value : `${id} ${article.title.value}`,
      kind: SymbolKind.Object,
      containerName: [article.kind?.title, article.status?.value].filter(Boolean).join(' · '),
      location: placeOf(context, anchor.source, anchor.span),
    };
  });
}

function keyOf(article: Article): string {
  return article.id?.value ?? article.path;
}

/**
 * 0 for no match. An exact id ranks before an id that begins so, before titles with the text at a word's start, inside
 * a word, and scattered letters in order.
 */
export function scoreOf(article: Article, wanted: string): number {
  if (wanted === '') return 1;
  const id = (article.id?.value ?? '').toLowerCase();
  const title = article.title.value.toLowerCase();
  if (id === wanted) return 100;
  if (id.startsWith(wanted)) return 90;
  const inTitle = title.indexOf(wanted);
  if (inTitle === 0) return 80;
  if (inTitle > 0) return /[\p{L}\p{N}]/u.test(title[inTitle - 1] ?? '') ? 50 : 70;
  if (id.includes(wanted)) return 60;
  const words = wanted.split(/\s+/);
  if (words.length > 1 && words.every((word) => `${id} ${title}`.includes(word))) return 40;
  return isSubsequence(wanted.replace(/\s+/g, ''), `${id} ${title}`) ? 10 : 0;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at);
    if (at < 0) return false;
    at += letter.length;
  }
  return true;
}
