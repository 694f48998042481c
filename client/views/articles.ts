import {
  commands,
  type Disposable,
  EventEmitter,
  l10n,
  type Memento,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import {
  type ArticleGroup,
  type ArticleItem,
  type ArticlesParams,
  type Grouping,
  Requests,
} from '../../server/protocol.ts';
import type { Server } from '../server.ts';

type Node = ArticleGroup | ArticleItem;

const GROUPINGS: readonly Grouping[] = ['kind', 'status', 'owner', 'service', 'folder'];
const GROUPING_STATE = 'throughline.articles.grouping';
/** Milliseconds to wait for more changes before the tree is asked for again. */
const QUIET = 150;

/** The Articles tree: what there is, arranged as the person chose, with marks for findings. */
export class ArticlesView implements TreeDataProvider<Node>, Disposable {
  readonly #server: Server;
  readonly #state: Memento;
  readonly #changed = new EventEmitter<undefined>();
  readonly #disposables: Disposable[];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(server: Server, state: Memento) {
    this.#server = server;
    this.#state = state;
    const view = window.createTreeView<Node>('throughline.articles', { treeDataProvider: this, showCollapseAll: true });
    this.#disposables = [
      view,
      this.#changed,
      server.onDidChangeArticles(() => this.#refreshSoon()),
      server.onDidChangeSummary((summary) => {
        view.description = l10n.t('by {0}', this.#grouping);
        view.badge =
          summary.errors > 0 ? { value: summary.errors, tooltip: l10n.t('{0} errors', summary.errors) } : undefined;
        void commands.executeCommand(
          'setContext',
          'throughline.empty',
          summary.stage === 'ready' && summary.articles === 0,
        );
      }),
    ];
  }

  commands(): Disposable[] {
    return GROUPINGS.map((grouping) =>
      commands.registerCommand(`throughline.groupBy.${grouping}`, async () => {
        await this.#state.update(GROUPING_STATE, grouping);
        this.refresh();
      }),
    );
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node !== undefined) return 'articles' in node ? [...node.articles] : [];
    const params: ArticlesParams = { grouping: this.#grouping };
    return (await this.#server.request<ArticleGroup[]>(Requests.articles, params)) ?? [];
  }

  getTreeItem(node: Node): TreeItem {
    return 'articles' in node ? groupItem(node) : articleItem(node);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const disposable of this.#disposables) disposable.dispose();
  }

  get #grouping(): Grouping {
    return this.#state.get<Grouping>(GROUPING_STATE) ?? 'kind';
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), QUIET);
  }
}

function groupItem(group: ArticleGroup): TreeItem {
  const item = new TreeItem(group.label, TreeItemCollapsibleState.Collapsed);
  item.id = group.key;
  item.contextValue = group.key.startsWith('kind:') && group.key.length > 5 ? 'kindGroup' : 'group';
  item.iconPath = iconOf(group.icon, group);
  item.description = [String(group.articles.length), findingsText(group)].filter(Boolean).join(' · ');
  item.tooltip = l10n.t(
    '{0}: {1} articles, {2} errors, {3} warnings',
    group.label,
    group.articles.length,
    group.errors,
    group.warnings,
  );
  return item;
}

function articleItem(article: ArticleItem): TreeItem {
  const item = new TreeItem(article.id ?? article.title, TreeItemCollapsibleState.None);
  const uri = Uri.parse(article.uri);
  item.contextValue = 'article';
  item.description = article.id === undefined ? article.path : article.title;
  item.iconPath = iconOf(article.icon, article);
  const facts = [
    article.title,
    [article.kind?.replaceAll('_', ' '), article.status].filter(Boolean).join(' · '),
    findingsText(article),
    article.path,
  ];
  item.tooltip = facts.filter(Boolean).join('\n');
  item.command = { title: l10n.t('Open'), command: 'vscode.open', arguments: [uri] };
  item.accessibilityInformation = {
    label: [article.id, article.title, article.status, findingsText(article)].filter(Boolean).join(', '),
  };
  return item;
}

function iconOf(icon: string, { errors, warnings }: { readonly errors: number; readonly warnings: number }): ThemeIcon {
  const color = errors > 0 ? 'list.errorForeground' : warnings > 0 ? 'list.warningForeground' : undefined;
  return new ThemeIcon(icon, color === undefined ? undefined : new ThemeColor(color));
}

function findingsText({ errors, warnings }: { readonly errors: number; readonly warnings: number }): string {
  const parts: string[] = [];
  if (errors > 0) parts.push(errors === 1 ? l10n.t('1 error') : l10n.t('{0} errors', errors));
  if (warnings > 0) parts.push(warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings));
  return parts.join(', ');
}
