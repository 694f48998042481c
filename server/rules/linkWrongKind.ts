import type { Article, Reference } from '../article/article.ts';
import type { Target } from '../corpus/corpus.ts';
import type { Kind, LinkType } from '../model/model.ts';
import { entriesOf, entryTable } from './entries.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { orList, quoted, quotedName, theKind, withArticle } from './wording.ts';

export const linkWrongKind: ArticleRule = {
  code: 'link-wrong-kind',
  group: 'General',
  title: 'Link between kinds that it cannot connect',
  severity: 'error',
  scope: 'links',
  what: 'A typed link starts at a kind that cannot have it, or leads to an article of a kind that it cannot lead to.',
  why: 'Traces and impact follow links by their meaning. One between the wrong kinds is dead weight at best, and at worst hides that the right one is missing.',
  fix: 'Use the link that connects these two kinds, or point it at the article that was meant. `throughline kinds` lists the links of each kind.',
  example: {
    bad: '---\nid: VER-001\ntitle: Load test\nverifies: [OBJ-001]\n---\n\n<!-- file: objective.md -->\n---\nid: OBJ-001\ntitle: Fewer calls\n---\n',
    good: '---\nid: VER-001\ntitle: Load test\nverifies: [REQ-001]\n---\n\n<!-- file: requirement.md -->\n---\nid: REQ-001\ntitle: Refunds within a day\n---\n',
  },
  options: [],
  source: 'The link table of the model',
  check: findWrongKinds,
};

function findWrongKinds(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined) return NONE;
  const found: Found[] = [];
  const foreign = checkSources(article, kind, context, found);
  const targets = context.targets(article);
  for (let i = 0; i < targets.length; i++) {
    const reference = article.references[i] as Reference;
    if (reference.form !== 'typed' || foreign?.has(reference.type)) continue;
    const problem = wrongTarget(kind, reference, targets[i] as Target, context);
    if (problem !== undefined) found.push(problem);
  }
  return found.length === 0 ? NONE : found;
}

/** Links that this kind does not have; one finding for each, whatever it leads to. */
function checkSources(
  article: Article,
  kind: Kind,
  context: RuleContext,
  found: Found[],
): ReadonlySet<string> | undefined {
  const { uses } = context.derived(entryTable, kind);
  const own = context.derived(ownLinks, kind);
  let foreign: Set<string> | undefined;
  for (const { key, keySpan } of entriesOf(article)) {
    const use = uses.get(key);
    if (use?.type !== 'link' || own.has(use.link)) continue;
    foreign ??= new Set();
    foreign.add(use.link.name);
    found.push({
      message: `${theKind(kind)} cannot have ${quoted(key)}, which starts from ${kindNames(use.link.from.kinds, context)}. Use a link of this kind or remove it.`,
      in: 'front',
      span: keySpan,
      data: { link: use.link.name },
    });
  }
  return foreign;
}

function ownLinks(kind: Kind, { corpus }: RuleContext): ReadonlySet<LinkType> {
  return new Set(corpus.model.linksFrom(kind));
}

function wrongTarget(kind: Kind, reference: Reference, target: Target, context: RuleContext): Found | undefined {
  const model = context.corpus.model;
  const link = model.linkType(reference.type);
  if (link === undefined || target.type === 'missing' || target.type === 'unknown') return undefined;
  const at = { in: 'front' as const, span: reference.span };
  const end = reference.inverse === true ? link.from : link.to;
  const wanted = end.kinds.includes('same') ? withArticle(kind.title.toLowerCase()) : kindNames(end.kinds, context);
  if (target.type === 'file') {
    return {
      ...at,
      message: `${quoted(reference.target)} is a file, but ${quoted(link.name)} leads to ${wanted}. Link an article instead.`,
    };
  }
  const other = target.article.kind;
  if (other === undefined) {
    if (end.kinds.includes('*')) return undefined;
    return {
      ...at,
      message: `${quotedName(target.article)} is of no kind, but ${quoted(link.name)} leads to ${wanted}. Give it an id or link another article.`,
    };
  }
  const accepted =
    reference.inverse === true ? model.acceptsTarget(link, other, kind) : model.acceptsTarget(link, kind, other);
  if (accepted) return undefined;
  const better = reference.inverse === true ? [] : betterLinks(kind, other, context);
  const advice = better.length > 0 ? `For these two there is ${orList(better)}.` : 'Link another article.';
  return {
    ...at,
    message: `${quotedName(target.article)} is ${withArticle(other.title.toLowerCase())}, but ${quoted(reference.inverse === true ? link.inverse : link.name)} leads to ${wanted}. ${advice}`,
    data: { link: link.name, ...(better.length > 0 && { links: better }) },
  };
}

function betterLinks(from: Kind, to: Kind, { corpus }: RuleContext): string[] {
  const own = corpus.model
    .linksFrom(from)
    .filter((link) => !link.to.kinds.includes('*') && corpus.model.acceptsTarget(link, from, to));
  return own.map((link) => link.name);
}

/** `a project or a service`. */
function kindNames(names: readonly string[], { corpus }: RuleContext): string {
  if (names.includes('*')) return 'any article';
  const titles = names.map((name) => withArticle((corpus.model.kind(name)?.title ?? name).toLowerCase()));
  const shown = titles.slice(0, 6);
  if (titles.length > shown.length) return `${shown.join(', ')} and others`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} or ${last}`;
}
