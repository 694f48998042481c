#!/usr/bin/env node
/**
 * Runs `npm ci` when `node_modules` is missing or does not match `package-lock.json`, so that `npm start` and
 * `npm test` work from a fresh clone. Plain Node ≥ 18, no dependencies. Says what it does on stderr.
 *
 * Exit code 0: dependencies are there. Otherwise npm's own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(root, 'package-lock.json');
/** npm writes this last, so its absence also tells of an installation that was interrupted. */
const installedFile = join(root, 'node_modules', '.package-lock.json');

/** Why `npm ci` has to run, or undefined when it has not. */
function reasonToInstall() {
  if (!existsSync(lockFile)) return undefined;
  if (!existsSync(installedFile)) return 'node_modules is missing or incomplete';
  if (statSync(installedFile).mtimeMs >= statSync(lockFile).mtimeMs) return undefined;
  // A checkout touches the lock file without changing it: only a real difference is worth a reinstallation.
  return sameVersions() ? undefined : 'package-lock.json has changed since the last installation';
}

/** True when every package in `node_modules` has the version that the lock file asks for, and none is missing. */
function sameVersions() {
  const wanted = packagesOf(lockFile);
  const installed = packagesOf(installedFile);
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.link) return true;
    const found = installed[path];
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Runs npm with the Node that is running, or from the PATH. */
function runNpm(args) {
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('npm-cli.js')) return spawnSync(process.execPath, [cli, ...args], options);
  const windows = process.platform === 'win32';
  // Windows has npm as a command file, which only a shell starts; the arguments are constants.
  return spawnSync(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows });
}

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  process.stderr.write(`Throughline is developed with Node 20 or newer; this is Node ${process.versions.node}.\n`);
  process.exit(1);
}

const reason = reasonToInstall();
if (reason) {
  process.stderr.write(`Installing dependencies with npm ci: ${reason}.\n`);
  const result = runNpm(['ci', '--no-audit', '--no-fund']);
  if (result.error) process.stderr.write(`npm could not be started: ${result.error.message}\n`);
  process.exitCode = result.status ?? 1;
}
