import type { Article, Reference } from '../article/article.ts';
import { nameOf } from '../article/article.ts';
import { keysOf } from '../corpus/corpus.ts';
import type { CompiledModel } from '../model/compiled.ts';
import type { Kind } from '../model/model.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { stageOf } from './standing.ts';
import { orList, quotedName } from './wording.ts';

export const linkMentionUntyped: ArticleRule = {
  code: 'link-mention-untyped',
  group: 'General',
  title: 'Mention without a typed link',
  severity: 'hint',
  scope: 'links',
  what: 'The text mentions another article, no typed link or id field connects the two in either direction, and the model has a link that could.',
  why: 'A mention says that the two belong together but not how, so traces, impact and coverage pass it by.',
  fix: 'Add the link to the front matter, if the two belong together.',
  example: {
    bad: '---\nid: CHG-001\ntitle: Patch the second node\n---\n\nThis ends what [[PRB-001]] describes.\n\n<!-- file: problem.md -->\n---\nid: PRB-001\ntitle: Pool exhaustion\n---\n',
    good: '---\nid: CHG-001\ntitle: Patch the second node\nfixes: [PRB-001]\n---\n\nThis ends what [[PRB-001]] describes.\n\n<!-- file: problem.md -->\n---\nid: PRB-001\ntitle: Pool exhaustion\n---\n',
  },
  options: [],
  source: 'KCS v6, practice 3.3: link while working',
  check: findUntyped,
};

function findUntyped(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined || article.body === undefined) return NONE;
  const targets = context.targets(article);
  let found: Found[] | undefined;
  let settled: Set<Article> | undefined;
  let keys: readonly string[] | undefined;
  for (let i = 0; i < targets.length; i++) {
    const reference = article.references[i] as Reference;
    if (reference.form !== 'mention' && reference.form !== 'wiki') continue;
    const target = targets[i];
    if (target?.type !== 'article' && target?.type !== 'ambiguous') continue;
    const other = target.article;
    if (other === article || other.kind === undefined) continue;
    settled ??= linkedFrom(article, targets);
    if (settled.has(other)) continue;
    settled.add(other);
    const links = context.derived(connections, context.corpus.model).between(kind, other.kind);
    if (links.length === 0) continue;
    keys ??= keysOf(article);
    const relation = relationTo(keys, other);
    // Of two articles that mention each other, the first by path reports it.
    if (relation === 'linked' || (relation === 'mentioned' && other.path < article.path)) continue;
    if (stageOf(article, context) === 'retired') return NONE;
    found ??= [];
    found.push(untyped(reference, other, links));
  }
  return found ?? NONE;
}

function linkedFrom(article: Article, targets: ReturnType<RuleContext['targets']>): Set<Article> {
  const linked = new Set<Article>();
  for (let i = 0; i < targets.length; i++) {
    const form = article.references[i]?.form;
    const target = targets[i];
    if (form !== 'typed' && form !== 'field') continue;
    if (target?.type === 'article' || target?.type === 'ambiguous') linked.add(target.article);
  }
  return linked;
}

/** By keys, without resolving: exact enough for a hint, and what comes after each mention must stay cheap. */
function relationTo(keys: readonly string[], from: Article): 'linked' | 'mentioned' | undefined {
  let relation: 'mentioned' | undefined;
  for (const reference of from.references) {
    const isTyped = reference.form === 'typed' || reference.form === 'field';
    if (!isTyped && reference.form !== 'mention' && reference.form !== 'wiki') continue;
    for (const key of reference.keys) {
      if (!keys.includes(key)) continue;
      if (isTyped) return 'linked';
      relation = 'mentioned';
    }
  }
  return relation;
}

interface Connection {
  readonly link: string;
  /** The mentioning article owns the link. */
  readonly isOwn: boolean;
}

function untyped(reference: Reference, other: Article, links: readonly Connection[]): Found {
  const own = links.filter(({ isOwn }) => isOwn).map(({ link }) => link);
  const theirs = links.filter(({ isOwn }) => !isOwn).map(({ link }) => link);
  const names = own.length > 0 ? own : theirs;
  const where = own.length > 0 ? 'here' : `in ${quotedName(other)}`;
  return {
    message: `No typed link connects this article with ${quotedName(other)}, so traces pass it by. If they belong together, write ${orList(names, 4)} ${where}.`,
    in: 'source',
    span: reference.span,
    data: { target: nameOf(other), links: own, inverseLinks: theirs },
  };
}

const NO_CONNECTIONS: readonly Connection[] = [];

/** Which links could connect two kinds. Links that take any kind say too little to be proposed. */
function connections(model: CompiledModel): { between(from: Kind, to: Kind): readonly Connection[] } {
  const table = new Map<string, Connection[]>();
  const add = (from: string, to: string, connection: Connection) => {
    const key = `${from} ${to}`;
    table.set(key, [...(table.get(key) ?? []), connection]);
  };
  for (const link of model.model.linkTypes) {
    for (const from of link.from.kinds) {
      for (const to of link.to.kinds) {
        if (from === '*' || to === '*' || to === 'same') continue;
        add(from, to, { link: link.name, isOwn: true });
        add(to, from, { link: link.name, isOwn: false });
      }
    }
  }
  return { between: (from, to) => table.get(`${from.name} ${to.name}`) ?? NO_CONNECTIONS };
}
