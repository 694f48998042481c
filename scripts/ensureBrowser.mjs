#!/usr/bin/env node
/**
 * Makes sure that the editor tests have a Chromium browser. Plain Node ≥ 18, no dependencies.
 *
 * Exit code 0: there is one, its path is on stdout. 3: there is none and none could be installed; stderr says what to
 * do. Callers decide what 3 means to them.
 */
import { spawnSync } from 'node:child_process';
import { findBrowser } from './findBrowser.mjs';

const NO_BROWSER = 3;

/** Installs Debian's Chromium. True when every step went well. */
function installWithApt() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [['update'], ['install', '-y', '--no-install-recommends', 'chromium']];
  return steps.every((step) => {
    process.stderr.write(`No Chromium browser found: running apt-get ${step.join(' ')}\n`);
    // stdout is for the path alone, so apt's own goes to stderr.
    return spawnSync('apt-get', step, { env, stdio: ['ignore', 2, 2] }).status === 0;
  });
}

function canInstall() {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return isRoot && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

function explain() {
  if (process.env.CHROME_PATH) return `CHROME_PATH is ${process.env.CHROME_PATH}, which is not an executable file.`;
  const install = {
    darwin: 'Install Chromium, Google Chrome or Microsoft Edge into /Applications',
    win32: 'Install Google Chrome or Microsoft Edge',
    linux: 'Install Chromium (Debian and Ubuntu: sudo apt-get install chromium), Google Chrome or Microsoft Edge',
  };
  const how = install[process.platform] ?? 'Install Chromium';
  return `The editor tests need a Chromium browser and found none.\n${how}, or set CHROME_PATH to one.`;
}

let browser = findBrowser();
if (!browser && !process.env.CHROME_PATH && canInstall() && installWithApt()) browser = findBrowser();
if (browser) {
  process.stdout.write(`${browser}\n`);
} else {
  process.stderr.write(`${explain()}\n`);
  process.exitCode = NO_BROWSER;
}
