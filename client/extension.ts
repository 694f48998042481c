/** Starts the server and puts its answers into views. Holds no domain logic. */
import type * as vscode from 'vscode';
import { commands, workspace } from 'vscode';
import { goToArticle } from './commands/goToArticle.ts';
import { newArticle } from './commands/newArticle.ts';
import { Server } from './server.ts';
import { createStatusBar } from './statusBar.ts';
import { ArticlesView } from './views/articles.ts';

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const server = new Server(context);
  const articles = new ArticlesView(server, context.workspaceState);
  context.subscriptions.push(
    server,
    articles,
    createStatusBar(server),
    commands.registerCommand('throughline.newArticle', (group?: unknown) => newArticle(server, group)),
    commands.registerCommand('throughline.goToArticle', () => goToArticle(server)),
    commands.registerCommand('throughline.refresh', () => articles.refresh()),
    commands.registerCommand('throughline.showOutput', () => server.showOutput()),
    commands.registerCommand('throughline.restartServer', () => server.restart()),
    ...articles.commands(),
    workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('throughline.now')) void server.restart();
    }),
  );
  // Not awaited: VS Code shows the editor while the server reads the repository.
  void server.start();
  return { ready: () => server.ready() };
}

/** For tests: what the extension exports. */
export interface ExtensionApi {
  /** Resolves when every finding has been published once. */
  ready(): Promise<void>;
}
