/** Rows of GFM tables. */
import type { Span } from '../text.ts';
import { isBlank, type Line } from './lines.ts';

/** How many cells the delimiter row `| :-- | --- |` has; 0 when the line is none. */
export function delimiterCells(text: string, { first, end }: Line): number {
  let i = first;
  let count = 0;
  let isMarked = false;
  const skipBlank = (): void => {
    while (i < end && isBlank(text.charCodeAt(i))) i++;
  };
  if (text.charCodeAt(i) === 124) {
    isMarked = true;
    i++;
    skipBlank();
  }
  while (i < end) {
    if (text.charCodeAt(i) === 58) {
      isMarked = true;
      i++;
    }
    const dashes = i;
    while (i < end && text.charCodeAt(i) === 45) i++;
    if (i === dashes) return 0;
    if (i < end && text.charCodeAt(i) === 58) {
      isMarked = true;
      i++;
    }
    count++;
    skipBlank();
    if (i === end) break;
    if (text.charCodeAt(i) !== 124) return 0;
    isMarked = true;
    i++;
    skipBlank();
  }
  return isMarked ? count : 0;
}

/** What stands in each cell, without space around it; empty cells are left out of `cells` but count. */
export function rowCells(text: string, { first, end }: Line): { readonly count: number; readonly cells: Span[] } {
  const cells: Span[] = [];
  let count = 0;
  let i = text.charCodeAt(first) === 124 ? first + 1 : first;
  while (i < end) {
    while (i < end && isBlank(text.charCodeAt(i))) i++;
    if (i === end) break;
    const start = i;
    let contentEnd = i;
    while (i < end && text.charCodeAt(i) !== 124) {
      const code = text.charCodeAt(i);
      const next = text.charCodeAt(i + 1);
      i += code === 92 && i + 1 < end && (next === 92 || next === 124) ? 2 : 1;
      if (!isBlank(code)) contentEnd = i;
    }
    if (contentEnd > start) cells.push({ start, end: contentEnd });
    count++;
    i++;
  }
  return { count, cells };
}
