import assert from 'node:assert/strict';
import { useWorkbench } from '../harness/useWorkbench.ts';

describe('Restricted Mode', () => {
  const editor = useWorkbench({ workspace: 'examples/payment-gateway', trust: false, git: true });

  it('checks everything and says what it does not do', async () => {
    const { workbench } = editor();
    const item = workbench.statusBarItem(/Throughline: 61 articles/);
    await item.waitFor();
    assert.match((await item.getAttribute('aria-label')) ?? '', /Restricted Mode/);
    await workbench.waitForProblems({ errors: 3 });
  });
});
