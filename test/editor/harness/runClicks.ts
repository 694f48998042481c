import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { clickEnvironment } from './clickEnvironment.ts';
import { clickFolder, projectRoot } from './paths.ts';
import { startProcessGroup } from './processGroup.ts';
import { type Counts, parseCounts } from './reporter.ts';
import type { SuiteRunSettings } from './runSuite.ts';

/** The click tests below `folder` (default `test/editor/clicks`), as sorted paths from the repository's root. */
export async function clickFiles(folder: string = clickFolder): Promise<readonly string[]> {
  if (!existsSync(resolve(folder))) return [];
  const entries = await readdir(resolve(folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .sort();
}

/** Runs one file of click tests with mocha in a process of its own. A run that breaks counts as one failure. */
export async function runClicks(file: string, settings: SuiteRunSettings): Promise<Counts> {
  const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js');
  const limit = settings.limit ?? 300_000;
  const output = new PassThrough();
  let counts: Counts | undefined;
  createInterface({ input: output }).on('line', (line) => {
    counts = parseCounts(line) ?? counts;
    settings.print(line);
  });
  const args = [
    mocha,
    '--no-config',
    ...['--ui', 'bdd', '--extension', 'ts'],
    ...['--reporter', join(import.meta.dirname, 'reporter.ts')],
    ...['--timeout', String(settings.testLimit ?? 60_000)],
    ...(settings.grep === undefined ? [] : ['--fgrep', settings.grep]),
    ...(process.env.CI === undefined ? [] : ['--forbid-only']),
    resolve(projectRoot, file),
  ];
  const group = await startProcessGroup(process.execPath, args, {
    cwd: projectRoot,
    env: { ...process.env, ...clickEnvironment(settings) },
    onOutput: (text) => output.write(text),
    // It has a server and a browser to end.
    atExit: 'SIGTERM',
  });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void group.stop();
  }, limit);
  const code = await group.exited;
  clearTimeout(timer);
  await group.stop();
  await new Promise<void>((done) => output.end(done));

  const broken = late || counts === undefined || (code !== 0 && counts.failed === 0);
  if (!broken && counts !== undefined) return counts;
  settings.print(`✗ ${file}: ${late ? `not finished after ${limit / 1000} s` : `ended with exit code ${code}`}`);
  return { passed: counts?.passed ?? 0, failed: (counts?.failed ?? 0) + 1, skipped: counts?.skipped ?? 0 };
}
