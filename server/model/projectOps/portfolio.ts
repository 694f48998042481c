/** Why the work is done: objectives, services, projects. */
import type { FieldType, Kind } from '../model.ts';
import {
  ALWAYS,
  DATE,
  DURATION,
  exit,
  field,
  from,
  idOf,
  listOf,
  moves,
  number,
  object,
  oneOf,
  PERSON,
  PERSON_OR_TEAM,
  path,
  STRING,
  section,
  state,
  TEXT,
} from './build.ts';
import { CRITICALITY, REDUNDANCY, SURVEYS } from './common.ts';

export const objective: Kind = {
  name: 'objective',
  prefix: 'OBJ',
  title: 'Objective',
  plural: 'Objectives',
  description: 'A business outcome that projects, services and requirements are for.',
  icon: 'target',
  folder: 'objectives',
  fields: [
    field(
      'weight',
      number(0, 1),
      'Importance among all objectives, from 0 to 1; the weights of the active ones add up to 1.',
      ALWAYS,
    ),
    field(
      'measure',
      TEXT,
      'What is measured, so that two people get the same number: `share of checkouts without an order, four-week average`.',
      ALWAYS,
    ),
    field('target', TEXT, 'Value to reach, with its unit: `10.5 % or lower, from 14.8 %`.'),
    field('due', DATE, 'Day by which the target is to be reached.'),
    field('sponsor', PERSON, 'Person who wants the outcome and pays for it.', ALWAYS),
  ],
  sections: [
    section('Outcome', 'What will be different, and for whom, when the objective is achieved.', from('active'), [
      'Goal',
    ]),
    section('Measure', 'How the measure is taken: source, period, who reads it, value at the start.', from('active'), [
      'Measurement',
      'Measures',
    ]),
  ],
  lifecycle: {
    states: [
      state('proposed', 'draft', 0, 'Suggested; nobody has committed to it.'),
      state('active', 'live', 1, 'Agreed; work is measured against it.'),
      state('achieved', 'done', 2, 'The target was reached.'),
      exit('retired', 'retired', 'No longer pursued.'),
    ],
    transitions: [
      ...path(['proposed', 'active', 'achieved']),
      ...moves(['proposed', 'active', 'achieved'], ['retired']),
      ...moves(['achieved'], ['active']),
    ],
  },
};

const SLOS: FieldType = listOf(
  object(
    field('name', STRING, 'Short name: `availability`.', ALWAYS),
    field(
      'sli',
      TEXT,
      'The indicator, as good events over valid events: `requests answered within 2 s / valid requests`.',
      ALWAYS,
    ),
    field('target', number(0, 100), 'Share of good events to reach, in per cent: `99.95`.', ALWAYS),
    field('window', DURATION, 'Rolling period the target holds for: `28d`.', ALWAYS),
  ),
);

export const service: Kind = {
  name: 'service',
  prefix: 'SVC',
  title: 'Service',
  plural: 'Services',
  description: 'What users get and operations runs: an entry of the service portfolio.',
  icon: 'globe',
  folder: 'services',
  fields: [
    field('criticality', CRITICALITY, 'How much the business suffers when the service is down.', ALWAYS),
    field(
      'support_hours',
      STRING,
      'When support is there, with the time zone: `24x7`, `Mon-Fri 06:00-18:00 Europe/London`.',
      from('live'),
    ),
    field('slos', SLOS, 'Service level objectives the service is run to.'),
    field(
      'slo_results',
      listOf(
        object(
          field('period', STRING, 'Month or quarter: `2026-10`, `2026-Q3`.', ALWAYS),
          field('attained', number(0, 100), 'Share of good events in the period, in per cent.', ALWAYS),
          field('slo', STRING, 'Name of the objective it belongs to; the first one when absent.'),
        ),
      ),
      'What was attained, period by period.',
    ),
    field(
      'commitments',
      listOf(
        object(
          field('team', idOf('team'), 'Team that gives the hours; this or `person`.'),
          field('person', PERSON, 'Person who gives the hours; this or `team`.'),
          field('hours_per_week', number(0), 'Hours a week kept free for running the service: `30`.', ALWAYS),
        ),
      ),
      'Hours a week that teams and people keep free for running the service.',
    ),
    field('surveys', SURVEYS, 'How satisfied the users said they were.'),
    REDUNDANCY,
  ],
  sections: [
    section('Purpose', 'What the service does for its users, in their words.', from('design')),
    section('Users', 'Who uses it, how many, and when it matters most to them.', from('design'), [
      'Customers',
      'Consumers',
    ]),
    section('Support', 'Who helps, how they are reached, and what happens out of hours.', from('live'), [
      'Support model',
    ]),
  ],
  lifecycle: {
    states: [
      state('pipeline', 'draft', 0, 'Considered for the portfolio.'),
      state('design', 'draft', 1, 'Being designed.'),
      state('transition', 'open', 2, 'Being built and handed over to operations.'),
      state('live', 'live', 3, 'Users depend on it.'),
      exit('retired', 'retired', 'Switched off or never introduced.'),
    ],
    transitions: [
      ...path(['pipeline', 'design', 'transition', 'live']),
      ...moves(['transition'], ['design']),
      ...moves(['pipeline', 'design', 'transition', 'live'], ['retired']),
    ],
  },
};

const SCORE: FieldType = object(
  field('method', oneOf('wsjf', 'rice', 'moscow'), 'Scoring method; compare only projects scored alike.', ALWAYS),
  field('business_value', number(0), 'WSJF: value to users and business, relative to other projects: `13`.'),
  field('time_criticality', number(0), 'WSJF: how fast the value decays, relative to other projects.'),
  field('risk_reduction', number(0), 'WSJF: risk removed or opportunity opened, relative to other projects.'),
  field('job_size', number(0.1), 'WSJF: size of the work, relative to other projects.'),
  field('reach', number(0), 'RICE: people or events reached per period.'),
  field('impact', number(0), 'RICE: effect on each of them; from 0.25 for minimal to 3 for massive.'),
  field('confidence', number(0, 1), 'RICE: how sure the other numbers are, from 0 to 1.'),
  field('effort', number(0.1), 'RICE: work in person-months.'),
  field('priority', oneOf('must', 'should', 'could', 'wont'), 'MoSCoW: the class of the project.'),
);

export const project: Kind = {
  name: 'project',
  prefix: 'PRJ',
  title: 'Project',
  plural: 'Projects',
  description: 'An investment with a beginning and an end that changes services for the sake of objectives.',
  icon: 'project',
  folder: 'projects',
  fields: [
    field('score', SCORE, 'Inputs of the priority score; the score itself is computed.', from('approved')),
    field(
      'budget',
      object(
        field('baseline', number(0), 'Approved amount.'),
        field('forecast', number(0), 'Expected amount at completion.'),
        field('actual', number(0), 'Spent so far, or in all when closed.'),
        field('currency', STRING, 'ISO 4217 code: `GBP`.'),
      ),
      'Money, all amounts in one currency.',
    ),
    field(
      'milestones',
      listOf(
        object(
          field('id', STRING, 'Short id, unique in the project: `M3`.', ALWAYS),
          field('name', STRING, 'What is reached: `Requirements frozen`.', ALWAYS),
          field('baseline', DATE, 'Day in the approved plan; kept when the plan moves.'),
          field('forecast', DATE, 'Day expected now.'),
          field('actual', DATE, 'Day it was reached.'),
          field('gate', STRING, 'Gate that is passed here and needs a frozen baseline: `G2`.'),
        ),
      ),
      'Points of the plan, with planned, expected and actual days.',
    ),
    field(
      'assignments',
      listOf(
        object(
          field('who', PERSON, 'Person.', ALWAYS),
          field('role', STRING, 'Part played in the project: `lead developer`.'),
          field('skill', STRING, 'Skill that is needed for it: `payments-integration`.'),
          field('percent', number(0, 100), "Share of the person's working week, in per cent.", ALWAYS),
          field('from', DATE, 'First day.', ALWAYS),
          field('to', DATE, 'Last day.', ALWAYS),
        ),
      ),
      'Who works on the project, how much and when. Capacity is computed from it.',
    ),
    field(
      'benefits',
      listOf(
        object(
          field('name', STRING, 'What gets better: `Lower acquiring fees`.', ALWAYS),
          field('unit', STRING, 'Unit of the amounts: `GBP per year`.'),
          field('planned', number(), 'Amount expected.'),
          field('due', DATE, 'Day on which it is measured.'),
          field('actual', number(), 'Amount measured.'),
          field('measured_on', DATE, 'Day of the measurement.'),
          field('owner', PERSON_OR_TEAM, 'Who answers for it after the project has ended.'),
        ),
      ),
      'What the project is to bring, measured after delivery.',
    ),
    field('surveys', SURVEYS, 'How satisfied the stakeholders said they were.'),
  ],
  sections: [
    section('Case', 'Why this is worth the money, and what happens if nothing is done.', from('approved'), [
      'Business case',
    ]),
    section('Scope', 'What belongs to the project and what does not.', from('approved')),
    section(
      'Operational impact',
      'What changes for those who run the services: load, skills, tools, support hours.',
      from('approved'),
      ['Impact on operations', 'Service impact'],
    ),
    section('Closure', 'What was delivered, what was not, what remains open and with whom.', from('closed'), [
      'Closure report',
    ]),
  ],
  lifecycle: {
    states: [
      state('idea', 'draft', 0, 'Described, not yet examined.'),
      state('assessed', 'draft', 1, 'Examined and scored, waiting for a decision.'),
      state('approved', 'open', 2, 'Funded.'),
      state('delivery', 'open', 3, 'Being built.'),
      state('transition', 'open', 4, 'Being handed over to operations.'),
      state('closed', 'done', 5, 'Finished and handed over; benefits are still measured.'),
      state('on_hold', 'open', 2, 'Paused by decision; people are free for other work.'),
      exit('cancelled', 'retired', 'Stopped before the end.'),
    ],
    transitions: [
      ...path(['idea', 'assessed', 'approved', 'delivery', 'transition', 'closed']),
      ...moves(['assessed'], ['idea']),
      ...moves(['transition'], ['delivery']),
      ...moves(['approved', 'delivery', 'transition'], ['on_hold']),
      ...moves(['on_hold'], ['approved', 'delivery', 'transition']),
      ...moves(['idea', 'assessed', 'approved', 'delivery', 'transition', 'on_hold'], ['cancelled']),
    ],
  },
};

/** In the order in which people read a portfolio. */
export const portfolioKinds: readonly Kind[] = [objective, service, project];
