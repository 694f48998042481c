/** Finds the files of a repository. */
import type { FileSystem } from './fileSystem.ts';
import { type FilterOptions, PathFilter } from './pathFilter.ts';

export interface ScanOptions extends FilterOptions {
  readonly signal?: AbortSignal;
  /** Called now and then with the number of articles found so far, and once at the end. */
  readonly onProgress?: (found: number) => void;
}

export interface SkippedPath {
  readonly path: string;
  readonly reason: 'link' | 'unreadable';
}

/** Paths are as the file system spells them, sorted by UTF-16 code unit. */
export interface Scan {
  /** Markdown files that `include` matches. */
  readonly articles: readonly string[];
  readonly sidecars: readonly string[];
  /** Everything else that is not left out: what links may lead to. */
  readonly files: readonly string[];
  /** Folders below the root with a configuration of their own. They are repositories of their own, so left out. */
  readonly nestedRoots: readonly string[];
  readonly skipped: readonly SkippedPath[];
  /** Classifies paths that come later. */
  readonly filter: PathFilter;
  /** See {@link PathFilter.isIndexed}. */
  isIndexed(path: string): boolean;
}

/** Milliseconds of work between two pauses in which other events are handled. */
const SLICE = 8;

/**
 * Lists the whole root, folders first come first served, without recursion. Symbolic links, `.git` and `node_modules`
 * are never entered, nor is what `.gitignore` files and `.git/info/exclude` ignore. Ignore files above the root and the
 * user's own are not read: the same repository is the same articles for everyone. When the signal is aborted, resolves
 * at once with what was found so far.
 */
export async function scan(fs: FileSystem, options: ScanOptions): Promise<Scan> {
  const { signal, onProgress } = options;
  const filter = new PathFilter(options);
  const articles: string[] = [];
  const sidecars: string[] = [];
  const files: string[] = [];
  const nestedRoots: string[] = [];
  const skipped: SkippedPath[] = [];
  const byClass = { article: articles, sidecar: sidecars, file: files };
  const folders = [''];
  let until = performance.now() + SLICE;

  scanning: for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = fs.list(folder);
    if (entries.length === 0 && !fs.canList(folder)) {
      skipped.push({ path: folder, reason: 'unreadable' });
      continue;
    }
    const entered = filter.enter(folder, entries, (path) => fs.read(path));
    if (entered === undefined) {
      nestedRoots.push(folder);
      continue;
    }
    for (const { name, type } of entries) {
      if (performance.now() > until) {
        onProgress?.(articles.length);
        await new Promise((resolve) => setImmediate(resolve));
        if (signal?.aborted) break scanning;
        until = performance.now() + SLICE;
      }
      const path = entered.prefix + name;
      if (entered.isLeftOut(path, type === 'folder')) continue;
      if (type === 'folder') folders.push(path);
      else if (type === 'file') byClass[filter.classOf(path)].push(path);
      else {
        filter.addLink(path);
        skipped.push({ path, reason: 'link' });
      }
    }
    if (signal?.aborted) break;
  }

  for (const paths of [articles, sidecars, files, nestedRoots]) paths.sort();
  skipped.sort((a, b) => (a.path < b.path ? -1 : 1));
  onProgress?.(articles.length);
  return {
    articles,
    sidecars,
    files,
    nestedRoots,
    skipped,
    filter,
    isIndexed: (path) => filter.isIndexed(path),
  };
}
