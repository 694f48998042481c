/**
 * The world's files as the engine sees them: one root, paths relative to it with `/` between segments (`''` is the
 * root). Calls are synchronous: on local disks they take microseconds, and callers yield between batches.
 */
export interface FileSystem {
  /** Entries of a folder; empty when it is not there or cannot be read. */
  list(folder: string): readonly DirectoryEntry[];
  /** Whether the entries of a folder can be read; tells an empty folder from one that refuses. */
  canList(folder: string): boolean;
  /** Content; undefined when there is no readable file, or it is larger than the reader can take. */
  read(path: string): Uint8Array | undefined;
  /** Of a file or folder; undefined for anything else, links included. */
  stat(path: string): FileStat | undefined;
}

export interface DirectoryEntry {
  readonly name: string;
  /** A symbolic link is never followed: inside the root its target is found anyway, outside it is not ours. */
  readonly type: 'file' | 'folder' | 'link';
}

export interface FileStat {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since the epoch, with fraction where the system has it. */
  readonly modified: number;
}
