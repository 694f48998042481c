import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codesOf, edit, open, ready, revert, uriOf, whenFindings } from './support.ts';

describe('Findings', () => {
  before(ready);

  it('are there for files that were never opened', () => {
    assert.deepEqual(codesOf('runbooks/RB-002-clearline-rollback.md'), ['section-missing']);
    assert.ok(codesOf('lessons/LL-002-small-share-large-outage.md').includes('field-required-in-state'));
  });

  it('link to the page of their rule', () => {
    const [finding] = vscode.languages.getDiagnostics(uriOf('runbooks/RB-002-clearline-rollback.md'));
    const code = finding?.code as { readonly target: vscode.Uri };
    assert.match(code.target.toString(true), /rules\.md#section-missing$/);
  });

  it('follow typing, and go when it is reverted', async () => {
    const path = 'objectives/OBJ-001-checkout-abandonment.md';
    const document = await open(path);
    const before = codesOf(path);
    await edit(document, 'status: ', 'status: x');
    await whenFindings(() => codesOf(path).includes('field-invalid'));
    await revert();
    await whenFindings(() => codesOf(path).join() === before.join());
  });

  it('follow files created and deleted outside the editor', async () => {
    const uri = uriOf('risks/RSK-900-new.md');
    await vscode.workspace.fs.writeFile(
      uri,
      Buffer.from('---\nid: RSK-900\nstatus: identified\nowner: PER-404\nprobability: 1\nimpact: 1\n---\n'),
    );
    await whenFindings(() => codesOf('risks/RSK-900-new.md').includes('link-broken'));
    await vscode.workspace.fs.delete(uri);
    await whenFindings(() => codesOf('risks/RSK-900-new.md').length === 0);
  });

  it('cover untitled articles', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'markdown',
      content: '---\nid: OBJ-001\n---\n',
    });
    await vscode.window.showTextDocument(document);
    const codes = () =>
      vscode.languages.getDiagnostics(document.uri).map(({ code }) => (typeof code === 'object' ? code.value : code));
    await whenFindings(() => codes().includes('id-duplicate'));
    await revert();
  });

  it('are reported for throughline.yaml at the exact place', async () => {
    const document = await open('throughline.yaml');
    await edit(document, 'now:', 'nwo:');
    await whenFindings(() => codesOf('throughline.yaml').includes('configuration-invalid'));
    await revert();
    await whenFindings(() => codesOf('throughline.yaml').length === 0);
  });
});
