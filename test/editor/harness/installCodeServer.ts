import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { cacheFolder, codeServerFolder } from './paths.ts';
import { startProcessGroup } from './processGroup.ts';

/** The npm package with the same workbench, extension host and built-in extensions as VS Code 1.139.1. */
const PACKAGE = 'code-server';
const VERSION = '4.139.1';
const STAMP = 'installed.json';

export interface CodeServerInstallation {
  readonly version: string;
  /** The script to run with Node. */
  readonly entry: string;
}

/**
 * Installs code-server into `.vscode-test/code-server` (about 600 MB) unless this version is there. It is put together
 * beside its place and moved there when complete, so that an interrupted installation is never taken for a whole one.
 *
 * @param say is told what takes time.
 * @throws when this is Windows, when Node is not the version that code-server needs, or when npm fails: with a message
 *   that says what to do.
 */
export async function installCodeServer(say: (line: string) => void = () => {}): Promise<CodeServerInstallation> {
  assertPlatform();
  const installation = {
    version: VERSION,
    entry: join(codeServerFolder, 'node_modules', PACKAGE, 'out/node/entry.js'),
  };
  if ((await installedVersion()) === VERSION && existsSync(installation.entry)) return installation;

  say(`Installing ${PACKAGE}@${VERSION} into ${codeServerFolder} (once, about 600 MB)`);
  const building = join(cacheFolder, `code-server-${process.pid}`);
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true });
  try {
    await writeFile(join(building, 'package.json'), '{ "private": true }\n');
    await npmInstall(building, [`${PACKAGE}@${VERSION}`]);
    // Its own shrinkwrap pins what the workbench needs. Scripts would build native modules; none is needed here.
    await npmInstall(join(building, 'node_modules', PACKAGE, 'lib/vscode'), ['--omit=dev']);
    await writeFile(join(building, STAMP), `${JSON.stringify({ version: VERSION })}\n`);
    if ((await installedVersion()) !== VERSION) {
      await rm(codeServerFolder, { recursive: true, force: true });
      await rename(building, codeServerFolder);
    }
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return installation;
}

async function installedVersion(): Promise<string | undefined> {
  const stamp = join(codeServerFolder, STAMP);
  if (!existsSync(stamp)) return undefined;
  const content: unknown = JSON.parse(await readFile(stamp, 'utf8'));
  if (typeof content !== 'object' || content === null || !('version' in content)) return undefined;
  return typeof content.version === 'string' ? content.version : undefined;
}

function assertPlatform(): void {
  if (process.platform === 'win32') {
    throw new Error('code-server does not run on Windows: use desktop VS Code instead (npm run test:desktop).');
  }
  if (process.versions.node.split('.')[0] !== '24') {
    throw new Error(`code-server needs Node 24; this is ${process.versions.node}. Start it through npm (npm run …).`);
  }
}

async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const cli = process.env.npm_execpath;
  const [command, ...first] = cli?.endsWith('npm-cli.js') ? [process.execPath, cli] : ['npm'];
  const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  let output = '';
  const npm = await startProcessGroup(command ?? 'npm', [...first, 'install', ...flags, ...args], {
    cwd: folder,
    env: { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) },
    onOutput: (text) => {
      output += text;
    },
  });
  const code = await npm.exited;
  await npm.stop();
  if (code !== 0) throw new Error(explainFailure(output));
}

function explainFailure(output: string): string {
  const last = output.trim().split('\n').slice(-15).join('\n');
  const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/;
  const why = unreachable.test(output)
    ? 'The package registry could not be reached. Set it with `npm config set registry …`, or run the other tests alone.'
    : 'npm failed.';
  return `${PACKAGE}@${VERSION}, which the editor tests run in, could not be installed. ${why}\n${last}`;
}
