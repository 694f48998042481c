/**
 * For click tests: what a person does, done with Playwright in the real workbench, from outside the extension host.
 *
 * A file `test/editor/clicks/NAME.test.ts` has its own server and window:
 *
 *     import assert from 'node:assert/strict';
 *     import { useWorkbench } from '../harness/useWorkbench.ts';
 *
 *     describe('Create an article', () => {
 *       const editor = useWorkbench({ workspace: 'empty' });
 *
 *       it('asks for the kind and opens the new file', async () => {
 *         const { workbench, readFile } = editor();
 *         await workbench.runCommand('Throughline: New Article');
 *         await workbench.quickInput.pick('Requirement');
 *         await workbench.quickInput.type('Cards are charged once');
 *         await workbench.editor('REQ-001.md').waitFor();
 *         assert.match(await readFile('requirements/REQ-001.md'), /^id: REQ-001$/m);
 *       });
 *     });
 *
 * Tests of a file share the window and run in order; let each begin with the file it needs. Never sleep: every method
 * waits for what it does, and `workbench.waitFor` waits for anything else.
 * Run it with `node test/editor/run.ts --only NAME`, and watch it with `--headed`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { clickSettings } from './clickEnvironment.ts';
import { type CodeServer, startCodeServer } from './codeServer.ts';
import { type OpenWorkbench, openWorkbench } from './openWorkbench.ts';
import { projectRoot } from './paths.ts';
import { Workbench } from './workbench.ts';
import { copyWorkspace, type WorkspaceCopy } from './workspaceCopy.ts';

export interface UseWorkbenchOptions {
  /** A folder in `test/editor/fixtures`, or a path from the repository's root. It is copied. */
  readonly workspace: string;
  /**
   * False for Restricted Mode, without the dialog that asks; to click in that dialog, set
   * `security.workspace.trust.startupPrompt` to `always` and use `workbench.pressInDialog`. Default true.
   */
  readonly trust?: boolean;
  /** Makes the copy a git repository with one commit. Default false. */
  readonly git?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** CSS pixels. Default 1400 × 900. */
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface EditorSession {
  readonly workbench: Workbench;
  readonly page: Page;
  /** Absolute path of the workspace's copy. */
  readonly folder: string;
  /** Reads a file of the workspace as it is on disk; the path is relative to `folder`. */
  readFile(path: string): Promise<string>;
  /** Writes a file of the workspace from outside the editor. */
  writeFile(path: string, text: string): Promise<void>;
  screenshot(name: string): Promise<string>;
}

/**
 * Registers mocha hooks that open a workbench before the tests of the surrounding `describe`, save a picture after
 * each failed one, and end everything afterwards.
 * @returns a function that gives the session; call it inside tests and hooks.
 */
export function useWorkbench(options: UseWorkbenchOptions): () => EditorSession {
  let session: (EditorSession & { close(): Promise<void> }) | undefined;

  before(async function () {
    // Installing code-server for the first time takes longer than a test may.
    this.timeout(240_000);
    session = await openSession(options, this.test?.parent?.fullTitle() ?? 'clicks');
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || session === undefined) return;
    console.log(`  Picture: ${await session.screenshot(this.currentTest.fullTitle())}`);
  });
  after(() => session?.close());

  return () => {
    if (session === undefined) throw new Error('The workbench is open only inside tests and hooks.');
    return session;
  };
}

async function openSession(
  options: UseWorkbenchOptions,
  name: string,
): Promise<EditorSession & { close(): Promise<void> }> {
  const opened: { copy?: WorkspaceCopy; server?: CodeServer; window?: OpenWorkbench } = {};
  const close = async () => {
    await opened.window?.close();
    await opened.server?.stop();
    await opened.copy?.remove();
  };
  try {
    const given = clickSettings();
    const copy = await copyWorkspace(options.workspace, { git: options.git === true });
    opened.copy = copy;
    const server = await startCodeServer({
      name: `clicks-${name}`,
      workspace: copy.opens,
      ...(given.vsix === undefined ? { extensionPath: given.extensionPath ?? projectRoot } : { vsix: given.vsix }),
      settings: options.settings ?? {},
      trust: options.trust ?? true,
    });
    opened.server = server;
    const window = await openWorkbench({
      url: server.url,
      headed: given.headed === true,
      ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
    });
    opened.window = window;
    return {
      workbench: new Workbench(window.page),
      page: window.page,
      folder: copy.folder,
      readFile: (path) => readFile(join(copy.folder, path), 'utf8'),
      writeFile: (path, text) => writeFile(join(copy.folder, path), text),
      screenshot: (picture) => window.screenshot(picture),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
