/**
 * Which other articles must be checked again because of what rules read in them beyond id, kind, state and links, which
 * the corpus itself watches.
 */
import type { Article, Reference } from '../article/article.ts';
import { type Corpus, keysOf } from '../corpus/corpus.ts';
import { avoidedBy, isTerm } from './avoidedTerms.ts';
import { isPerson } from './personInactive.ts';
import { isMarkedInactive } from './standing.ts';

/** Paths; `corpus` holds `after`. The article itself is not among them unless it refers to itself. */
export function affectedBy(
  before: Article | undefined,
  after: Article | undefined,
  corpus: Corpus,
): ReadonlySet<string> {
  const affected = new Set<string>();
  const versions = [before, after].filter((article) => article !== undefined);
  if (vocabulary(before) !== vocabulary(after)) {
    for (const { path, body } of corpus.articles()) if (body !== undefined && body.terms.length > 0) affected.add(path);
  }
  if (appearance(before) !== appearance(after)) {
    const keys = new Set(versions.flatMap(keysOf));
    for (const path of corpus.referrersOf(keys)) affected.add(path);
    for (const { id } of versions)
      if (id !== undefined) for (const { path } of corpus.byId(id.value)) affected.add(path);
  }
  if (succession(before) !== succession(after)) {
    for (const path of referrersOfPredecessors(versions, corpus)) affected.add(path);
  }
  return affected;
}

function vocabulary(article: Article | undefined): string {
  return article === undefined || !isTerm(article) ? '' : JSON.stringify([article.id?.value, avoidedBy(article)]);
}

/** What findings in other articles show of this one: its headings and entries, who it is, where its id stands. */
function appearance(article: Article | undefined): string {
  if (article === undefined) return '';
  const headings = article.body?.headings.map((heading) => heading.text) ?? [];
  const person = isPerson(article) ? [article.title.value, isMarkedInactive(article)] : [];
  return [article.id?.span?.start, article.title.span?.start, ...person, ...entryIds(article), ...headings].join('\n');
}

/** Ids of the items of lists in front matter: `A1` of `actions: [{id: A1}]`. */
function entryIds(article: Article): string[] {
  const ids: string[] = [];
  for (const { value } of article.frontMatter?.root?.entries ?? []) {
    if (value.kind !== 'sequence') continue;
    for (const item of value.items) {
      if (item.kind !== 'mapping') continue;
      for (const entry of item.entries)
        if (entry.key === 'id' && entry.value.kind === 'scalar') ids.push(entry.value.text);
    }
  }
  return ids;
}

/** What makes an article the one to link instead of those it supersedes. */
function succession(article: Article | undefined): string {
  if (article === undefined) return '';
  const links = article.references.filter(isSupersedes).map(({ keys, inverse }) => `${keys[0]} ${inverse}`);
  return [...keysOf(article), article.id?.value, article.kind?.name, article.status?.value, ...links].join('\n');
}

function isSupersedes(reference: Reference): boolean {
  return reference.form === 'typed' && reference.type === 'supersedes';
}

/** Those who link what these articles supersede, directly or through others. */
function referrersOfPredecessors(articles: readonly Article[], corpus: Corpus): Set<string> {
  const referrers = new Set<string>();
  const seen = new Set<Article>(articles);
  for (const article of seen) {
    const keys = keysOf(article);
    for (const reference of article.references) {
      const target = isSupersedes(reference) && reference.inverse !== true ? corpus.targetOf(reference) : undefined;
      if (target !== undefined) seen.add(target);
    }
    for (const path of corpus.referrersOf(keys)) {
      const from = corpus.article(path);
      const names = (reference: Reference) => reference.keys.some((key) => keys.includes(key));
      if (
        from?.references.some((reference) => isSupersedes(reference) && reference.inverse === true && names(reference))
      ) {
        seen.add(from);
      }
      if (!articles.includes(article)) referrers.add(path);
    }
  }
  return referrers;
}
