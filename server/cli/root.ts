/** Finds the workspace a command is about, and paths in it. */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CONFIGURATION_FILE } from '../workspace/pathFilter.ts';
import { UsageError } from './host.ts';

/** Absolute, native, without symbolic links. `wanted` is relative to `folder`. */
export function rootFolder(folder: string, wanted: string | undefined): string {
  const root = wanted === undefined ? findRoot(folder) : resolve(folder, wanted);
  const problem = folderProblem(root);
  if (problem !== undefined) throw new UsageError(`${wanted === undefined ? '' : '--root: '}${problem}`);
  return realpathSync(root);
}

/**
 * The nearest folder upwards with a `throughline.yaml`, but not above the git repository; else the repository's root;
 * else the folder itself.
 */
export function findRoot(folder: string, exists: (path: string) => boolean = existsSync): string {
  for (let here = folder; ; here = dirname(here)) {
    if (exists(join(here, CONFIGURATION_FILE)) || exists(join(here, '.git'))) return here;
    if (dirname(here) === here) return folder;
  }
}

function folderProblem(folder: string): string | undefined {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return `there is no folder ${folder}`;
  if (!stats.isDirectory()) return `${folder} is not a folder`;
  try {
    readdirSync(folder);
    return undefined;
  } catch (error) {
    return `${folder} cannot be read (${codeOf(error)})`;
  }
}

/** The code of a system error, `EACCES`; its text when it has none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? String(error.code) : error.message;
}

/**
 * A native path as the workspace writes it: relative to the root with `/` between segments, `''` for the root itself.
 * Undefined for a path that is not below the root.
 */
export function workspacePath(root: string, native: string): string | undefined {
  const direct = below(root, native);
  if (direct !== undefined) return direct;
  // The working folder may be spelt through a link, `/tmp` on macOS for one.
  const real = existsSync(native) ? realpathSync(native) : undefined;
  return real === undefined ? undefined : below(root, real);
}

function below(root: string, native: string): string | undefined {
  const path = relative(root, native);
  if (isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return undefined;
  return path.split(sep).join('/');
}
