/**
 * Every custom request and notification between the extension and the server, typed once. The client imports this file
 * and nothing else of the server. Only types and names: it is bundled into both.
 */

/** How the Articles tree is arranged. */
export type Grouping = 'kind' | 'status' | 'owner' | 'service' | 'folder';

export interface ArticlesParams {
  readonly grouping: Grouping;
}

export interface ArticleItem {
  readonly uri: string;
  readonly path: string;
  readonly id?: string;
  readonly title: string;
  readonly kind?: string;
  readonly status?: string;
  /** Codicon. */
  readonly icon: string;
  readonly errors: number;
  readonly warnings: number;
}

export interface ArticleGroup {
  /** Stable, for expansion state. */
  readonly key: string;
  readonly label: string;
  readonly icon: string;
  readonly errors: number;
  readonly warnings: number;
  readonly articles: readonly ArticleItem[];
}

export interface KindItem {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly icon: string;
  readonly prefix?: string;
  readonly folder: string;
}

export interface KindsParams {
  /** A URI in the workspace folder meant; the first folder when absent. */
  readonly uri?: string;
}

export interface NewArticleParams {
  readonly kind: string;
  readonly title: string;
  readonly uri?: string;
}

export interface NewArticleResult {
  readonly uri: string;
  readonly text: string;
  readonly id?: string;
  /** What the person should know, for instance that git could not be asked for ids in use elsewhere. */
  readonly note?: string;
}

export interface SummaryParams {
  readonly stage: 'empty' | 'scanning' | 'reading' | 'parsing' | 'checking' | 'graph' | 'ready';
  readonly articles: number;
  readonly links: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly hints: number;
  /** Of the stage under way. */
  readonly done?: number;
  readonly total?: number;
}

export const Requests = {
  articles: 'throughline/articles',
  kinds: 'throughline/kinds',
  newArticle: 'throughline/newArticle',
} as const;

export const Notifications = {
  /** Server → client: what the status bar shows; sent when it changes. */
  summary: 'throughline/summary',
  /** Server → client: articles changed; views ask again. */
  articlesChanged: 'throughline/articlesChanged',
} as const;

export interface InitializationOptions {
  /** Folder for the cache; without it nothing is kept between sessions. */
  readonly cacheFolder?: string;
  /** RFC 3339; overrides the configuration. */
  readonly now?: string;
  /** False in Restricted Mode: git is not run. */
  readonly trusted?: boolean;
}
