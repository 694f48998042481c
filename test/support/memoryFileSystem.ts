/** Files in memory that record what was read of them, so that tests can tell caching from reading again. */
import type { DirectoryEntry, FileStat, FileSystem } from '../../server/workspace/fileSystem.ts';

interface MemoryFile {
  readonly content: Uint8Array;
  readonly modified: number;
}

export class MemoryFileSystem implements FileSystem {
  /** Paths in the order they were read. */
  readonly reads: string[] = [];
  readonly #files = new Map<string, MemoryFile>();
  readonly #folders = new Map<string, Map<string, DirectoryEntry['type']>>([['', new Map()]]);
  readonly #unreadable = new Set<string>();
  /** Stands for time: every write is one millisecond after the one before. */
  #modified = 0;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.#files.set(path, { content: bytes, modified: ++this.#modified });
    this.#add(path, 'file');
  }

  /** An entry that is seen and leads nowhere. */
  link(path: string): void {
    this.#add(path, 'link');
  }

  folder(path: string): void {
    if (this.#folders.has(path)) return;
    this.#folders.set(path, new Map());
    this.#add(path, 'folder');
  }

  /** Makes a file or folder refuse to be read. */
  deny(path: string): void {
    this.#unreadable.add(path);
  }

  /** A file, or a folder with all that is in it. */
  remove(path: string): void {
    for (const name of [...(this.#folders.get(path)?.keys() ?? [])]) this.remove(`${path}/${name}`);
    this.#folders.delete(path);
    this.#files.delete(path);
    const { folder, name } = split(path);
    this.#folders.get(folder)?.delete(name);
  }

  /** A file or a folder. Times of modification stay, as they do on disk. */
  rename(from: string, to: string): void {
    const children = this.#folders.get(from);
    const file = this.#files.get(from);
    if (children !== undefined) {
      this.folder(to);
      for (const name of [...children.keys()]) this.rename(`${from}/${name}`, `${to}/${name}`);
    } else if (file !== undefined) {
      this.#files.set(to, file);
      this.#add(to, 'file');
    }
    this.remove(from);
  }

  /** Every file's path, sorted. */
  paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  /** The text of a file, without recording a read. */
  text(path: string): string | undefined {
    const file = this.#files.get(path);
    return file && new TextDecoder().decode(file.content);
  }

  list(folder: string): readonly DirectoryEntry[] {
    if (this.#unreadable.has(folder)) return [];
    return [...(this.#folders.get(folder) ?? [])].map(([name, type]) => ({ name, type }));
  }

  canList(folder: string): boolean {
    return this.#folders.has(folder) && !this.#unreadable.has(folder);
  }

  read(path: string): Uint8Array | undefined {
    this.reads.push(path);
    return this.#unreadable.has(path) ? undefined : this.#files.get(path)?.content;
  }

  stat(path: string): FileStat | undefined {
    const file = this.#files.get(path);
    if (file !== undefined) return { size: file.content.length, modified: file.modified };
    return this.#folders.has(path) ? { size: 0, modified: 0 } : undefined;
  }

  #add(path: string, type: DirectoryEntry['type']): void {
    const { folder, name } = split(path);
    this.folder(folder);
    this.#folders.get(folder)?.set(name, type);
  }
}

function split(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}
