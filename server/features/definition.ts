import type { Article } from '../article/article.ts';
import { rangeOf } from '../article/text.ts';
import { anchorOf, type FeatureContext, headingOf, type Place, placeOf } from './feature.ts';
import { locate } from './locate.ts';

export interface DefinitionLink {
  readonly origin: Place['range'];
  readonly target: Place;
}

/** Where the reference at an offset leads: the id, the section, or the file. Several when an id is given twice. */
export function definition(context: FeatureContext, article: Article, path: string, offset: number): DefinitionLink[] {
  const found = locate(article, path, offset);
  if (found.type !== 'reference') return [];
  const { reference } = found;
  const source = reference.form === 'typed' || reference.form === 'field' ? article.front : article.source;
  const origin = rangeOf(source, found.onFragment && reference.fragmentSpan ? reference.fragmentSpan : reference.span);
  const target = context.corpus.resolve(reference);
  if (target.type === 'file') {
    const start = { line: 0, character: 0 };
    return [{ origin, target: { uri: context.uriOf(target.path), range: { start, end: start } } }];
  }
  if (target.type !== 'article' && target.type !== 'ambiguous') return [];
  const articles = target.type === 'ambiguous' ? target.articles : [target.article];
  return articles.map((to) => {
    const heading = reference.fragment === undefined ? undefined : headingOf(to, reference.fragment);
    const anchor = heading === undefined ? anchorOf(to) : { source: to.source, span: heading.span };
    return { origin, target: placeOf(context, anchor.source, anchor.span) };
  });
}
