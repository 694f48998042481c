/**
 * The language server as a function of a connection. The request table is here; what each request does is in
 * features/. Everything it knows comes from the engines of the workspace's folders.
 */
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { articleGroups } from '../features/articleGroups.ts';
import { completion, completionDocumentation } from '../features/completion.ts';
import { definition } from '../features/definition.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { documentSymbols } from '../features/documentSymbols.ts';
import { hover } from '../features/hover.ts';
import { newArticle } from '../features/newArticle.ts';
import { references } from '../features/references.ts';
import { workspaceSymbols } from '../features/workspaceSymbols.ts';
import {
  type ArticlesParams,
  type InitializationOptions,
  type KindItem,
  type KindsParams,
  type NewArticleParams,
  Notifications,
  Requests,
} from '../protocol.ts';
import { DiagnosticsPublisher } from './diagnosticsPublisher.ts';
import { type EngineFactory, type Located, Workspace } from './workspace.ts';

export function startServer(connection: Connection, createEngine: EngineFactory): void {
  const documents = new TextDocuments(TextDocument);
  const publisher = new DiagnosticsPublisher(connection);
  let workspace: Workspace | undefined;
  let watchesFiles = false;
  let followsFolders = false;

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    workspace = new Workspace({
      roots: rootsOf(params),
      createEngine: (root, hooks) => createEngine(root, options, hooks),
      onPublish: (folder, published) => {
        publisher.publish(folder, published);
        void connection.sendNotification(Notifications.articlesChanged);
      },
      onSummary: (summary) => void connection.sendNotification(Notifications.summary, summary),
      onLog: (message) => connection.console.info(message),
      onFolderClosed: (folder) => publisher.clear(folder),
    });
    watchesFiles = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    followsFolders = params.capabilities.workspace?.workspaceFolders === true;
    return {
      serverInfo: { name: 'throughline' },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
        hoverProvider: true,
        definitionProvider: true,
        referencesProvider: true,
        completionProvider: { triggerCharacters: ['[', ':', ' ', '-', '{', ','], resolveProvider: true },
        documentSymbolProvider: true,
        workspaceSymbolProvider: true,
        documentLinkProvider: { resolveProvider: false },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(() => {
    if (watchesFiles) {
      const watchers = [{ globPattern: '**/*' }];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
    if (followsFolders) {
      connection.workspace.onDidChangeWorkspaceFolders((event) => {
        workspace?.changeRoots(
          event.added.map((folder) => folder.uri),
          event.removed.map((folder) => folder.uri),
        );
      });
    }
    workspace?.start();
  });

  documents.onDidChangeContent(({ document }) =>
    workspace?.setOverlay(document.uri, document.getText(), document.languageId),
  );
  documents.onDidClose(({ document }) => workspace?.clearOverlay(document.uri));
  connection.onDidChangeWatchedFiles(({ changes }) => workspace?.filesChanged(changes.map((change) => change.uri)));

  /** Runs a feature on the article a document belongs to; `empty` when it belongs to none. */
  const onArticle = <T>(uri: string, empty: T, run: (located: Located) => T): T => {
    const located = workspace?.locate(uri);
    return located === undefined ? empty : run(located);
  };
  const offsetIn = (located: Located, position: { line: number; character: number }) => located.offsetAt(position);

  connection.onHover(({ textDocument, position }) =>
    onArticle(textDocument.uri, null, (located) => {
      const found = hover(located.context, located.article, located.path, offsetIn(located, position));
      return found === undefined ? null : { contents: { kind: 'markdown', value: found.contents }, range: found.range };
    }),
  );

  connection.onDefinition(({ textDocument, position }) =>
    onArticle(textDocument.uri, null, (located) =>
      definition(located.context, located.article, located.path, offsetIn(located, position)).map(
        ({ origin, target }) => ({
          originSelectionRange: origin,
          targetUri: target.uri,
          targetRange: target.range,
          targetSelectionRange: target.range,
        }),
      ),
    ),
  );

  connection.onReferences(({ textDocument, position, context }) =>
    onArticle(textDocument.uri, null, (located) =>
      references(
        located.context,
        located.article,
        located.path,
        offsetIn(located, position),
        context.includeDeclaration,
      ).map(({ uri, range }) => ({ uri, range })),
    ),
  );

  connection.onCompletion(({ textDocument, position }) =>
    onArticle(textDocument.uri, null, (located) => {
      const text = located.context.textOf(located.path) ?? '';
      const answer = completion(located.context, located.article, text, offsetIn(located, position));
      const items = answer.items.map((item) => ({ ...item, data: { ...item.data, uri: textDocument.uri } }));
      return { items, isIncomplete: answer.isIncomplete };
    }),
  );

  connection.onCompletionResolve((item) => {
    const uri = (item.data as { readonly uri?: string } | undefined)?.uri;
    const documentation =
      uri && onArticle(uri, undefined, (located) => completionDocumentation(located.context, item.data));
    return documentation ? { ...item, documentation: { kind: 'markdown', value: documentation } } : item;
  });

  connection.onDocumentSymbol(({ textDocument }) =>
    onArticle(textDocument.uri, null, (located) => documentSymbols(located.article)),
  );

  connection.onDocumentLinks(({ textDocument }) =>
    onArticle(textDocument.uri, null, (located) => documentLinks(located.context, located.article, located.path)),
  );

  connection.onWorkspaceSymbol(
    ({ query }) => workspace?.contexts().flatMap((context) => workspaceSymbols(context, query)) ?? null,
  );

  connection.onRequest(Requests.articles, ({ grouping }: ArticlesParams) =>
    articleGroups(workspace?.contexts() ?? [], grouping),
  );

  connection.onRequest(Requests.kinds, ({ uri }: KindsParams): readonly KindItem[] => {
    const context = workspace?.contextFor(uri);
    return (context?.corpus.model.model.kinds ?? []).map(({ name, title, description, icon, prefix, folder }) => ({
      name,
      title,
      description,
      icon,
      folder,
      ...(prefix !== undefined && { prefix }),
    }));
  });

  connection.onRequest(Requests.newArticle, async (params: NewArticleParams) => {
    const folder = workspace?.folderFor(params.uri);
    if (folder === undefined) return null;
    await folder.engine.settled();
    const article = await newArticle(folder.context(), folder.git, params.kind, params.title);
    return { ...article, uri: folder.uriOf(article.path) };
  });

  connection.onShutdown(() => workspace?.close());
  documents.listen(connection);
  connection.listen();
}

function rootsOf(params: InitializeParams): string[] {
  if (params.workspaceFolders) return params.workspaceFolders.map((folder) => folder.uri);
  // Editors from before workspace folders.
  const { rootUri } = params as { readonly rootUri?: string | null };
  return rootUri ? [rootUri] : [];
}
