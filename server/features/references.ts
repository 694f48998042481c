import type { Article } from '../article/article.ts';
import { anchorOf, type FeatureContext, type Place, placeOf } from './feature.ts';
import { locate } from './locate.ts';

/** Every place that refers to the article under the cursor: the one an id names, or this one. */
export function references(
  context: FeatureContext,
  article: Article,
  path: string,
  offset: number,
  includeDeclaration: boolean,
): Place[] {
  const { corpus } = context;
  const found = locate(article, path, offset);
  const target = found.type === 'reference' ? corpus.targetOf(found.reference) : article;
  if (target === undefined) return [];
  const places = referencePlaces(context, target);
  if (!includeDeclaration) return places;
  const anchor = anchorOf(target);
  return [placeOf(context, anchor.source, anchor.span), ...places];
}

/** References to an article from everywhere, its own text included, by file and place. */
export function referencePlaces(context: FeatureContext, target: Article): Place[] {
  const { corpus } = context;
  const own = target.references
    .filter((reference) => reference.target !== '' && corpus.targetOf(reference) === target)
    .map((reference) => ({ from: target, reference }));
  return [...own, ...corpus.incoming(target)].map(({ from, reference }) => {
    const source = reference.form === 'typed' || reference.form === 'field' ? from.front : from.source;
    return placeOf(context, source, reference.span);
  });
}
