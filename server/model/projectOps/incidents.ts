/** When something goes wrong: incidents, the problems behind them, and what is learned in the review. */
import type { Condition, Kind } from '../model.ts';
import {
  ALWAYS,
  DATE_TIME,
  exit,
  field,
  from,
  integer,
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
import { ACTIONS } from './common.ts';

const incident: Kind = {
  name: 'incident',
  prefix: 'INC',
  title: 'Incident',
  plural: 'Incidents',
  description: 'An unplanned interruption of a service, or an issue that threatens an objective of a project.',
  icon: 'flame',
  folder: 'incidents',
  fields: [
    field(
      'impact',
      integer(1, 3),
      'How much is hit: 1 the whole business or many customers, 2 a department or group, 3 single people.',
      ALWAYS,
    ),
    field('urgency', integer(1, 4), 'How fast the damage grows: 1 at once, 4 it can wait.', ALWAYS),
    field('priority', integer(1, 4), 'Computed from impact and urgency; 1 is the highest. May be left out.'),
    field(
      'severity',
      oneOf('sev1', 'sev2', 'sev3', 'sev4', 'sev5'),
      'Size of the response: `sev1` everybody at once, `sev5` in working hours.',
    ),
    field(
      'category',
      STRING,
      'Area, for finding repetitions: `capacity`, `network`, `data`, `integration`.',
      from('in_progress'),
    ),
    field('started', DATE_TIME, 'When the interruption began, with offset.', ALWAYS),
    field('detected', DATE_TIME, 'When somebody or an alert noticed it.'),
    field('acknowledged', DATE_TIME, 'When somebody took it on.'),
    field('restored', DATE_TIME, 'When users could work again.', from('resolved')),
    field(
      'resolution_code',
      oneOf(
        'fix_applied',
        'workaround_applied',
        'change_backed_out',
        'fixed_by_supplier',
        'recovered_by_itself',
        'no_fault_found',
        'duplicate',
      ),
      'How it came to an end.',
      from('resolved'),
    ),
    field(
      'escalations',
      listOf(
        object(
          field('to', PERSON_OR_TEAM, 'Who was called in.', ALWAYS),
          field('at', DATE_TIME, 'When, with offset.', ALWAYS),
          field('why', TEXT, 'What made it necessary.'),
        ),
      ),
      'Calls for help beyond the first team, oldest first.',
    ),
  ],
  sections: [
    section(
      'Summary',
      'What happened, in two sentences that somebody outside the team understands.',
      from('in_progress'),
      ['Description', 'Overview'],
    ),
    section('Impact', 'Who could not do what, how many, for how long.', from('in_progress'), [
      'Business impact',
      'Customer impact',
    ]),
    section('Timeline', 'What was seen and done when, with times and zone.', from('resolved'), [
      'Chronology',
      'History',
    ]),
    section('Resolution', 'What ended it, and whether it can come back.', from('resolved'), ['Fix', 'Recovery']),
  ],
  lifecycle: {
    states: [
      state('new', 'open', 0, 'Reported; nobody works on it yet.'),
      state('in_progress', 'open', 1, 'Being worked on.'),
      state('on_hold', 'open', 1, 'Waiting for somebody outside the team.'),
      state('resolved', 'done', 2, 'Service restored, to be confirmed.'),
      state('closed', 'done', 3, 'Confirmed and complete.'),
      exit('cancelled', 'retired', 'Raised in error.'),
    ],
    transitions: [
      ...path(['new', 'in_progress', 'on_hold', 'resolved', 'closed']),
      ...moves(['on_hold'], ['in_progress']),
      ...moves(['in_progress'], ['resolved']),
      // Reopened because it came back.
      ...moves(['resolved'], ['in_progress']),
      ...moves(['new', 'in_progress', 'on_hold'], ['cancelled']),
    ],
  },
};

/** Ways to resolve a problem without removing its cause. */
const WITHOUT_FIX: Condition = { resolution_code: ['duplicate', 'risk_accepted'] };

const problem: Kind = {
  name: 'problem',
  prefix: 'PRB',
  title: 'Problem',
  plural: 'Problems',
  description: 'The cause, known or not, of one or more incidents.',
  icon: 'bug',
  folder: 'problems',
  fields: [
    field(
      'root_cause',
      TEXT,
      'What makes the incidents happen, in one sentence.',
      from('known_error', { unless: WITHOUT_FIX }),
    ),
    field(
      'workaround',
      TEXT,
      'How to restore the service until the cause is removed.',
      from('known_error', { unless: WITHOUT_FIX }),
    ),
    field(
      'technique',
      oneOf('5-whys', 'fishbone', 'fta', 'timeline'),
      'How the cause was looked for; `fta` is fault tree analysis.',
    ),
    field(
      'resolution_code',
      oneOf('fix_applied', 'risk_accepted', 'duplicate'),
      'How it came to an end.',
      from('resolved'),
    ),
  ],
  sections: [
    section('Symptoms', 'What is seen when it happens, and how to tell it from similar things.', from('assess'), [
      'Description',
      'Problem statement',
    ]),
    section(
      'Analysis',
      'What was examined, what was found, what was ruled out.',
      from('known_error', { unless: WITHOUT_FIX }),
      ['Root cause analysis', 'RCA', 'Root cause'],
    ),
    section(
      'Workaround',
      'Steps that restore the service, with their side effects.',
      from('known_error', { unless: WITHOUT_FIX }),
    ),
    section(
      'Permanent fix',
      'What removes the cause, and in which change.',
      from('resolved', { unless: WITHOUT_FIX }),
      ['Solution', 'Fix'],
    ),
  ],
  lifecycle: {
    states: [
      state('new', 'open', 0, 'Raised.'),
      state('assess', 'open', 1, 'Being judged: whether an analysis is worth the effort.'),
      state('rca', 'open', 2, 'The root cause is being looked for.'),
      state('known_error', 'live', 3, 'Cause and workaround are known.'),
      state('fix_in_progress', 'open', 4, 'The cause is being removed.'),
      state('resolved', 'done', 5, 'Cause removed, risk accepted or found to be a duplicate.'),
      state('closed', 'done', 6, 'Confirmed: it has not come back.'),
    ],
    transitions: [
      ...path(['new', 'assess', 'rca', 'known_error', 'fix_in_progress', 'resolved', 'closed']),
      ...moves(['assess', 'rca', 'known_error'], ['resolved'], WITHOUT_FIX),
      // The fix did not hold, or the cause was another one.
      ...moves(['fix_in_progress'], ['known_error']),
      ...moves(['resolved'], ['rca']),
    ],
  },
};

const postmortem: Kind = {
  name: 'postmortem',
  prefix: 'PM',
  title: 'Postmortem',
  plural: 'Postmortems',
  description: 'The blameless review of an incident: what happened, why it was possible, what will be done.',
  icon: 'microscope',
  folder: 'postmortems',
  fields: [
    field('meeting', DATE_TIME, 'When the review takes place, with offset.'),
    field(
      'actions',
      ACTIONS,
      'What will be done, each with one owner and a day; at least one must prevent or detect.',
      from('published'),
    ),
  ],
  sections: [
    section('Overview', 'The whole in one paragraph for people who read no further.', from('in_review'), ['Summary']),
    section('What happened', 'The course of events and decisions, as they looked at the time.', from('in_review')),
    section(
      'Contributing factors',
      'Conditions without which it would not have happened or not have been so bad.',
      from('in_review'),
      ['Root cause', 'Root causes', 'Causes'],
    ),
    section('Impact', 'Customers, orders, money, minutes: numbers with their source.', from('in_review'), [
      'Business impact',
      'Customer impact',
    ]),
    section('Timeline', 'Table of times and events, earliest first, with the zone.', from('in_review'), ['Chronology']),
    section('What went well', 'What limited the damage and should be kept.', from('in_review')),
    section('What did not', 'What delayed detection or recovery.', from('in_review'), [
      "What didn't go well",
      'What went wrong',
      'What went badly',
    ]),
    section('Actions', 'What the actions in the front matter are meant to change, and why these.', from('published'), [
      'Action items',
      'Follow-up',
    ]),
    section('Messaging', 'What was and will be said to customers and colleagues.', from('published'), [
      'Communication',
      'External messaging',
    ]),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written.'),
      state('in_review', 'open', 1, 'Being discussed with those who were there.'),
      state('published', 'live', 2, 'Agreed; the actions are being worked on.'),
      state('closed', 'done', 3, 'Every action is done or dropped with a reason.'),
    ],
    transitions: [...path(['draft', 'in_review', 'published', 'closed']), ...moves(['in_review'], ['draft'])],
  },
};

export const incidentKinds: readonly Kind[] = [incident, problem, postmortem];
