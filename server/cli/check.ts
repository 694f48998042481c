/** `throughline check`: everything is checked; paths only limit what is printed. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { FindingCounts } from '../engine/checker.ts';
import type { Engine, Snapshot } from '../engine/engine.ts';
import { checkJson } from '../reports/checkJson.ts';
import { type CheckReport, leftOut } from '../reports/checkReport.ts';
import { checkText } from '../reports/checkText.ts';
import { printable } from '../reports/paint.ts';
import { EXIT, type ExitCode, type Host, paletteOf, printJson, UsageError, widthOf } from './host.ts';
import type { Program } from './program.ts';
import { workspacePath } from './root.ts';
import { type CommonOptions, withWorkspace } from './workspace.ts';

export const FAIL_ON = ['error', 'warning', 'info', 'never'] as const;

type FailOn = (typeof FAIL_ON)[number];

interface CheckOptions extends CommonOptions {
  readonly failOn: FailOn;
}

export function addCheck(program: Command, { host, end }: Program): void {
  program
    .command('check')
    .summary('check all articles and print what is wrong')
    .description(
      'Checks the whole workspace. PATHS limit what is printed, never what is checked or counted: the summary and the exit code are those of the whole workspace.',
    )
    .argument('[paths...]', 'files and folders whose findings are printed')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when there are findings of this severity or above')
        .choices(FAIL_ON)
        .default('error'),
    )
    .action(async (paths: string[], _: unknown, command: Command) =>
      end(await check(host, paths, command.optsWithGlobals<CheckOptions>())),
    );
}

function check(host: Host, paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const start = host.elapsed();
  return withWorkspace(
    host,
    options,
    ({ root, engine, snapshot }) => {
      const wanted = paths.map((path) => printedPath(host, root, engine, snapshot, path));
      const all = engine.findings();
      const counts = engine.counts();
      const report: CheckReport = {
        root,
        articles: snapshot.corpus.size,
        links: snapshot.corpus.linkCount,
        counts,
        findings: wanted.length === 0 ? all : all.filter(({ path }) => wanted.some((folder) => isIn(path, folder))),
        nestedRoots: snapshot.nestedRoots,
        skipped: snapshot.skipped,
      };
      if (options.format === 'json') {
        printJson(host, checkJson(report));
        for (const note of leftOut(report)) host.stderr.write(`${printable(note)}\n`);
      } else {
        const layout = host.stdout.isTerminal ? 'grouped' : 'lines';
        const text = { palette: paletteOf(host), layout, width: widthOf(host) } as const;
        host.stdout.write(checkText(report, text, host.elapsed() - start));
      }
      return fails(counts, options.failOn) ? EXIT.findings : EXIT.fine;
    },
    { printsFindings: true },
  );
}

/** Whether there is a finding of this severity or a worse one. */
export function fails({ error, warning, info }: FindingCounts, failOn: FailOn): boolean {
  switch (failOn) {
    case 'never':
      return false;
    case 'error':
      return error > 0;
    case 'warning':
      return error + warning > 0;
    case 'info':
      return error + warning + info > 0;
  }
}

function isIn(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** A path that names nothing that is checked would print nothing and look like a pass: it is refused. */
function printedPath(host: Host, root: string, engine: Engine, snapshot: Snapshot, written: string): string {
  const native = resolve(host.folder, written);
  const path = workspacePath(root, native);
  if (path === undefined) throw new UsageError(`${written} lies outside the workspace ${root}`);
  const { corpus } = snapshot;
  const known =
    path === '' ||
    path === engine.configurationPath ||
    corpus.hasFile(path) ||
    corpus.hasFolder(path) ||
    engine.articleOfSidecar(path) !== undefined;
  if (!known) {
    throw new UsageError(
      `${written} matches no file or folder of the workspace ${root}. Files that are excluded, ignored by git or behind a link are not checked.`,
    );
  }
  return path;
}
