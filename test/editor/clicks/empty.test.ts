import assert from 'node:assert/strict';
import { useWorkbench } from '../harness/useWorkbench.ts';

describe('A folder without articles', () => {
  const editor = useWorkbench({ workspace: 'empty' });

  it('says what articles are and offers to write one', async () => {
    const { workbench } = editor();
    await workbench.showViewContainer('Throughline');
    assert.match(await workbench.welcome(), /Markdown files with YAML front matter/);
  });

  it('writes the first one', async () => {
    const { workbench, readFile } = editor();
    await workbench.runCommand('Throughline: New Article…');
    await workbench.quickInput.pick('Requirement');
    await workbench.quickInput.answer('Cards are charged once');
    await workbench.tab('REQ-001-cards-are-charged-once.md').waitFor();
    await workbench.waitFor('the file to be saved', async () =>
      /^id: REQ-001$/m.test(await readFile('requirements/REQ-001-cards-are-charged-once.md')),
    );
  });
});
