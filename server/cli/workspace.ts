/** The workspace of a command: read, checked and closed again. */
import { lstatSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Engine, Snapshot } from '../engine/engine.ts';
import { createNodeEngine, defaultCacheFolder } from '../engine/nodeEngine.ts';
import type { FeatureContext } from '../features/feature.ts';
import { findingsText } from '../reports/checkText.ts';
import { PLAIN } from '../reports/paint.ts';
import type { Finding } from '../rules/rule.ts';
import type { Git } from '../workspace/git.ts';
import { CONFIGURATION_FILE } from '../workspace/pathFilter.ts';
import { EXIT, type ExitCode, type Host, UsageError } from './host.ts';
import { progressLine } from './progress.ts';
import { codeOf, rootFolder, workspacePath } from './root.ts';

/** Options that every command has. */
export interface CommonOptions {
  readonly root?: string;
  readonly config?: string;
  readonly now?: string;
  readonly format: 'text' | 'json';
  /** `false` for none. */
  readonly cache?: string | false;
  readonly debug?: boolean;
}

export interface Workspace {
  readonly root: string;
  readonly engine: Engine;
  readonly git: Git;
  readonly snapshot: Snapshot;
  readonly context: FeatureContext;
  readonly configurationFindings: readonly Finding[];
}

export interface ConfigurationText {
  /** Relative to the root; it may lie outside. */
  readonly path: string;
  readonly text: string;
}

/**
 * Reads the workspace and runs a command on it. Configuration findings make the exit code that of bad usage, whatever
 * the command returns; all but `check`, which prints them among the others, have them printed to stderr.
 */
export async function withWorkspace(
  host: Host,
  options: CommonOptions,
  run: (workspace: Workspace) => Promise<ExitCode> | ExitCode,
  behaviour: { readonly printsFindings?: true; readonly configuration?: ConfigurationText } = {},
): Promise<ExitCode> {
  const root = rootFolder(host.folder, options.root);
  const configuration = behaviour.configuration ?? configurationText(host, options, root);
  const line = progressLine(host);
  const cacheFolder = cacheFolderOf(host, options);
  const { engine, git } = createNodeEngine({
    root,
    ...(cacheFolder !== undefined && { cacheFolder }),
    ...(options.now !== undefined && { now: options.now }),
    ...(configuration !== undefined && { configurationPath: configuration.path }),
    onProgress: line.show,
    onLog: (message) => {
      // A cache folder that somebody chose should be used; the usual one may fail in silence, for it is only faster.
      if (typeof options.cache === 'string' || options.debug === true) host.stderr.write(`${message}\n`);
    },
  });
  try {
    if (configuration === undefined) await engine.load();
    // The text that was read is the text that counts, whatever happens to the file meanwhile.
    else engine.setOverlay(configuration.path, configuration.text);
    const snapshot = await engine.settled();
    line.clear();
    if (snapshot.stage !== 'ready') throw new Error(`The workspace ${root} could not be read.`);
    const configurationFindings = engine.findings(engine.configurationPath);
    if (!behaviour.printsFindings && configurationFindings.length > 0) {
      const text = findingsText(configurationFindings, { palette: PLAIN, layout: 'lines', width: 0 });
      host.stderr.write(text.join(''));
    }
    const exitCode = await run({
      root,
      engine,
      git,
      snapshot,
      context: contextOf(engine, snapshot),
      configurationFindings,
    });
    return configurationFindings.length > 0 ? EXIT.usage : exitCode;
  } finally {
    line.clear();
    await engine.close();
  }
}

function contextOf(engine: Engine, { corpus, configuration, now }: Snapshot): FeatureContext {
  return {
    corpus,
    configuration,
    now,
    uriOf: (path) => path,
    textOf: (path) => engine.text(path),
    findingsOf: (path) => engine.findings(path),
  };
}

function cacheFolderOf(host: Host, { cache }: CommonOptions): string | undefined {
  if (cache === false) return undefined;
  return cache === undefined ? defaultCacheFolder() : resolve(host.folder, cache);
}

/**
 * The file of `--config`, which may lie outside the root: it was named by the person who calls, not by the repository.
 * Without the option the root's own, or undefined when there is none.
 */
export function configurationText(host: Host, options: CommonOptions, root: string): ConfigurationText | undefined {
  if (options.config === undefined) return ownConfiguration(root);
  const native = resolve(host.folder, options.config);
  const path = workspacePath(root, native) ?? outside(root, native);
  return { path, text: readText(native, '--config: ') };
}

/** A configuration that is there and cannot be read would let everything pass: it is an error. */
function ownConfiguration(root: string): ConfigurationText | undefined {
  const native = join(root, CONFIGURATION_FILE);
  const stats = lstatSync(native, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) {
    throw new UsageError(`${native} is a symbolic link, which is not followed. Name the file with --config.`);
  }
  if (!stats.isFile()) throw new UsageError(`${native} is not a file`);
  return { path: CONFIGURATION_FILE, text: readText(native, '') };
}

function readText(native: string, option: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(native));
  } catch (error) {
    const reason = error instanceof TypeError ? 'it is not UTF-8' : codeOf(error);
    throw new UsageError(`${option}${native} cannot be read (${reason})`);
  }
}

function outside(root: string, native: string): string {
  const path = relative(root, native);
  return (isAbsolute(path) ? native : path).split(sep).join('/');
}
