/** Links one by one: what `links` prints. */
import { type Article, nameOf, type Reference, type SourceText } from '../article/article.ts';
import { type Range, rangeOf } from '../article/text.ts';
import type { Corpus, Target } from '../corpus/corpus.ts';
import type { ListOptions } from './articleList.ts';
import { JSON_VERSION } from './checkJson.ts';
import { placeText } from './checkText.ts';
import { type Column, cutStart, table, titled } from './columns.ts';
import { printable } from './paint.ts';

export interface Link {
  /** Id of the article it is written in, or its path. */
  readonly from: string;
  /** Id of the article it leads to, or the path of the file; what is written when it leads nowhere. */
  readonly to: string;
  /** Name of the link type, of the field, `mentions` or `link`, as seen from `from`. */
  readonly type: string;
  readonly path: string;
  readonly range: Range;
  /** Undefined where nothing can be said: the target lies in a place that is not read. */
  readonly resolved: boolean | undefined;
}

export function linksFrom(corpus: Corpus, article: Article): Link[] {
  return corpus.outgoing(article).map(({ reference, target }) => linkOf(corpus, article, reference, target));
}

/** Links in other articles that lead to this one. */
export function linksTo(corpus: Corpus, article: Article): Link[] {
  return corpus
    .incoming(article)
    .map(({ from, reference }) => linkOf(corpus, from, reference, corpus.resolve(reference)));
}

function linkOf(corpus: Corpus, article: Article, reference: Reference, target: Target): Link {
  const source = sourceOfReference(article, reference);
  return {
    from: nameOf(article),
    to: targetName(target) ?? reference.target,
    type: typeOf(corpus, reference),
    path: source.path,
    range: rangeOf(source, reference.span),
    resolved: target.type === 'unknown' ? undefined : target.type !== 'missing',
  };
}

/** Links of the front matter may stand in a file of their own. */
function sourceOfReference(article: Article, reference: Reference): SourceText {
  return reference.form === 'typed' || reference.form === 'field' ? article.front : article.source;
}

function typeOf(corpus: Corpus, reference: Reference): string {
  if (reference.inverse !== true) return reference.type;
  return corpus.model.linkType(reference.type)?.inverse ?? reference.type;
}

function targetName(target: Target): string | undefined {
  switch (target.type) {
    case 'article':
    case 'ambiguous':
      return nameOf(target.article);
    case 'file':
      return target.path;
    default:
      return undefined;
  }
}

export function linksText(links: readonly Link[], { palette, width, titles }: ListOptions): string {
  const columns: Column[] = [
    { title: 'FROM', paint: palette.id, least: 12, shorten: cutStart },
    { title: 'TYPE' },
    { title: 'TO', paint: palette.id, least: 12, shorten: cutStart },
    { title: '' },
    { title: 'PLACE', paint: palette.dim, least: 24, shorten: cutStart },
  ];
  const rows = links.map(({ from, type, to, resolved, path, range }) =>
    [from, type, to, standing(resolved), `${path}:${placeText(range.start)}`].map(printable),
  );
  return table(columns, titles ? titled(columns, rows) : rows, width)
    .map((line) => `${line}\n`)
    .join('');
}

function standing(resolved: boolean | undefined): string {
  return resolved === undefined ? 'not read' : resolved ? '' : 'missing';
}

export function linksJson(links: readonly Link[]): unknown {
  return { version: JSON_VERSION, links: links.map(linkJson) };
}

export function linkJson({ from, to, type, path, range, resolved }: Link) {
  return { from, to, type, path, range, resolved: resolved ?? null };
}
