import { useWorkbench } from '../harness/useWorkbench.ts';

describe('The example in the editor', () => {
  const editor = useWorkbench({ workspace: 'examples/payment-gateway', git: true });

  it('counts its findings in the status bar and the Problems view', async () => {
    const { workbench } = editor();
    await workbench.statusBarItem(/Throughline: 61 articles/).waitFor();
    await workbench.waitForProblems({ errors: 3 });
  });

  it('lists articles by kind, and opens the one that is clicked', async () => {
    const { workbench } = editor();
    await workbench.showViewContainer('Throughline');
    const tree = workbench.tree('Articles');
    await tree.expand(/^Changes: /);
    await tree.click(/^CHG-003, /);
    await workbench.tab('CHG-003-full-cutover.md').waitFor();
  });

  it('regroups the tree', async () => {
    const { workbench } = editor();
    await workbench.runCommand('Throughline: Group Articles by Status');
    await workbench
      .tree('Articles')
      .row(/^scheduled: /)
      .waitFor();
    await workbench.runCommand('Throughline: Group Articles by Kind');
    await workbench
      .tree('Articles')
      .row(/^Changes: /)
      .waitFor();
  });

  it('goes to an article by words of its title', async () => {
    const { workbench } = editor();
    await workbench.runCommand('Throughline: Go to Article…');
    await workbench.quickInput.pick('WIN-002 Peak trading freeze 2026');
    await workbench.tab('WIN-002-peak-freeze.md').waitFor();
  });

  it('writes a new article with the next free id', async () => {
    const { workbench, readFile } = editor();
    await workbench.runCommand('Throughline: New Article…');
    await workbench.quickInput.pick('Risk');
    await workbench.quickInput.answer('Supplier fails');
    await workbench.tab('RSK-003-supplier-fails.md').waitFor();
    await workbench.waitFor('the file to be saved', async () =>
      /^id: RSK-003$/m.test(await readFile('risks/RSK-003-supplier-fails.md')),
    );
  });
});
