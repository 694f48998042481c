/**
 * Runs the suites of `test/editor/suite` in desktop VS Code: `npm run test:desktop -- [options]`.
 *
 *   --only NAME            only runs whose name contains NAME (repeatable)
 *   --grep TEXT            only tests whose full title contains TEXT
 *   --vscode-version V     `stable` (default), `insiders` or a version such as 1.101.0
 *   --limit SECONDS        time limit of one run (300)
 *
 * VS Code is downloaded into `.vscode-test` unless VSCODE_PATH names its executable.
 * Exit code 0: all passed. 1: a test failed, a run broke or none ran. 2: bad usage. 3: VS Code could not be had.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { editorBundles } from '../../scripts/editorBundles.mjs';
import { quietSettings } from './harness/codeServer.ts';
import { cacheFolder, projectRoot, suiteBundle } from './harness/paths.ts';
import { startProcessGroup } from './harness/processGroup.ts';
import { addCounts, type Counts, formatCounts, parseCounts } from './harness/reporter.ts';
import { environmentNames } from './harness/suiteProtocol.ts';
import { type SuiteRun, suiteRuns } from './harness/suiteRuns.ts';
import { temporaryFolder } from './harness/temporaryFolder.ts';
import { copyWorkspace } from './harness/workspaceCopy.ts';

const BAD_USAGE = 2;
const NO_EDITOR = 3;

function readOptions() {
  return parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      grep: { type: 'string' },
      'vscode-version': { type: 'string', default: 'stable' },
      limit: { type: 'string', default: '300' },
    },
  }).values;
}

type Options = ReturnType<typeof readOptions>;

async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return BAD_USAGE;
  }
  let executable: string;
  try {
    executable = process.env.VSCODE_PATH ?? (await download(options['vscode-version']));
  } catch (error) {
    console.error(`VS Code could not be downloaded: ${error instanceof Error ? error.message : error}`);
    console.error('Set VSCODE_PATH to an installed one, or run the same suites in code-server: npm run test:editor');
    return NO_EDITOR;
  }
  for (const bundle of await editorBundles({ outfile: suiteBundle })) await esbuild.build(bundle);
  let total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const run of suiteRuns()) {
    if (options.only.length > 0 && !options.only.some((part) => run.name.includes(part))) continue;
    console.log(`\nIn desktop VS Code: ${run.name} (${run.workspace})`);
    total = addCounts(total, await runInDesktop(run, executable, options));
  }
  console.log(`\n${formatCounts(total)}`);
  return total.failed > 0 || total.passed + total.skipped === 0 ? 1 : 0;
}

function download(version: string): Promise<string> {
  return downloadAndUnzipVSCode({ version, cachePath: cacheFolder, extensionDevelopmentPath: projectRoot });
}

async function runInDesktop(run: SuiteRun, executable: string, options: Options): Promise<Counts> {
  const workspace = await copyWorkspace(run.workspace, { git: run.options.git === true });
  const userData = await temporaryFolder('desktop');
  const output = new PassThrough();
  let counts: Counts | undefined;
  createInterface({ input: output }).on('line', (line) => {
    counts = parseCounts(line) ?? counts;
    console.log(line);
  });
  try {
    await writeSettings(userData.path, run.options.settings ?? {});
    const launch = [executable, ...launchArguments(run, workspace.opens, userData.path)];
    const [command = executable, ...args] = hasNoDisplay() ? ['xvfb-run', '-a', ...launch] : launch;
    const group = await startProcessGroup(command, args, {
      env: {
        ...process.env,
        [environmentNames.files]: JSON.stringify(run.files),
        ...(options.grep === undefined ? {} : { [environmentNames.grep]: options.grep }),
      },
      onOutput: (text) => output.write(text),
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      void group.stop();
    }, Number(options.limit) * 1000);
    const code = await group.exited;
    clearTimeout(timer);
    await group.stop();
    await new Promise<void>((done) => output.end(done));
    if (!late && counts !== undefined && (code === 0 || counts.failed > 0)) return counts;
    console.log(`✗ ${run.name}: ${late ? `not finished after ${options.limit} s` : `ended with exit code ${code}`}`);
    return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1, skipped: counts?.skipped ?? 0 };
  } finally {
    await Promise.all([workspace.remove(), userData.remove()]);
  }
}

function launchArguments(run: SuiteRun, opens: string, userDataFolder: string): readonly string[] {
  return [
    opens,
    `--extensionDevelopmentPath=${projectRoot}`,
    `--extensionTestsPath=${suiteBundle}`,
    `--user-data-dir=${userDataFolder}`,
    `--extensions-dir=${join(userDataFolder, 'extensions')}`,
    ...(run.options.trust === false ? [] : ['--disable-workspace-trust']),
    '--disable-extensions',
    '--disable-telemetry',
    '--disable-updates',
    '--skip-welcome',
    '--skip-release-notes',
    '--no-sandbox',
    '--disable-gpu-sandbox',
  ];
}

async function writeSettings(userDataFolder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(join(userDataFolder, 'User'), { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  await writeFile(join(userDataFolder, 'User/settings.json'), text);
}

/** True on a Linux machine without a screen that has a virtual one. */
function hasNoDisplay(): boolean {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return false;
  return spawnSync('xvfb-run', ['--help'], { stdio: 'ignore' }).status === 0;
}

process.exitCode = await main();
