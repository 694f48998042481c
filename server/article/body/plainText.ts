/** Text without markup, as GitHub makes anchors from it, where that is certain without building a tree. */
import { isAsciiPunctuation } from './characters.ts';
import type { InlineLink, Mask } from './inline.ts';
import { isBlank, runLength } from './lines.ts';

interface Run {
  readonly marker: number;
  readonly size: number;
  /** Which link's text it stands in: emphasis does not reach out of it. */
  readonly scope: number;
}

const PUNCTUATION = /[\p{P}\p{S}]/u;

/**
 * The text from `start` to `end` of the block `blockStart`…`blockEnd`. Images leave nothing, line breaks stay.
 * Undefined when it takes more than pairs of simple emphasis to tell: nested or unmatched marks, character references,
 * links by reference; in an image's text (`isAlt`) any markup but code.
 */
export function plainText(
  text: string,
  blockStart: number,
  blockEnd: number,
  start: number,
  end: number,
  inline: { readonly masks: readonly Mask[]; readonly links: readonly InlineLink[] },
  isAlt: boolean,
): string | undefined {
  if (inline.links.some(({ isBare }) => isBare)) return undefined;
  const reader = new PlainTextReader(text, blockStart, blockEnd);
  let position = start;
  for (const mask of inline.masks) {
    if (mask.start < start) continue;
    if (mask.end > end) break;
    if (!reader.addText(position, mask.start)) return undefined;
    if (!reader.addMask(mask, isAlt)) return undefined;
    position = mask.end;
  }
  return reader.addText(position, end) && reader.isComplete ? reader.result : undefined;
}

class PlainTextReader {
  readonly #text: string;
  readonly #blockStart: number;
  readonly #blockEnd: number;
  #open: Run | undefined;
  #scope = 0;
  #scopeCount = 0;
  result = '';

  constructor(text: string, blockStart: number, blockEnd: number) {
    this.#text = text;
    this.#blockStart = blockStart;
    this.#blockEnd = blockEnd;
  }

  get isComplete(): boolean {
    return this.#open === undefined;
  }

  addMask({ kind, start, end }: Mask, isAlt: boolean): boolean {
    if (isAlt && kind !== 'code') return false;
    if (kind === 'autolink') this.result += this.#text.slice(start + 1, end - 1);
    else if (kind === 'linkOpen') this.#scope = ++this.#scopeCount;
    else if (kind === 'linkClose') this.#scope = 0;
    else if (kind === 'code') {
      const size = runLength(this.#text, start, end);
      const written = this.#text.slice(start + size, end - size);
      // How much of the indentation belongs to the code depends on the list around it.
      if (/[\r\n][ \t]/.test(written)) return false;
      const code = written.replace(/\r\n|\n|\r/g, ' ');
      // In a table these are escapes.
      if (code.includes('\\|') || code.includes('\\\\')) return false;
      const isPadded = code.startsWith(' ') && code.endsWith(' ') && /[^ ]/.test(code);
      this.result += isPadded ? code.slice(1, -1) : code;
    }
    return true;
  }

  addText(start: number, end: number): boolean {
    const text = this.#text;
    let plainStart = start;
    let i = start;
    while (i < end) {
      const code = text.charCodeAt(i);
      if (code === 92) {
        // Before a line break it is a hard break.
        const next = text.charCodeAt(i + 1);
        if (i + 1 < end && (isAsciiPunctuation(next) || next === 10 || next === 13)) {
          this.result += text.slice(plainStart, i);
          plainStart = i + 1;
          if (next !== 10 && next !== 13) i++;
        }
        i++;
      } else if (code === 38) {
        if (/[#A-Za-z0-9]/.test(text.charAt(i + 1))) return false;
        i++;
      } else if (code === 10 || code === 13) {
        let lineEnd = i;
        while (lineEnd > plainStart && isBlank(text.charCodeAt(lineEnd - 1))) lineEnd--;
        this.result += `${text.slice(plainStart, lineEnd)}\n`;
        i++;
        while (i < end && /[ \t\r\n]/.test(text.charAt(i))) i++;
        plainStart = i;
      } else if (code === 42 || code === 95) {
        const size = runLength(text, i, end);
        this.result += text.slice(plainStart, i);
        plainStart = i;
        const isMark = this.#addRun(i, size);
        if (isMark === undefined) return false;
        i += size;
        if (isMark) plainStart = i;
      } else i++;
    }
    this.result += text.slice(plainStart, end);
    return true;
  }

  /** Whether the run is emphasis; undefined when that is not certain. */
  #addRun(start: number, size: number): boolean | undefined {
    const marker = this.#text.charCodeAt(start);
    const before = this.#classAt(start - 1);
    const after = this.#classAt(start + size);
    const isLeft = after === 'word' || (after === 'punctuation' && before !== 'word');
    const isRight = before === 'word' || (before === 'punctuation' && after !== 'word');
    const opens = marker === 42 ? isLeft : isLeft && (before !== 'word' || !isRight);
    const closes = marker === 42 ? isRight : isRight && (after !== 'word' || !isLeft);
    if (!opens && !closes) return false;
    if (opens && closes) return undefined;
    if (this.#open === undefined) {
      if (closes || size > 3) return undefined;
      this.#open = { marker, size, scope: this.#scope };
      return true;
    }
    const { marker: openMarker, size: openSize, scope } = this.#open;
    if (opens || marker !== openMarker || size !== openSize || scope !== this.#scope) return undefined;
    this.#open = undefined;
    return true;
  }

  /** Of the code unit, as the tokenizer does; beyond the block there is space. */
  #classAt(index: number): 'space' | 'punctuation' | 'word' {
    if (index < this.#blockStart || index >= this.#blockEnd) return 'space';
    const character = this.#text.charAt(index);
    if (/\s/.test(character)) return 'space';
    return PUNCTUATION.test(character) ? 'punctuation' : 'word';
  }
}

/** Trimmed, with runs of space and line breaks as one space. */
export function oneLine(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').trim();
}
