import type { Article } from '../article/article.ts';
import type { Span } from '../article/text.ts';
import { entryOf } from '../article/yaml.ts';
import { type Action, actionsOf } from './actions.ts';
import { NONE } from './found.ts';
import { headSpan } from './place.ts';
import type { ArticleRule, Found } from './rule.ts';
import { stageOf } from './standing.ts';
import { quoted } from './wording.ts';

export const actionIncomplete: ArticleRule = {
  code: 'action-incomplete',
  group: 'General',
  title: 'Action that nobody can finish',
  severity: 'warning',
  scope: 'article',
  what: 'An open action has no owner, no due date, or nothing that can be seen to be done ("monitoring", "be more careful"); or an action was dropped without a reason.',
  why: 'Actions without one name and one date are the ones that are never done.',
  fix: 'Name one person or team, set a day, and begin with a verb whose result can be seen. Give a `reason` when an action is dropped.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\nactions:\n  - {id: A1, what: Add an alert for pool use above 90 %}\n---\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\nactions:\n  - {id: A1, what: Add an alert for pool use above 90 %, owner: TEAM-001, due: 2099-02-01}\n---\n\n<!-- file: team.md -->\n---\nid: TEAM-001\ntitle: Payments\nstatus: active\n---\n',
  },
  options: [],
  source: 'incident.io: why post-mortem action items fail',
  check: (article, context) => (stageOf(article, context) === 'retired' ? NONE : findIncomplete(article)),
};

function findIncomplete(article: Article): readonly Found[] {
  const actions = actionsOf(article);
  if (actions.length === 0) return NONE;
  return actions.flatMap((action) => {
    const found =
      action.status === 'dropped' ? withoutReason(action) : action.status === 'open' ? incomplete(action) : undefined;
    return found === undefined ? [] : [found];
  });
}

function withoutReason(action: Action): Found | undefined {
  if (action.reason !== undefined) return undefined;
  const { start, end } = entryOf(action.node, 'status')?.value ?? headSpan(action.node);
  return {
    message: `${nameOf(action)} was dropped without a reason, so the next reader will open it again. Add \`reason\`.`,
    in: 'front',
    span: { start, end },
    data: { missing: ['reason'] },
  };
}

function incomplete(action: Action): Found | undefined {
  const missing = [];
  if (action.owner === undefined) missing.push('owner');
  if (action.due === undefined) missing.push('due');
  const isVague = action.what === undefined || !isVerifiable(action.what);
  if (missing.length === 0 && !isVague) return undefined;
  const lacks = [
    ...missing.map((name) => (name === 'owner' ? 'no owner' : 'no due date')),
    ...(isVague ? ['nothing that can be seen to be done'] : []),
  ];
  const last = lacks.pop() ?? '';
  const list = lacks.length === 0 ? last : `${lacks.join(', ')} and ${last}`;
  return {
    message: `${nameOf(action)} has ${list}, so it is likely never to be finished. ${adviceFor(missing, isVague)}`,
    in: 'front',
    span: placeOf(action, missing.length === 0),
    data: { missing: isVague ? [...missing, 'what'] : missing },
  };
}

function adviceFor(missing: readonly string[], isVague: boolean): string {
  if (missing.length === 0) return 'Begin with a verb whose result can be seen.';
  return `Add ${missing.map(quoted).join(' and ')}${isVague ? ', and begin with a verb whose result can be seen' : ''}.`;
}

function nameOf(action: Action): string {
  return action.id === undefined ? 'This action' : `Action ${quoted(action.id)}`;
}

function placeOf(action: Action, isAboutText: boolean): Span {
  const what = entryOf(action.node, 'what')?.value;
  const id = entryOf(action.node, 'id')?.value;
  const { start, end } = (isAboutText ? (what ?? id) : (id ?? what)) ?? headSpan(action.node);
  return { start, end };
}

/** Beginnings after which nothing can be checked off. */
const WISHES = ['be ', 'try to ', 'consider ', 'think about ', 'keep in mind ', 'make sure everyone ', 'should '];
/** Verbs that need an object and a measure: `improve monitoring` has no end, `improve the alert so that …` has. */
const DEGREES = ['improve', 'increase', 'better', 'more', 'enhance', 'strengthen', 'optimise', 'optimize'];

function isVerifiable(what: string): boolean {
  const text = what.toLowerCase().trim();
  const words = text.split(/\s+/);
  if (words.length < 2) return false;
  if (WISHES.some((wish) => text.startsWith(wish))) return false;
  return words.length > 3 || !DEGREES.includes(words[0] ?? '');
}
