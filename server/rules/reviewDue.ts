import { type Article, fieldEntry } from '../article/article.ts';
import { entryOf, textOf, type YamlNode } from '../article/yaml.ts';
import { addDuration, dateOf, durationOf, instantOf, startOfDay } from '../model/calendar.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { isSettled } from './standing.ts';
import { quoted } from './wording.ts';

export const reviewDue: ArticleRule = {
  code: 'review-due',
  group: 'General',
  title: 'Review that is due',
  severity: 'warning',
  scope: 'article',
  what: "The day in `review_by` is past; or, where there is none, the last review (`reviewed.on`) is longer ago than the kind's `review_every`, or else the threshold `review_period`, allows. Articles that are done or retired are not judged.",
  why: 'Nothing in a text shows that it has stopped being true; only a date makes somebody look.',
  fix: 'Read it against reality, correct it, and set `reviewed` to today and `review_by` to the next day to look.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\nreview_by: 2020-05-01\n---\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\nreview_by: 2099-05-01\n---\n',
  },
  options: [],
  source: 'KCS v6; ServiceNow, review of stale and expiring articles',
  check: findDue,
};

function findDue(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined) return NONE;
  const today = startOfDay(context.now);
  const reviewBy = dayIn(fieldEntry(article, 'review_by')?.value);
  if (reviewBy !== undefined) {
    if (reviewBy.day >= today || isSettled(article, context)) return NONE;
    return [due(`The review was due by ${quoted(dateOf(reviewBy.day))}.`, reviewBy.node)];
  }
  const reviewed = dayIn(entryOf(fieldEntry(article, 'reviewed')?.value, 'on')?.value);
  if (reviewed === undefined) return NONE;
  const period = kind.reviewEvery ?? context.configuration.thresholds.reviewPeriod;
  const duration = durationOf(period);
  if (duration === undefined) return NONE;
  const end = startOfDay(addDuration(reviewed.day, duration));
  if (end >= today || isSettled(article, context)) return NONE;
  return [
    due(
      `The last review, of ${quoted(dateOf(reviewed.day))}, held for ${quoted(period)} until ${quoted(dateOf(end))}.`,
      reviewed.node,
    ),
  ];
}

function dayIn(node: YamlNode | undefined): { readonly day: number; readonly node: YamlNode } | undefined {
  const text = textOf(node);
  const instant = text === undefined ? undefined : instantOf(text);
  return node === undefined || instant === undefined ? undefined : { day: startOfDay(instant), node };
}

function due(statement: string, { start, end }: YamlNode): Found {
  return {
    message: `${statement} Check that the text still holds and record that.`,
    in: 'front',
    span: { start, end },
  };
}
