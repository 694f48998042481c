import type { Article } from '../article/article.ts';
import { entryOf } from '../article/yaml.ts';
import { instantOf } from '../model/calendar.ts';
import { nearest } from '../model/nearest.ts';
import { NONE } from './found.ts';
import { headSpan } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { isInForce, type Waiver, waiversOf } from './waivers.ts';
import { didYouMean, quoted } from './wording.ts';

export const waiverExpired: ArticleRule = {
  code: 'waiver-expired',
  group: 'General',
  title: 'Waiver that does not hold',
  severity: 'warning',
  scope: 'article',
  what: 'A waiver is past its last day (`until`), gives no reason, or names no rule or one that does not exist. Such a waiver hides nothing. It cannot itself be waived.',
  why: 'A waiver is a debt with a date: past it, somebody has to decide again.',
  fix: 'Repair what was waived and delete the waiver, or extend it with a reason that holds today.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\nwaivers:\n  - {rule: section-missing, reason: to be written after the workshop, until: 2020-05-01}\n---\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\nwaivers:\n  - {rule: section-missing, reason: to be written after the workshop, until: 2099-05-01}\n---\n',
  },
  options: [],
  source: 'Own design',
  check: findVoid,
};

function findVoid(article: Article, context: RuleContext): readonly Found[] {
  const waivers = waiversOf(article);
  if (waivers.length === 0) return NONE;
  return waivers.flatMap((waiver) => problemsOf(waiver, context));
}

function problemsOf(waiver: Waiver, context: RuleContext): Found[] {
  const { rule, reason, until, node } = waiver;
  const found: Found[] = [];
  if (rule === undefined) {
    found.push({
      message: 'This waiver names no rule, so it hides nothing. Write the code of the rule after `rule:`.',
      in: 'front',
      span: entryOf(node, 'rule')?.keySpan ?? headSpan(node),
    });
  } else if (!context.codes.has(rule)) {
    const near = nearest(rule, context.codes);
    found.push({
      message: `There is no rule ${quoted(rule)}, so this waiver hides nothing. ${didYouMean(near === undefined ? [] : [near], 'Correct the code.')}`,
      in: 'front',
      span: entryOf(node, 'rule')?.value ?? headSpan(node),
      ...(near !== undefined && { data: { replacement: near } }),
    });
  }
  if (reason === undefined) {
    found.push({
      message: 'This waiver gives no reason, so it hides nothing. Say why the finding is accepted, after `reason:`.',
      in: 'front',
      span: entryOf(node, 'reason')?.keySpan ?? headSpan(node),
      data: { missing: 'reason' },
    });
  }
  const untilNode = entryOf(node, 'until')?.value;
  const isPast =
    until !== undefined &&
    instantOf(until) !== undefined &&
    !isInForce({ rule: 'any', reason: 'any', until, node }, context.now);
  if (isPast && untilNode !== undefined) {
    found.push({
      message: `This waiver ended on ${quoted(until)} and hides nothing any more. Repair what it hid, or decide again and extend it.`,
      in: 'front',
      span: untilNode,
      data: { until },
    });
  }
  return found.map(({ span, ...rest }) => ({ ...rest, span: { start: span.start, end: span.end } }));
}
