/** What is asked of version control. */
import { BatchReader, type GitObject, readTree } from './gitObjects.ts';
import { failure, GitProcess, type GitProcessOptions, type GitResult } from './gitProcess.ts';
import { nativePath } from './nativePath.ts';

export type { GitFailure, GitResult } from './gitProcess.ts';

/** Paths are relative to the workspace root, wherever in the repository that is. Nothing here throws or rejects. */
export interface Git {
  /** False where there is no repository. A failure means that it cannot be told: no git, or a folder git distrusts. */
  isRepository(signal?: AbortSignal): Promise<GitResult<boolean>>;
  /** Object id; undefined before the first commit. */
  headCommit(signal?: AbortSignal): Promise<GitResult<string | undefined>>;
  /** A file's content at a revision; undefined when the revision or the file in it is missing. */
  show(revision: string, path: string, signal?: AbortSignal): Promise<GitResult<Uint8Array | undefined>>;
  /** Every id in use on any branch or tag, local or remote, or stashed. */
  idsOnAllRefs(query: IdQuery, signal?: AbortSignal): Promise<GitResult<RefIds>>;
  /** Every file on any branch or tag, each path and content once. */
  filesOnAllRefs(isWanted: (path: string) => boolean, signal?: AbortSignal): Promise<GitResult<RefFiles>>;
}

export interface IdQuery {
  /** What is before the digits: `REQ-`. */
  readonly prefix: string;
  /** The field that holds the id; `id` by default. */
  readonly field?: string;
  /** Files looked into; Markdown and YAML by default. */
  readonly isWanted?: (path: string) => boolean;
}

interface RefCoverage {
  /** How many commits were looked at: those that refs point to, and HEAD. */
  readonly commits: number;
  /** False when there are more refs than are looked at, or more files than can be taken. */
  readonly complete: boolean;
}

export interface RefIds extends RefCoverage {
  /** As written, each once, sorted by number. */
  readonly ids: readonly string[];
}

export interface RefFile {
  readonly path: string;
  readonly object: string;
}

export interface RefFiles extends RefCoverage {
  readonly files: readonly RefFile[];
}

/** Refs looked at, newest first. */
export const MAX_REFS = 500;

/** A tree can name another many times over, so that a small repository has endless paths: this many are taken. */
const MAX_PATHS = 500_000;

/** And this many tree entries are looked at, on all refs together. */
const MAX_ENTRIES = 20_000_000;

/** Bytes of a file in which its front matter is looked for. */
const FRONT_MATTER_LIMIT = 64 * 1024;

/** Bytes. Larger files are not shown. */
const MAX_FILE_SIZE = 20 * 1024 * 1024;

export class NodeGit implements Git {
  readonly #process: GitProcess;

  /** `root` is the workspace's absolute native path. */
  constructor(root: string, options: GitProcessOptions = {}) {
    this.#process = new GitProcess(root, options);
  }

  async isRepository(signal?: AbortSignal): Promise<GitResult<boolean>> {
    const inside = await this.#process.run({ args: ['rev-parse', '--is-inside-work-tree'], signal });
    if (inside.ok) return { ok: true, value: inside.value.toString('latin1').trim() === 'true' };
    return inside.reason === 'no-repository' ? { ok: true, value: false } : inside;
  }

  async headCommit(signal?: AbortSignal): Promise<GitResult<string | undefined>> {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', 'HEAD^{commit}'];
    const head = await this.#process.run({ args, signal, emptyCodes: [1] });
    return head.ok ? { ok: true, value: head.value.toString('latin1').trim() || undefined } : head;
  }

  async show(revision: string, path: string, signal?: AbortSignal): Promise<GitResult<Uint8Array | undefined>> {
    const isPlain = path !== '' && nativePath('/', path, 'linux') !== undefined && !path.includes('\n');
    if (!isPlain || revision === '' || /[\n:]/.test(revision)) return { ok: true, value: undefined };
    let found: GitObject | undefined;
    const read = await this.#readObjects([`${revision}:./${path}`], MAX_FILE_SIZE, signal, (object) => {
      found = object;
    });
    if (!read.ok) return read;
    if (found?.type !== 'blob') return { ok: true, value: undefined };
    return found.size > MAX_FILE_SIZE
      ? failure('too-large', `${path} is larger than ${MAX_FILE_SIZE} bytes.`)
      : { ok: true, value: found.content };
  }

  async idsOnAllRefs(query: IdQuery, signal?: AbortSignal): Promise<GitResult<RefIds>> {
    const found = await this.filesOnAllRefs(query.isWanted ?? holdsFrontMatter, signal);
    if (!found.ok) return found;
    const { files, commits, complete } = found.value;
    const objects = [...new Set(files.map(({ object }) => object))];
    const numbers = new Map<string, bigint>();
    const read = await this.#readObjects(objects, FRONT_MATTER_LIMIT, signal, ({ content }) => {
      for (const digits of numbersIn(content.toString('utf8'), query.field ?? 'id', query.prefix)) {
        numbers.set(query.prefix + digits, BigInt(digits));
      }
    });
    if (!read.ok) return read;
    const sorted = [...numbers].sort(([a, x], [b, y]) => (x < y || (x === y && a < b) ? -1 : 1));
    return { ok: true, value: { ids: sorted.map(([id]) => id), commits, complete } };
  }

  /**
   * Reads trees level by level, all commits at once. A folder that is the same on many refs is read once, so the cost
   * is that of what differs; searching each ref for itself costs refs × files.
   */
  async filesOnAllRefs(isWanted: (path: string) => boolean, signal?: AbortSignal): Promise<GitResult<RefFiles>> {
    const tips = await this.#tips(signal);
    if (!tips.ok) return tips;
    const { commits } = tips.value;
    let complete = true;
    const files = new Map<string, RefFile>();
    const seen = new Set<string>();
    let entries = 0;
    // What is asked of git, and the folder it is for.
    let level = commits.map((commit) => ({ name: `${commit}:./`, prefix: '' }));
    while (level.length > 0) {
      const next: { readonly name: string; readonly prefix: string }[] = [];
      const current = level;
      const read = await this.#readObjects(
        current.map(({ name }) => name),
        Number.POSITIVE_INFINITY,
        signal,
        ({ type, id, content }, index) => {
          const prefix = current[index]?.prefix;
          if (type !== 'tree' || prefix === undefined) return;
          for (const entry of readTree(content, id.length / 2)) {
            if (++entries > MAX_ENTRIES || seen.size + files.size > MAX_PATHS) {
              complete = false;
              return;
            }
            const path = prefix + entry.name;
            const key = `${entry.id} ${path}`;
            if (entry.type === 'folder') {
              if (seen.has(key)) continue;
              seen.add(key);
              next.push({ name: entry.id, prefix: `${path}/` });
            } else if (!files.has(key) && isWanted(path)) files.set(key, { path, object: entry.id });
          }
        },
      );
      if (!read.ok) return read;
      level = complete ? next : [];
    }
    return {
      ok: true,
      value: { files: [...files.values()], commits: commits.length, complete: complete && tips.value.complete },
    };
  }

  /** The commits that refs point to, newest first, and HEAD, which may be on none. */
  async #tips(
    signal?: AbortSignal,
  ): Promise<GitResult<{ readonly commits: readonly string[]; readonly complete: boolean }>> {
    const head = await this.headCommit(signal);
    if (!head.ok) return head;
    const format = '--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname)';
    const args = ['for-each-ref', '--sort=-creatordate', `--count=${MAX_REFS + 1}`, format];
    const refs = await this.#process.run({ args, signal });
    if (!refs.ok) return refs;
    const lines = refs.value.toString('latin1').split('\n').filter(Boolean);
    const commits = new Set<string>();
    if (head.value !== undefined) commits.add(head.value);
    for (const line of lines.slice(0, MAX_REFS)) {
      const [type, id, targetType, target] = line.split(' ');
      if (type === 'commit' && id !== undefined) commits.add(id);
      else if (targetType === 'commit' && target !== undefined) commits.add(target);
    }
    return { ok: true, value: { commits: [...commits], complete: lines.length <= MAX_REFS } };
  }

  async #readObjects(
    names: readonly string[],
    limit: number,
    signal: AbortSignal | undefined,
    onObject: (object: GitObject, index: number) => void,
  ): Promise<GitResult<Buffer>> {
    if (names.length === 0) return { ok: true, value: Buffer.alloc(0) };
    const reader = new BatchReader(limit, onObject);
    return this.#process.run({
      args: ['cat-file', '--batch'],
      input: `${names.join('\n')}\n`,
      signal,
      onOutput: (chunk) => reader.push(chunk),
    });
  }
}

function holdsFrontMatter(path: string): boolean {
  const lower = path.toLowerCase();
  return ['.md', '.markdown', '.yaml', '.yml'].some((extension) => lower.endsWith(extension));
}

/** Digits of every line `field: PREFIX-digits`, quoted or not, with or without a comment after it. */
function numbersIn(text: string, field: string, prefix: string): string[] {
  const found: string[] = [];
  const start = `${field}:`;
  for (let at = 0; at >= 0 && at < text.length; ) {
    const end = text.indexOf('\n', at);
    if (text.startsWith(start, at)) {
      const line = text.slice(at + start.length, end < 0 ? text.length : end).trim();
      const value = line.startsWith('"') || line.startsWith("'") ? line.slice(1) : line;
      if (value.startsWith(prefix)) {
        const [, digits] = /^(\d{1,100})(?![\w.-])/.exec(value.slice(prefix.length)) ?? [];
        if (digits !== undefined) found.push(digits);
      }
    }
    at = end < 0 ? -1 : end + 1;
  }
  return found;
}
