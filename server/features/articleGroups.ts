/** The Articles tree: all articles under headings by kind, status, owner, service or folder. */
import { type Article, fieldText } from '../article/article.ts';
import { folderOf } from '../article/paths.ts';
import { comparePaths } from '../corpus/corpus.ts';
import type { ArticleGroup, ArticleItem, Grouping } from '../protocol.ts';
import type { FeatureContext } from './feature.ts';

interface Heading {
  readonly key: string;
  readonly label: string;
  readonly icon: string;
  /** Sorts before the label. */
  readonly order: number;
}

interface OpenGroup {
  readonly heading: Heading;
  readonly articles: ArticleItem[];
}

export function articleGroups(contexts: readonly FeatureContext[], grouping: Grouping): ArticleGroup[] {
  const groups = new Map<string, OpenGroup>();
  for (const context of contexts) {
    for (const article of context.corpus.articles()) {
      const item = itemOf(context, article);
      for (const heading of headingsOf(context, article, grouping)) {
        const group = groups.get(heading.key) ?? { heading, articles: [] };
        groups.set(heading.key, group);
        group.articles.push(item);
      }
    }
  }
  return [...groups.values()]
    .sort((a, b) => a.heading.order - b.heading.order || a.heading.label.localeCompare(b.heading.label, 'en'))
    .map(({ heading, articles }) => ({
      key: heading.key,
      label: heading.label,
      icon: heading.icon,
      errors: sum(articles, (item) => item.errors),
      warnings: sum(articles, (item) => item.warnings),
      articles: articles.sort((a, b) => comparePaths(a.id ?? `~${a.path}`, b.id ?? `~${b.path}`)),
    }));
}

function itemOf(context: FeatureContext, article: Article): ArticleItem {
  let errors = 0;
  let warnings = 0;
  for (const { severity } of context.findingsOf(article.path)) {
    if (severity === 'error') errors++;
    else if (severity === 'warning') warnings++;
  }
  return {
    uri: context.uriOf(article.path),
    path: article.path,
    ...(article.id !== undefined && { id: article.id.value }),
    title: article.title.value,
    ...(article.kind !== undefined && { kind: article.kind.name }),
    ...(article.status !== undefined && { status: article.status.value }),
    icon: article.kind?.icon ?? 'markdown',
    errors,
    warnings,
  };
}

const LAST = Number.MAX_SAFE_INTEGER;

function headingsOf(context: FeatureContext, article: Article, grouping: Grouping): readonly Heading[] {
  const { model } = context.corpus;
  switch (grouping) {
    case 'kind': {
      const { kind } = article;
      if (kind === undefined) return [{ key: 'kind:', label: 'Plain Markdown', icon: 'markdown', order: LAST }];
      return [
        { key: `kind:${kind.name}`, label: kind.plural, icon: kind.icon, order: model.model.kinds.indexOf(kind) },
      ];
    }
    case 'status': {
      const status = article.status?.value;
      if (status === undefined) return [{ key: 'status:', label: 'No status', icon: 'circle-outline', order: LAST }];
      return [{ key: `status:${status}`, label: status.replaceAll('_', ' '), icon: 'circle-filled', order: 0 }];
    }
    case 'owner': {
      const owner = fieldText(article, 'owner');
      if (owner === undefined) return [{ key: 'owner:', label: 'No owner', icon: 'person', order: LAST }];
      const [person] = context.corpus.byId(owner);
      const label = person === undefined ? owner : `${person.title.value} (${owner})`;
      return [{ key: `owner:${owner}`, label, icon: person?.kind?.icon ?? 'person', order: 0 }];
    }
    case 'service': {
      const services = servicesOf(context, article);
      if (services.length === 0) return [{ key: 'service:', label: 'No service', icon: 'dash', order: LAST }];
      return services.map((service) => {
        const id = service.id?.value ?? service.path;
        return {
          key: `service:${id}`,
          label: `${service.title.value} (${id})`,
          icon: service.kind?.icon ?? 'server',
          order: 0,
        };
      });
    }
    case 'folder': {
      const folder = folderOf(article.path);
      return [{ key: `folder:${folder}`, label: folder === '' ? 'Workspace root' : folder, icon: 'folder', order: 0 }];
    }
  }
}

/** Services an article is linked with directly, either way; a service itself counts as its own. */
function servicesOf(context: FeatureContext, article: Article): readonly Article[] {
  if (article.kind?.name === 'service') return [article];
  const services = new Set<Article>();
  for (const reference of article.references) {
    if (reference.form !== 'typed') continue;
    const target = context.corpus.targetOf(reference);
    if (target?.kind?.name === 'service') services.add(target);
  }
  for (const { from, reference } of context.corpus.incoming(article)) {
    if (reference.form === 'typed' && from.kind?.name === 'service') services.add(from);
  }
  return [...services].sort((a, b) => comparePaths(a.path, b.path));
}

function sum(items: readonly ArticleItem[], countOf: (item: ArticleItem) => number): number {
  return items.reduce((total, item) => total + countOf(item), 0);
}
