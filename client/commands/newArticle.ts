import { l10n, Position, type QuickPickItem, ThemeIcon, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import {
  type KindItem,
  type KindsParams,
  type NewArticleParams,
  type NewArticleResult,
  Requests,
} from '../../server/protocol.ts';
import type { Server } from '../server.ts';

interface KindPick extends QuickPickItem {
  readonly name: string;
}

/** Asks for kind and title, then opens the new article from its kind's template with the next free id. */
export async function newArticle(server: Server, group?: unknown): Promise<void> {
  if (workspace.workspaceFolders === undefined) {
    void window.showInformationMessage(l10n.t('Open a folder first: articles are files in a repository.'));
    return;
  }
  const uri = window.activeTextEditor?.document.uri.toString();
  const params: KindsParams = uri === undefined ? {} : { uri };
  const kind = kindOf(group) ?? (await pickKind(server, params));
  if (kind === undefined) return;
  const title = await window.showInputBox({
    title: l10n.t('New Article'),
    prompt: l10n.t('Title'),
    validateInput: (value) => (value.trim() === '' ? l10n.t('A title is needed.') : undefined),
  });
  if (title === undefined) return;
  const request: NewArticleParams = { kind, title: title.trim(), ...params };
  const result = await server.request<NewArticleResult | null>(Requests.newArticle, request);
  if (!result) {
    void window.showErrorMessage(l10n.t('The article could not be created. See the output for the reason.'));
    return;
  }
  const file = Uri.parse(result.uri);
  const edit = new WorkspaceEdit();
  edit.createFile(file, { overwrite: false, ignoreIfExists: false });
  edit.insert(file, new Position(0, 0), result.text);
  if (!(await workspace.applyEdit(edit))) {
    void window.showErrorMessage(l10n.t('{0} exists already.', file.fsPath));
    return;
  }
  const document = await workspace.openTextDocument(file);
  await document.save();
  await window.showTextDocument(document);
  if (result.note !== undefined) void window.showInformationMessage(result.note);
}

async function pickKind(server: Server, params: KindsParams): Promise<string | undefined> {
  const kinds = server.request<readonly KindItem[]>(Requests.kinds, params).then((items) =>
    (items ?? []).map(
      (kind): KindPick => ({
        name: kind.name,
        label: kind.title,
        description: kind.prefix ?? '',
        detail: kind.description,
        iconPath: new ThemeIcon(kind.icon),
      }),
    ),
  );
  const pick = await window.showQuickPick(kinds, {
    title: l10n.t('New Article'),
    placeHolder: l10n.t('Kind of article'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return pick?.name;
}

/** From a group of the Articles tree: `kind:change`. */
function kindOf(group: unknown): string | undefined {
  const key = typeof group === 'object' && group !== null && 'key' in group ? group.key : undefined;
  return typeof key === 'string' && key.startsWith('kind:') && key.length > 5 ? key.slice(5) : undefined;
}
