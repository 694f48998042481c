/**
 * A folder on disk. Every failure is a value: nothing here throws.
 *
 * Nothing outside the root is ever read. Paths come from clients too, so each folder on the way is looked at before use:
 * it must be a folder and no link. What was found holds until the event loop turns, so that reading a folder's files in
 * one go asks once. The file itself is opened so that a link fails, and must be a regular file: opening a pipe would
 * wait for ever.
 */
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readdirSync,
  readSync,
  type Stats,
} from 'node:fs';
import { folderOf } from '../article/paths.ts';
import type { DirectoryEntry, FileStat, FileSystem } from './fileSystem.ts';
import { nativePath } from './nativePath.ts';

/** Bytes. Larger files are not read. */
export const MAX_FILE_SIZE = 20 * 1024 * 1024;

/** `O_NOFOLLOW` and `O_NONBLOCK` are undefined on Windows, which `|` takes for zero. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export class NodeFileSystem implements FileSystem {
  readonly #root: string;
  /** Folders known to be no links, for this turn of the event loop. */
  readonly #folders = new Set<string>();

  /** `root` is an absolute native path. It may itself be a link. */
  constructor(root: string) {
    this.#root = root;
  }

  /** The native path; undefined when the path is not one below the root. Says nothing of whether it exists. */
  absolute(path: string): string | undefined {
    return nativePath(this.#root, path, process.platform);
  }

  list(folder: string): readonly DirectoryEntry[] {
    const native = this.absolute(folder);
    if (native === undefined || !this.#isFolder(folder)) return [];
    const entries = attempt(() => readdirSync(native, { withFileTypes: true })) ?? [];
    return entries.flatMap((entry) => {
      const type = typeOf(entry);
      return type === undefined ? [] : [{ name: entry.name, type }];
    });
  }

  canList(folder: string): boolean {
    const native = this.absolute(folder);
    if (native === undefined || !this.#isFolder(folder)) return false;
    return attempt(() => opendirSync(native).closeSync() ?? true) ?? false;
  }

  read(path: string): Uint8Array | undefined {
    const native = this.#nativeFile(path);
    if (native === undefined) return undefined;
    // Without O_NOFOLLOW a link must be seen before it is opened.
    if (constants.O_NOFOLLOW === undefined && !(attempt(() => lstatSync(native))?.isFile() ?? false)) return undefined;
    const file = attempt(() => openSync(native, OPEN_FLAGS));
    if (file === undefined) return undefined;
    const content = attempt(() => readOpen(file));
    attempt(() => closeSync(file));
    return content;
  }

  stat(path: string): FileStat | undefined {
    const native = path === '' ? this.#root : this.#nativeFile(path);
    if (native === undefined) return undefined;
    const stats = attempt(() => lstatSync(native));
    if (stats === undefined || !(stats.isFile() || stats.isDirectory())) return undefined;
    return { size: stats.size, modified: stats.mtimeMs };
  }

  #nativeFile(path: string): string | undefined {
    const native = path === '' ? undefined : this.absolute(path);
    return native !== undefined && this.#isFolder(folderOf(path)) ? native : undefined;
  }

  /** Whether every step down to this folder is a folder and no link. */
  #isFolder(folder: string): boolean {
    const unseen: string[] = [];
    for (let path = folder; path !== '' && !this.#folders.has(path); path = folderOf(path)) unseen.push(path);
    for (let path = unseen.pop(); path !== undefined; path = unseen.pop()) {
      const native = this.absolute(path);
      if (native === undefined || !(attempt(() => lstatSync(native))?.isDirectory() ?? false)) return false;
      if (this.#folders.size === 0) setImmediate(() => this.#folders.clear());
      this.#folders.add(path);
    }
    return true;
  }
}

function readOpen(file: number): Uint8Array | undefined {
  const stats: Stats = fstatSync(file);
  if (!stats.isFile() || stats.size > MAX_FILE_SIZE) return undefined;
  const content = Buffer.allocUnsafe(stats.size);
  let length = 0;
  while (length < content.length) {
    const read = readSync(file, content, length, content.length - length, null);
    if (read === 0) break;
    length += read;
  }
  return content.subarray(0, length);
}

function typeOf(entry: Dirent): DirectoryEntry['type'] | undefined {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : undefined;
}

/** The file system's errors say no more than "not available", whatever their reason. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
