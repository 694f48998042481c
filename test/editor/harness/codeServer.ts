import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installCodeServer } from './installCodeServer.ts';
import { fileNameOf, logFolder } from './paths.ts';
import { type ProcessGroup, startProcessGroup } from './processGroup.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** How long a server may take to listen, in milliseconds. */
const START_LIMIT = 60_000;
/** A server whose tests were killed outright ends by itself after this, in seconds. */
const IDLE_LIMIT = 900;

/** Settings that keep the workbench still: no network, no welcome, no suggestions of other extensions. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  // A browser's VS Code saves by itself, the desktop's does not.
  'files.autoSave': 'off',
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  // Restricted Mode at once; a test of the question itself sets `always`.
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

export interface CodeServerOptions {
  /** Absolute path of what the page opens: a folder or a `.code-workspace` file. None opens an empty window. */
  readonly workspace?: string;
  /**
   * Absolute path of an extension's folder, loaded from there. Without `testsPath` it counts as installed: the workbench
   * is then as a user has it, while under development it shows no notifications.
   */
  readonly extensionPath?: string;
  /** Absolute path of a packaged extension, installed before the start. */
  readonly vsix?: string;
  /** Absolute path of the CommonJS file whose `run` function the extension host calls; needs `extensionPath`. */
  readonly testsPath?: string;
  /** User settings, over `quietSettings`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** False opens the workspace in Restricted Mode, without the dialog that asks. Default true. */
  readonly trust?: boolean;
  /** Loopback port. Default: a free one. */
  readonly port?: number;
  /** More environment for the server, and so for the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the log in `.vscode-test/logs`. */
  readonly name?: string;
  /** Seconds without a page after which the server ends; 0 for never. */
  readonly idleLimit?: number;
}

export interface CodeServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Where a browser opens the workspace with the extension. */
  readonly url: string;
  readonly userDataFolder: string;
  /** Output of the server and of the extension host. */
  readonly logFile: string;
  readonly exited: Promise<number | null>;
  /** Ends the server with everything it started, and removes its user data. */
  stop(): Promise<void>;
}

/**
 * Starts code-server on the loopback interface with user data of its own, and resolves when it listens.
 * @throws when it cannot be installed or does not start, with the end of its log.
 */
export async function startCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const { entry } = await installCodeServer((line) => process.stderr.write(`${line}\n`));
  const userData = await temporaryFolder('server');
  const userDataFolder = userData.path;
  await mkdir(logFolder, { recursive: true });
  const logFile = join(logFolder, `${fileNameOf(options.name ?? 'server')}.server.log`);
  try {
    await writeUserData(userDataFolder, { ...quietSettings, ...options.settings });
    if (options.extensionPath !== undefined && options.testsPath === undefined) {
      await linkExtension(userDataFolder, options.extensionPath);
    }
    if (options.vsix !== undefined) await installVsix(entry, userDataFolder, options.vsix);
    const env = environment(userDataFolder, options.env ?? {});
    const { group, origin } = await listen(entry, serverArguments(userDataFolder, options), env, logFile);
    return {
      origin,
      url: pageUrl(origin, options),
      userDataFolder,
      logFile,
      exited: group.exited,
      stop: async () => {
        await group.stop();
        await userData.remove();
      },
    };
  } catch (error) {
    await userData.remove();
    throw error;
  }
}

async function writeUserData(folder: string, settings: Readonly<Record<string, unknown>>): Promise<void> {
  await mkdir(join(folder, 'User'), { recursive: true });
  await writeFile(join(folder, 'User/settings.json'), JSON.stringify(settings, undefined, 2));
  // An existing file, so that none is written into the home folder.
  await writeFile(join(folder, 'config.yaml'), '');
}

/** Lists an extension's own folder as installed, so that the next reload has what was built last. */
async function linkExtension(userDataFolder: string, extensionPath: string): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(join(extensionPath, 'package.json'), 'utf8'));
  const { publisher, name, version } = identityOf(manifest, extensionPath);
  const installed = {
    identifier: { id: `${publisher}.${name}` },
    version,
    location: { $mid: 1, path: extensionPath, scheme: 'file' },
    metadata: { source: 'vsix', pinned: true },
  };
  const folder = join(userDataFolder, 'extensions');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'extensions.json'), JSON.stringify([installed]));
}

function identityOf(manifest: unknown, folder: string): { publisher: string; name: string; version: string } {
  const fields = typeof manifest === 'object' && manifest !== null ? manifest : {};
  const text = (key: string) => {
    const value: unknown = Reflect.get(fields, key);
    if (typeof value !== 'string') throw new Error(`${join(folder, 'package.json')} has no ${key}.`);
    return value;
  };
  return { publisher: text('publisher'), name: text('name'), version: text('version') };
}

function commonArguments(userDataFolder: string): readonly string[] {
  return [
    ...['--user-data-dir', userDataFolder],
    ...['--extensions-dir', join(userDataFolder, 'extensions')],
    ...['--config', join(userDataFolder, 'config.yaml')],
    '--disable-telemetry',
    '--disable-update-check',
  ];
}

function serverArguments(userDataFolder: string, options: CodeServerOptions): readonly string[] {
  const idleLimit = options.idleLimit ?? IDLE_LIMIT;
  return [
    ...commonArguments(userDataFolder),
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${options.port ?? 0}`],
    '--disable-getting-started-override',
    '--disable-proxy',
    '--ignore-last-opened',
    // Without it the workbench ignores the extension under development and its tests.
    ...(options.testsPath === undefined ? [] : ['--vscode-option', 'enable-smoke-test-driver']),
    ...(options.trust === false ? [] : ['--disable-workspace-trust']),
    ...(idleLimit > 0 ? ['--idle-timeout-seconds', String(idleLimit)] : []),
  ];
}

function environment(userDataFolder: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  // Names that a surrounding editor sets would make this server act as its terminal.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('VSCODE_') && name !== 'PORT');
  // A gallery without address keeps the Extensions view from asking the network.
  return {
    ...Object.fromEntries(inherited),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    // Its logs and heartbeat go there whatever --user-data-dir says.
    XDG_DATA_HOME: join(userDataFolder, 'data'),
    ...more,
  };
}

async function installVsix(entry: string, userDataFolder: string, vsix: string): Promise<void> {
  let output = '';
  const args = [entry, ...commonArguments(userDataFolder), '--force', '--install-extension', vsix];
  const group = await startProcessGroup(process.execPath, args, {
    env: environment(userDataFolder, {}),
    onOutput: (text) => {
      output += text;
    },
  });
  const code = await group.exited;
  await group.stop();
  if (code !== 0) throw new Error(`${vsix} could not be installed (exit code ${code}).\n${output}`);
}

async function listen(
  entry: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  logFile: string,
): Promise<{ readonly group: ProcessGroup; readonly origin: string }> {
  const log = createWriteStream(logFile);
  const address = Promise.withResolvers<string>();
  let output = '';
  const group = await startProcessGroup(process.execPath, [entry, ...args], {
    env,
    onOutput: (text) => {
      log.write(text);
      output = (output + text).slice(-20_000);
      const found = /HTTP server listening on (http:\/\/[\d.]+:\d+)/.exec(output);
      if (found?.[1] !== undefined) address.resolve(found[1]);
    },
  });
  void group.exited.then((code) => {
    log.end();
    address.reject(new Error(`code-server ended with exit code ${code}.\n${output.slice(-2000)}`));
  });
  const late = setTimeout(() => {
    address.reject(new Error(`code-server does not listen after ${START_LIMIT} ms.\n${output.slice(-2000)}`));
  }, START_LIMIT);
  try {
    return { group, origin: await address.promise };
  } catch (error) {
    await group.stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
}

function pageUrl(origin: string, options: CodeServerOptions): string {
  const url = new URL(origin);
  const remote = (path: string) => `vscode-remote://${url.host}${path}`;
  if (options.extensionPath !== undefined && options.testsPath !== undefined) {
    const payload = [
      ['extensionDevelopmentPath', remote(options.extensionPath)],
      ['extensionTestsPath', remote(options.testsPath)],
      ['skipWelcome', 'true'],
      ['skipReleaseNotes', 'true'],
    ];
    url.searchParams.set('payload', JSON.stringify(payload));
  }
  if (options.workspace === undefined) url.searchParams.set('ew', 'true');
  else url.searchParams.set(options.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder', options.workspace);
  // Readable in a terminal; a slash needs no encoding in a query.
  return url.href.replaceAll('%2F', '/');
}
