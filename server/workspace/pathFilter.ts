/**
 * Which paths belong to the repository and as what. A scan builds it up; after that it classifies any path, one that
 * has just been created too, without looking at the disk. It is as current as the ignore files that the scan read: see
 * {@link PathFilter.needsScan}.
 */
import { fileNameOf, folderOf, isMarkdown } from '../article/paths.ts';
import { compileGlobs, type Glob } from '../model/glob.ts';
import type { DirectoryEntry } from './fileSystem.ts';
import { IgnoreRules } from './gitignore.ts';

export type PathClass = 'article' | 'sidecar' | 'file' | 'ignored';

export interface FilterOptions {
  /** Globs of the Markdown files that are articles. */
  readonly include: readonly string[];
  /** Globs of files and folders that are left out altogether, with all that is in such a folder. */
  readonly exclude: readonly string[];
  /** Names of files that hold the front matter of the Markdown file beside them. */
  readonly sidecarNames: readonly string[];
  /** Whether ignore files compare letters without case, as git does on Windows and macOS. */
  readonly ignoreCase?: boolean;
}

/** A folder with this file is a repository of its own. */
export const CONFIGURATION_FILE = 'throughline.yaml';

const IGNORE_FILE = '.gitignore';
const EXCLUDE_FILE = '.git/info/exclude';

/** Never looked into, at any depth. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** The rules that hold in a folder: its own ignore file's, then those of the folders above, then `.git/info/exclude`. */
interface IgnoreChain {
  readonly rules: IgnoreRules;
  /** Characters of the folder's path and the slash after it. */
  readonly base: number;
  readonly above: IgnoreChain | undefined;
}

type FolderState = { readonly hidden: true } | { readonly hidden: false; readonly ignores: IgnoreChain | undefined };

const HIDDEN: FolderState = { hidden: true };

export class PathFilter {
  readonly #include: Glob;
  readonly #exclude: Glob;
  readonly #sidecarNames: ReadonlySet<string>;
  readonly #ignoreCase: boolean;
  readonly #folders = new Map<string, FolderState>();
  readonly #links = new Set<string>();

  constructor(options: FilterOptions) {
    this.#include = compileGlobs(options.include);
    this.#exclude = compileGlobs(options.exclude);
    this.#sidecarNames = new Set(options.sidecarNames);
    this.#ignoreCase = options.ignoreCase ?? false;
  }

  /** What a file at this path is. */
  classify(path: string): PathClass {
    const state = this.#folder(folderOf(path));
    if (state.hidden || this.#links.has(path) || this.#isLeftOut(path, false, state.ignores)) return 'ignored';
    return this.classOf(path);
  }

  /**
   * Whether the scan would have found what a link leads to, so that its absence means something. The path may be
   * that of a file, of a folder, or of a Markdown file without its extension. False in ignored, excluded and nested
   * places, at or below a symbolic link, and for Markdown files that `include` leaves out.
   */
  isIndexed(path: string): boolean {
    const state = this.#folder(folderOf(path));
    if (state.hidden || this.#links.has(path)) return false;
    if (this.#isLeftOut(path, false, state.ignores)) return false;
    if (this.#folders.get(path)?.hidden ?? this.#isLeftOut(path, true, state.ignores)) return false;
    if (isMarkdown(path)) return this.#include.matches(path);
    return !this.#isLeftOut(`${path}.md`, false, state.ignores);
  }

  /** Whether a change of this file can change what other paths are. */
  needsScan(path: string): boolean {
    // What was a link may be a file now.
    if (path === EXCLUDE_FILE || this.#links.has(path)) return true;
    const name = fileNameOf(path);
    const folder = folderOf(path);
    if (name === IGNORE_FILE) return !this.#folder(folder).hidden;
    // The file that makes a folder a nested root is what hides it: what counts is where the folder is.
    if (name === CONFIGURATION_FILE) return folder === '' || !this.#folder(folderOf(folder)).hidden;
    return false;
  }

  /**
   * Takes in a folder that was listed, once; folders above come first. `read` gives the ignore files' content. Returns
   * what to do with its entries; undefined when the folder is a nested root or left out.
   */
  enter(
    folder: string,
    entries: readonly DirectoryEntry[],
    read: (path: string) => Uint8Array | undefined,
  ): EnteredFolder | undefined {
    const above = this.#folder(folder);
    if (above.hidden) return undefined;
    const prefix = folder === '' ? '' : `${folder}/`;
    let ignores = above.ignores;
    if (folder === '') ignores = this.#chain(ignores, '', read(EXCLUDE_FILE));
    for (const { name, type } of entries) {
      if (type !== 'file') continue;
      if (name === IGNORE_FILE) ignores = this.#chain(ignores, prefix, read(prefix + name));
      else if (name === CONFIGURATION_FILE && folder !== '') {
        this.#folders.set(folder, HIDDEN);
        return undefined;
      }
    }
    if (ignores !== above.ignores) this.#folders.set(folder, { hidden: false, ignores });
    return { prefix, isLeftOut: (path, isFolder) => this.#isLeftOut(path, isFolder, ignores) };
  }

  /** Remembers a symbolic link: nothing at or below it is ours. */
  addLink(path: string): void {
    this.#links.add(path);
    this.#folders.set(path, HIDDEN);
  }

  /** What a file that is not left out is. */
  classOf(path: string): Exclude<PathClass, 'ignored'> {
    if (this.#sidecarNames.has(fileNameOf(path))) return 'sidecar';
    return isMarkdown(path) && this.#include.matches(path) ? 'article' : 'file';
  }

  #chain(above: IgnoreChain | undefined, prefix: string, content: Uint8Array | undefined): IgnoreChain | undefined {
    if (content === undefined) return above;
    const rules = IgnoreRules.parse(content, { ignoreCase: this.#ignoreCase });
    return rules.size === 0 ? above : { rules, base: prefix.length, above };
  }

  #isLeftOut(path: string, isFolder: boolean, ignores: IgnoreChain | undefined): boolean {
    if (isFolder && SKIPPED_FOLDERS.has(fileNameOf(path))) return true;
    for (let chain = ignores; chain !== undefined; chain = chain.above) {
      const verdict = chain.rules.verdict(path.slice(chain.base), isFolder);
      if (verdict === 'ignored') return true;
      if (verdict === 'included') break;
    }
    return this.#exclude.matches(path);
  }

  /** State of a folder, found from the nearest one above that is known. */
  #folder(folder: string): FolderState {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const unknown: string[] = [];
    let state: FolderState | undefined;
    let path = folder;
    while (state === undefined && path !== '') {
      unknown.push(path);
      path = folderOf(path);
      state = this.#folders.get(path);
    }
    state ??= { hidden: false, ignores: undefined };
    for (let next = unknown.pop(); next !== undefined; next = unknown.pop()) {
      if (!state.hidden && this.#isLeftOut(next, true, state.ignores)) state = HIDDEN;
      this.#folders.set(next, state);
    }
    return state;
  }
}

export interface EnteredFolder {
  /** The folder's path and a slash; empty for the root. */
  readonly prefix: string;
  isLeftOut(path: string, isFolder: boolean): boolean;
}
