import { findBrowser as find } from '../../../scripts/findBrowser.mjs';

/**
 * The path of a Chromium, Chrome or Edge executable on this machine.
 * @throws when there is none, with what to do.
 */
export function findBrowser(): string {
  const path = find();
  if (path === undefined) {
    throw new Error('No Chromium browser found: run `node scripts/ensureBrowser.mjs`, or set CHROME_PATH to one.');
  }
  return path;
}
