import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from './findBrowser.ts';
import { cacheFolder, fileNameOf, screenshotFolder } from './paths.ts';

export interface WorkbenchOptions {
  /** What `startCodeServer` returned. */
  readonly url: string;
  /** CSS pixels. Default 1400 × 900. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels per CSS pixel, for pictures. Default 1. */
  readonly scale?: number;
  /** Shows the browser's window, to watch a test. Default false. */
  readonly headed?: boolean;
  /** Called with the page before it loads, to expose functions to it. */
  readonly beforeLoad?: (page: Page) => Promise<void>;
}

export interface OpenWorkbench {
  readonly page: Page;
  readonly browser: Browser;
  /** Saves a picture into `.vscode-test/screenshots` and returns its path. */
  screenshot(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Loopback only: names of other hosts do not resolve in the tests' browser, and nothing runs in the background. */
const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * Opens the workbench in a browser with a profile of its own, and resolves when its parts are drawn; extensions may
 * still be starting.
 * @throws when no browser is found, or when the workbench does not show within a minute.
 */
export async function openWorkbench(options: WorkbenchOptions): Promise<OpenWorkbench> {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    headless: options.headed !== true,
    args: browserArguments,
    // Chromium writes crash reports below the user's configuration even when its profile is elsewhere.
    env: { ...definedEnvironment(), XDG_CONFIG_HOME: join(cacheFolder, 'browser') },
  });
  try {
    const context = await browser.newContext({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
      locale: 'en-GB',
      // A transition that is running makes a click miss and a picture differ.
      reducedMotion: 'reduce',
      // Copy commands ask for it, and a prompt would cover the page.
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await options.beforeLoad?.(page);
    await page.goto(options.url);
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    return {
      page,
      browser,
      screenshot: (name) => saveScreenshot(page, name),
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Saves a picture of the page as `.vscode-test/screenshots/NAME.png` and returns its path. */
export async function saveScreenshot(page: Page, name: string): Promise<string> {
  await mkdir(screenshotFolder, { recursive: true });
  const path = join(screenshotFolder, `${fileNameOf(name)}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
