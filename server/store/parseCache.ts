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
  /**
   * Every file known for this root, for a warm start. A file whose time and size still are those given here has not
   * changed: files that were modified so shortly before they were read that this could not be told are left out.
   */
  all(): Iterable<CachedFile>;
  /** Parsed text by content hash: finds moved files and the other side of a branch switch. */
  byHash(hash: string): string | undefined;
  /**
   * One transaction. `readAt` is when the first of these files was read, in milliseconds since the epoch; now, when
   * left out. See {@link all} for what it decides.
   */
  save(files: readonly CachedFile[], removed: readonly string[], readAt?: number): void;
  close(): void;
}
