/** One article with its fields, links and findings: what `show` prints. */
import type { Article } from '../article/article.ts';
import type { YamlNode } from '../article/yaml.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Finding } from '../rules/rule.ts';
import { articleJson } from './articleList.ts';
import { findingJson, JSON_VERSION } from './checkJson.ts';
import { placeText } from './checkText.ts';
import { type Column, padEnd, table, widthOf, wrap } from './columns.ts';
import { type Link, linkJson, linksFrom, linksTo } from './linkList.ts';
import { type Palette, printable } from './paint.ts';

export interface CardOptions {
  readonly palette: Palette;
  /** Cells of the terminal; `Infinity` for no limit. */
  readonly width: number;
}

export function showJson(corpus: Corpus, articles: readonly Article[], findingsOf: FindingsOf): unknown {
  return {
    version: JSON_VERSION,
    articles: articles.map((article) => ({
      ...articleJson(article),
      links: { from: linksFrom(corpus, article).map(linkJson), to: linksTo(corpus, article).map(linkJson) },
      findings: findingsOf(article).map(findingJson),
    })),
  };
}

export type FindingsOf = (article: Article) => readonly Finding[];

export function showText(
  corpus: Corpus,
  articles: readonly Article[],
  findingsOf: FindingsOf,
  options: CardOptions,
): string {
  return articles.map((article) => card(corpus, article, findingsOf(article), options)).join('\n');
}

function card(corpus: Corpus, article: Article, findings: readonly Finding[], options: CardOptions): string {
  const { palette } = options;
  const id = article.id?.value;
  const facts = [article.kind?.title ?? 'Plain Markdown', article.status?.value, article.path];
  const lines = [
    `${id === undefined ? '' : `${palette.id(printable(id))}  `}${palette.bold(printable(article.title.value))}`,
    palette.dim(
      facts
        .filter((fact) => fact !== undefined)
        .map(printable)
        .join(' · '),
    ),
  ];
  const section = (title: string, content: readonly string[]) => {
    if (content.length > 0) lines.push('', palette.bold(title), ...content.map((line) => `  ${line}`));
  };
  section('Fields', fieldLines(article, options));
  section('Links to', linkLines(corpus, linksFrom(corpus, article), 'to', options));
  section('Linked from', linkLines(corpus, linksTo(corpus, article), 'from', options));
  section('Findings', findingLines(findings, options));
  return `${lines.join('\n')}\n`;
}

/** Shown in the heading. */
const IN_HEADING = new Set(['id', 'title', 'status']);

function fieldLines(article: Article, { width }: CardOptions): string[] {
  const entries = (article.frontMatter?.root?.entries ?? []).filter(({ key }) => !IN_HEADING.has(key));
  const names = entries.map(({ key }) => printable(key));
  const column = Math.min(24, Math.max(0, ...names.map(widthOf)));
  return entries.flatMap(({ value }, i) => {
    const [first = '', ...rest] = wrap(printable(valueText(value)), Math.max(20, width - column - 4));
    return [
      `${padEnd(names[i] ?? '', column)}  ${first}`.trimEnd(),
      ...rest.map((line) => ' '.repeat(column + 2) + line),
    ];
  });
}

/** As YAML would have it on one line, without the outermost brackets and without quotes. */
function valueText(node: YamlNode): string {
  switch (node.kind) {
    case 'scalar':
      return node.text;
    case 'sequence':
      return node.items.map(innerText).join(', ');
    case 'mapping':
      return node.entries.map(({ key, value }) => `${key}: ${innerText(value)}`).join(', ');
  }
}

function innerText(node: YamlNode): string {
  const text = valueText(node);
  return node.kind === 'scalar' ? text : node.kind === 'sequence' ? `[${text}]` : `{${text}}`;
}

function linkLines(
  corpus: Corpus,
  links: readonly Link[],
  side: 'from' | 'to',
  { palette, width }: CardOptions,
): string[] {
  const seen = new Set<string>();
  const rows: string[][] = [];
  for (const link of links) {
    const name = link[side];
    const type = side === 'to' ? link.type : (inverseOf(corpus, link.type) ?? link.type);
    const key = `${type}\n${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const [article] = corpus.byId(name);
    const title = link.resolved === false ? 'missing' : (article?.title.value ?? '');
    rows.push([type, name, title].map(printable));
  }
  const columns: Column[] = [{ title: '' }, { title: '', paint: palette.id }, { title: '', least: 16 }];
  return table(columns, rows, width - 2);
}

/** The link's name as the article at its end sees it. */
function inverseOf(corpus: Corpus, type: string): string | undefined {
  return corpus.model.linkType(type)?.inverse ?? corpus.model.linkTypeByInverse(type)?.name;
}

function findingLines(findings: readonly Finding[], { palette, width }: CardOptions): string[] {
  return findings.flatMap(({ severity, code, message, path, range }) => [
    `${palette.severity[severity](severity)}  ${code}  ${palette.dim(`${printable(path)}:${placeText(range.start)}`)}`,
    ...wrap(printable(message), Math.max(20, width - 4)).map((line) => `  ${line}`),
  ]);
}
