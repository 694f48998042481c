/** Reads blocks of the kinds that are certain; everything else goes to a reader of parts, which is remark. */

import { type Block, splitBlocks } from './blocks.ts';
import type { BodyBuilder } from './bodyBuilder.ts';
import type { Inline } from './inline.ts';
import { readInline } from './inlineReader.ts';
import { closesFence, isBlank, isBlankLine, type Line, listMarker, openingFence, underlineDepth } from './lines.ts';
import { linkTarget } from './linkTarget.ts';
import { oneLine, plainText } from './plainText.ts';
import { type Definitions, normalizeLabel } from './reference.ts';
import { rowCells } from './tables.ts';

/** Reads lines `from`…`to` of the body some other way. */
export type PartReader = (from: number, to: number) => void;

/** Lists nested deeper are not read here. */
const MAX_NESTING = 12;

export class BlockReader {
  readonly #builder: BodyBuilder;
  readonly #text: string;
  readonly #definitions: Definitions;

  constructor(builder: BodyBuilder, definitions: Definitions) {
    this.#builder = builder;
    this.#text = builder.text;
    this.#definitions = definitions;
  }

  /** Blocks of the body itself. */
  read(lines: readonly Line[], blocks: readonly Block[], readPart: PartReader): void {
    for (const block of blocks) {
      if (!this.#tryBlock(lines, block, 0, 0)) readPart(block.from, block.to);
    }
  }

  /** False when the block was not read; nothing of it has been collected then. */
  #tryBlock(lines: readonly Line[], block: Block, baseIndent: number, depth: number): boolean {
    switch (block.kind) {
      case 'paragraph':
        return block.mayDefine ? this.#definitionsOf(lines, block) : this.#paragraph(lines, block);
      case 'heading':
        return this.#heading(lines[block.from] as Line);
      case 'setext':
        return this.#setext(lines, block);
      case 'fence':
        return this.#fence(lines, block);
      case 'table':
        return this.#table(lines, block);
      case 'html': {
        this.#builder.html((lines[block.from] as Line).first, (lines[block.to - 1] as Line).end);
        return true;
      }
      case 'item': {
        const mark = this.#builder.mark();
        if (this.#item(lines.slice(block.from, block.to), depth)) return true;
        this.#builder.reset(mark);
        return false;
      }
      case 'indented':
        return this.#indented(lines, block, baseIndent);
      case 'quote':
      case 'rest':
        return false;
    }
  }

  #inline(start: number, end: number): Inline | undefined {
    return readInline(this.#text, start, end, this.#definitions, 'exact');
  }

  #plain(start: number, end: number, inline: Inline, from: number): string | undefined {
    return plainText(this.#text, start, end, from, end, inline, false);
  }

  #paragraph(lines: readonly Line[], { from, to }: Block): boolean {
    const start = (lines[from] as Line).first;
    const end = this.#trimmedEnd(start, (lines[to - 1] as Line).end);
    const inline = this.#inline(start, end);
    if (inline === undefined) return false;
    this.#builder.prose(start, end, inline);
    return true;
  }

  #heading({ first, end: lineEnd }: Line): boolean {
    const text = this.#text;
    let start = first;
    while (text.charCodeAt(start) === 35 && start < lineEnd) start++;
    const depth = start - first;
    while (start < lineEnd && isBlank(text.charCodeAt(start))) start++;
    let end = this.#trimmedEnd(start, lineEnd);
    let hashes = end;
    while (hashes > start && text.charCodeAt(hashes - 1) === 35) hashes--;
    // Closing hashes stand alone or behind a space.
    if (hashes === start) end = start;
    else if (hashes < end && isBlank(text.charCodeAt(hashes - 1))) end = this.#trimmedEnd(start, hashes);
    const content = end > start ? { start, end } : { start: first + depth, end: first + depth };
    return this.#addHeading(first, lineEnd, depth, content.start, content.end);
  }

  #setext(lines: readonly Line[], { from, to }: Block): boolean {
    const start = (lines[from] as Line).first;
    const underline = lines[to - 1] as Line;
    const end = this.#trimmedEnd(start, (lines[to - 2] as Line).end);
    return this.#addHeading(start, underline.end, underlineDepth(this.#text, underline), start, end);
  }

  #addHeading(start: number, end: number, depth: number, contentStart: number, contentEnd: number): boolean {
    const inline = this.#inline(contentStart, contentEnd);
    if (inline === undefined) return false;
    const text = this.#plain(contentStart, contentEnd, inline, contentStart);
    if (text === undefined) return false;
    this.#builder.heading({ start, end, depth, text, content: { start: contentStart, end: contentEnd } }, inline);
    return true;
  }

  #fence(lines: readonly Line[], { from, to }: Block): boolean {
    const opening = lines[from] as Line;
    const fence = openingFence(this.#text, opening);
    if (fence === undefined) return false;
    const info = this.#text.slice(fence.infoStart, fence.infoEnd);
    // Escapes and character references are remark's to decode.
    if (/[\\&]/.test(info)) return false;
    const language = (/^[^ \t]*/.exec(info)?.[0] ?? '').toLowerCase();
    const last = lastWritten(lines, from, to);
    const isClosed = last > from && closesFence(this.#text, lines[last] as Line, fence);
    const contentEnd = isClosed ? last - 1 : last;
    const content =
      contentEnd > from ? this.#text.slice((lines[from + 1] as Line).start, (lines[contentEnd] as Line).end) : '';
    const end = this.#trimmedEnd(opening.first, (lines[last] as Line).end);
    this.#builder.code({ start: opening.first, end, ...(language !== '' && { language }) }, content);
    return true;
  }

  #indented(lines: readonly Line[], { from, to }: Block, baseIndent: number): boolean {
    const start = (lines[from] as Line).start + baseIndent;
    const last = lines[lastWritten(lines, from, to)] as Line;
    const end = this.#trimmedEnd(start, last.end);
    this.#builder.code({ start, end }, this.#text.slice(start, end));
    return true;
  }

  #table(lines: readonly Line[], { from, to }: Block): boolean {
    const rows: { readonly start: number; readonly end: number; readonly inline: Inline }[] = [];
    for (let i = from; i < to; i++) {
      if (i === from + 1) continue;
      for (const { start, end } of rowCells(this.#text, lines[i] as Line).cells) {
        const inline = this.#inline(start, end);
        if (inline === undefined) return false;
        rows.push({ start, end, inline });
      }
    }
    const start = (lines[from] as Line).first;
    this.#builder.table({ start, end: (lines[to - 1] as Line).end, rows: to - from - 2 });
    for (const row of rows) this.#builder.prose(row.start, row.end, row.inline);
    return true;
  }

  /** Only a paragraph of plain one-line definitions. */
  #definitionsOf(lines: readonly Line[], { from, to }: Block): boolean {
    const found = lines.slice(from, to).map((line) => simpleDefinition(this.#text, line));
    if (found.includes(undefined)) return false;
    for (const definition of found) {
      if (definition === undefined) continue;
      const { start, end, label, targetStart, targetEnd } = definition;
      const url = this.#text.slice(targetStart, targetEnd);
      const target = linkTarget(this.#text, targetStart, targetEnd, url);
      this.#builder.definition({ form: 'definition', start, end, ...target, label: oneLine(label) });
    }
    return true;
  }

  #item(lines: readonly Line[], depth: number): boolean {
    const first = lines[0] as Line;
    const marker = listMarker(this.#text, first);
    if (marker === undefined || marker.isUnusual || depth >= MAX_NESTING) return false;
    if (lines.some((line) => line.hasTab && !isBlankLine(line))) return false;
    const { contentStart, contentIndent } = marker;
    const inside = lines.slice();
    inside[0] = { ...first, start: contentStart, first: contentStart, indent: contentIndent };
    let isFirst = true;
    for (const block of splitBlocks(this.#text, inside, contentIndent)) {
      if (block.mayDefine) return false;
      // `[ ]` can only stand where the item's first block is a paragraph.
      const isTask =
        isFirst && block.kind === 'paragraph' && this.#text.charCodeAt((inside[block.from] as Line).first) === 91;
      isFirst = false;
      const isRead = isTask ? this.#task(inside, block) : this.#tryBlock(inside, block, contentIndent, depth + 1);
      if (!isRead) return false;
    }
    return true;
  }

  /** A paragraph that starts with `[`, perhaps a checkbox. */
  #task(lines: readonly Line[], block: Block): boolean {
    const text = this.#text;
    const line = lines[block.from] as Line;
    // Below an empty first line it depends on the space around whether the tokenizer sees a checkbox.
    if (block.from > 0) return false;
    const start = line.first;
    const checkbox = /^\[([ \txX])\](.?)/s.exec(text.slice(start, start + 4));
    if (checkbox === null)
      return /^\[[\r\n]/.test(text.slice(start, start + 2)) ? false : this.#paragraph(lines, block);
    const textStart = start + 4;
    // Whether a checkbox alone on its line is one depends on what follows.
    if (textStart >= line.end || !isBlank(text.charCodeAt(start + 3)) || isBlank(text.charCodeAt(textStart)))
      return false;
    const end = this.#trimmedEnd(start, (lines[block.to - 1] as Line).end);
    const inline = this.#inline(textStart, end);
    if (inline === undefined) return false;
    const plain = this.#plain(start, end, inline, textStart);
    if (plain === undefined) return false;
    this.#builder.task({ start, end, done: checkbox[1] === 'x' || checkbox[1] === 'X', text: oneLine(plain) });
    this.#builder.prose(textStart, end, inline);
    return true;
  }

  #trimmedEnd(start: number, end: number): number {
    let i = end;
    while (i > start && isBlank(this.#text.charCodeAt(i - 1))) i--;
    return i;
  }
}

/** Index of the last line before `to` that is not blank. */
function lastWritten(lines: readonly Line[], from: number, to: number): number {
  let last = to - 1;
  while (last > from && isBlankLine(lines[last] as Line)) last--;
  return last;
}

export interface SimpleDefinition {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** Normalised label. */
  readonly key: string;
  readonly targetStart: number;
  readonly targetEnd: number;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: CommonMark excludes them from targets.
const SIMPLE_DEFINITION = /^(\[([^[\]\\&\r\n]{1,500})\]:[ \t]*)([^\x00-\x20\x7f<>()\\&]+)(?:[ \t]+"[^"\\]*")?$/;

const MAX_DEFINITION = 2000;

/** `[label]: target "title"` on a line of its own, with nothing to decode. */
export function simpleDefinition(text: string, { first, end }: Line): SimpleDefinition | undefined {
  if (end - first > MAX_DEFINITION) return undefined;
  let last = end;
  while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  const match = SIMPLE_DEFINITION.exec(text.slice(first, last));
  const label = match?.[2];
  if (match === null || label === undefined || label.trim() === '') return undefined;
  const targetStart = first + (match[1] as string).length;
  const targetEnd = targetStart + (match[3] as string).length;
  return { start: first, end, label, key: normalizeLabel(label), targetStart, targetEnd };
}
