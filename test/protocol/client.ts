/** The built server as a child process over stdio, with a client that remembers what it was told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { type InitializationOptions, Notifications, type SummaryParams } from '../../server/protocol.ts';

const SERVER = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

export class TestClient {
  readonly root: string;
  readonly connection: MessageConnection;
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  summary: SummaryParams | undefined;
  readonly #process: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #version = 1;

  private constructor(root: string, process: ChildProcess, connection: MessageConnection) {
    this.root = root;
    this.#process = process;
    this.connection = connection;
  }

  /** Writes the files to a new folder, starts the server on it and waits until every finding is there. */
  static async start(
    files: Readonly<Record<string, string>>,
    options: InitializationOptions = {},
  ): Promise<TestClient> {
    const root = mkdtempSync(join(tmpdir(), 'throughline-protocol-'));
    for (const [path, text] of Object.entries(files)) writeFile(root, path, text);
    const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const client = new TestClient(root, child, connection);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      client.diagnostics.set(params.uri, params.diagnostics);
      client.#wake();
    });
    connection.onNotification(Notifications.summary, (summary: SummaryParams) => {
      client.summary = summary;
      client.#wake();
    });
    connection.onRequest('client/registerCapability', () => null);
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      workspaceFolders: [{ uri: pathToFileURL(root).href, name: 'test' }],
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, workspaceFolders: true } },
      initializationOptions: { now: '2026-11-16T09:00:00Z', ...options },
    });
    await connection.sendNotification('initialized', {});
    await client.until(() => client.summary?.stage === 'ready');
    return client;
  }

  uri(path: string): string {
    return pathToFileURL(join(this.root, path)).href;
  }

  codes(path: string): string[] {
    return (this.diagnostics.get(this.uri(path)) ?? []).map((diagnostic) => String(diagnostic.code)).sort();
  }

  async open(path: string, text: string): Promise<void> {
    const textDocument = { uri: this.uri(path), languageId: 'markdown', version: this.#version++, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  async change(path: string, text: string): Promise<void> {
    const textDocument = { uri: this.uri(path), version: this.#version++ };
    await this.connection.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
  }

  async close(path: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri: this.uri(path) } });
  }

  /** Writes or removes a file and tells the server, as an editor's watcher would. */
  async onDisk(path: string, text: string | undefined, type: 1 | 2 | 3): Promise<void> {
    if (text === undefined) rmSync(join(this.root, path), { recursive: true });
    else writeFile(this.root, path, text);
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: this.uri(path), type }],
    });
  }

  /** A request at the place of `marker` in the text of an open or saved file. */
  async at<R>(method: string, path: string, text: string, marker: string, extra: object = {}): Promise<R> {
    const before = text.slice(0, text.indexOf(marker)).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    return this.connection.sendRequest<R>(method, { textDocument: { uri: this.uri(path) }, position, ...extra });
  }

  /** Resolves when the condition holds after some message from the server. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
    this.#process.kill();
    rmSync(this.root, { recursive: true, force: true });
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}

function writeFile(root: string, path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
