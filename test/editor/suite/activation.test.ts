import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Activation', () => {
  it('the extension is present', () => {
    const ids = vscode.extensions.all.map((extension) => extension.id);
    assert.ok(ids.includes('throughline.throughline'), `not among ${ids.length} extensions`);
  });

  it('activates', async () => {
    const extension = vscode.extensions.getExtension('throughline.throughline');
    await extension?.activate();
    assert.equal(extension?.isActive, true);
  });
});
