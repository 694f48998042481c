/** What a folder's documents have in common: the basis of a proposed configuration. */
import type { Article } from '../article/article.ts';
import { fileNameOf, folderOf, stemOf } from '../article/paths.ts';
import type { YamlNode } from '../article/yaml.ts';

/** What is looked at of a document. */
export interface SurveyedArticle {
  readonly path: string;
  /** Name of the built-in kind that it is, if it is one. */
  readonly kind?: string;
  readonly fields: readonly { readonly name: string; readonly value: YamlNode }[];
  /** Heading texts without the document's title. */
  readonly sections: readonly string[];
}

/** Documents that look alike. */
export interface Group {
  readonly by:
    | { readonly type: 'prefix'; readonly prefix: string }
    | { readonly type: 'field'; readonly field: string; readonly value: string }
    | { readonly type: 'folder'; readonly folder: string };
  readonly articles: readonly SurveyedArticle[];
}

export interface Survey {
  readonly total: number;
  /** Built-in kind → number of its articles. */
  readonly recognised: ReadonlyMap<string, number>;
  readonly groups: readonly Group[];
  /** Documents that belong to nothing. */
  readonly rest: readonly SurveyedArticle[];
  /** Front matter field → number of documents that have it, the most frequent first. */
  readonly fields: ReadonlyMap<string, number>;
}

/** Documents about the repository itself, found in most. */
const ABOUT = new Set([
  'readme',
  'index',
  '_index',
  'changelog',
  'contributing',
  'license',
  'code_of_conduct',
  'security',
  'support',
  'governance',
  'template',
  'example',
]);

/** Fewer documents than this make no kind. */
const LEAST = 2;
/** Share of a group's documents that must have something for it to be common to them. */
const COMMON = 0.6;
/** Values of a field that can tell kinds apart. */
const MOST_VALUES = 12;

export function surveyedArticle(article: Article): SurveyedArticle {
  const root = article.frontMatter?.root;
  const headings = article.body?.headings ?? [];
  const [first] = headings;
  const titled = first?.depth === 1;
  return {
    path: article.path,
    ...(article.kind !== undefined && { kind: article.kind.name }),
    fields: (root?.entries ?? []).map(({ key, value }) => ({ name: key, value })),
    sections: headings.slice(titled ? 1 : 0).map((heading) => heading.text),
  };
}

export function surveyOf(articles: readonly SurveyedArticle[]): Survey {
  const recognised = tally(articles.flatMap(({ kind }) => (kind === undefined ? [] : [kind])));
  const strangers = articles.filter(({ kind, path }) => kind === undefined && !isAbout(path));
  const byPrefix = groupedBy(strangers, prefixOf);
  const groups: Group[] = [...byPrefix.groups].map(([prefix, found]) => ({
    by: { type: 'prefix', prefix },
    articles: found,
  }));
  let rest = byPrefix.rest;
  for (const field of ['kind', 'type']) {
    const found = groupedBy(rest, (article) => scalarOf(article, field));
    const telling = found.groups.size <= MOST_VALUES && found.rest.length <= (1 - COMMON) * rest.length;
    if (!telling || found.groups.size < 2) continue;
    for (const [value, of] of found.groups) groups.push({ by: { type: 'field', field, value }, articles: of });
    rest = found.rest;
    break;
  }
  const byFolder = folderGroups(rest);
  for (const group of byFolder) groups.push(group);
  const grouped = new Set(groups.flatMap((group) => group.articles));
  return {
    total: articles.length,
    recognised,
    groups,
    rest: articles.filter((article) => article.kind === undefined && !grouped.has(article)),
    fields: tally(articles.flatMap(({ fields }) => [...new Set(fields.map(({ name }) => name))])),
  };
}

function isAbout(path: string): boolean {
  return ABOUT.has(stemOf(path).toLowerCase());
}

/** `ADR` of `ADR-0012` in the field `id`, or at the start of the file's name. */
function prefixOf(article: SurveyedArticle): string | undefined {
  const id = scalarOf(article, 'id') ?? stemOf(article.path);
  return /^(\p{Lu}[\p{Lu}\p{N}_]{0,15}(?:-\p{Lu}[\p{Lu}\p{N}_]{0,15}){0,3})-\d/u.exec(id)?.[1];
}

export function scalarOf(article: SurveyedArticle, field: string): string | undefined {
  const value = article.fields.find(({ name }) => name === field)?.value;
  return value?.kind === 'scalar' && value.tag !== 'null' && value.text.trim() !== '' ? value.text.trim() : undefined;
}

function groupedBy(
  articles: readonly SurveyedArticle[],
  keyOf: (article: SurveyedArticle) => string | undefined,
): { readonly groups: ReadonlyMap<string, SurveyedArticle[]>; readonly rest: SurveyedArticle[] } {
  const groups = new Map<string, SurveyedArticle[]>();
  for (const article of articles) {
    const key = keyOf(article);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [article]);
    else group.push(article);
  }
  for (const [key, group] of groups) if (group.length < LEAST) groups.delete(key);
  const grouped = new Set([...groups.values()].flat());
  return { groups, rest: articles.filter((article) => !grouped.has(article)) };
}

interface Folder {
  readonly path: string;
  readonly own: SurveyedArticle[];
  readonly folders: Map<string, Folder>;
}

/** The highest folders whose documents look alike. */
function folderGroups(articles: readonly SurveyedArticle[]): Group[] {
  const root: Folder = { path: '', own: [], folders: new Map() };
  for (const article of articles) {
    let folder = root;
    for (const name of folderOf(article.path).split('/').filter(Boolean)) {
      const below = folder.folders.get(name);
      const path = folder.path === '' ? name : `${folder.path}/${name}`;
      const next = below ?? { path, own: [], folders: new Map() };
      folder.folders.set(name, next);
      folder = next;
    }
    folder.own.push(article);
  }
  const groups: Group[] = [];
  const waiting = [root];
  for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
    const all = below(folder);
    const isOnTheWay = folder.own.length === 0 && folder.folders.size === 1;
    if (folder.path !== '' && !isOnTheWay && all.length > LEAST && alike(all)) {
      groups.push({ by: { type: 'folder', folder: folder.path }, articles: all });
      continue;
    }
    waiting.push(...folder.folders.values());
  }
  return groups;
}

function below(folder: Folder): SurveyedArticle[] {
  const all: SurveyedArticle[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    all.push(...next.own);
    waiting.push(...next.folders.values());
  }
  return all;
}

/** Two fields or sections in common, or numbered file names. */
function alike(articles: readonly SurveyedArticle[]): boolean {
  if (share(articles, ({ path }) => /^\d{2,}/.test(fileNameOf(path))) >= COMMON) return true;
  const marks = tally(
    articles.flatMap(({ fields, sections }) => [
      ...new Set([...fields.map(({ name }) => `field ${name}`), ...sections.map((text) => `section ${text}`)]),
    ]),
  );
  return [...marks.values()].filter((count) => count >= COMMON * articles.length).length >= 2;
}

export function share<T>(items: readonly T[], has: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(has).length / items.length;
}

/** How often each text occurs, the most frequent first. */
export function tally(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
