import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root, which is also the extension under test. */
export const projectRoot = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Everything that editor tests leave behind; ignored by git. */
export const cacheFolder = join(projectRoot, '.vscode-test');
export const codeServerFolder = join(cacheFolder, 'code-server');
export const screenshotFolder = join(cacheFolder, 'screenshots');
export const logFolder = join(cacheFolder, 'logs');

export const suiteFolder = join(projectRoot, 'test/editor/suite');
export const clickFolder = join(projectRoot, 'test/editor/clicks');
export const fixtureFolder = join(projectRoot, 'test/editor/fixtures');
/** The bundle that runs inside the extension host. */
export const suiteBundle = join(projectRoot, 'dist/test/editor/index.cjs');

/** A test's or run's title as a file name. */
export function fileNameOf(title: string): string {
  return (
    title
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 120) || 'unnamed'
  );
}
