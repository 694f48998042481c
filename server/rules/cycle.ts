import type { Article, Reference } from '../article/article.ts';
import { nameOf } from '../article/article.ts';
import { type Corpus, keysOf } from '../corpus/corpus.ts';
import type { CompiledModel } from '../model/compiled.ts';
import type { LinkType } from '../model/model.ts';
import { cyclicComponents, leadsBack, shortestCycle } from './components.ts';
import type { CorpusRule, Found, Related, RuleContext } from './rule.ts';
import { quoted } from './wording.ts';

export const cycle: CorpusRule = {
  code: 'cycle',
  group: 'General',
  title: 'Links in a circle',
  severity: 'error',
  scope: 'corpus',
  what: 'Links of a type that must not form a circle do: `after`, `derives_from` and `supersedes`, and as a warning `depends_on`, `hosted_on` and `part_of`. One finding is given for each knot of articles, with the shortest way round through its first article.',
  why: 'Nothing in the circle can be first: no order of changes, no root of a trace, no newest version can be told.',
  fix: 'Follow the related places and remove the link that is wrong.',
  example: {
    bad: '---\nid: CHG-001\ntitle: Copy the data\nafter: [CHG-002]\n---\n\n<!-- file: second.md -->\n---\nid: CHG-002\ntitle: Switch over\nafter: [CHG-001]\n---\n',
    good: '---\nid: CHG-001\ntitle: Copy the data\n---\n\n<!-- file: second.md -->\n---\nid: CHG-002\ntitle: Switch over\nafter: [CHG-001]\n---\n',
  },
  options: [],
  source: 'iTop, relation graph',
  concerns,
  checkAll: findCycles,
};

/** Beyond this many articles on the way, a local search costs more than looking at all. */
const SEARCH_LIMIT = 500;

function concerns(before: Article | undefined, after: Article | undefined, context: RuleContext): boolean {
  const acyclic = context.derived(acyclicLinks, context.corpus.model);
  const from = edges(before, acyclic);
  const to = edges(after, acyclic);
  if (from.length === 0 && to.length === 0) return isNewTarget(before, after, acyclic, context.corpus);
  if (names(before) !== names(after) || !sameEdges(from, to)) return true;
  if (after === undefined || from.every((edge, i) => sameSpan(edge, to[i]))) return false;
  // The links only moved in the file: findings and related places have to follow when there are any.
  return isOnCycle(after, acyclic, context);
}

function edges(article: Article | undefined, acyclic: ReadonlySet<string>): readonly Reference[] {
  return article === undefined
    ? []
    : article.references.filter(({ form, type }) => form === 'typed' && acyclic.has(type));
}

/**
 * Without links of its own an article can still close or open a circle: by an id that takes the links of others away
 * from another article, and by links written on their computed side. Both need a link that names it.
 */
function isNewTarget(
  before: Article | undefined,
  after: Article | undefined,
  acyclic: ReadonlySet<string>,
  corpus: Corpus,
): boolean {
  if (names(before) === names(after)) return false;
  const keys = new Set([before, after].flatMap((article) => (article === undefined ? [] : keysOf(article))));
  return corpus
    .referrersOf(keys)
    .some((path) => edges(corpus.article(path), acyclic).some((edge) => edge.keys.some((key) => keys.has(key))));
}

function names(article: Article | undefined): string {
  return article === undefined ? '' : [article.id?.value, ...keysOf(article)].join('\n');
}

function sameEdges(a: readonly Reference[], b: readonly Reference[]): boolean {
  return (
    a.length === b.length &&
    a.every((edge, i) => edge.type === b[i]?.type && edge.inverse === b[i]?.inverse && edge.keys[0] === b[i]?.keys[0])
  );
}

function sameSpan(a: Reference, b: Reference | undefined): boolean {
  return a.span.start === b?.span.start && a.span.end === b.span.end;
}

/** Over all acyclic types at once, and so perhaps a false alarm, which costs one look at everything. */
function isOnCycle(article: Article, acyclic: ReadonlySet<string>, { corpus }: RuleContext): boolean {
  const successors = function* (path: string) {
    const node = corpus.article(path);
    if (node === undefined) return;
    for (const edge of edges(node, acyclic)) {
      const target = corpus.targetOf(edge);
      if (edge.inverse !== true && target !== undefined) yield target.path;
    }
    for (const { from, reference } of corpus.incoming(node)) {
      if (reference.inverse === true && acyclic.has(reference.type)) yield from.path;
    }
  };
  return (
    edges(article, acyclic).some((edge) => edge.inverse === true) || leadsBack(article.path, successors, SEARCH_LIMIT)
  );
}

function acyclicLinks(model: CompiledModel): ReadonlySet<string> {
  return new Set(model.model.linkTypes.filter((link) => link.acyclic !== undefined).map((link) => link.name));
}

interface Edge {
  readonly to: string;
  /** The article in which the link is written; the edge starts there unless it is an inverse. */
  readonly holder: Article;
  readonly reference: Reference;
}

function* findCycles(context: RuleContext): Generator<Found & { readonly article: Article }> {
  for (const [name, graph] of graphs(context)) {
    const link = context.corpus.model.linkType(name);
    if (link === undefined) continue;
    for (const component of cyclicComponents(graph)) {
      const found = describe(link, component, graph, context);
      if (found !== undefined) yield found;
    }
  }
}

/** By link type: path → edges, in a stable order. */
function graphs(context: RuleContext): ReadonlyMap<string, ReadonlyMap<string, readonly Edge[]>> {
  const { corpus } = context;
  const acyclic = context.derived(acyclicLinks, corpus.model);
  const byType = new Map<string, Map<string, Edge[]>>();
  for (const article of corpus.articles()) {
    for (const reference of article.references) {
      if (reference.form !== 'typed' || !acyclic.has(reference.type)) continue;
      const target = corpus.targetOf(reference);
      if (target === undefined) continue;
      const graph = byType.get(reference.type) ?? new Map<string, Edge[]>();
      byType.set(reference.type, graph);
      const [from, to] = reference.inverse === true ? [target, article] : [article, target];
      const out = graph.get(from.path);
      const edge = { to: to.path, holder: article, reference };
      if (out === undefined) graph.set(from.path, [edge]);
      else out.push(edge);
    }
  }
  return byType;
}

function describe(
  link: LinkType,
  component: readonly string[],
  graph: ReadonlyMap<string, readonly Edge[]>,
  { corpus }: RuleContext,
): (Found & { readonly article: Article }) | undefined {
  const label = (path: string) => nameOf(corpus.article(path) as Article);
  const members = [...component].sort((a, b) => compare(label(a), label(b)) || compare(a, b));
  const [start] = members;
  if (start === undefined) return undefined;
  const way = shortestCycle(sorted(graph, members, label), start, new Set(members));
  const [first] = way;
  if (first === undefined) return undefined;
  const path = [start, ...way.map((edge) => edge.to)].map(label);
  const shown = path.length > 12 ? [...path.slice(0, 10), '…', ...path.slice(-1)] : path;
  const more = members.length > way.length ? ` (${members.length} articles hang together in this knot)` : '';
  const related: Related[] = way.slice(1).map((edge, i) => ({
    message: `${path[i + 1]} ${link.name} ${path[i + 2]}`,
    source: edge.holder.front,
    span: edge.reference.span,
  }));
  return {
    article: first.holder,
    message: `${quoted(link.name)} goes in a circle: ${shown.join(' → ')}${more}. Remove the link that is wrong.`,
    in: 'front',
    span: first.reference.span,
    severity: link.acyclic ?? 'error',
    related,
    data: { link: link.name, path },
  };
}

/** Members' edges by the names of their targets, so that the way found does not depend on the order of files. */
function sorted(
  graph: ReadonlyMap<string, readonly Edge[]>,
  members: readonly string[],
  label: (path: string) => string,
) {
  const inside = new Set(members);
  return new Map(
    members.map((path) => {
      const own = (graph.get(path) ?? []).filter((edge) => inside.has(edge.to));
      return [
        path,
        own.sort(
          (a, b) =>
            compare(label(a.to), label(b.to)) || compare(a.to, b.to) || a.reference.span.start - b.reference.span.start,
        ),
      ];
    }),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
