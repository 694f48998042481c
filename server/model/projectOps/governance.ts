/** Who may decide what, what was decided, what may go wrong, and when operations takes over. */
import type { Kind } from '../model.ts';
import {
  ALWAYS,
  ANY,
  BOOLEAN,
  DATE,
  DATE_TIME,
  DURATION,
  exit,
  field,
  from,
  integer,
  listOf,
  mapOf,
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

const risk: Kind = {
  name: 'risk',
  prefix: 'RSK',
  title: 'Risk',
  plural: 'Risks',
  description: 'An uncertain event that would harm an objective, project, service or item.',
  icon: 'warning',
  folder: 'risks',
  reviewEvery: '90d',
  fields: [
    field('probability', integer(1, 5), 'How likely it is, as things stand: 1 rare to 5 almost certain.', ALWAYS),
    field('impact', integer(1, 5), 'How bad it would be: 1 negligible to 5 severe.', ALWAYS),
    field('response', oneOf('avoid', 'reduce', 'transfer', 'accept'), 'What is done about it.', from('treating')),
    field(
      'residual',
      object(
        field('probability', integer(1, 5), 'How likely it is after the response.', ALWAYS),
        field('impact', integer(1, 5), 'How bad it would be after the response.', ALWAYS),
      ),
      'What remains after the response, on the same scales.',
    ),
    field('accepted_by', PERSON_OR_TEAM, 'Who accepted what remains.'),
    field('accepted_until', DATE, 'Last day of the acceptance; then it is decided anew.'),
  ],
  sections: [
    section('Cause–Event–Effect', 'Because of …, it may happen that …, which would lead to ….', from('assessed'), [
      'Cause-Event-Effect',
      'Cause, event, effect',
      'Cause, event and effect',
      'Description',
      'Risk statement',
    ]),
    section('Response', 'What is done, by whom, until when, and what would make us think again.', from('treating'), [
      'Treatment',
      'Mitigation',
      'Risk response',
    ]),
  ],
  lifecycle: {
    states: [
      state('identified', 'draft', 0, 'Noted.'),
      state('assessed', 'open', 1, 'Judged by those who know.'),
      state('treating', 'live', 2, 'The response is under way.'),
      state('accepted', 'live', 3, 'What remains is borne knowingly.'),
      state('closed', 'done', 3, 'Can no longer happen, or no longer matters.'),
      exit('materialised', 'open', 'Has happened; it is now an incident.'),
    ],
    transitions: [
      ...path(['identified', 'assessed', 'treating', 'accepted', 'closed']),
      ...moves(['assessed'], ['accepted', 'closed']),
      ...moves(['treating'], ['assessed', 'closed']),
      // The acceptance has ended or was withdrawn.
      ...moves(['accepted'], ['assessed', 'treating']),
      ...moves(['identified', 'assessed', 'treating', 'accepted'], ['materialised']),
      ...moves(['materialised'], ['closed', 'treating']),
    ],
  },
};

const decision: Kind = {
  name: 'decision',
  prefix: 'DEC',
  title: 'Decision',
  plural: 'Decisions',
  description: 'A decision of architecture or governance, with what else was possible and what follows.',
  icon: 'law',
  folder: 'decisions',
  fields: [
    field('decided_by', PERSON_OR_TEAM, 'Who decided; must have the authority for it.', from('accepted')),
    field('forum', STRING, 'Meeting or body in which it was decided: `Payments steering group`.'),
    field('decided_on', DATE, 'Day of the decision.'),
  ],
  sections: [
    section('Context', 'What has to be decided and why now; forces and limits.', from('accepted'), [
      'Context and problem statement',
      'Problem',
      'Background',
    ]),
    section('Options', 'What was possible, with what speaks for and against each.', from('accepted'), [
      'Considered options',
      'Options considered',
      'Alternatives',
      'Alternatives considered',
    ]),
    section('Decision', 'What was chosen and what tipped the balance.', from('accepted'), [
      'Decision outcome',
      'Outcome',
    ]),
    section('Consequences', 'What becomes easier, what harder, and what must now be done.', from('accepted'), [
      'Positive consequences',
      'Implications',
    ]),
  ],
  lifecycle: {
    states: [
      state('proposed', 'draft', 0, 'Under discussion.'),
      state('accepted', 'live', 1, 'Holds.'),
      exit('superseded', 'retired', 'Replaced by a later decision.'),
      exit('rejected', 'retired', 'Not taken.'),
    ],
    transitions: [...path(['proposed', 'accepted', 'superseded']), ...moves(['proposed'], ['rejected'])],
  },
};

const policy: Kind = {
  name: 'policy',
  prefix: 'POL',
  title: 'Policy',
  plural: 'Policies',
  description: 'Rules that others are checked against: the approval matrix, authorities, thresholds.',
  icon: 'shield',
  folder: 'policies',
  reviewEvery: '1y',
  fields: [
    field(
      'rules',
      listOf(
        object(
          field(
            'when',
            mapOf(ANY),
            'What must hold, all of it: `{type: normal, risk: high}`. Names are fields or computed values: `risk`, `impacted.criticality`, `outage`, `in_blackout`, `tags`. A list means any of its values.',
            ALWAYS,
          ),
          field(
            'require',
            listOf(STRING),
            'Roles that must approve: `[technical, business]`. An empty list asks for none.',
            ALWAYS,
          ),
          field('within', DURATION, 'Working time in which approval may follow afterwards, for emergencies: `2d`.'),
          field('lead', DURATION, 'Least working time between submission and start: `5d`.'),
          field(
            'window',
            oneOf('any', 'maintenance', 'named', 'exempt'),
            'When the work may happen: outside blackouts, in maintenance windows, in a window named for it, or at any time but in a lockdown.',
          ),
        ),
      ),
      'Decision table, read from the top.',
    ),
    field(
      'mode',
      oneOf('first', 'all'),
      'Whether the first matching rule counts or all of them together; `first` when absent.',
    ),
  ],
  sections: [
    section(
      'Intent',
      'What the policy is to achieve, so that cases it forgot can be decided in its spirit.',
      from('in_force'),
      ['Purpose'],
    ),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written.'),
      state('in_force', 'live', 1, 'Counts in every check.'),
      exit('superseded', 'retired', 'Replaced or withdrawn.'),
    ],
    transitions: path(['draft', 'in_force', 'superseded']),
  },
};

const transition: Kind = {
  name: 'transition',
  prefix: 'TRN',
  title: 'Transition',
  plural: 'Transitions',
  description: 'The handover from a project to operations, up to the acceptance.',
  icon: 'arrow-swap',
  folder: 'transitions',
  fields: [
    field('go_live', DATE_TIME, 'When users start to depend on what is handed over, with offset.', ALWAYS),
    field('els_until', DATE, 'Last day of early-life support by the project.'),
    field(
      'checklist',
      listOf(
        object(
          field('item', TEXT, 'What must be in place: `Runbook exercised by an operations engineer`.', ALWAYS),
          field('done', BOOLEAN, 'Whether it is.', ALWAYS),
          field('evidence', TEXT, 'How that was seen.'),
        ),
      ),
      'Conditions of the acceptance.',
    ),
    field('accepted_by', PERSON_OR_TEAM, 'Who accepted for operations; nobody from the project.', from('accepted')),
    field('accepted_on', DATE, 'Day of the acceptance.'),
  ],
  sections: [
    section(
      'Support model',
      'Who supports what from when: lines of support, hours, suppliers, escalation.',
      from('early_life_support'),
      ['Support'],
    ),
    section(
      'Knowledge transfer',
      'What was handed over, to whom, how, and how it was checked that it arrived.',
      from('early_life_support'),
      ['Training', 'Handover of knowledge'],
    ),
    section('Open defects', 'Known faults at handover with owner and day, or "none".', from('early_life_support'), [
      'Known issues',
      'Known defects',
    ]),
  ],
  lifecycle: {
    states: [
      state('planned', 'draft', 0, 'Foreseen.'),
      state('in_progress', 'open', 1, 'The conditions are being met.'),
      state('early_life_support', 'live', 2, 'Live, with the project still helping.'),
      state('accepted', 'done', 3, 'Operations has taken over.'),
      exit('rejected', 'open', 'Operations has declined; the project goes on.'),
    ],
    transitions: [
      ...path(['planned', 'in_progress', 'early_life_support', 'accepted']),
      ...moves(['in_progress', 'early_life_support'], ['rejected']),
      ...moves(['rejected'], ['in_progress']),
    ],
  },
};

export const governanceKinds: readonly Kind[] = [risk, decision, policy, transition];
