/** The Markdown after the front matter. */
import type { Body } from '../parsed.ts';
import { readApproximately } from './approximateReader.ts';
import { BlockReader, simpleDefinition } from './blockReader.ts';
import { type Block, splitBlocks } from './blocks.ts';
import { BodyBuilder } from './bodyBuilder.ts';
import { type Line, splitLines } from './lines.ts';
import { type LinkTarget, linkTarget } from './linkTarget.ts';
import { parseMarkdown, parserOfParts } from './markdown.ts';
import { RemarkGuard } from './remarkGuard.ts';
import { collectDefinitions, type ParsedPart, parsePart, readTree } from './remarkReader.ts';
import { TermIndex } from './terms.ts';

export interface BodyOptions {
  /** Words and phrases to find in prose. An index can be made once for many texts. */
  readonly terms: readonly string[] | TermIndex;
}

/**
 * Reads the Markdown from `bodyStart` on. Positions are offsets in `text`. Never fails; takes time linear in the text.
 * What cannot be told with certainty from the lines is read through remark, so that the result is remark's.
 */
export function readBody(text: string, bodyStart: number, { terms }: BodyOptions): Body {
  const index = terms instanceof TermIndex ? terms : new TermIndex(terms);
  // As CommonMark says; one code unit for another, so offsets stay.
  const source = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
  const start = bodyStart === 0 && source.charCodeAt(0) === 0xfeff ? 1 : bodyStart;
  return new BodyReader(source, start, index).read();
}

class BodyReader {
  readonly #text: string;
  readonly #builder: BodyBuilder;
  readonly #lines: readonly Line[];
  readonly #blocks: readonly Block[];
  readonly #definitions = new Map<string, LinkTarget>();
  /** Parts that were parsed to find definitions, by their first line. */
  readonly #parsed = new Map<number, ParsedPart>();
  #parse = parseMarkdown;

  constructor(text: string, start: number, terms: TermIndex) {
    this.#text = text;
    this.#builder = new BodyBuilder(text, terms);
    this.#lines = splitLines(text, start);
    this.#blocks = splitBlocks(text, this.#lines, 0);
  }

  read(): Body {
    if (this.#text.includes(']:')) this.#findDefinitions();
    const guard = new RemarkGuard();
    new BlockReader(this.#builder, this.#definitions).read(this.#lines, this.#blocks, (from, to) => {
      const part = this.#parsed.get(from) ?? this.#parsePart(from, to, guard);
      if (part === undefined) readApproximately(this.#builder, this.#lines.slice(from, to), this.#definitions);
      else readTree(this.#builder, part.base, part.root, this.#definitions);
    });
    return this.#builder.build();
  }

  /** Links anywhere may refer to definitions anywhere, so these come first. */
  #findDefinitions(): void {
    const guard = new RemarkGuard();
    for (const { kind, mayDefine, from, to } of this.#blocks) {
      if (!mayDefine && kind !== 'quote' && kind !== 'item' && kind !== 'rest') continue;
      if (!this.#text.slice(this.#line(from).start, this.#end(to)).includes(']:')) continue;
      if (mayDefine && this.#addSimpleDefinitions(from, to)) continue;
      const part = this.#parsePart(from, to, guard);
      if (part === undefined) continue;
      collectDefinitions(this.#text, part.base, part.root, this.#definitions);
      this.#parsed.set(from, part);
    }
    if (this.#definitions.size === 0) return;
    this.#parse = parserOfParts((label) => this.#definitions.has(label));
    // Links in these were not seen as such; definitions alone have none.
    for (const [from, { root }] of this.#parsed) {
      if (root.children.some(({ type }) => type !== 'definition')) this.#parsed.delete(from);
    }
  }

  #addSimpleDefinitions(from: number, to: number): boolean {
    const found = this.#lines.slice(from, to).map((line) => simpleDefinition(this.#text, line));
    if (found.includes(undefined)) return false;
    for (const definition of found) {
      if (definition === undefined || this.#definitions.has(definition.key)) continue;
      const { key, targetStart, targetEnd } = definition;
      const url = this.#text.slice(targetStart, targetEnd);
      this.#definitions.set(key, linkTarget(this.#text, targetStart, targetEnd, url));
    }
    return true;
  }

  /** Undefined when it would take too long. */
  #parsePart(from: number, to: number, guard: RemarkGuard): ParsedPart | undefined {
    const start = this.#line(from).start;
    const end = this.#end(to);
    return guard.admits(this.#text, start, end) ? parsePart(this.#text, start, end, this.#parse) : undefined;
  }

  #line(index: number): Line {
    return this.#lines[index] as Line;
  }

  #end(to: number): number {
    return this.#lines[to]?.start ?? this.#text.length;
  }
}
