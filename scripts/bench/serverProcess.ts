/** A language server as a child process over stdio, measured from the moment it is started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { ProcessWatch, type Use } from './processTree.ts';

export interface StartOptions {
  readonly script: string;
  readonly root: string;
  readonly initializationOptions: unknown;
  readonly nodeOptions?: readonly string[];
  /** Registers handlers before the server can ask anything. */
  readonly prepare?: (connection: MessageConnection) => void;
}

export class ServerProcess {
  readonly connection: MessageConnection;
  readonly started: number;
  readonly #child: ChildProcess;
  readonly #watch: ProcessWatch;

  private constructor(child: ChildProcess, connection: MessageConnection, started: number) {
    this.#child = child;
    this.connection = connection;
    this.started = started;
    this.#watch = new ProcessWatch(child.pid ?? 0);
  }

  /** Resolves when the server has been told that the client is initialised. */
  static async start({ script, root, initializationOptions, nodeOptions = [], prepare }: StartOptions) {
    const started = performance.now();
    const child = spawn(process.execPath, [...nodeOptions, script, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    if (child.stdin === null || child.stdout === null) throw new Error('The server has no pipes.');
    const connection = createMessageConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const server = new ServerProcess(child, connection, started);
    connection.onUnhandledNotification(() => undefined);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('workspace/configuration', (params: { items: unknown[] }) => params.items.map(() => null));
    prepare?.(connection);
    connection.listen();
    const uri = pathToFileURL(root).href;
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      capabilities: {},
      initializationOptions,
    });
    await connection.sendNotification('initialized', {});
    return server;
  }

  /** Milliseconds since the process was started. */
  elapsed(): number {
    return performance.now() - this.started;
  }

  /** Ends the server; gives what it used until now. */
  async stop(): Promise<Use> {
    const use = this.#watch.stop();
    const ended = once(this.#child, 'exit');
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
    return use;
  }
}
