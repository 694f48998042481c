/**
 * The mocha runner inside the extension host.
 *
 * A suite is a file `test/editor/suite/NAME.test.ts` (opened on `examples/payment-gateway`) or
 * `test/editor/suite/WORKSPACE/NAME.test.ts` (opened on a copy of `test/editor/fixtures/WORKSPACE`; options such as
 * Restricted Mode are in `test/editor/harness/suiteRuns.ts`). It uses mocha's globals, `node:assert/strict` and
 * `vscode`:
 *
 *     import assert from 'node:assert/strict';
 *     import * as vscode from 'vscode';
 *
 *     describe('Go to definition', () => {
 *       it('follows a wiki link', async () => {
 *         const [folder] = vscode.workspace.workspaceFolders ?? [];
 *         …
 *       });
 *     });
 *
 * Run it with `node test/editor/run.ts --only WORKSPACE --grep 'follows a wiki link'`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { suites } from 'throughline:suites';
import type { Runner } from 'mocha';
import { stackMapper } from '../harness/mapStack.ts';
import EditorReporter from '../harness/reporter.ts';
import { encodeMessage, environmentNames } from '../harness/suiteProtocol.ts';

/** Milliseconds to wait for a picture before going on without it. */
const PICTURE_LIMIT = 5000;

/** Runs the suites that the environment names. Called by VS Code; rejects when a test fails or none ran. */
export async function run(): Promise<void> {
  const exchange = process.env[environmentNames.exchange];
  // The bundle lies in dist/test/editor.
  const toSource = stackMapper(__filename, join(__dirname, '../../..'));
  const write = (line: string) => {
    const text = toSource(line);
    console.log(exchange === undefined ? text : encodeMessage({ type: 'line', text }));
  };

  // Mocha is an ES module, outside the bundle.
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: Number(process.env[environmentNames.timeout] ?? 20_000),
    forbidOnly: process.env.CI !== undefined,
    reporter: reporterTo(write),
  });
  const grep = process.env[environmentNames.grep];
  if (grep !== undefined) mocha.fgrep(grep);
  if (exchange !== undefined) mocha.rootHooks({ afterEach: pictureOfFailure(exchange) });

  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const file of selectedFiles()) {
    const load = suites[file];
    if (load === undefined) throw new Error(`There is no suite ${file}; there are ${Object.keys(suites).join(', ')}.`);
    await load();
  }

  let ended = 0;
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve).on('test end', () => {
      ended++;
    });
  });
  if (failures > 0) throw new Error(`${failures} editor tests failed.`);
  if (ended === 0 && grep === undefined) throw new Error('No editor test ran.');
}

/** The reporter as mocha's types want it; mocha itself only constructs it and never asks for what `Base` adds. */
function reporterTo(write: (line: string) => void): Mocha.ReporterConstructor {
  const reporter: unknown = class extends EditorReporter {
    constructor(runner: Runner) {
      super(runner, undefined, write);
    }
  };
  return reporter as Mocha.ReporterConstructor;
}

function selectedFiles(): readonly string[] {
  const given = process.env[environmentNames.files];
  if (given === undefined) return Object.keys(suites);
  const files: unknown = JSON.parse(given);
  return Array.isArray(files) ? files.map(String) : [];
}

/** A hook that, after a failed test, waits until a picture of the workbench in that state is taken. */
function pictureOfFailure(exchange: string): Mocha.AsyncFunc {
  let pictures = 0;
  return async function (this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    const reply = join(exchange, `picture-${++pictures}`);
    console.log(encodeMessage({ type: 'screenshot', name: test.fullTitle(), reply }));
    const until = performance.now() + PICTURE_LIMIT;
    while (!existsSync(reply) && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 25));
  };
}
