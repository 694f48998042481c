/** `throughline new`: an article from its kind's template, with the next free id. */
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { type NewArticle, newArticle } from '../features/newArticle.ts';
import { printable } from '../reports/paint.ts';
import { nativePath } from '../workspace/nativePath.ts';
import { EXIT, type ExitCode, type Host, printJson, UsageError } from './host.ts';
import { knownKind } from './names.ts';
import type { Program } from './program.ts';
import { codeOf, workspacePath } from './root.ts';
import { type CommonOptions, withWorkspace } from './workspace.ts';

interface NewOptions extends CommonOptions {
  readonly title?: string;
  readonly folder?: string;
  readonly dryRun?: boolean;
  readonly print?: boolean;
}

export function addNew(program: Command, { host, end }: Program): void {
  program
    .command('new')
    .summary('write a new article from its template')
    .description(
      'Writes an article of this kind from its template, under the next id that is free in the working tree and on all git refs, and prints its path.',
    )
    .argument('<kind>', 'name or id prefix of a kind')
    .option('--title <title>', 'title of the article; the file is named after it')
    .option('--folder <folder>', "where to write it (default: the kind's own folder)")
    .option('--dry-run', 'write nothing')
    .option('--print', 'print the text too')
    .action(async (kind: string, _: unknown, command: Command) =>
      end(await createNew(host, kind, command.optsWithGlobals<NewOptions>())),
    );
}

function createNew(host: Host, name: string, options: NewOptions): Promise<ExitCode> {
  return withWorkspace(host, options, async ({ root, git, context, configurationFindings }) => {
    if (configurationFindings.length > 0) {
      throw new UsageError('Nothing is written while the configuration has errors.');
    }
    const kind = knownKind(context.corpus.model, name);
    const folder = options.folder === undefined ? undefined : folderPath(host, root, options.folder);
    const article = await newArticle(context, git, kind.name, options.title ?? '', {
      ...(folder !== undefined && { folder }),
    });
    if (options.dryRun !== true) write(root, article);
    if (article.note !== undefined) host.stderr.write(`${printable(article.note)}\n`);
    if (options.format === 'json') {
      const { path, id, text } = article;
      printJson(host, { version: 1, path, id: id ?? null, written: options.dryRun !== true, text });
    } else {
      host.stdout.write(`${printable(article.path)}\n`);
      if (options.print === true) host.stdout.write(`\n${article.text}`);
    }
    return EXIT.fine;
  });
}

function folderPath(host: Host, root: string, written: string): string {
  const path = workspacePath(root, resolve(host.folder, written));
  if (path === undefined) throw new UsageError(`--folder: ${written} lies outside the workspace ${root}`);
  return path;
}

/** Fails when the file has come to be there meanwhile, and when a link on the way leads out of the workspace. */
function write(root: string, article: NewArticle): void {
  const native = nativePath(root, article.path, process.platform);
  if (native === undefined) throw new UsageError(`${article.path} is no path that a file can have here`);
  try {
    mkdirSync(existingFolder(root, dirname(native)), { recursive: true });
    writeFileSync(native, article.text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${native} cannot be written (${codeOf(error)})`);
  }
}

/** The folder itself, once it is clear that what there is of it lies in the workspace. */
function existingFolder(root: string, folder: string): string {
  let there = folder;
  while (there !== root && !existsSync(there)) there = dirname(there);
  if (workspacePath(root, realpathSync(there)) !== undefined) return folder;
  throw new UsageError(`${there} leads out of the workspace ${root}`);
}
