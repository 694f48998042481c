import type { Article, Reference } from '../article/article.ts';
import { nameOf } from '../article/article.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { NONE } from './found.ts';
import { isPerson } from './personInactive.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { isSettled, stageOf } from './standing.ts';
import { quoted, quotedName } from './wording.ts';

export const linkToRetired: ArticleRule = {
  code: 'link-to-retired',
  group: 'General',
  title: 'Link to something retired',
  severity: 'warning',
  scope: 'links',
  what: 'A typed link or an id field of an article at work leads to one that is retired, rejected, cancelled or superseded. Links that record history are not judged, nor articles whose own work is over.',
  why: 'What is planned or traced against it is planned against something that no longer holds.',
  fix: 'Link the successor, where the finding names one; otherwise remove the link or revive the target.',
  example: {
    bad: '---\nid: REQ-002\ntitle: Refunds within an hour\nderives_from: [REQ-001]\n---\n\n<!-- file: older.md -->\n---\nid: REQ-001\ntitle: Refunds within a day\nstatus: retired\n---\n',
    good: '---\nid: REQ-002\ntitle: Refunds within an hour\nsupersedes: REQ-001\n---\n\n<!-- file: older.md -->\n---\nid: REQ-001\ntitle: Refunds within a day\nstatus: retired\n---\n',
  },
  options: [
    {
      name: 'ignore',
      type: 'strings',
      description: 'Link types that may lead to retired articles.',
      default: ['supersedes', 'learned_from', 'caused_by', 'reviews', 'decides', 'dismisses'],
    },
    { name: 'body', type: 'boolean', description: 'Whether links in prose count too.', default: false },
  ],
  source: 'Doorstop, inactive items',
  check: findRetired,
};

function findRetired(article: Article, context: RuleContext): readonly Found[] {
  if (article.kind === undefined) return NONE;
  const targets = context.targets(article);
  let found: Found[] | undefined;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (target?.type !== 'article' && target?.type !== 'ambiguous') continue;
    const other = target.article;
    const reference = article.references[i] as Reference;
    if (stageOf(other, context) !== 'retired' || isPerson(other) || other === article) continue;
    if (!isJudged(reference, context) || isSettled(article, context)) continue;
    found ??= [];
    found.push(retired(reference, other, context));
  }
  return found ?? NONE;
}

function isJudged(reference: Reference, context: RuleContext): boolean {
  switch (reference.form) {
    case 'typed':
    case 'field':
      return !context.option<readonly string[]>(linkToRetired, 'ignore').includes(reference.type);
    default:
      return context.option<boolean>(linkToRetired, 'body');
  }
}

function retired(reference: Reference, target: Article, context: RuleContext): Found {
  const successor = successorOf(target, context);
  const advice =
    successor === undefined
      ? 'Link what holds now, or remove the link.'
      : `${quotedName(successor)} supersedes it: link that.`;
  return {
    message: `${quotedName(target)} is ${quoted(target.status?.value ?? 'retired')} and no longer holds. ${advice}`,
    in: reference.form === 'typed' || reference.form === 'field' ? 'front' : 'source',
    span: reference.span,
    tag: 'deprecated',
    data: { target: reference.target, ...(successor !== undefined && { successor: nameOf(successor) }) },
  };
}

/** The end of the chain of `supersedes` links; undefined when it has none or ends in a retired article. */
function successorOf(article: Article, context: RuleContext): Article | undefined {
  const seen = new Set([article.path]);
  let current = article;
  for (;;) {
    const next = supersedingOf(current, context.corpus);
    if (next === undefined || seen.has(next.path)) return undefined;
    if (stageOf(next, context) !== 'retired') return next;
    seen.add(next.path);
    current = next;
  }
}

function supersedingOf(article: Article, corpus: Corpus): Article | undefined {
  for (const { from, reference } of corpus.incoming(article)) {
    if (reference.type === 'supersedes' && reference.inverse !== true) return from;
  }
  const own = article.references.find((reference) => reference.type === 'supersedes' && reference.inverse === true);
  return own === undefined ? undefined : corpus.targetOf(own);
}
