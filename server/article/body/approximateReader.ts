/**
 * Reads lines one by one whatever they stand in: for parts that remark would take too long for. Headings, fenced code,
 * tasks and paragraphs are found where a line starts one behind its quote marks and list markers; tables, indented code
 * and headings by underline are read as text. Linear.
 */
import type { BodyBuilder } from './bodyBuilder.ts';
import { NO_INLINE } from './inline.ts';
import { readInline } from './inlineReader.ts';
import { closesFence, type Fence, isBlank, isBlankLine, type Line, openingFence } from './lines.ts';
import { oneLine } from './plainText.ts';
import type { Definitions } from './reference.ts';

const TASK = /\[([ xX])\][ \t]/y;

export function readApproximately(builder: BodyBuilder, lines: readonly Line[], definitions: Definitions): void {
  new ApproximateReader(builder, definitions).read(lines);
}

class ApproximateReader {
  readonly #builder: BodyBuilder;
  readonly #text: string;
  readonly #definitions: Definitions;
  #paragraph:
    | { readonly start: number; end: number; readonly task?: { readonly start: number; done: boolean } }
    | undefined;
  #code: { readonly fence: Fence; readonly start: number; readonly contentStart: number; end: number } | undefined;

  constructor(builder: BodyBuilder, definitions: Definitions) {
    this.#builder = builder;
    this.#text = builder.text;
    this.#definitions = definitions;
  }

  read(lines: readonly Line[]): void {
    for (const line of lines) this.#readLine(line);
    this.#endParagraph();
    this.#endCode();
  }

  #readLine(line: Line): void {
    const text = this.#text;
    const { first, hasMarker } = this.#contentOf(line);
    const content = { ...line, first };
    if (this.#code !== undefined) {
      this.#code.end = line.end;
      if (closesFence(text, content, this.#code.fence)) this.#endCode();
      return;
    }
    if (hasMarker || isBlankLine(content)) this.#endParagraph();
    if (isBlankLine(content)) return;
    const code = text.charCodeAt(first);
    if (code === 96 || code === 126) {
      const fence = openingFence(text, content);
      if (fence !== undefined) {
        this.#endParagraph();
        this.#code = { fence, start: first, contentStart: line.end, end: line.end };
        return;
      }
    }
    if (code === 35 && this.#heading(content)) return;
    if (this.#paragraph !== undefined) {
      this.#paragraph.end = line.end;
      return;
    }
    TASK.lastIndex = first;
    const task = hasMarker ? TASK.exec(text) : null;
    this.#paragraph =
      task === null
        ? { start: first, end: line.end }
        : { start: first + task[0].length, end: line.end, task: { start: first, done: task[1] !== ' ' } };
  }

  /** Behind quote marks and list markers. */
  #contentOf({ first, end }: Line): { readonly first: number; readonly hasMarker: boolean } {
    const text = this.#text;
    let i = first;
    let hasMarker = false;
    while (i < end) {
      let next = i;
      while (next < end && next - i < 9 && text.charCodeAt(next) >= 48 && text.charCodeAt(next) <= 57) next++;
      const code = text.charCodeAt(next);
      const isItem = next > i ? code === 46 || code === 41 : code === 42 || code === 43 || code === 45;
      const isQuote = next === i && code === 62;
      next++;
      if (!isQuote && !(isItem && (next >= end || isBlank(text.charCodeAt(next))))) break;
      hasMarker ||= isItem;
      i = Math.min(next, end);
      while (i < end && isBlank(text.charCodeAt(i))) i++;
    }
    return { first: i, hasMarker };
  }

  #heading({ first, end }: Line): boolean {
    const match = /^(#{1,6})(?:[ \t]|$)/.exec(this.#text.slice(first, Math.min(end, first + 7)));
    if (match === null) return false;
    this.#endParagraph();
    const depth = (match[1] as string).length;
    let start = first + depth;
    while (start < end && isBlank(this.#text.charCodeAt(start))) start++;
    const inline = readInline(this.#text, start, end, this.#definitions, 'approximate') ?? NO_INLINE;
    const text = this.#text.slice(start, end);
    this.#builder.heading({ start: first, end, depth, text, content: { start, end } }, inline);
    return true;
  }

  #endParagraph(): void {
    if (this.#paragraph === undefined) return;
    const { start, end, task } = this.#paragraph;
    this.#paragraph = undefined;
    if (task !== undefined) {
      this.#builder.task({ start: task.start, end, done: task.done, text: oneLine(this.#text.slice(start, end)) });
    }
    const inline = readInline(this.#text, start, end, this.#definitions, 'approximate') ?? NO_INLINE;
    this.#builder.prose(start, end, inline);
  }

  #endCode(): void {
    if (this.#code === undefined) return;
    const { fence, start, contentStart, end } = this.#code;
    this.#code = undefined;
    const language = (/^[^ \t]*/.exec(this.#text.slice(fence.infoStart, fence.infoEnd))?.[0] ?? '').toLowerCase();
    this.#builder.code({ start, end, ...(language !== '' && { language }) }, this.#text.slice(contentStart, end));
  }
}
