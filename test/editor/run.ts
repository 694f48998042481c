/**
 * Runs the editor tests in code-server with a headless browser: `npm run test:editor -- [options]`.
 *
 *   --only NAME       only runs and click files whose name contains NAME (repeatable)
 *   --grep TEXT       only tests whose full title contains TEXT
 *   --suites-only     no click tests
 *   --clicks-only     no suites in the extension host
 *   --headed          show the browser
 *   --limit SECONDS   time limit of one run (180 in the extension host, 300 when clicking)
 *   --test-limit S    time limit of one test (20 in the extension host, 60 when clicking)
 *   --extension DIR   the extension to load (the repository)
 *   --vsix FILE       a packaged extension to test instead
 *   --suites DIR      another folder of suites
 *   --clicks DIR      another folder of click tests
 *
 * Exit code 0: all passed. 1: a test failed, a run broke or none ran. 2: bad usage. 3: no browser or no code-server.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as esbuild from 'esbuild';
import { editorBundles } from '../../scripts/editorBundles.mjs';
import { findBrowser } from '../../scripts/findBrowser.mjs';
import { installCodeServer } from './harness/installCodeServer.ts';
import { suiteBundle } from './harness/paths.ts';
import { addCounts, type Counts, formatCounts } from './harness/reporter.ts';
import { clickFiles, runClicks } from './harness/runClicks.ts';
import { runSuite, type SuiteRunSettings } from './harness/runSuite.ts';
import { suiteRuns } from './harness/suiteRuns.ts';

const NO_EDITOR = 3;
const BAD_USAGE = 2;

const print = (line: string) => console.log(line);

function readOptions() {
  return parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      grep: { type: 'string' },
      'suites-only': { type: 'boolean', default: false },
      'clicks-only': { type: 'boolean', default: false },
      headed: { type: 'boolean', default: false },
      limit: { type: 'string' },
      'test-limit': { type: 'string' },
      extension: { type: 'string' },
      vsix: { type: 'string' },
      suites: { type: 'string' },
      clicks: { type: 'string' },
    },
  }).values;
}

type Options = ReturnType<typeof readOptions>;

function settingsOf(options: Options): SuiteRunSettings {
  const path = (value: string | undefined) => (value === undefined ? undefined : resolve(value));
  const milliseconds = (value: string | undefined) => (value === undefined ? undefined : Number(value) * 1000);
  return {
    extensionPath: path(options.extension),
    vsix: path(options.vsix),
    grep: options.grep,
    limit: milliseconds(options.limit),
    testLimit: milliseconds(options['test-limit']),
    headed: options.headed,
    print,
  };
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions();
  } catch (error) {
    console.error(messageOf(error));
    return BAD_USAGE;
  }
  if (findBrowser() === undefined) {
    console.error('The editor tests need a Chromium browser: run `node scripts/ensureBrowser.mjs`.');
    return NO_EDITOR;
  }
  try {
    await installCodeServer((line) => console.error(line));
  } catch (error) {
    console.error(messageOf(error));
    return NO_EDITOR;
  }
  const settings = settingsOf(options);
  const isChosen = (name: string) => options.only.length === 0 || options.only.some((part) => name.includes(part));
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };

  if (!options['clicks-only']) {
    const suiteFolder = options.suites === undefined ? undefined : resolve(options.suites);
    const bundles = await editorBundles({
      outfile: suiteBundle,
      ...(suiteFolder === undefined ? {} : { suiteFolder }),
    });
    for (const bundle of bundles) await esbuild.build(bundle);
    for (const run of suiteRuns(suiteFolder).filter(({ name }) => isChosen(name))) {
      print(`\nIn the extension host: ${run.name} (${run.workspace})`);
      total = addCounts(total, await guarded(run.name, () => runSuite(run, settings)));
    }
  }
  if (!options['suites-only']) {
    for (const file of (await clickFiles(options.clicks)).filter(isChosen)) {
      print(`\nClicking: ${file}`);
      total = addCounts(total, await guarded(file, () => runClicks(file, settings)));
    }
  }
  print(`\n${formatCounts(total)}`);
  return total.failed > 0 || total.passed + total.skipped === 0 ? 1 : 0;
}

/** A run that cannot even be started is one failure, and the others still run. */
async function guarded(name: string, run: () => Promise<Counts>): Promise<Counts> {
  try {
    return await run();
  } catch (error) {
    print(`✗ ${name}: ${messageOf(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

process.exitCode = await main();
