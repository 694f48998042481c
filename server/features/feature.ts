/** What every editor feature works on: one snapshot, and the texts it was made of. Features never see the connection. */
import type { Article, SourceText } from '../article/article.ts';
import { offsetAt, type Position, positionAt, type Range, rangeOf, type Span } from '../article/text.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Finding } from '../rules/rule.ts';

export interface FeatureContext {
  readonly corpus: Corpus;
  readonly configuration: Configuration;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** URI of a workspace path. */
  uriOf(path: string): string;
  /** The text as the editor has it, else the file's. */
  textOf(path: string): string | undefined;
  findingsOf(path: string): readonly Finding[];
}

/** A place in a file, as features take and give it. */
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

export function placeOf(context: FeatureContext, source: SourceText, span: Span): Place {
  return { uri: context.uriOf(source.path), range: rangeOf(source, span) };
}

/** Where following a reference to an article lands: on its id, else its title, else the start of the file. */
export function anchorOf(article: Article): { readonly source: SourceText; readonly span: Span } {
  if (article.id?.span !== undefined) return { source: article.front, span: article.id.span };
  if (article.title.span !== undefined) {
    return { source: article.title.in === 'front' ? article.front : article.source, span: article.title.span };
  }
  return { source: article.source, span: { start: 0, end: 0 } };
}

/** A heading of the article by GitHub slug, or by its text as wiki links write it. */
export function headingOf(
  article: Article,
  fragment: string,
): { readonly span: Span; readonly text: string } | undefined {
  const wanted = fragment.trim().toLowerCase();
  const heading = article.body?.headings.find(
    (candidate) => candidate.slug === wanted || candidate.text.toLowerCase() === wanted,
  );
  return heading === undefined ? undefined : { span: heading.content, text: heading.text };
}

export type { Position };
export { offsetAt, positionAt };
