/** Fields every kind has, and value types that several kinds share. */
import type { Field, FieldType } from '../model.ts';
import {
  ALWAYS,
  DATE,
  field,
  integer,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  PERSON,
  PERSON_OR_TEAM,
  STRING,
  TEXT,
} from './build.ts';

export const CRITICALITY: FieldType = oneOf('critical', 'high', 'medium', 'low');

/** Classes of the product of impact and likelihood: up to 5, 6 to 11, 12 to 19, from 20. */
export const RISK_LEVEL: FieldType = oneOf('low', 'medium', 'high', 'very_high');

export const VERIFICATION_METHOD: FieldType = oneOf('test', 'analysis', 'inspection', 'demonstration');

/** A fingerprint that was taken when somebody looked; it is stale when the present one differs. */
export function fingerprint(description: string): Field {
  return field('fp', STRING, description);
}

export const SURVEYS: FieldType = listOf(
  object(
    field('on', DATE, 'Day on which the survey closed.', ALWAYS),
    field('group', STRING, 'Who was asked: `customers`, `service desk`.'),
    field('score', number(), 'Mean answer on the scale: `4.1`.', ALWAYS),
    field('scale', STRING, 'Lowest and highest answer, in quotes: `"1-5"`.', ALWAYS),
    field('n', integer(0), 'Number of answers.', ALWAYS),
  ),
);

/** Groups named by `depends_on` links with `group`. */
export const REDUNDANCY: Field = field(
  'redundancy',
  mapOf(
    object(
      field(
        'min_up',
        STRING,
        'How many members of the group must be up: a count such as `1`, or a share in quotes such as `"50%"`, rounded up.',
        ALWAYS,
      ),
    ),
  ),
  'Groups of interchangeable dependencies, by the `group` of the `depends_on` links: `{db: {min_up: 1}}`.',
);

const ACTION: FieldType = object(
  field('id', STRING, 'Short id, unique in the article: `A1`. The action is addressed as `PM-004#A1`.', ALWAYS),
  field(
    'what',
    TEXT,
    'What will be done, with a verb whose result can be seen: `Add an alert for pool use above 90 %`.',
    ALWAYS,
  ),
  field('owner', PERSON_OR_TEAM, 'Who does it; one name.'),
  field('due', DATE, 'Day by which it is done.'),
  field('status', oneOf('open', 'done', 'dropped'), 'Where it stands; `open` when absent.'),
  field(
    'type',
    oneOf('prevent', 'detect', 'mitigate', 'process'),
    'What it helps with: prevent a repetition, detect it earlier, mitigate its effect, or improve the process.',
  ),
  field('reason', TEXT, 'Why it was dropped; needed when `status` is `dropped`.'),
);

export const ACTIONS: FieldType = listOf(ACTION);

export const COMMON_FIELDS: readonly Field[] = [
  field(
    'id',
    STRING,
    'Identifies the article for good: prefix, hyphen, number, as in `CHG-003`. Links use it.',
    ALWAYS,
  ),
  field(
    'kind',
    STRING,
    "Kind of article, as in `change`. Only needed where the id's prefix and the configuration do not tell.",
  ),
  field('title', STRING, 'Short name for people, the same as the first heading.'),
  field('status', STRING, "State in the kind's lifecycle.", ALWAYS),
  field('owner', PERSON_OR_TEAM, 'Person or team that answers for the article and keeps it right: `TEAM-002`.'),
  field('tags', listOf(STRING), 'Free labels for grouping and searching; windows and policies can apply to them.'),
  field('review_by', DATE, 'Day by which somebody must confirm that the content still holds.'),
  field(
    'reviewed',
    object(
      field('by', PERSON_OR_TEAM, 'Who looked.', ALWAYS),
      field('on', DATE, 'Day of the review.', ALWAYS),
      fingerprint('Fingerprint of the content that was reviewed.'),
    ),
    'Last review of the content.',
  ),
  field(
    'waivers',
    listOf(
      object(
        field('rule', STRING, 'Code of the rule that is waived: `svc-spof`.', ALWAYS),
        field('reason', TEXT, 'Why the finding is accepted; a waiver without a reason is a finding itself.'),
        field('by', PERSON, 'Who accepted it.'),
        field('until', DATE, 'Last day of the waiver.'),
      ),
    ),
    'Findings of this article that are knowingly accepted, each with reason and end.',
  ),
  field('actions', ACTIONS, 'What follows from the article, each with one owner and a day.'),
  field('aliases', listOf(STRING), 'Former ids of the article; links to them still arrive here.'),
];
