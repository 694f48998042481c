import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startCodeServer } from './codeServer.ts';
import { openWorkbench, saveScreenshot } from './openWorkbench.ts';
import { fileNameOf, logFolder, projectRoot, suiteBundle } from './paths.ts';
import { type Counts, formatCounts, parseCounts } from './reporter.ts';
import { decodeMessage, environmentNames } from './suiteProtocol.ts';
import type { SuiteRun } from './suiteRuns.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { copyWorkspace } from './workspaceCopy.ts';

/** What is common to all suites of one `run.ts`. */
export interface SuiteRunSettings {
  /** Absolute path of the extension to load. Default: the repository. */
  readonly extensionPath?: string | undefined;
  /** A packaged extension to test instead; its suites then run beside it. */
  readonly vsix?: string | undefined;
  /** The bundle with the suites. Default: `suiteBundle`. */
  readonly bundle?: string | undefined;
  /** Only tests whose full title contains this. */
  readonly grep?: string | undefined;
  /** Milliseconds for one window's whole run. Default 180,000 in the extension host, 300,000 when clicking. */
  readonly limit?: number | undefined;
  /** Milliseconds for one test. Default 20,000 in the extension host, 60,000 when clicking. */
  readonly testLimit?: number | undefined;
  readonly headed?: boolean | undefined;
  /** Gets mocha's output line by line. */
  readonly print: (line: string) => void;
}

type Ending = { readonly kind: 'exit'; readonly code: number } | { readonly kind: 'broken'; readonly why: string };

/**
 * Runs one group of suites inside the extension host of a code-server opened on a copy of its workspace. A run that
 * breaks (time limit, extension host gone, no test) counts as one failure. Pictures of failures are left in
 * `.vscode-test/screenshots`, logs in `.vscode-test/logs`.
 */
export async function runSuite(run: SuiteRun, settings: SuiteRunSettings): Promise<Counts> {
  const workspace = await copyWorkspace(run.workspace, { git: run.options.git === true });
  const exchange = await temporaryFolder('exchange');
  try {
    const server = await startCodeServer({
      name: `suite-${run.name}`,
      workspace: workspace.opens,
      extensionPath:
        settings.vsix === undefined ? (settings.extensionPath ?? projectRoot) : await standIn(exchange.path),
      ...(settings.vsix === undefined ? {} : { vsix: settings.vsix }),
      testsPath: settings.bundle ?? suiteBundle,
      settings: run.options.settings ?? {},
      trust: run.options.trust ?? true,
      env: {
        [environmentNames.files]: JSON.stringify(run.files),
        [environmentNames.exchange]: exchange.path,
        [environmentNames.timeout]: String(settings.testLimit ?? 20_000),
        ...(settings.grep === undefined ? {} : { [environmentNames.grep]: settings.grep }),
      },
    });
    try {
      const broken = server.exited.then((code): Ending => ({ kind: 'broken', why: `code-server ended (${code})` }));
      return await runInPage(run.name, server.url, broken, settings);
    } finally {
      await server.stop();
    }
  } finally {
    await Promise.all([workspace.remove(), exchange.remove()]);
  }
}

/** An empty extension under development: VS Code runs tests only beside one, and the packaged one is installed. */
async function standIn(folder: string): Promise<string> {
  const path = join(folder, 'stand-in');
  const manifest = { name: 'stand-in', publisher: 'test', version: '0.0.0', engines: { vscode: '^1.101.0' } };
  await mkdir(path);
  await writeFile(join(path, 'package.json'), JSON.stringify(manifest));
  return path;
}

async function runInPage(
  name: string,
  url: string,
  broken: Promise<Ending>,
  settings: SuiteRunSettings,
): Promise<Counts> {
  await mkdir(logFolder, { recursive: true });
  const log = createWriteStream(join(logFolder, `${fileNameOf(`suite-${name}`)}.workbench.log`));
  const exit = Promise.withResolvers<Ending>();
  const limit = settings.limit ?? 180_000;
  let counts: Counts | undefined;

  const receive = (page: Page, logged: string) => {
    const message = decodeMessage(logged);
    if (message === undefined) {
      log.write(`${logged}\n`);
    } else if (message.type === 'line') {
      counts = parseCounts(message.text) ?? counts;
      settings.print(message.text);
    } else {
      void takePicture(page, `${name} ${message.name}`, message.reply, settings.print);
    }
  };
  const workbench = await openWorkbench({
    url,
    headed: settings.headed === true,
    beforeLoad: async (page) => {
      await page.exposeFunction('codeAutomationLog', (_type: unknown, args: unknown) => receive(page, textOf(args)));
      await page.exposeFunction('codeAutomationExit', (code: number) => exit.resolve({ kind: 'exit', code }));
      page.on('crash', () => exit.resolve({ kind: 'broken', why: 'the page crashed' }));
    },
  });
  const late = setTimeout(() => {
    exit.resolve({ kind: 'broken', why: `not finished after ${limit / 1000} s` });
  }, limit);
  try {
    const ending = await Promise.race([exit.promise, broken]);
    const why = reasonOfFailure(ending, counts, settings.grep !== undefined);
    if (why === undefined) return counts ?? { passed: 0, failed: 0, skipped: 0 };
    settings.print(`✗ ${name}: ${why}; logs are in ${logFolder}`);
    settings.print(`  Picture: ${await workbench.screenshot(`${name} run`)}`);
    return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1, skipped: counts?.skipped ?? 0 };
  } finally {
    clearTimeout(late);
    await workbench.close();
    log.end();
  }
}

/** What is wrong with the run itself, beyond its failed tests. */
function reasonOfFailure(ending: Ending, counts: Counts | undefined, mayBeEmpty: boolean): string | undefined {
  if (ending.kind === 'broken') return ending.why;
  if (counts === undefined) return `the test runner did not finish (exit code ${ending.code})`;
  if (!mayBeEmpty && counts.passed + counts.failed + counts.skipped === 0) return 'no test ran';
  if (ending.code !== 0 && counts.failed === 0) return `exit code ${ending.code} with ${formatCounts(counts)}`;
  return undefined;
}

async function takePicture(page: Page, name: string, reply: string, print: (line: string) => void): Promise<void> {
  try {
    print(`  Picture: ${await saveScreenshot(page, name)}`);
  } catch (error) {
    // The test that asked goes on after its own limit; a missing picture must not hide why it failed.
    print(`  No picture: ${String(error)}`);
    return;
  }
  await writeFile(reply, '');
}

/** The workbench hands over what `console.log` got: usually a list with one text. */
function textOf(args: unknown): string {
  return Array.isArray(args) ? args.map(textOf).join(' ') : String(args);
}
