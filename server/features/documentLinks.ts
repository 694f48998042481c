import type { DocumentLink } from 'vscode-languageserver-types';
import type { Article } from '../article/article.ts';
import { rangeOf } from '../article/text.ts';
import type { FeatureContext } from './feature.ts';

/** Every reference in a file that leads to a file, with the target's title as tooltip. */
export function documentLinks(context: FeatureContext, article: Article, path: string): DocumentLink[] {
  const links: DocumentLink[] = [];
  for (const { reference, target } of context.corpus.outgoing(article)) {
    const source = reference.form === 'typed' || reference.form === 'field' ? article.front : article.source;
    if (source.path !== path || reference.span.start === reference.span.end) continue;
    const range = rangeOf(source, reference.span);
    if (target.type === 'file') links.push({ range, target: context.uriOf(target.path) });
    else if (target.type === 'article' || target.type === 'ambiguous') {
      const anchor = reference.fragment === undefined ? '' : `#${encodeURIComponent(reference.fragment)}`;
      links.push({
        range,
        target: context.uriOf(target.article.path) + anchor,
        tooltip: `${target.article.id?.value ?? ''} ${target.article.title.value}`.trim(),
      });
    }
  }
  return links;
}
