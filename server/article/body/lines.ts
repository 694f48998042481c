/** Lines of a body and what block of CommonMark each could start. Columns count tabs to the next multiple of four. */

export interface Line {
  readonly start: number;
  /** Without the line ending. */
  readonly end: number;
  /** Start of the next line. */
  readonly next: number;
  /** The first character that is no space or tab; `end` on a blank line. */
  readonly first: number;
  /** Column of `first`. */
  readonly indent: number;
  /** Indented with tabs, at least in part. */
  readonly hasTab: boolean;
}

const [TAB, LF, CR, SPACE] = [9, 10, 13, 32];

export function splitLines(text: string, from: number): Line[] {
  const lines: Line[] = [];
  let start = from;
  while (start < text.length) {
    let first = start;
    let indent = 0;
    let hasTab = false;
    let code = text.charCodeAt(first);
    while (code === SPACE || code === TAB) {
      if (code === TAB) {
        hasTab = true;
        indent += 4 - (indent % 4);
      } else indent++;
      code = text.charCodeAt(++first);
    }
    let end = first;
    while (end < text.length) {
      code = text.charCodeAt(end);
      if (code === LF || code === CR) break;
      end++;
    }
    const next = end + (end === text.length ? 0 : code === CR && text.charCodeAt(end + 1) === LF ? 2 : 1);
    lines.push({ start, end, next, first, indent, hasTab });
    start = next;
  }
  return lines;
}

export function isBlankLine({ first, end }: Line): boolean {
  return first === end;
}

export type LineKind = 'atx' | 'rule' | 'fence' | 'html' | 'quote' | 'list' | 'text';

/** What the line starts if it is not indented as code. Three hyphens are a `rule` here, even where they underline. */
export function lineKind(text: string, line: Line): LineKind {
  switch (text.charCodeAt(line.first)) {
    case 35: // #
      return isAtx(text, line) ? 'atx' : 'text';
    case 96: // `
    case 126: // ~
      return openingFence(text, line) === undefined ? 'text' : 'fence';
    case 60: // <
      return htmlKind(text, line) === 0 ? 'text' : 'html';
    case 62: // >
      return 'quote';
    case 95: // _
      return isRule(text, line) ? 'rule' : 'text';
    case 42: // *
    case 45: // -
      if (isRule(text, line)) return 'rule';
      return listMarker(text, line) === undefined ? 'text' : 'list';
    case 43: // +
    case 48:
    case 49:
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57:
      return listMarker(text, line) === undefined ? 'text' : 'list';
    default:
      return 'text';
  }
}

function isAtx(text: string, { first, end }: Line): boolean {
  let i = first;
  while (i < end && text.charCodeAt(i) === 35) i++;
  return i - first <= 6 && (i === end || isBlank(text.charCodeAt(i)));
}

function isRule(text: string, { first, end }: Line): boolean {
  const marker = text.charCodeAt(first);
  let count = 0;
  for (let i = first; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === marker) count++;
    else if (!isBlank(code)) return false;
  }
  return count >= 3;
}

/** 1 for a line of `=`, 2 for one of `-`, else 0. */
export function underlineDepth(text: string, { first, end }: Line): 0 | 1 | 2 {
  const marker = text.charCodeAt(first);
  if (marker !== 61 && marker !== 45) return 0;
  let i = first;
  while (i < end && text.charCodeAt(i) === marker) i++;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  return i < end ? 0 : marker === 61 ? 1 : 2;
}

export interface Fence {
  readonly marker: number;
  readonly size: number;
  /** Of what stands behind the opening fence, without space around it. */
  readonly infoStart: number;
  readonly infoEnd: number;
}

export function openingFence(text: string, line: Line): Fence | undefined {
  const marker = text.charCodeAt(line.first);
  const size = runLength(text, line.first, line.end);
  if (size < 3) return undefined;
  let infoStart = line.first + size;
  while (infoStart < line.end && isBlank(text.charCodeAt(infoStart))) infoStart++;
  let infoEnd = line.end;
  while (infoEnd > infoStart && isBlank(text.charCodeAt(infoEnd - 1))) infoEnd--;
  if (marker === 96) {
    for (let i = infoStart; i < infoEnd; i++) if (text.charCodeAt(i) === 96) return undefined;
  }
  return { marker, size, infoStart, infoEnd };
}

export function closesFence(text: string, { first, end }: Line, { marker, size }: Fence): boolean {
  if (text.charCodeAt(first) !== marker || first === end) return false;
  let i = first;
  while (i < end && text.charCodeAt(i) === marker) i++;
  if (i - first < size) return false;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  return i === end;
}

export interface ListMarker {
  /** The bullet, or `.` or `)` behind a number. */
  readonly marker: number;
  readonly isOrdered: boolean;
  /** Written exactly `1`: the only number that can interrupt a paragraph. */
  readonly isOne: boolean;
  /** Nothing but the marker. */
  readonly isEmpty: boolean;
  /** Column that the lines of the item are indented to, and that its first line's content starts at. */
  readonly contentIndent: number;
  /** Offset of the content. When the content is indented code, of its indentation. */
  readonly contentStart: number;
  /** Tabs behind the marker, or the content is indented code. */
  readonly isUnusual: boolean;
}

export function listMarker(text: string, { first, end, indent }: Line): ListMarker | undefined {
  let i = first;
  while (i < end && i - first < 10 && isDigit(text.charCodeAt(i))) i++;
  const digits = i - first;
  if (digits > 9) return undefined;
  const marker = text.charCodeAt(i);
  const isMarker =
    i < end && (digits > 0 ? marker === 46 || marker === 41 : marker === 42 || marker === 43 || marker === 45);
  if (!isMarker) return undefined;
  i++;
  const afterMarker = indent + digits + 1;
  const spaceStart = i;
  let column = afterMarker;
  let hasTab = false;
  while (i < end && isBlank(text.charCodeAt(i))) {
    if (text.charCodeAt(i) === TAB) {
      hasTab = true;
      column += 4 - (column % 4);
    } else column++;
    i++;
  }
  if (i === spaceStart && i < end) return undefined;
  const isEmpty = i === end;
  const isCode = !isEmpty && column - afterMarker > 4;
  return {
    marker,
    isOrdered: digits > 0,
    isOne: digits === 1 && text.charCodeAt(first) === 49,
    isEmpty,
    contentIndent: isEmpty || isCode ? afterMarker + 1 : column,
    contentStart: isCode ? spaceStart + 1 : i,
    isUnusual: hasTab || isCode,
  };
}

/** Which of the seven kinds of HTML block of CommonMark 4.6 the line starts, or 0. */
export function htmlKind(text: string, { first, end }: Line): 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const next = text.charCodeAt(first + 1);
  if (next === 63) return first + 1 < end ? 3 : 0;
  if (next === 33) {
    if (text.startsWith('<!--', first)) return 2;
    if (text.startsWith('<![CDATA[', first)) return 5;
    return first + 2 < end && isAsciiLetter(text.charCodeAt(first + 2)) ? 4 : 0;
  }
  const isClosing = next === 47;
  const nameStart = first + (isClosing ? 2 : 1);
  let i = nameStart;
  if (!isAsciiLetter(text.charCodeAt(i))) return 0;
  while (i < end && isNameCharacter(text.charCodeAt(i))) i++;
  const name = text.slice(nameStart, Math.min(i, nameStart + 16)).toLowerCase();
  const after = i === end ? LF : text.charCodeAt(i);
  const ends = after === LF || after === 62 || isBlank(after);
  if (!isClosing && ends && RAW_NAMES.has(name)) return 1;
  if ((ends || (after === 47 && text.charCodeAt(i + 1) === 62)) && BLOCK_NAMES.has(name)) return 6;
  if (BLOCK_NAMES.has(name) && after === 47) return 0;
  let tagEnd = completeTagEnd(text, first, end, true);
  while (tagEnd > 0 && tagEnd < end && isBlank(text.charCodeAt(tagEnd))) tagEnd++;
  return tagEnd === end ? 7 : 0;
}

/** Whether the line ends an HTML block of kind 1–5. `from` is behind what started it, on its first line. */
export function endsHtml(text: string, kind: number, from: number, end: number): boolean {
  const rest = text.slice(from, end);
  switch (kind) {
    case 1:
      return RAW_END.test(rest);
    case 2:
      return rest.includes('-->');
    case 3:
      return rest.includes('?>');
    case 4:
      return rest.includes('>');
    default:
      return rest.includes(']]>');
  }
}

const RAW_NAMES: ReadonlySet<string> = new Set(['pre', 'script', 'style', 'textarea']);
const RAW_END = /<\/(?:pre|script|style|textarea)>/i;

const BLOCK_NAMES: ReadonlySet<string> = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link ' +
    'main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead ' +
    'title tr track ul'
  ).split(' '),
);

/**
 * End of the opening or closing tag at `start`, all on one line; 0 when there is none. By hand: a pattern that repeats
 * attributes overflows the stack of the regular expression engine on a long enough line.
 */
export function completeTagEnd(text: string, start: number, end: number, allowUnquoted: boolean): number {
  const isClosing = text.charCodeAt(start + 1) === 47;
  let i = start + (isClosing ? 2 : 1);
  if (i >= end || !isAsciiLetter(text.charCodeAt(i))) return 0;
  while (i < end && isNameCharacter(text.charCodeAt(i))) i++;
  for (;;) {
    const space = i;
    while (i < end && isBlank(text.charCodeAt(i))) i++;
    const code = i < end ? text.charCodeAt(i) : 0;
    if (code === 62) return i + 1;
    if (isClosing) return 0;
    if (code === 47) return i + 1 < end && text.charCodeAt(i + 1) === 62 ? i + 2 : 0;
    if (i === space || !(isAsciiLetter(code) || code === 58 || code === 95)) return 0;
    i = attributeEnd(text, i, end, allowUnquoted);
    if (i === 0) return 0;
  }
}

/** End of the attribute whose name starts at `start`; 0 when it is none. */
function attributeEnd(text: string, start: number, end: number, allowUnquoted: boolean): number {
  let i = start;
  while (i < end && (isNameCharacter(text.charCodeAt(i)) || '.:_'.includes(text.charAt(i)))) i++;
  const nameEnd = i;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  if (i >= end || text.charCodeAt(i) !== 61) return nameEnd;
  i++;
  while (i < end && isBlank(text.charCodeAt(i))) i++;
  const quote = text.charCodeAt(i);
  if (quote === 34 || quote === 39) {
    i++;
    while (i < end && text.charCodeAt(i) !== quote) {
      if (text.charCodeAt(i) === 10 || text.charCodeAt(i) === 13) return 0;
      i++;
    }
    return i < end ? i + 1 : 0;
  }
  if (!allowUnquoted) return 0;
  const valueStart = i;
  while (i < end && !' \t"\'=<>`/'.includes(text.charAt(i))) i++;
  return i > valueStart || text.charCodeAt(i) === 47 ? i : 0;
}

export function runLength(text: string, start: number, end: number): number {
  const marker = text.charCodeAt(start);
  let i = start;
  while (i < end && text.charCodeAt(i) === marker) i++;
  return i - start;
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isAsciiLetter(code: number): boolean {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isNameCharacter(code: number): boolean {
  return isAsciiLetter(code) || isDigit(code) || code === 45;
}
