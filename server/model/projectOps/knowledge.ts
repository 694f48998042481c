/** What is known: answers, lessons, operating procedures. */
import type { Kind } from '../model.ts';
import {
  ALWAYS,
  DATE,
  DURATION,
  exit,
  field,
  from,
  listOf,
  moves,
  object,
  oneOf,
  PERSON_OR_TEAM,
  path,
  STRING,
  section,
  state,
  TEXT,
} from './build.ts';

const knowledge: Kind = {
  name: 'knowledge',
  prefix: 'KB',
  title: 'Knowledge article',
  plural: 'Knowledge articles',
  description: 'A reusable answer to a question or symptom. Its status says how far it can be relied on.',
  icon: 'book',
  folder: 'knowledge',
  reviewEvery: '365d',
  fields: [
    field('audience', oneOf('internal', 'partner', 'public'), 'Who may read it.', ALWAYS),
    field(
      'governance',
      oneOf('experience', 'compliance'),
      'Whether anybody with the experience may change it, or only its owner because rules depend on it.',
    ),
  ],
  sections: [
    section('Issue', 'What the reader sees or asks, in the words of the one who asked.', from('not_validated'), [
      'Symptom',
      'Symptoms',
      'Question',
      'Problem',
    ]),
    section('Environment', 'Where it applies: product, version, configuration.', from('not_validated'), ['Applies to']),
    section('Resolution', 'What to do, step by step, and how to see that it worked.', from('not_validated'), [
      'Answer',
      'Solution',
      'Fix',
    ]),
    section('Cause', 'Why it happens, when that is known.', undefined, ['Root cause', 'Background']),
  ],
  lifecycle: {
    states: [
      state('wip', 'draft', 0, 'Being captured while the question is worked on.'),
      state('not_validated', 'open', 1, 'Complete; not yet confirmed by a second case or a reviewer.'),
      state('validated', 'live', 2, 'Confirmed.'),
      exit('archived', 'retired', 'No longer of use.'),
    ],
    // Confidence goes up and down with use, in no fixed order.
    transitions: [
      ...moves(['wip'], ['not_validated', 'validated', 'archived']),
      ...moves(['not_validated'], ['wip', 'validated', 'archived']),
      ...moves(['validated'], ['wip', 'not_validated', 'archived']),
      ...moves(['archived'], ['wip', 'not_validated']),
    ],
  },
};

const lesson: Kind = {
  name: 'lesson',
  prefix: 'LL',
  title: 'Lesson',
  plural: 'Lessons',
  description: 'Something learned in one piece of work that other work should use.',
  icon: 'mortar-board',
  folder: 'lessons',
  fields: [
    field('category', STRING, 'Area: `planning`, `technical`, `supplier`, `people`.', ALWAYS),
    field('effect', oneOf('positive', 'negative'), 'Whether to repeat it or to avoid it.'),
    field(
      'recommendation',
      TEXT,
      'What others should do, in one or two sentences that can be followed.',
      from('validated'),
    ),
  ],
  sections: [
    section('Driving event', 'What happened, where and when.', from('validated'), [
      'Event',
      'What happened',
      'Situation',
    ]),
    section('Impact', 'What it cost or brought.', from('validated'), ['Effect', 'Result']),
    section('Lesson', 'What is now understood that was not before.', from('validated'), [
      'Lesson learned',
      'Lessons learned',
      'Insight',
    ]),
    section('Recommendation', 'What to do in future, concretely enough to be checked.', from('validated'), [
      'Recommendations',
    ]),
  ],
  lifecycle: {
    states: [
      state('captured', 'draft', 0, 'Noted down.'),
      state('validated', 'open', 1, 'Confirmed by those who were there.'),
      state('published', 'live', 2, 'Offered to new projects and changes.'),
      state('applied', 'live', 3, 'Used at least once.'),
      exit('archived', 'retired', 'No longer offered.'),
    ],
    transitions: [
      ...path(['captured', 'validated', 'published', 'applied', 'archived']),
      ...moves(['validated'], ['captured']),
      ...moves(['captured', 'validated', 'published'], ['archived']),
    ],
  },
};

const runbook: Kind = {
  name: 'runbook',
  prefix: 'RB',
  title: 'Runbook',
  plural: 'Runbooks',
  description: 'An operating procedure that somebody can follow at night, from the alert to the proof that it worked.',
  icon: 'notebook',
  folder: 'runbooks',
  reviewEvery: '180d',
  fields: [
    field('trigger', listOf(STRING), 'Alerts that lead here, by name: `AcquirerErrorRateHigh`.'),
    field(
      'last_exercised',
      object(
        field('on', DATE, 'Day of the exercise or of the last real use.', ALWAYS),
        field('by', PERSON_OR_TEAM, 'Who followed it.', ALWAYS),
        field('result', oneOf('passed', 'partial', 'failed'), 'Whether every step worked as written.', ALWAYS),
      ),
      'Last time somebody followed the runbook from beginning to end.',
    ),
    field(
      'exercise_every',
      DURATION,
      'Longest time between two exercises: `90d`. 90 days for critical services when absent, else 180.',
    ),
  ],
  sections: [
    section('Meaning', 'What the alert or situation says, in one paragraph.', from('approved'), [
      'Overview',
      'Summary',
    ]),
    section('Impact', 'Who suffers while it lasts, and how soon.', from('approved')),
    section(
      'Diagnosis',
      'What to look at, with commands, to be sure that this is the right runbook.',
      from('approved'),
      ['Investigation', 'Triage'],
    ),
    section('Mitigation', 'The steps, each with what is to be seen after it.', from('approved'), [
      'Procedure',
      'Steps',
      'Remediation',
      'Resolution',
    ]),
    section('Verification', 'How to see that the service is well again.', from('approved'), ['Validation', 'Verify']),
    section('Rollback', 'How to undo the steps if they make it worse.', from('approved'), [
      'Backout',
      'Back-out',
      'Undo',
    ]),
    section('Escalation', 'Whom to call when it does not work, and after how many minutes.', from('approved'), [
      'Escalations',
      'Contacts',
    ]),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written or rewritten; not to be relied on.'),
      state('approved', 'live', 1, 'To be followed.'),
      exit('deprecated', 'retired', 'Not to be followed any more.'),
    ],
    transitions: [
      ...path(['draft', 'approved', 'deprecated']),
      ...moves(['approved'], ['draft']),
      ...moves(['draft'], ['deprecated']),
    ],
  },
};

export const knowledgeKinds: readonly Kind[] = [knowledge, lesson, runbook];
