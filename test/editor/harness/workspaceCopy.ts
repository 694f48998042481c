import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { fixtureFolder, projectRoot } from './paths.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export interface WorkspaceCopy {
  /** The copied folder, with no symbolic link on the way to it. */
  readonly folder: string;
  /** What the editor opens: the folder's `*.code-workspace` file when it has one, otherwise the folder. */
  readonly opens: string;
  remove(): Promise<void>;
}

/**
 * Copies a workspace to a temporary folder, since tests edit files.
 *
 * @param source name of a folder in `test/editor/fixtures`, or a path from the repository's root or absolute.
 * @param options `git` makes the copy a repository with one commit, on branch `main`.
 */
export async function copyWorkspace(source: string, options: { readonly git?: boolean } = {}): Promise<WorkspaceCopy> {
  const from = workspaceSource(source);
  const parent = await temporaryFolder('workspace');
  const folder = join(parent.path, basename(from));
  await cp(from, folder, { recursive: true, verbatimSymlinks: true, filter: (path) => isCopied(relative(from, path)) });
  if (options.git) await makeRepository(folder);
  const workspaceFile = (await readdir(folder)).find((name) => name.endsWith('.code-workspace'));
  return {
    folder,
    opens: workspaceFile === undefined ? folder : join(folder, workspaceFile),
    remove: () => parent.remove(),
  };
}

function workspaceSource(source: string): string {
  const candidates = isAbsolute(source) ? [source] : [join(fixtureFolder, source), join(projectRoot, source)];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) throw new Error(`There is no workspace ${source}: looked for ${candidates.join(' and ')}.`);
  return found;
}

/** `.gitkeep` lets git carry an empty fixture, and is no part of it. */
function isCopied(path: string): boolean {
  return basename(path) !== '.gitkeep';
}

async function makeRepository(folder: string): Promise<void> {
  const run = promisify(execFile);
  const git = (...args: readonly string[]) => run('git', ['-C', folder, ...args]);
  await git('init', '--quiet', '--initial-branch=main');
  // Kept in the repository, so that a test which commits needs no settings of the machine's user.
  await git('config', 'user.name', 'Editor Test');
  await git('config', 'user.email', 'editor@example.invalid');
  await git('config', 'commit.gpgsign', 'false');
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message', 'Fixture');
}
