/** What was read from files, kept between runs. It is a cache: every answer may be "not here", every write may be lost. */
import type { FileStat } from '../workspace/fileSystem.ts';

export interface CachedFile extends FileStat {
  readonly path: string;
  /** Content hash. */
  readonly hash: string;
  /** A serialised ParsedText. */
  readonly data: string;
}

export interface ParseCache {
  /** Every file known for this root, for a warm start. */
  all(): Iterable<CachedFile>;
  /** Parsed text by content hash: finds moved files and the other side of a branch switch. */
  byHash(hash: string): string | undefined;
  /** One transaction. */
  save(files: readonly CachedFile[], removed: readonly string[]): void;
  close(): void;
}
