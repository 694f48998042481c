import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { edit, open, positionOf, ready, revert, uriOf } from './support.ts';

const CHANGE = 'changes/CHG-003-full-cutover.md';

async function changeFile(): Promise<string> {
  const [uri] = await vscode.workspace.findFiles('changes/CHG-003-*.md');
  return uri === undefined ? CHANGE : vscode.workspace.asRelativePath(uri);
}

describe('Navigation', () => {
  before(ready);
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('hovers show the article behind an id', async () => {
    const document = await open(await changeFile());
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'PRJ-001', 2),
    );
    const text = hovers
      .flatMap((hover) => hover.contents.map((content) => (content as vscode.MarkdownString).value))
      .join('\n');
    assert.match(text, /PRJ-001/);
    assert.match(text, /Project/);
  });

  it('definitions lead from front matter to the id', async () => {
    const document = await open(await changeFile());
    const links = await vscode.commands.executeCommand<vscode.LocationLink[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      positionOf(document, 'PRJ-001', 2),
    );
    assert.match(links[0]?.targetUri.path ?? '', /projects\/PRJ-001-/);
  });

  it('references find every article that uses an id', async () => {
    const [uri] = await vscode.workspace.findFiles('services/SVC-001-*.md');
    const document = await open(vscode.workspace.asRelativePath(uri ?? uriOf('')));
    const found = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      positionOf(document, 'SVC-001', 2),
    );
    assert.ok(new Set(found.map((location) => location.uri.path)).size > 10, `${found.length} references`);
  });

  it('completion offers only what a link type allows', async () => {
    const document = await open(await changeFile());
    await edit(document, 'project: PRJ-001', 'project: ');
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      positionOf(document, 'project: ', 9),
    );
    const ids = list.items
      .map((item) => (typeof item.label === 'string' ? item.label : item.label.label))
      .filter((label) => /^[A-Z]+-\d+$/.test(label));
    assert.deepEqual(ids.sort(), ['PRJ-001', 'PRJ-002']);
    await revert();
  });

  it('workspace symbols find articles by words of their title', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'freeze',
    );
    assert.ok(
      symbols.some((symbol) => symbol.name.startsWith('WIN-002')),
      symbols.map((symbol) => symbol.name).join(),
    );
  });

  it('the outline starts with the article', async () => {
    const document = await open(await changeFile());
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.ok(
      symbols.some((symbol) => symbol.name === 'CHG-003'),
      symbols.map((symbol) => symbol.name).join(),
    );
  });
});
