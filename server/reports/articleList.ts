/** Articles one by one: what `list` prints. */
import type { Article } from '../article/article.ts';
import { plain } from '../article/yaml.ts';
import { JSON_VERSION } from './checkJson.ts';
import { type Column, cutStart, table, titled } from './columns.ts';
import { type Palette, printable } from './paint.ts';

export interface ListOptions {
  readonly palette: Palette;
  /** Cells of the terminal; `Infinity` for no limit. */
  readonly width: number;
  /** Whether the columns are named, as is good on a terminal and bad in a pipe. */
  readonly titles: boolean;
}

export function listText(articles: readonly Article[], { palette, width, titles }: ListOptions): string {
  const columns: Column[] = [
    { title: 'ID', paint: palette.id },
    { title: 'KIND' },
    { title: 'STATUS' },
    { title: 'TITLE', least: 24 },
    { title: 'PATH', least: 16, shorten: cutStart, paint: palette.dim },
  ];
  const rows = articles.map((article) =>
    [
      article.id?.value ?? '-',
      article.kind?.name ?? '-',
      article.status?.value ?? '-',
      article.title.value,
      article.path,
    ].map(printable),
  );
  return table(columns, titles ? titled(columns, rows) : rows, width)
    .map((line) => `${line}\n`)
    .join('');
}

export function listJson(articles: readonly Article[]): unknown {
  return { version: JSON_VERSION, articles: articles.map(articleJson) };
}

/** `fields` is the front matter as it is written, with the names in the file. */
export function articleJson(article: Article) {
  const root = article.frontMatter?.root;
  return {
    id: article.id?.value ?? null,
    kind: article.kind?.name ?? null,
    title: article.title.value,
    status: article.status?.value ?? null,
    path: article.path,
    fields: root === undefined ? {} : plain(root),
  };
}
