/** The command line as a function of its arguments and its world. Each verb is a file of its own. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { instantOf } from '../model/calendar.ts';
import { addCheck } from './check.ts';
import { EXIT, type ExitCode, type Host, UsageError } from './host.ts';
import { addInit } from './init.ts';
import { addKinds } from './kinds.ts';
import { addLinks } from './links.ts';
import { addList } from './list.ts';
import { addNew } from './new.ts';
import { addRules } from './rules.ts';
import { addShow } from './show.ts';

/** What a verb needs to add itself. */
export interface Program {
  readonly host: Host;
  /** Called once, with what the program is to end with. */
  readonly end: (code: ExitCode) => void;
}

const VERBS = [addCheck, addList, addShow, addLinks, addKinds, addRules, addInit, addNew];

/** Runs one command. Never throws: what goes wrong is printed to stderr and told by the exit code. */
export async function run(args: readonly string[], host: Host): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.fine;
  const end = (code: ExitCode) => {
    exitCode = code;
  };
  try {
    await programOf({ host, end }).parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return failure(error, args, host);
  }
}

function programOf(context: Program): Command {
  const { host } = context;
  const program = new Command('throughline')
    .description('Checks project-operations articles: Markdown with front matter, in a folder or git repository.')
    .version(manifest.version)
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
      getOutHelpWidth: () => host.stdout.columns ?? 80,
      getErrHelpWidth: () => host.stderr.columns ?? 80,
      outputError: (text, write) => write(text.replace(/^error: /, 'throughline: ')),
    })
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nExit codes: 0 fine, 1 findings at or above --fail-on, 2 bad usage or configuration, 3 internal error.',
    );
  program
    .option(
      '--root <folder>',
      'the workspace (default: the nearest folder upwards with throughline.yaml, else the git root, else this folder)',
    )
    .option('--config <file>', 'read this file instead of throughline.yaml at the root')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--now <time>', 'the moment that counts as present: 2026-11-16 or 2026-11-16T09:00:00Z', instant)
    .option('--cache <folder>', 'keep what was read in this folder, for a faster next time')
    .option('--no-cache', 'keep nothing between runs')
    .option('--debug', 'print the stack of an internal error');
  for (const add of VERBS) add(program, context);
  return program;
}

function instant(text: string): string {
  if (instantOf(text) !== undefined) return text;
  throw new InvalidArgumentError('It is no date such as 2026-11-16, nor a time such as 2026-11-16T09:00:00Z.');
}

function failure(error: unknown, args: readonly string[], host: Host): ExitCode {
  // Commander has printed its message already; help and version end this way too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof UsageError) {
    host.stderr.write(`throughline: ${error.message}\n`);
    return EXIT.usage;
  }
  return reportBug(error, args.includes('--debug'), host);
}

/** An exception that nobody expected is a bug in Throughline. */
export function reportBug(error: unknown, debug: boolean, host: Pick<Host, 'stderr' | 'environment'>): ExitCode {
  const withStack = debug || (host.environment.THROUGHLINE_DEBUG ?? '') !== '';
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  host.stderr.write(`throughline: internal error: ${withStack ? (stack ?? message) : message}\n`);
  if (!withStack) host.stderr.write('Please report it, with what --debug prints.\n');
  return EXIT.internal;
}
