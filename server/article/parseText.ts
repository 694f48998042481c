/** Bytes to text to {@link ParsedText}. Never fails: what is wrong comes back as problems. */
import { readBody } from './body/readBody.ts';
import { readFrontMatter, readMapping } from './frontMatter.ts';
import type { FrontMatter, ParsedText, Problem } from './parsed.ts';
import { lineTable, type Span } from './text.ts';

/** Part of every cache key: raise it when the same text gives another ParsedText. */
export const PARSER_VERSION = 1;

export interface ParseOptions {
  /** Words and phrases to find in prose (`term-avoid`). */
  readonly terms: readonly string[];
  /** `front` stops after the front matter: enough for the graph of typed links. */
  readonly stage: 'front' | 'full';
}

export function parseText(text: string, { terms, stage }: ParseOptions): ParsedText {
  const { frontMatter, bodyStart, problems } = readFrontMatter(text);
  return {
    ...lineTable(text),
    ...(frontMatter !== undefined && { frontMatter }),
    ...(stage === 'full' && { body: readBody(text, bodyStart, { terms }) }),
    problems,
  };
}

/** A YAML file that holds the front matter of the Markdown file beside it. */
export function parseSidecar(text: string): ParsedText {
  const { root, problems } = readMapping(text, 0);
  const whole: Span = { start: 0, end: text.length };
  const frontMatter: FrontMatter = { block: whole, content: whole, ...(root !== undefined && { root }) };
  return { ...lineTable(text), frontMatter, problems };
}

export interface Decoded {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/**
 * UTF-8 with or without BOM (kept, so that offsets are those of the file). Bytes that are not UTF-8 become U+FFFD and
 * one problem at the first of them.
 */
export class Utf8Decoder {
  readonly #strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #lenient = new TextDecoder('utf-8', { ignoreBOM: true });

  decode(bytes: Uint8Array): Decoded {
    try {
      return { text: this.#strict.decode(bytes), problems: [] };
    } catch {
      // Not UTF-8: read what can be read and say where it starts to go wrong.
      const text = this.#lenient.decode(bytes);
      const start = Math.max(0, text.indexOf('\uFFFD'));
      const message =
        'This file is not valid UTF-8: characters may be lost and searches will miss them. Save it with encoding UTF-8.';
      return { text, problems: [{ code: 'encoding-invalid', message, start, end: start + 1 }] };
    }
  }
}

/** Serialised for the cache and between threads. */
export function serialise(parsed: ParsedText): string {
  return JSON.stringify(parsed);
}

export function deserialise(data: string): ParsedText {
  return JSON.parse(data) as ParsedText;
}
