import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import type { Article } from '../article/article.ts';
import type { Heading } from '../article/parsed.ts';
import { rangeOf } from '../article/text.ts';

/** The outline of an article: its headings nested by depth, under the article itself when it has an id. */
export function documentSymbols(article: Article): DocumentSymbol[] {
  const { source } = article;
  const headings = article.body?.headings ?? [];
  const roots: DocumentSymbol[] = [];
  const open: { readonly depth: number; readonly symbol: DocumentSymbol; readonly children: DocumentSymbol[] }[] = [];
  headings.forEach((heading, index) => {
    while (open.length > 0 && (open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    const children: DocumentSymbol[] = [];
    const symbol: DocumentSymbol = {
      name: heading.text || '(untitled)',
      kind: SymbolKind.String,
      range: rangeOf(source, { start: heading.start, end: sectionEnd(headings, index, source.length) }),
      selectionRange: rangeOf(source, heading.content),
      children,
    };
    (open.at(-1)?.children ?? roots).push(symbol);
    open.push({ depth: heading.depth, symbol, children });
  });
  if (article.id?.span === undefined || article.front.path !== source.path) return roots;
  const whole = rangeOf(source, { start: 0, end: source.length });
  return [
    {
      name: article.id.value,
      detail: [article.title.value, article.status?.value].filter(Boolean).join(' · '),
      kind: SymbolKind.Object,
      range: whole,
      selectionRange: rangeOf(source, article.id.span),
      children: roots,
    },
  ];
}

/** Offset where the section of a heading ends: at the next heading of its depth or above. */
export function sectionEnd(headings: readonly Heading[], index: number, textLength: number): number {
  const depth = headings[index]?.depth ?? 1;
  const next = headings.find((heading, i) => i > index && heading.depth <= depth);
  return next?.start ?? textLength;
}
