import type { Article } from '../article/article.ts';
import { entryOf } from '../article/yaml.ts';
import { addWorkingDays, daysBetween, instantOf, startOfDay } from '../model/calendar.ts';
import { actionsOf } from './actions.ts';
import { NONE } from './found.ts';
import { headSpan } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { stageOf } from './standing.ts';
import { quoted } from './wording.ts';

export const actionOverdue: ArticleRule = {
  code: 'action-overdue',
  group: 'General',
  title: 'Overdue action',
  severity: 'warning',
  scope: 'article',
  what: 'An open action is past its due date. Retired and cancelled articles are not judged.',
  why: 'An action that slips in silence is the next incident: nobody looks at an old postmortem.',
  fix: 'Do it and set `status: done`, agree another date with its owner, or drop it with a reason.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\nactions:\n  - {id: A1, what: Add an alert for pool use, owner: TEAM-001, due: 2020-02-03}\n---\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\nactions:\n  - {id: A1, what: Add an alert for pool use, owner: TEAM-001, due: 2020-02-03, status: done}\n---\n',
  },
  options: [
    {
      name: 'grace',
      type: 'number',
      description: 'Working days of the `default` calendar after the due date before the action counts as overdue.',
      default: 0,
    },
  ],
  source: 'incident.io: why post-mortem action items fail',
  check: findOverdue,
};

function findOverdue(article: Article, context: RuleContext): readonly Found[] {
  const actions = actionsOf(article);
  if (actions.length === 0 || stageOf(article, context) === 'retired') return NONE;
  const today = startOfDay(context.now);
  const found: Found[] = [];
  for (const { id, status, due, node } of actions) {
    const instant = status !== 'open' || due === undefined ? undefined : instantOf(due);
    if (instant === undefined || due === undefined || lastDay(instant, context) >= today) continue;
    const days = daysBetween(instant, today);
    const { start, end } = entryOf(node, 'due')?.value ?? headSpan(node);
    found.push({
      message: `${id === undefined ? 'This action' : `Action ${quoted(id)}`} was due ${days === 1 ? 'yesterday' : `${days} days ago`} and is still open. Finish it, agree another date, or drop it with a reason.`,
      in: 'front',
      span: { start, end },
      data: { due, ...(id !== undefined && { action: id }) },
    });
  }
  return found;
}

/** The longest grace that makes sense; more would walk the calendar for long. */
const LONGEST_GRACE = 260;

function lastDay(due: number, context: RuleContext): number {
  const grace = Math.min(LONGEST_GRACE, Math.max(0, Math.floor(context.option<number>(actionOverdue, 'grace'))));
  const calendar = context.configuration.calendars.default;
  return grace === 0 || calendar === undefined ? startOfDay(due) : addWorkingDays(due, grace, calendar);
}
