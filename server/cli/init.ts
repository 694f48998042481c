/** `throughline init`: looks at the folder and proposes a configuration. */
import { lstatSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectOps } from '../model/projectOps/index.ts';
import { CONFIGURATION_FILE } from '../workspace/pathFilter.ts';
import { EXIT, type ExitCode, type Host, printJson, UsageError } from './host.ts';
import type { Program } from './program.ts';
import { proposal } from './proposal.ts';
import { codeOf, rootFolder } from './root.ts';
import { surveyedArticle, surveyOf } from './survey.ts';
import { type CommonOptions, withWorkspace } from './workspace.ts';

interface InitOptions extends CommonOptions {
  readonly dryRun?: boolean;
}

export function addInit(program: Command, { host, end }: Program): void {
  program
    .command('init')
    .summary('propose a configuration for this folder')
    .description(
      'Looks at the documents of the workspace, prints a configuration that fits them, and writes it when there is none.',
    )
    .option('--dry-run', 'print only')
    .action(async (_: unknown, command: Command) => end(await init(host, command.optsWithGlobals<InitOptions>())));
}

function init(host: Host, options: InitOptions): Promise<ExitCode> {
  const root = rootFolder(host.folder, options.root);
  if (options.config !== undefined)
    throw new UsageError('init writes throughline.yaml at the root: --config has no use.');
  // The documents are seen as they are without a configuration, whatever the present one says.
  const configuration = { path: CONFIGURATION_FILE, text: '' };
  return withWorkspace(
    host,
    options,
    ({ snapshot: { corpus } }) => {
      const survey = surveyOf(corpus.sorted().map(surveyedArticle));
      const text = proposal(survey, new Set(projectOps.kinds.map(({ name }) => name)));
      const native = join(root, CONFIGURATION_FILE);
      const exists = lstatSync(native, { throwIfNoEntry: false }) !== undefined;
      const written = !exists && options.dryRun !== true;
      if (written) write(native, text);
      if (options.format === 'json') printJson(host, { version: 1, path: CONFIGURATION_FILE, written, text });
      else host.stdout.write(text);
      if (written) host.stderr.write(`Written to ${native}\n`);
      else if (exists) host.stderr.write(`${native} is there already and was left as it is.\n`);
      return EXIT.fine;
    },
    { configuration },
  );
}

function write(native: string, text: string): void {
  try {
    writeFileSync(native, text, { flag: 'wx' });
  } catch (error) {
    throw new UsageError(`${native} cannot be written (${codeOf(error)})`);
  }
}
