import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, Uri, window } from 'vscode';
import { type ArticleGroup, type ArticlesParams, Requests } from '../../server/protocol.ts';
import type { Server } from '../server.ts';

interface ArticlePick extends QuickPickItem {
  readonly uri?: string;
}

/** Picks an article by id, title, kind or status and opens it. */
export async function goToArticle(server: Server): Promise<void> {
  const params: ArticlesParams = { grouping: 'kind' };
  const items = server.request<readonly ArticleGroup[]>(Requests.articles, params).then(picksOf);
  const pick = await window.showQuickPick<ArticlePick>(items, {
    title: l10n.t('Go to Article'),
    placeHolder: l10n.t('Id, title, kind or status'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (pick?.uri !== undefined) await window.showTextDocument(Uri.parse(pick.uri));
}

function picksOf(groups: readonly ArticleGroup[] | undefined): ArticlePick[] {
  return (groups ?? []).flatMap((group): ArticlePick[] => [
    { label: group.label, kind: QuickPickItemKind.Separator },
    ...group.articles.map((article) => ({
      label: article.id === undefined ? article.title : `${article.id} ${article.title}`,
      description: article.status ?? '',
      iconPath: new ThemeIcon(article.icon),
      uri: article.uri,
    })),
  ]);
}
