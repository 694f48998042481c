/** Text in columns of terminal cells. */

const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Cells that the text takes: two for East Asian wide characters and emoji, none for combining marks. */
export function widthOf(text: string): number {
  if (/^[\u0020-\u007e]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += ZERO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** At most `width` cells, the last of which is `…` when something was left out. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let used = 1;
  let kept = '';
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines of at most `width` cells, broken at spaces. A word that is longer has a line to itself. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  let used = 0;
  for (const word of text.split(/ +/)) {
    if (word === '') continue;
    const length = widthOf(word);
    if (line !== undefined && used + 1 + length <= width) {
      line += ` ${word}`;
      used += 1 + length;
      continue;
    }
    if (line !== undefined) lines.push(line);
    line = word;
    used = length;
  }
  return [...lines, line ?? ''];
}

/** The same with the end kept, which tells paths apart. */
export function cutStart(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const characters = [...text];
  let used = 1;
  let from = characters.length;
  while (from > 0) {
    used += widthOf(characters[from - 1] ?? '');
    if (used > width) break;
    from--;
  }
  return `…${characters.slice(from).join('')}`;
}

export interface Column {
  readonly title: string;
  /** Cells down to which it may be shortened when the table is too wide; later columns are shortened first. */
  readonly least?: number;
  readonly shorten?: (text: string, width: number) => string;
  readonly paint?: (text: string) => string;
}

const GAP = '  ';

/** One line a row, aligned; the last column is not padded. `width` is in cells, `Infinity` for no limit. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string[] {
  const widths = columns.map((_, i) => rows.reduce((most, row) => Math.max(most, widthOf(row[i] ?? '')), 0));
  let excess = widths.reduce((sum, one) => sum + one, GAP.length * (columns.length - 1)) - width;
  for (const [i, { least }] of [...columns.entries()].reverse()) {
    const own = widths[i] ?? 0;
    if (excess <= 0 || least === undefined || own <= least) continue;
    widths[i] = Math.max(least, own - excess);
    excess -= own - widths[i];
  }
  return rows.map((row) =>
    columns
      .map(({ paint, shorten = cut }, i) => {
        const room = widths[i] ?? 0;
        const text = shorten(row[i] ?? '', room);
        const padding = i === columns.length - 1 ? '' : ' '.repeat(Math.max(0, room - widthOf(text)));
        return (paint?.(text) ?? text) + padding;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** The columns' titles as a first row. */
export function titled(columns: readonly Column[], rows: readonly (readonly string[])[]): (readonly string[])[] {
  return [columns.map((column) => column.title), ...rows];
}
