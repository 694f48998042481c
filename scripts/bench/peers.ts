/** Other tools on the same files. They are installed beside the generated repositories, never as dependencies. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MessageConnection } from 'vscode-languageserver/node';
import type { Use } from './processTree.ts';
import { type ProcessRun, runProcess } from './runProcess.ts';
import { ServerProcess } from './serverProcess.ts';

const PACKAGES = ['vscode-markdown-languageserver@0.5.0', 'foam-cli@0.46.0', 'markdown-it@15.0.3'];

export interface Peers {
  readonly folder: string;
}

/** Installs the peers unless they are there; says why not when that fails. */
export async function installPeers(folder: string): Promise<Peers | { readonly unavailable: string }> {
  mkdirSync(folder, { recursive: true });
  const missing = PACKAGES.filter(
    (name) => !existsSync(join(folder, 'node_modules', name.slice(0, name.lastIndexOf('@')))),
  );
  if (missing.length > 0) {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', ...PACKAGES];
    const { exitCode } = await runProcess(npm, args);
    if (exitCode !== 0) return { unavailable: `npm install of ${missing.join(', ')} failed (exit code ${exitCode})` };
  }
  return { folder };
}

export function versionOf({ folder }: Peers, name: string): string {
  const manifest = readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** `foam lint` as a whole process. It exits with 2 when it finds something. */
export async function foamLint({ folder }: Peers, root: string): Promise<ProcessRun> {
  const script = join(folder, 'node_modules/foam-cli/out/index.js');
  const run = await runProcess(process.execPath, [script, 'lint', '--workspace', root], {
    ...process.env,
    FOAM_TELEMETRY: '0',
  });
  if (run.exitCode !== 0 && run.exitCode !== 2) throw new Error(`foam lint ended with ${run.exitCode}.`);
  return run;
}

export interface SymbolsRun extends Use {
  /** Milliseconds. */
  readonly time: number;
  readonly symbols: number;
}

/**
 * VS Code's Markdown server from its start to the answer to its first `workspace/symbol`, for which it reads every
 * file. It leaves files and parsing to its client: both are done here, with markdown-it as its README asks.
 */
export async function markdownSymbols({ folder }: Peers, root: string): Promise<SymbolsRun> {
  const server = await ServerProcess.start({
    script: join(folder, 'node_modules/vscode-markdown-languageserver/dist/node/workerMain.js'),
    root,
    initializationOptions: { markdownFileExtensions: ['md'] },
    prepare: (connection) => serveFiles(connection, folder, root),
  });
  const found = await server.connection.sendRequest<readonly unknown[] | null>('workspace/symbol', { query: '' });
  const time = server.elapsed();
  return { time, ...(await server.stop()), symbols: found?.length ?? 0 };
}

interface MarkdownIt {
  parse(text: string, environment: object): unknown[];
}

function serveFiles(connection: MessageConnection, folder: string, root: string): void {
  const require = createRequire(join(folder, 'package.json'));
  const loaded = require('markdown-it') as { default?: new (options: object) => MarkdownIt } & (new (
    options: object,
  ) => MarkdownIt);
  const markdown = new (loaded.default ?? loaded)({ html: true });
  connection.onRequest('markdown/parse', ({ uri, text = '' }: { uri?: string; text?: string }) =>
    markdown.parse(uri === undefined ? text : readFileSync(fileURLToPath(uri), 'utf8'), {}),
  );
  connection.onRequest('markdown/fs/readFile', ({ uri }: { uri: string }) =>
    Array.from(readFileSync(fileURLToPath(uri))),
  );
  connection.onRequest('markdown/fs/readDirectory', ({ uri }: { uri: string }) =>
    readdirSync(fileURLToPath(uri), { withFileTypes: true }).map((entry) => [
      entry.name,
      { isDirectory: entry.isDirectory() },
    ]),
  );
  connection.onRequest('markdown/fs/stat', ({ uri }: { uri: string }) => {
    const found = statSync(fileURLToPath(uri), { throwIfNoEntry: false });
    return found === undefined ? null : { isDirectory: found.isDirectory() };
  });
  connection.onRequest('markdown/fs/watcher/create', () => undefined);
  connection.onRequest('markdown/fs/watcher/delete', () => undefined);
  connection.onRequest('markdown/findMarkdownFilesInWorkspace', () =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => pathToFileURL(join(root, path)).href),
  );
}
