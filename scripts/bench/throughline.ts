/** What is measured of Throughline itself: the built server over stdio and the built command line. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { MessageConnection } from 'vscode-languageserver/node';
import { Notifications, type SummaryParams } from '../../server/protocol.ts';
import type { Use } from './processTree.ts';
import { runProcess } from './runProcess.ts';
import { ServerProcess } from './serverProcess.ts';

const SERVER = join(import.meta.dirname, '../../dist/server.js');
const CLI = join(import.meta.dirname, '../../dist/cli.js');

export interface IndexRun extends Use {
  /** Milliseconds from the start of the process to the graph of front matter. */
  readonly graph: number;
  /** Milliseconds from the start of the process to the answer to `workspace/symbol` asked at that moment. */
  readonly symbols: number;
  /** Milliseconds from the start of the process until every finding is current. */
  readonly ready: number;
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'throughline-bench-'));
}

/** One start of the server; cold when the cache folder is empty. */
export async function indexOnce(root: string, cacheFolder: string): Promise<IndexRun> {
  const stages = new Stages();
  const server = await ServerProcess.start({
    script: SERVER,
    root,
    initializationOptions: { cacheFolder },
    prepare: (connection) => stages.listen(connection),
  });
  await stages.reached('graph');
  const graph = server.elapsed();
  const symbols = server.connection.sendRequest('workspace/symbol', { query: 'REQ-001' }).then(() => server.elapsed());
  await stages.reached('ready');
  const ready = server.elapsed();
  return { graph, symbols: await symbols, ready, ...(await server.stop()) };
}

/** Milliseconds for each hover asked, one after the other, while a cold index is running. */
export async function hoverWhileIndexing(root: string, paths: readonly string[]): Promise<number[]> {
  const cacheFolder = temporaryFolder();
  const stages = new Stages();
  const server = await ServerProcess.start({
    script: SERVER,
    root,
    initializationOptions: { cacheFolder },
    prepare: (connection) => stages.listen(connection),
  });
  const times: number[] = [];
  let finished = false;
  void stages.reached('ready').then(() => {
    finished = true;
  });
  for (let i = 0; !finished; i++) {
    const uri = uriOf(root, paths[i % paths.length] ?? '');
    const asked = performance.now();
    await server.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 1, character: 6 },
    });
    times.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await server.stop();
  rmSync(cacheFolder, { recursive: true, force: true });
  return times;
}

/**
 * Milliseconds from sending each edit to the diagnostics it leads to. An edit makes a finding appear or go, in turns:
 * a broken link in the text of every other article, an unknown status in the front matter of the others.
 */
export async function keystrokes(root: string, cacheFolder: string, paths: readonly string[]): Promise<number[]> {
  const stages = new Stages();
  const diagnostics = new Diagnostics();
  const server = await ServerProcess.start({
    script: SERVER,
    root,
    initializationOptions: { cacheFolder },
    prepare: (connection) => {
      stages.listen(connection);
      diagnostics.listen(connection);
    },
  });
  await stages.reached('ready');
  const times: number[] = [];
  for (const [i, path] of paths.entries()) {
    const uri = uriOf(root, path);
    const text = readFileSync(join(root, path), 'utf8');
    const { position, inserted } = i % 2 === 0 ? inBody(text) : inStatus(text);
    await server.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'markdown', version: 1, text },
    });
    const end = { line: position.line, character: position.character + inserted.length };
    for (let edit = 0; edit < EDITS_PER_ARTICLE; edit++) {
      const adds = edit % 2 === 0;
      const shown = diagnostics.next(uri);
      const sent = performance.now();
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: edit + 2 },
        contentChanges: [{ range: { start: position, end: adds ? position : end }, text: adds ? inserted : '' }],
      });
      await shown;
      times.push(performance.now() - sent);
    }
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }
  await server.stop();
  return times;
}

export const EDITS_PER_ARTICLE = 4;

/** `throughline check` as a whole process; no cache when no folder is given. */
export function check(root: string, cacheFolder: string | undefined) {
  const cache = cacheFolder === undefined ? ['--no-cache'] : ['--cache', cacheFolder];
  return runProcess(process.execPath, [CLI, 'check', '--root', root, ...cache, '--fail-on', 'never']);
}

function inBody(text: string) {
  const line = text.split('\n').length - 2;
  return { position: { line, character: 0 }, inserted: '[[REQ-99999]] ' };
}

function inStatus(text: string) {
  const lines = text.split('\n');
  const line = lines.findIndex((candidate) => candidate.startsWith('status: '));
  return { position: { line, character: (lines[line] ?? '').length }, inserted: 'x' };
}

function uriOf(root: string, path: string): string {
  return pathToFileURL(join(root, path)).href;
}

class Stages {
  readonly #reached = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  listen(connection: MessageConnection): void {
    connection.onNotification(Notifications.summary, ({ stage }: SummaryParams) => {
      this.#reached.add(stage);
      this.#waiting.get(stage)?.();
    });
  }

  reached(stage: SummaryParams['stage']): Promise<void> {
    if (this.#reached.has(stage)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.set(stage, resolve));
  }
}

class Diagnostics {
  readonly #waiting = new Map<string, () => void>();

  listen(connection: MessageConnection): void {
    connection.onNotification('textDocument/publishDiagnostics', ({ uri }: { uri: string }) => {
      this.#waiting.get(uri)?.();
      this.#waiting.delete(uri);
    });
  }

  next(uri: string): Promise<void> {
    return new Promise((resolve) => this.#waiting.set(uri, resolve));
  }
}
