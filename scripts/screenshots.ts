/**
 * Pictures of the extension on the example, from the real editor: `node scripts/screenshots.ts [--theme NAME]…`.
 * Writes `media/<scene>-<theme>.png`; without a theme light, dark and high contrast.
 */
import { copyFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startCodeServer } from '../test/editor/harness/codeServer.ts';
import { openWorkbench } from '../test/editor/harness/openWorkbench.ts';
import { Workbench } from '../test/editor/harness/workbench.ts';
import { copyWorkspace } from '../test/editor/harness/workspaceCopy.ts';

const THEMES: Readonly<Record<string, string>> = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  contrast: 'Default High Contrast',
};

const { theme } = parseArgs({
  options: { theme: { type: 'string', multiple: true, default: Object.keys(THEMES) } },
}).values;
for (const name of theme) await takePictures(name);

async function takePictures(name: string): Promise<void> {
  const copy = await copyWorkspace('examples/payment-gateway', { git: true });
  const server = await startCodeServer({
    workspace: copy.folder,
    extensionPath: process.cwd(),
    settings: {
      'workbench.colorTheme': THEMES[name],
      'window.title': 'payment-gateway',
      'editor.minimap.enabled': false,
    },
  });
  const opened = await openWorkbench({ url: server.url, viewport: { width: 1360, height: 820 } });
  try {
    const workbench = new Workbench(opened.page);
    const save = async (scene: string) =>
      copyFileSync(await opened.screenshot(`${scene}-${name}`), `media/${scene}-${name}.png`);
    await workbench.statusBarItem(/Throughline: \d+ articles/).waitFor();
    await workbench.showViewContainer('Throughline');
    await workbench.tree('Articles').expand(/^Changes: /);
    await workbench.tree('Articles').expand(/^Problems: /);
    await workbench.openFile('PRB-001-connection-pool-exhaustion.md');
    await workbench.runCommand('Problems: Focus on Problems View');
    await save('findings');
    await workbench.openFile('CHG-003-full-cutover.md');
    await workbench.editor.hover('CI-002', 'payment-orchestrator');
    await save('hover');
  } finally {
    await opened.close();
    await server.stop();
    await copy.remove();
  }
}
