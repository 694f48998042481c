/**
 * Cuts a body into blocks at places where every container of CommonMark is surely closed, so that each can be read by
 * itself. Where that cannot be told from the lines alone, the `rest` is one block.
 */
import {
  closesFence,
  endsHtml,
  htmlKind,
  isBlank,
  isBlankLine,
  type Line,
  type ListMarker,
  lineKind,
  listMarker,
  openingFence,
  underlineDepth,
} from './lines.ts';
import { delimiterCells, rowCells } from './tables.ts';

/** Lines `from` up to, not including, `to`. */
export interface Block {
  readonly kind:
    | 'heading'
    | 'setext'
    | 'paragraph'
    | 'table'
    | 'fence'
    | 'html'
    | 'item'
    | 'quote'
    | 'indented'
    | 'rest';
  readonly from: number;
  readonly to: number;
  /** A paragraph that may start with link definitions. */
  readonly mayDefine?: true;
}

/** `baseIndent` is the column that the content of the list item around the lines starts at. */
export function splitBlocks(text: string, lines: readonly Line[], baseIndent: number): Block[] {
  const splitter = new BlockSplitter(text, lines, baseIndent);
  splitter.split();
  return splitter.blocks;
}

/** List markers and quote marks on one line beyond which is no telling. */
const MAX_MARKERS = 16;

type Interrupts = 'yes' | 'no' | 'unsure' | 'nested';

function isUnsure(interrupts: Interrupts): boolean {
  return interrupts === 'unsure' || interrupts === 'nested';
}

class BlockSplitter {
  readonly #text: string;
  readonly #lines: readonly Line[];
  readonly #base: number;
  readonly blocks: Block[] = [];

  constructor(text: string, lines: readonly Line[], base: number) {
    this.#text = text;
    this.#lines = lines;
    this.#base = base;
  }

  split(): void {
    let i = 0;
    while (i < this.#lines.length) {
      const line = this.#line(i);
      i = isBlankLine(line) ? i + 1 : this.#splitAt(i, line);
    }
  }

  #line(index: number): Line {
    return this.#lines[index] as Line;
  }

  #add(kind: Block['kind'], from: number, to: number): number {
    this.blocks.push({ kind, from, to });
    return to;
  }

  /** Not indented as the lines of the list item around it: only a paragraph can go on there. */
  #isLazy(line: Line): boolean {
    return line.indent < this.#base && !isBlankLine(line);
  }

  #rest(from: number): number {
    return this.#add('rest', from, this.#lines.length);
  }

  #splitAt(i: number, line: Line): number {
    const indent = line.indent - this.#base;
    // A lazy line is only sure to belong to a paragraph that is open.
    if (indent < 0) return this.#rest(i);
    if (indent >= 4) return this.#indented(i);
    switch (lineKind(this.#text, line)) {
      case 'atx':
        return this.#add('heading', i, i + 1);
      case 'rule':
        return i + 1;
      case 'fence':
        return this.#fence(i);
      case 'html':
        return this.#html(i);
      case 'quote':
        return this.#quote(i);
      case 'list':
        return this.#item(i, listMarker(this.#text, line) as ListMarker);
      case 'text':
        return this.#paragraph(i);
    }
  }

  #indented(from: number): number {
    let end = from + 1;
    for (let i = from + 1; i < this.#lines.length; i++) {
      const line = this.#line(i);
      if (isBlankLine(line)) continue;
      if (line.indent - this.#base < 4) {
        // Behind indented code, blank lines or not, as in a paragraph, not every list can start.
        if (isUnsure(this.#interrupts(line))) return this.#rest(from);
        break;
      }
      end = i + 1;
    }
    return this.#add('indented', from, end);
  }

  #fence(from: number): number {
    const end = this.#fenceEnd(from);
    return end === undefined ? this.#rest(from) : this.#add('fence', from, end);
  }

  /** Undefined when a line of a list item is not indented as such: it ends the code, and the item with it. */
  #fenceEnd(from: number): number | undefined {
    const fence = openingFence(this.#text, this.#line(from));
    if (fence === undefined) return from + 1;
    for (let i = from + 1; i < this.#lines.length; i++) {
      const line = this.#line(i);
      if (this.#isLazy(line)) return undefined;
      if (line.indent - this.#base < 4 && closesFence(this.#text, line, fence)) return i + 1;
    }
    return this.#lines.length;
  }

  #html(from: number): number {
    const { first } = this.#line(from);
    const kind = htmlKind(this.#text, this.#line(from));
    // The tokenizer does not see the end `]]>` behind another bracket.
    if (kind === 5) return this.#rest(from);
    const isOpen = kind <= 4;
    for (let i = from; i < this.#lines.length; i++) {
      const line = this.#line(i);
      if (!isOpen && isBlankLine(line)) return this.#add('html', from, i);
      if (this.#isLazy(line)) return this.#rest(from);
      const start = i > from ? line.start : kind === 3 ? first + 1 : first + 2;
      if (isOpen && endsHtml(this.#text, kind, start, line.end)) return this.#add('html', from, i + 1);
    }
    return this.#add('html', from, this.#lines.length);
  }

  /** Up to a blank line or one that starts another block: lines without `>` may continue its last paragraph. */
  #quote(from: number): number {
    /** Lines that may continue the quote or be a paragraph behind it have been seen. */
    let hasDoubt = false;
    let i = from + 1;
    for (; i < this.#lines.length; i++) {
      const line = this.#line(i);
      if (isBlankLine(line)) break;
      const indent = line.indent - this.#base;
      if (indent >= 4 || indent < 0) return this.#rest(from);
      const kind = lineKind(this.#text, line);
      if (kind === 'quote') continue;
      // Without `>` it cannot underline a paragraph of the quote.
      if (kind === 'rule' && !hasDoubt) break;
      const stop = this.#interrupts(line);
      if (isUnsure(stop)) return this.#rest(from);
      if (stop === 'yes') break;
      if (hasDoubt && (underlineDepth(this.#text, line) > 0 || delimiterCells(this.#text, line) > 0))
        return this.#rest(from);
      hasDoubt = true;
    }
    return this.#add('quote', from, i);
  }

  /**
   * Whether a line indented less than four columns starts a block after any line, be that of a paragraph or not.
   * `unsure`: only when it is not a paragraph's. `nested`: it does, but not everything that its content could start.
   */
  #interrupts(line: Line): Interrupts {
    const text = this.#text;
    switch (lineKind(text, line)) {
      case 'atx':
      case 'fence':
        return 'yes';
      case 'quote':
        return this.#nestsUnsurely(line) ? 'nested' : 'yes';
      case 'rule':
        return underlineDepth(text, line) > 0 ? 'unsure' : 'yes';
      case 'html':
        return htmlKind(text, line) === 7 ? 'unsure' : 'yes';
      case 'list': {
        const { isEmpty, isOrdered, isOne } = listMarker(text, line) as ListMarker;
        if (isEmpty || (isOrdered && !isOne)) return 'unsure';
        return this.#nestsUnsurely(line) ? 'nested' : 'yes';
      }
      case 'text':
        return 'no';
    }
  }

  /** `- 2. text` behind a paragraph: the tokenizer lets the inner marker interrupt no more than the outer. */
  #nestsUnsurely(line: Line): boolean {
    let first = line.first;
    for (let depth = 0; ; depth++) {
      // Every marker is compared with the line behind it, so a line of markers would cost the square of its length.
      if (depth > MAX_MARKERS) return true;
      const inner = { ...line, first };
      const kind = lineKind(this.#text, inner);
      if (kind === 'quote') {
        first++;
        while (first < line.end && isBlank(this.#text.charCodeAt(first))) first++;
      } else if (kind === 'list') {
        const { isEmpty, isOrdered, isOne, contentStart } = listMarker(this.#text, inner) as ListMarker;
        if (isEmpty || (isOrdered && !isOne)) return true;
        first = contentStart;
      } else return false;
    }
  }

  #paragraph(from: number): number {
    const text = this.#text;
    const canDefine = text.charCodeAt(this.#line(from).first) === 91;
    /** Definitions may be all there is so far: then there is no paragraph to go on with or to underline. */
    let mayDefine = canDefine && this.#hasDefinition(from);
    let i = from + 1;
    for (; i < this.#lines.length; i++) {
      const line = this.#line(i);
      if (isBlankLine(line)) break;
      const indent = line.indent - this.#base;
      if (indent < 4) {
        const underline = underlineDepth(text, line);
        const stop = this.#interrupts(line);
        if (indent < 0 && (isUnsure(stop) || underline > 0 || delimiterCells(text, line) > 0)) return this.#rest(from);
        if (underline > 0) return mayDefine ? this.#rest(from) : this.#add('setext', from, i + 1);
        if (stop === 'yes') break;
        if (stop === 'nested' || (stop === 'unsure' && mayDefine)) return this.#rest(from);
        if (stop === 'no' && this.#isTableAt(i - 1)) return this.#table(from, i - 1, mayDefine);
      }
      mayDefine ||= canDefine && this.#hasDefinition(i);
    }
    return this.#addParagraph(from, i, mayDefine);
  }

  #addParagraph(from: number, to: number, mayDefine: boolean): number {
    this.blocks.push({ kind: 'paragraph', from, to, ...(mayDefine && { mayDefine }) });
    return to;
  }

  #hasDefinition(index: number): boolean {
    const { first, end } = this.#line(index);
    return this.#text.slice(first, end).includes(']:');
  }

  #isTableAt(head: number): boolean {
    const line = this.#line(head);
    const below = this.#line(head + 1);
    const indent = line.indent - this.#base;
    if (indent >= 4 || indent < 0) return false;
    const cells = delimiterCells(this.#text, below);
    return cells > 0 && rowCells(this.#text, line).count === cells;
  }

  /** The rows from `head` on, and the paragraph before them. */
  #table(from: number, head: number, mayDefine: boolean): number {
    // What a paragraph took for text may be a block of its own to a table.
    if (lineKind(this.#text, this.#line(head)) !== 'text') return this.#rest(from);
    let i = head + 2;
    while (i < this.#lines.length) {
      const line = this.#line(i);
      if (isBlankLine(line)) break;
      const indent = line.indent - this.#base;
      if (indent >= 4 || indent < 0) return this.#rest(from);
      // A row is no paragraph: everything that starts a block does so here.
      if (lineKind(this.#text, line) !== 'text') break;
      i++;
    }
    if (head > from) this.#addParagraph(from, head, mayDefine);
    return this.#add('table', head, i);
  }

  #item(from: number, marker: ListMarker): number {
    const text = this.#text;
    let afterBlank = false;
    /** Every line so far is surely of one paragraph, so that a line that is indented less continues it. */
    let isParagraph = !marker.isEmpty && !marker.isUnusual && this.#isPlain(from, marker.contentStart);
    /** Lines that may or may not belong to the item have been seen. */
    let hasDoubt = false;
    let i = from + 1;
    for (; i < this.#lines.length; i++) {
      const line = this.#line(i);
      if (isBlankLine(line)) {
        // An item can start with one blank line, not with two.
        if (marker.isEmpty && i === from + 1) return this.#emptyItem(from);
        afterBlank = true;
        isParagraph = false;
        continue;
      }
      if (line.indent >= marker.contentIndent) {
        // If it is not in the item, any other block goes on to where only a block outside would.
        if (hasDoubt && (line.indent - this.#base >= 4 || !this.#isPlain(i, line.first))) return this.#rest(from);
        // A table whose head is a lazy line ends the item.
        if (this.#line(i - 1).indent < marker.contentIndent && i - 1 > from && delimiterCells(text, line) > 0) {
          return this.#rest(from);
        }
        if (isParagraph) isParagraph = line.indent - marker.contentIndent >= 4 || this.#isPlain(i, line.first);
        afterBlank = false;
        continue;
      }
      // Behind a list the tokenizer reads indented code line by line.
      if (line.indent - this.#base >= 4) return this.#rest(from);
      if (afterBlank) break;
      if (line.indent < this.#base) return this.#rest(from);
      const stop = this.#stopsItem(line, marker, isParagraph, hasDoubt);
      if (isUnsure(stop)) return this.#rest(from);
      if (stop === 'yes') break;
      if (!isParagraph) hasDoubt = true;
      else if (text.charCodeAt(line.first) === 60) isParagraph = false;
    }
    return this.#add('item', from, i);
  }

  #emptyItem(from: number): number {
    let next = from + 2;
    while (next < this.#lines.length && isBlankLine(this.#line(next))) next++;
    const line = this.#lines[next];
    // The tokenizer keeps the list open over indented code.
    if (line !== undefined && line.indent - this.#base >= 4) return this.#rest(from);
    return this.#add('item', from, from + 2);
  }

  #stopsItem(line: Line, item: ListMarker, isParagraph: boolean, hasDoubt: boolean): Interrupts {
    const text = this.#text;
    const kind = lineKind(text, line);
    if (kind === 'rule' && !hasDoubt) return 'yes';
    if (kind === 'list') {
      const marker = listMarker(text, line) as ListMarker;
      const isSibling = marker.isOrdered === item.isOrdered && marker.marker === item.marker;
      if (isSibling && !hasDoubt) return 'yes';
    }
    const stop = this.#interrupts(line);
    if (stop !== 'no') return stop;
    const mayBeTable = delimiterCells(text, line) > 0;
    return mayBeTable || (!isParagraph && underlineDepth(text, line) > 0) ? 'unsure' : 'no';
  }

  /** Nothing but text of a paragraph, wherever it stands in one. */
  #isPlain(index: number, first: number): boolean {
    const line = { ...this.#line(index), first };
    if (this.#text.charCodeAt(first) === 91 && this.#text.slice(first, line.end).includes(']:')) return false;
    return (
      lineKind(this.#text, line) === 'text' &&
      underlineDepth(this.#text, line) === 0 &&
      delimiterCells(this.#text, line) === 0
    );
  }
}
