/** The engine on a real disk, with parser threads, the SQLite cache and git. The composition root of both programs. */
import { existsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Utf8Decoder } from '../article/parseText.ts';
import { instantOf } from '../model/calendar.ts';
import { noCache } from '../store/noCache.ts';
import type { ParseCache } from '../store/parseCache.ts';
import { openSqliteCache } from '../store/sqliteCache.ts';
import { type Git, NodeGit } from '../workspace/git.ts';
import { NodeFileSystem } from '../workspace/nodeFileSystem.ts';
import { noGit } from '../workspace/noGit.ts';
import { InlineBodyParser } from './bodyParser.ts';
import { Engine, type Progress } from './engine.ts';
import { CACHE_VERSION } from './inputs.ts';
import { WorkerBodyParser } from './workerBodyParser.ts';

export interface NodeEngineOptions {
  /** File URI or absolute path of the root. */
  readonly root: string;
  /** Folder for the cache; nothing is kept without it. */
  readonly cacheFolder?: string;
  /** RFC 3339. */
  readonly now?: string;
  /** Relative to the root. */
  readonly configurationPath?: string;
  /** Without it git is not run: a repository can bring a configuration that names programs. */
  readonly trusted?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly onLog?: (message: string) => void;
}

export function createNodeEngine(options: NodeEngineOptions): { readonly engine: Engine; readonly git: Git } {
  const { onLog, onProgress, configurationPath } = options;
  const root = options.root.startsWith('file:') ? fileURLToPath(options.root) : options.root;
  const fs = new NodeFileSystem(root);
  const inline = new InlineBodyParser(fs, new Utf8Decoder());
  const threads = Math.max(1, Math.min(4, availableParallelism()));
  const bodies = new WorkerBodyParser({ script: workerScript(), root, threads, inline });
  const now = options.now === undefined ? undefined : instantOf(options.now);
  const engine = new Engine({
    fs,
    cache: openCache(options.cacheFolder, root, onLog),
    bodies,
    clock: Date.now,
    ...(now !== undefined && { now }),
    ...(configurationPath !== undefined && { configurationPath }),
    ...(onLog !== undefined && { onLog }),
    ...(onProgress !== undefined && { onProgress }),
  });
  return { engine, git: options.trusted === false ? noGit() : new NodeGit(root) };
}

/** Where the command line keeps its cache unless told otherwise. */
export function defaultCacheFolder(): string {
  return join(tmpdir(), 'throughline-cache');
}

function openCache(folder: string | undefined, root: string, onLog?: (message: string) => void): ParseCache {
  if (folder === undefined) return noCache();
  const cache = openSqliteCache({ folder, root, version: CACHE_VERSION });
  if (!('unavailable' in cache)) return cache;
  onLog?.(`No cache: ${cache.unavailable}`);
  return noCache();
}

/** Beside this module in the bundle, or its source when run unbundled. */
function workerScript(): URL {
  for (const name of ['./parserWorker.js', '../parserWorker.js', './parserWorker.ts']) {
    const url = new URL(name, import.meta.url);
    if (existsSync(url)) return url;
  }
  throw new Error('The parser thread is missing from this installation.');
}
