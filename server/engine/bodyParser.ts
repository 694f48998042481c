/** Parses whole files, here or in other threads. */

import type { ParsedText } from '../article/parsed.ts';
import { parseText, serialise, type Utf8Decoder } from '../article/parseText.ts';
import { contentHash } from '../workspace/contentHash.ts';
import type { FileStat, FileSystem } from '../workspace/fileSystem.ts';
import { TimeSlice } from './timeSlice.ts';

/** One file read and parsed in full; undefined content when it could not be read. */
export interface ParsedFile {
  readonly path: string;
  readonly stat: FileStat;
  readonly hash: string;
  /** Serialised ParsedText, ready for the cache. */
  readonly data: string;
}

export interface BodyParser {
  /**
   * Parses every file that can be read, in no particular order, calling `onFile` for each. Resolves when all are done
   * or the signal is aborted. Files that cannot be read are left out.
   */
  parse(
    paths: readonly string[],
    terms: readonly string[],
    onFile: (file: ParsedFile) => void,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

export function parseFile(
  fs: FileSystem,
  decoder: Utf8Decoder,
  path: string,
  terms: readonly string[],
): ParsedFile | undefined {
  const stat = fs.stat(path);
  const bytes = fs.read(path);
  if (stat === undefined || bytes === undefined) return undefined;
  return { path, stat, hash: contentHash(bytes), data: serialise(parseBytes(bytes, decoder, terms, 'full')) };
}

export function parseBytes(
  bytes: Uint8Array,
  decoder: Utf8Decoder,
  terms: readonly string[],
  stage: 'front' | 'full',
): ParsedText {
  const { text, problems } = decoder.decode(bytes);
  const parsed = parseText(text, { terms, stage });
  return problems.length === 0 ? parsed : { ...parsed, problems: [...problems, ...parsed.problems] };
}

/** In this thread, yielding: for small repositories, tests and places without threads. */
export class InlineBodyParser implements BodyParser {
  readonly #fs: FileSystem;
  readonly #decoder: Utf8Decoder;

  constructor(fs: FileSystem, decoder: Utf8Decoder) {
    this.#fs = fs;
    this.#decoder = decoder;
  }

  async parse(
    paths: readonly string[],
    terms: readonly string[],
    onFile: (file: ParsedFile) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const slice = new TimeSlice();
    for (const path of paths) {
      if (signal.aborted) return;
      const file = parseFile(this.#fs, this.#decoder, path, terms);
      if (file !== undefined) onFile(file);
      await slice.pause();
    }
  }

  async close(): Promise<void> {}
}
