/** Positions in one text. Offsets and characters count UTF-16 code units, as LSP and JavaScript strings do. */

/** Half-open: `start` is in it, `end` is not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Zero-based, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Where lines begin in a text that need not be in memory. `\r\n`, `\n` and a lone `\r` end a line. */
export interface LineTable {
  /** Offset of the first character of each line; the first is 0. */
  readonly lineStarts: readonly number[];
  /** Length of the whole text. */
  readonly length: number;
}

export function lineTable(text: string): LineTable {
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) lineStarts.push(i + 1);
    else if (code === 13 && text.charCodeAt(i + 1) !== 10) lineStarts.push(i + 1);
  }
  return { lineStarts, length: text.length };
}

/** The line that holds `offset`; offsets outside the text are moved to its nearest end. */
export function lineAt(table: LineTable, offset: number): number {
  const starts = table.lineStarts;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(table: LineTable, offset: number): Position {
  const clamped = Math.max(0, Math.min(offset, table.length));
  const line = lineAt(table, clamped);
  return { line, character: clamped - (table.lineStarts[line] as number) };
}

/** Inverse of {@link positionAt}; a position past a line's end or past the text is moved back into it. */
export function offsetAt(table: LineTable, position: Position): number {
  if (position.line < 0) return 0;
  const start = table.lineStarts[position.line];
  if (start === undefined) return table.length;
  const next = table.lineStarts[position.line + 1] ?? table.length + 1;
  return Math.max(start, Math.min(start + position.character, next - 1, table.length));
}

export function rangeOf(table: LineTable, span: Span): Range {
  return { start: positionAt(table, span.start), end: positionAt(table, span.end) };
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
