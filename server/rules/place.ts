/** Where a finding goes when what it is about is not there to be pointed at. */
import { type Article, fieldEntry } from '../article/article.ts';
import type { Span } from '../article/text.ts';
import type { YamlNode } from '../article/yaml.ts';

export interface Place {
  readonly in: 'front' | 'source';
  readonly span: Span;
}

/** The id; else the line that opens the front matter; else the title; else the start of the file. */
export function headOf(article: Article): Place {
  if (article.id?.span !== undefined) return { in: article.id.in, span: article.id.span };
  const block = article.frontMatter?.block;
  if (block !== undefined) {
    if (article.front === article.source) return { in: 'front', span: { start: block.start, end: block.start + 3 } };
    const first = article.frontMatter?.root?.entries[0];
    return { in: 'front', span: first?.keySpan ?? { start: block.start, end: block.start } };
  }
  if (article.title.span !== undefined) return { in: article.title.in, span: article.title.span };
  return { in: 'source', span: { start: 0, end: 0 } };
}

/** The status, which is what demands something; else {@link headOf}. */
export function statusOrHead(article: Article): Place {
  const span = article.status?.span;
  return span === undefined ? headOf(article) : { in: 'front', span };
}

/** The key of a field in the front matter, else {@link headOf}. */
export function keyOrHead(article: Article, field: string): Place {
  const entry = fieldEntry(article, field);
  return entry === undefined ? headOf(article) : { in: 'front', span: entry.keySpan };
}

/** A scalar as a whole; of a mapping its first key, of a list its first item: what stands on the first line. */
export function headSpan(node: YamlNode): Span {
  if (node.kind === 'mapping') return node.entries[0]?.keySpan ?? { start: node.start, end: node.start };
  if (node.kind === 'sequence') {
    const first = node.items[0];
    return first === undefined ? { start: node.start, end: node.end } : headSpan(first);
  }
  return { start: node.start, end: node.end };
}
