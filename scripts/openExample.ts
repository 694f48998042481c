/**
 * Opens the example in an editor with the extension running: in desktop VS Code when its `code` command works here,
 * otherwise in code-server, whose local address it prints; it then stays until Ctrl-C.
 *
 *   --browser     code-server even where desktop VS Code is installed
 *   --port N      loopback port of code-server (a free one)
 *   --folder DIR  another folder than examples/payment-gateway
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startCodeServer } from '../test/editor/harness/codeServer.ts';
import { projectRoot } from '../test/editor/harness/paths.ts';

/** The oldest VS Code that the manifest accepts, as major and minor. */
const OLDEST = [1, 101] as const;

const { values: options } = parseArgs({
  options: {
    browser: { type: 'boolean', default: false },
    port: { type: 'string' },
    folder: { type: 'string', default: join(projectRoot, 'examples/payment-gateway') },
  },
});
const folder = resolve(options.folder);

if (options.browser || !desktopIsUsable() || !openInDesktop()) await openInBrowser();

/** True when `code` starts a VS Code on this machine's own screen, and one that is new enough. */
function desktopIsUsable(): boolean {
  // The `code` of a remote window's terminal takes no extension under development.
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  const { status, stdout } = runCode(['--version']);
  const found = /^(\d+)\.(\d+)\./.exec(stdout);
  if (status !== 0 || found === null) return false;
  const major = Number(found[1]);
  const minor = Number(found[2]);
  const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (!isNew) console.error(`VS Code ${found[0]}x is older than ${OLDEST.join('.')}.`);
  return isNew && hasScreen();
}

function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function openInDesktop(): boolean {
  const extension = `--extensionDevelopmentPath=${projectRoot}`;
  const { status } = runCode(['--new-window', '--disable-telemetry', extension, folder]);
  if (status === 0) console.error(`Opened ${folder} in VS Code.`);
  return status === 0;
}

function runCode(args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  // On Windows `code` is a command file, which only a shell starts.
  const windows = process.platform === 'win32';
  const given = windows ? args.map((arg) => `"${arg}"`) : [...args];
  const { status, stdout } = spawnSync('code', given, { encoding: 'utf8', shell: windows, timeout: 20_000 });
  return { status, stdout: stdout ?? '' };
}

async function openInBrowser(): Promise<void> {
  // Before the server starts, so that Ctrl-C is the ordinary end; ending this process ends the server's whole group.
  process.once('SIGINT', () => process.exit(0));
  process.once('SIGTERM', () => process.exit(0));
  const server = await startCodeServer({
    name: 'example',
    workspace: folder,
    extensionPath: projectRoot,
    idleLimit: 0,
    ...(options.port === undefined ? {} : { port: Number(options.port) }),
  });
  console.log(`\nThe example is open at ${server.url}\nIt is reachable from this machine only. Ctrl-C ends it.`);
  const code = await server.exited;
  console.error(`code-server ended (exit code ${code}); its log is ${server.logFile}`);
  await server.stop();
  process.exitCode = 1;
}
