/** For suites on the payment gateway example. */
import * as vscode from 'vscode';

interface ExtensionApi {
  ready(): Promise<void>;
}

/** Activates the extension and waits until every finding of the workspace has been published. */
export async function ready(): Promise<void> {
  const extension = vscode.extensions.getExtension<ExtensionApi>('throughline.throughline');
  const api = await extension?.activate();
  await api?.ready();
}

export function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open.');
  return vscode.Uri.joinPath(folder.uri, path);
}

export async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Where a text begins in a document. */
export function positionOf(document: vscode.TextDocument, text: string, offset = 0): vscode.Position {
  const at = document.getText().indexOf(text);
  if (at < 0) throw new Error(`${text} is not in ${document.uri.path}`);
  return document.positionAt(at + offset);
}

export function codesOf(path: string): string[] {
  return vscode.languages
    .getDiagnostics(uriOf(path))
    .filter((diagnostic) => diagnostic.source === 'throughline')
    .map(({ code }) => String(typeof code === 'object' ? code.value : code))
    .sort();
}

/** Resolves when the condition holds after a change of diagnostics. */
export function whenFindings(condition: () => boolean): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = vscode.languages.onDidChangeDiagnostics(() => {
      if (!condition()) return;
      listener.dispose();
      resolve();
    });
  });
}

export async function edit(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const start = positionOf(document, from);
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(start, positionOf(document, from, from.length)), to);
  await vscode.workspace.applyEdit(change);
}

/** Throws away what was typed. */
export async function revert(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
}
