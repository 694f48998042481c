/** Finding a Chromium browser on this machine. Plain Node ≥ 18 without dependencies: it runs before `npm ci` has. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Names looked for on the PATH, the free build first. */
const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

const MAC_APPLICATIONS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS_PROGRAMS = [
  ['Chromium', 'Application', 'chrome.exe'],
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

/**
 * The path of a Chromium, Chrome or Edge executable, or undefined when there is none. `CHROME_PATH` decides alone when
 * it is set, so that a wrong value shows instead of being passed over.
 */
export function findBrowser(env = process.env, platform = process.platform) {
  if (env.CHROME_PATH) return isExecutable(env.CHROME_PATH) ? env.CHROME_PATH : undefined;
  return candidates(env, platform).find(isExecutable);
}

function candidates(env, platform) {
  if (platform === 'win32') {
    const bases = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA].filter(Boolean);
    return bases.flatMap((base) => WINDOWS_PROGRAMS.map((parts) => join(base, ...parts)));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  if (platform !== 'darwin') return onPath;
  const bases = ['/Applications', ...(env.HOME ? [join(env.HOME, 'Applications')] : [])];
  return [...bases.flatMap((base) => MAC_APPLICATIONS.map((app) => join(base, app))), ...onPath];
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false;
    throw error;
  }
}
