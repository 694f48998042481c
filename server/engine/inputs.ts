/** What is known of every file: parsed texts by path, from open buffers, the cache or the disk. */
import type { ArticleInput, ArticleReader } from '../article/articleReader.ts';
import type { ParsedText } from '../article/parsed.ts';
import { deserialise, PARSER_VERSION, parseSidecar, parseText, type Utf8Decoder } from '../article/parseText.ts';
import { folderOf } from '../article/paths.ts';
import type { CachedFile, ParseCache } from '../store/parseCache.ts';
import { contentHash } from '../workspace/contentHash.ts';
import type { FileStat, FileSystem } from '../workspace/fileSystem.ts';
import { type ParsedFile, parseBytes } from './bodyParser.ts';

interface KnownFile {
  readonly input: ArticleInput;
  /** Undefined for text from an open buffer. */
  readonly stat?: FileStat;
  /** The words looked for in prose when it was parsed. */
  readonly termsKey: string;
}

export class Inputs {
  readonly #fs: FileSystem;
  readonly #cache: ParseCache;
  readonly #decoder: Utf8Decoder;
  readonly #known = new Map<string, KnownFile>();
  /** Texts of open buffers, saved or not. */
  readonly #overlay = new Map<string, string>();
  /** Rows of the cache, read as they are asked for: all at once they would weigh more than the articles. */
  #rows: Iterator<CachedFile> | undefined;
  /** Rows that came before their turn. Files and rows are both in order of path, nearly, so these are few. */
  readonly #passed = new Map<string, CachedFile>();
  #termsKey = '';
  #terms: readonly string[] = [];
  #reader: ArticleReader;
  #unsaved: CachedFile[] = [];

  constructor(fs: FileSystem, cache: ParseCache, decoder: Utf8Decoder, reader: ArticleReader) {
    this.#fs = fs;
    this.#cache = cache;
    this.#decoder = decoder;
    this.#reader = reader;
  }

  get terms(): readonly string[] {
    return this.#terms;
  }

  /** Articles parsed with other terms are stale from now on. */
  setTerms(terms: readonly string[]): void {
    this.#terms = terms;
    this.#termsKey = terms.length === 0 ? '' : contentHash(new TextEncoder().encode(terms.join('\n')));
  }

  setReader(reader: ArticleReader): void {
    this.#reader = reader;
  }

  paths(): IterableIterator<string> {
    return this.#known.keys();
  }

  get(path: string): ArticleInput | undefined {
    return this.#known.get(path)?.input;
  }

  /** Whether the file must still be parsed in full. */
  isPending(path: string): boolean {
    const known = this.#known.get(path);
    return known !== undefined && (known.input.parsed.body === undefined || known.termsKey !== this.#termsKey);
  }

  overlay(path: string): string | undefined {
    return this.#overlay.get(path);
  }

  overlayPaths(): IterableIterator<string> {
    return this.#overlay.keys();
  }

  setOverlay(path: string, text: string): void {
    this.#overlay.set(path, text);
    if (this.#known.has(path)) this.#fromText(path, text);
  }

  clearOverlay(path: string): void {
    this.#overlay.delete(path);
    this.#known.delete(path);
  }

  forget(path: string): void {
    this.#known.delete(path);
  }

  /**
   * Brings one article up to date with its buffer, the cache or the disk. From the disk only the front matter is read
   * unless `full`; the body then is pending. False when there is no such file.
   */
  refresh(path: string, full: boolean): boolean {
    const overlay = this.#overlay.get(path);
    if (overlay !== undefined) {
      this.#fromText(path, overlay);
      return true;
    }
    const stat = this.#fs.stat(path);
    if (stat === undefined) {
      this.#known.delete(path);
      return false;
    }
    const known = this.#known.get(path);
    if (known?.stat !== undefined && same(known.stat, stat) && !(full && this.isPending(path))) {
      this.#set(path, known.input.hash, known.input.parsed, stat, known.termsKey);
      return true;
    }
    const cached = this.#takeRow(path);
    if (cached !== undefined && same(cached, stat) && this.#fromCache(path, stat, cached.hash, cached.data))
      return true;
    const bytes = this.#fs.read(path);
    if (bytes === undefined) {
      this.#known.delete(path);
      return false;
    }
    const hash = contentHash(bytes);
    const data = this.#cache.byHash(this.#cacheKey(hash));
    if (data !== undefined && this.#fromCache(path, stat, this.#cacheKey(hash), data)) {
      this.#unsaved.push({ path, ...stat, hash: this.#cacheKey(hash), data });
      return true;
    }
    const stage = full ? 'full' : 'front';
    this.#set(path, hash, parseBytes(bytes, this.#decoder, this.#terms, stage), stat, full ? this.#termsKey : '');
    return true;
  }

  /** Takes what a parser thread found, unless a buffer is open on it by now. False when it was not wanted. */
  accept(file: ParsedFile): boolean {
    if (this.#overlay.has(file.path) || !this.#known.has(file.path)) return false;
    this.#set(file.path, file.hash, deserialise(file.data), file.stat, this.#termsKey);
    this.#unsaved.push({ path: file.path, ...file.stat, hash: this.#cacheKey(file.hash), data: file.data });
    return true;
  }

  /** Writes what was parsed since the last call to the cache. */
  save(removed: readonly string[] = []): void {
    if (this.#unsaved.length > 0 || removed.length > 0) this.#cache.save(this.#unsaved, removed);
    this.#unsaved = [];
  }

  /** The rows read for a warm start are needed no longer. */
  releaseRows(): void {
    this.#rows = [].values();
    this.#passed.clear();
  }

  /** The text as the editor has it, else the file's; undefined when it cannot be read. */
  text(path: string): string | undefined {
    const overlay = this.#overlay.get(path);
    if (overlay !== undefined) return overlay;
    const bytes = this.#fs.read(path);
    return bytes === undefined ? undefined : this.#decoder.decode(bytes).text;
  }

  /** The row of this path, once. */
  #takeRow(path: string): CachedFile | undefined {
    const passed = this.#passed.get(path);
    if (this.#passed.delete(path)) return passed;
    this.#rows ??= this.#cache.all()[Symbol.iterator]();
    for (let next = this.#rows.next(); next.done !== true; next = this.#rows.next()) {
      if (next.value.path === path) return next.value;
      this.#passed.set(next.value.path, next.value);
    }
    return undefined;
  }

  #fromText(path: string, text: string): void {
    const parsed = parseText(text, { terms: this.#terms, stage: 'full' });
    this.#set(path, '', parsed, undefined, this.#termsKey);
  }

  #fromCache(path: string, stat: FileStat, key: string, data: string): boolean {
    const [hash, termsKey = ''] = key.split('-');
    try {
      this.#set(path, hash ?? '', deserialise(data), stat, termsKey);
      return true;
    } catch {
      // A damaged row is as good as none: the file is read instead.
      return false;
    }
  }

  #cacheKey(hash: string): string {
    return this.#termsKey === '' ? hash : `${hash}-${this.#termsKey}`;
  }

  #set(path: string, hash: string, parsed: ParsedText, stat: FileStat | undefined, termsKey: string): void {
    const sidecar = this.#sidecar(path);
    this.#known.set(path, {
      input: { path, hash, parsed, ...(sidecar !== undefined && { sidecar }) },
      ...(stat !== undefined && { stat }),
      termsKey,
    });
  }

  #sidecar(path: string): ArticleInput['sidecar'] {
    const name = this.#reader.sidecarOf(path);
    if (name === undefined) return undefined;
    const folder = folderOf(path);
    const sidecarPath = folder === '' ? name : `${folder}/${name}`;
    const text = this.text(sidecarPath);
    return text === undefined ? undefined : { path: sidecarPath, parsed: parseSidecar(text) };
  }
}

function same(a: FileStat, b: FileStat): boolean {
  return a.size === b.size && a.modified === b.modified;
}

/** Part of the cache's version: what rows mean. */
export const CACHE_VERSION = `parser-${PARSER_VERSION}`;
