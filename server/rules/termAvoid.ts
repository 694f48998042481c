import type { Article } from '../article/article.ts';
import { type AvoidedTerm, isTerm, vocabularyOf } from './avoidedTerms.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { quoted } from './wording.ts';

export const termAvoid: ArticleRule = {
  code: 'term-avoid',
  group: 'General',
  title: 'Word that the vocabulary avoids',
  severity: 'info',
  scope: 'links',
  what: 'The text uses a word or phrase that an article of kind `term` lists under `avoid`, or that is itself deprecated. Case does not matter; code is not looked at, nor are articles of kind `term`.',
  why: 'Words such as "issue" or "release" mean one thing to a project and another to operations; each side reads its own.',
  fix: 'Use the preferred term.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\n---\n\nEvery trouble ticket costs £4.10.\n\n<!-- file: term.md -->\n---\nid: TRM-001\ntitle: Incident\npreferred: incident\navoid: [trouble ticket]\n---\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\n---\n\nEvery incident costs £4.10.\n\n<!-- file: term.md -->\n---\nid: TRM-001\ntitle: Incident\npreferred: incident\navoid: [trouble ticket]\n---\n',
  },
  options: [],
  source: 'IT vocabularies of service desks that serve projects and operations',
  check: findAvoided,
};

function findAvoided(article: Article, context: RuleContext): readonly Found[] {
  const uses = article.body?.terms;
  if (uses === undefined || uses.length === 0 || isTerm(article)) return NONE;
  const vocabulary = context.derived(vocabularyOf, context.corpus);
  const found: Found[] = [];
  for (const { term, start, end } of uses) {
    const entry = vocabulary.get(term.toLowerCase());
    if (entry !== undefined) found.push(avoided(entry, { start, end }));
  }
  return found;
}

function avoided({ term, preferred, source }: AvoidedTerm, span: Found['span']): Found {
  const advice = preferred === undefined ? 'Use another word.' : `Write ${quoted(preferred)}.`;
  return {
    message: `The vocabulary (${quoted(source)}) avoids ${quoted(term)}, which readers take differently. ${advice}`,
    in: 'source',
    span,
    ...(preferred !== undefined && { data: { replacement: preferred } }),
  };
}
