/** Changes: the record of one, the pre-authorised models, and the windows in which they may or may not happen. */
import type { Condition, FieldType, Kind } from '../model.ts';
import {
  ALWAYS,
  BOOLEAN,
  DATE,
  DATE_TIME,
  exit,
  field,
  from,
  idOf,
  listOf,
  moves,
  number,
  object,
  oneOf,
  PERSON_OR_TEAM,
  path,
  STRING,
  section,
  state,
  TEXT,
} from './build.ts';
import { fingerprint, RISK_LEVEL } from './common.ts';

const NORMAL: Condition = { type: ['normal'] };
const STANDARD: Condition = { type: ['standard'] };
const EMERGENCY: Condition = { type: ['emergency'] };

/** A standard change has the plans of its model. */
const PLANNED = from('authorize', { unless: STANDARD });

const RISK: FieldType = object(
  field(
    'declared',
    RISK_LEVEL,
    'Risk as the requester sees it. The higher of this and the computed one counts.',
    ALWAYS,
  ),
  field(
    'override',
    object(
      field('to', RISK_LEVEL, 'Risk that is to count.', ALWAYS),
      field('by', PERSON_OR_TEAM, 'Who decided that.', ALWAYS),
      field('reason', TEXT, 'Why the computed risk does not fit.', ALWAYS),
    ),
    'Sets another risk than the computed one, with name and reason.',
  ),
);

const APPROVALS: FieldType = listOf(
  object(
    field(
      'role',
      STRING,
      'Role in which the decision is made, as the approval policy names it: `technical`, `business`, `change_authority`.',
      ALWAYS,
    ),
    field('by', PERSON_OR_TEAM, 'Who decided; the line must have been committed by that person.', ALWAYS),
    field('decision', oneOf('approved', 'rejected'), 'The decision. One rejection blocks the change.', ALWAYS),
    field('on', DATE, 'Day of the decision.', ALWAYS),
    fingerprint('Fingerprint of the plan that was decided on; the approval lapses when the plan changes.'),
  ),
);

const change: Kind = {
  name: 'change',
  prefix: 'CHG',
  title: 'Change',
  plural: 'Changes',
  description: 'A request for a change and its record: plan, risk, approvals, outcome.',
  icon: 'git-pull-request',
  folder: 'changes',
  fields: [
    field(
      'type',
      oneOf('standard', 'normal', 'emergency'),
      'Pathway: pre-authorised by a change model, decided by the approval policy, or too urgent to wait.',
      ALWAYS,
    ),
    field('requester', PERSON_OR_TEAM, 'Who asks for the change; cannot approve it.', ALWAYS),
    field('implementer', PERSON_OR_TEAM, 'Who carries it out; cannot approve it.', from('scheduled')),
    field(
      'planned',
      object(
        field('start', DATE_TIME, 'Planned start with offset: `2026-11-22T02:00:00+00:00`.', ALWAYS),
        field('end', DATE_TIME, 'Planned end with offset, backout included.', ALWAYS),
      ),
      'When the work is to be done.',
      from('authorize'),
    ),
    field(
      'actual',
      object(
        field('start', DATE_TIME, 'When the work began, with offset.', ALWAYS),
        field('end', DATE_TIME, 'When the work was over, with offset.', from('review')),
      ),
      'When the work was done.',
      from('review'),
    ),
    field(
      'risk',
      RISK,
      'Risk of the change: `{declared: medium}`. The computed risk is compared with it.',
      from('assess'),
    ),
    field(
      'outage',
      BOOLEAN,
      'Whether a service is expected to be down during the work; checked against the computed impact.',
      from('authorize'),
    ),
    field('approvals', APPROVALS, 'Decisions on the change. Each is proven by the commit that wrote it.'),
    field(
      'close_code',
      oneOf('successful', 'successful_with_issues', 'unsuccessful', 'backed_out'),
      'How the change ended.',
      from('closed'),
    ),
    field(
      'retrospective',
      BOOLEAN,
      'True when an emergency was dealt with first and recorded and approved afterwards.',
    ),
  ],
  sections: [
    section('Reason', 'Why the change is made, why now, and what happens without it.', from('assess'), [
      'Justification',
      'Why',
      'Purpose',
    ]),
    section('Impact (technical)', 'What is touched, what depends on it, and what may fail.', from('authorize'), [
      'Technical impact',
      'Impact – technical',
      'Impact: technical',
    ]),
    section('Impact (business)', 'What users and the business notice, when, and for how long.', from('authorize'), [
      'Business impact',
      'Impact – business',
      'Impact: business',
    ]),
    section('Implementation plan', 'The steps with their times and who does each.', PLANNED, [
      'Implementation',
      'Plan',
      'Change plan',
      'Steps',
    ]),
    section(
      'Backout plan',
      'How to get back, how long it takes, up to which point it is possible, and when it was tried.',
      PLANNED,
      ['Backout', 'Rollback', 'Rollback plan', 'Back-out plan', 'Fallback plan'],
    ),
    section('Test plan', 'How the change was and will be tested before it counts as done.', PLANNED, [
      'Testing',
      'Tests',
    ]),
    section(
      'Communication plan',
      'Who is told what, when and by whom, before, during and after an outage.',
      from('authorize', { when: { outage: ['true'] }, unless: STANDARD }),
      ['Communication', 'Communications', 'Communications plan', 'Comms plan'],
    ),
    section('Verification', 'How success is observed in production, and afterwards what was observed.', PLANNED, [
      'Validation',
      'Post-change verification',
    ]),
    section(
      'Post-implementation review',
      'How it went, against the plan: times, surprises, what to do otherwise.',
      from('review'),
      ['PIR', 'Post implementation review', 'Review'],
    ),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written.'),
      state('assess', 'open', 1, 'Impact and risk are examined.'),
      state(
        'authorize',
        'open',
        2,
        'Waiting for the approvals that the policy asks for; from here on the plan is fixed.',
      ),
      state('scheduled', 'open', 3, 'Approved and in the calendar.'),
      state('implement', 'live', 4, 'Being carried out.'),
      state('review', 'open', 5, 'Carried out; the outcome is examined.'),
      state('closed', 'done', 6, 'Finished, with its outcome recorded.'),
      exit('cancelled', 'retired', 'Withdrawn.'),
      exit('rejected', 'retired', 'Turned down for good; a new attempt is a new change.'),
    ],
    transitions: [
      ...path(['draft', 'assess', 'authorize', 'scheduled', 'implement', 'review', 'closed'], NORMAL),
      // Rework; the approvals are void.
      ...moves(['assess', 'authorize'], ['draft', 'rejected'], NORMAL),
      ...path(['draft', 'scheduled', 'implement', 'review', 'closed'], STANDARD),
      ...path(['draft', 'authorize', 'implement', 'review', 'closed'], EMERGENCY),
      ...moves(['authorize'], ['draft', 'rejected'], EMERGENCY),
      ...moves(['draft'], ['implement'], { ...EMERGENCY, retrospective: ['true'] }),
      ...moves(['draft', 'assess', 'authorize', 'scheduled', 'implement'], ['cancelled']),
    ],
  },
};

const changeModel: Kind = {
  name: 'change_model',
  prefix: 'CHM',
  title: 'Change model',
  plural: 'Change models',
  description: 'A recurring change whose steps and risk are known and which is therefore authorised in advance.',
  icon: 'notebook-template',
  folder: 'change-models',
  fields: [
    field('approved_by', PERSON_OR_TEAM, 'Who authorised the model.', from('approved')),
    field('max_risk', RISK_LEVEL, 'Highest risk a change may have to follow the model.'),
    field('success_floor', number(0, 1), 'Share of the last ten uses that must have succeeded; 0.95 when absent.'),
    field(
      'scope',
      listOf(idOf('configuration_item', 'service')),
      'Items and services the model may be used on; any when absent.',
    ),
  ],
  sections: [
    section('Steps', 'What is done, in order; a change that departs from it is a normal change.', from('approved'), [
      'Implementation',
      'Implementation plan',
      'Procedure',
    ]),
    section('Backout', 'How to get back if a step fails.', from('approved'), [
      'Backout plan',
      'Rollback',
      'Rollback plan',
    ]),
    section('Verification', 'How to see that it worked.', from('approved'), ['Validation', 'Test plan']),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written.'),
      state('approved', 'live', 1, 'May be used.'),
      state('suspended', 'open', 1, 'May not be used for now, usually after failures.'),
      exit('retired', 'retired', 'No longer used.'),
    ],
    transitions: [
      ...path(['draft', 'approved', 'suspended']),
      ...moves(['suspended'], ['approved', 'draft']),
      ...moves(['approved'], ['draft']),
      ...moves(['draft', 'approved', 'suspended'], ['retired']),
    ],
  },
};

const window: Kind = {
  name: 'window',
  prefix: 'WIN',
  title: 'Window',
  plural: 'Windows',
  description: 'A time in which changes should happen (maintenance) or must not (blackout, lockdown).',
  icon: 'calendar',
  folder: 'windows',
  fields: [
    field(
      'type',
      oneOf('maintenance', 'blackout', 'lockdown'),
      'Whether work belongs here, is kept out, or is kept out with no exemption but a decision.',
      ALWAYS,
    ),
    field('start', DATE_TIME, 'Start of the first occurrence, with offset: `2026-01-04T02:00:00+00:00`.', ALWAYS),
    field(
      'end',
      DATE_TIME,
      'End of the first occurrence, with offset; this moment is no longer in the window.',
      ALWAYS,
    ),
    field('timezone', { type: 'timezone' }, 'IANA zone in which repetitions keep their hour: `Europe/London`.', ALWAYS),
    field('rrule', { type: 'rrule' }, 'Repetition as an RFC 5545 rule: `FREQ=WEEKLY;BYDAY=SU`. Once only when absent.'),
    field(
      'exempt',
      listOf(oneOf('emergency', 'security')),
      'Changes that may happen all the same: emergencies, those tagged `security`.',
    ),
    field(
      'approved_by',
      PERSON_OR_TEAM,
      'Who ordered it; needed for a lockdown.',
      from('approved', { when: { type: ['lockdown'] } }),
    ),
  ],
  sections: [
    section('Reason', 'Why the window exists and whom to ask for an exemption.', from('approved'), ['Purpose', 'Why']),
  ],
  lifecycle: {
    states: [
      state('proposed', 'draft', 0, 'Not yet agreed; does not count.'),
      state('approved', 'live', 1, 'Counts in every conflict check.'),
      exit('cancelled', 'retired', 'No longer counts.'),
    ],
    transitions: [
      ...path(['proposed', 'approved']),
      ...moves(['approved'], ['proposed']),
      ...moves(['proposed', 'approved'], ['cancelled']),
    ],
  },
};

export const changeKinds: readonly Kind[] = [change, changeModel, window];
