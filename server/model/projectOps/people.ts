/** Who does the work. */
import type { Kind, Lifecycle } from '../model.ts';
import {
  ALWAYS,
  BOOLEAN,
  DATE,
  exit,
  field,
  integer,
  listOf,
  moves,
  number,
  object,
  PERSON,
  PERSON_OR_TEAM,
  path,
  STRING,
  state,
} from './build.ts';

const presence: Lifecycle = {
  states: [
    state('active', 'live', 0, 'There; can own, approve and be assigned.'),
    exit('inactive', 'retired', 'Gone; whatever still names it needs somebody else.'),
  ],
  transitions: [...path(['active', 'inactive']), ...moves(['inactive'], ['active'])],
};

const team: Kind = {
  name: 'team',
  prefix: 'TEAM',
  title: 'Team',
  plural: 'Teams',
  description: 'A group of people that owns articles and runs services together.',
  icon: 'organization',
  folder: 'people',
  fields: [
    field('escalates_to', PERSON_OR_TEAM, 'Who is called in when the team cannot solve an incident in time.'),
    field('lead', PERSON, 'Person who answers for the team.'),
  ],
  sections: [],
  lifecycle: presence,
};

const person: Kind = {
  name: 'person',
  prefix: 'PER',
  title: 'Person',
  plural: 'People',
  description: 'Somebody who owns, does or approves work.',
  icon: 'person',
  folder: 'people',
  fields: [
    field('email', { type: 'email' }, 'Address used in git commits; approvals are proven by it.', ALWAYS),
    field('capacity_hours', number(0, 168), 'Working hours a week: `37.5`.'),
    field(
      'skills',
      listOf(
        object(
          field('skill', STRING, 'Name from the common vocabulary: `database-administration`.', ALWAYS),
          field(
            'level',
            integer(1, 7),
            'Level of responsibility, from 1 (follow) to 7 (set strategy), as in SFIA.',
            ALWAYS,
          ),
        ),
      ),
      'What the person can do, and how well.',
    ),
    field(
      'absences',
      listOf(
        object(
          field('from', DATE, 'First day away.', ALWAYS),
          field('to', DATE, 'Last day away.', ALWAYS),
          field('note', STRING, 'Reason, if it is anybody else’s business.'),
        ),
      ),
      'Days on which the person is away; capacity is reduced by them.',
    ),
    field(
      'active',
      BOOLEAN,
      'False when the person has left or changed roles and can no longer own or approve.',
      ALWAYS,
    ),
  ],
  sections: [],
  lifecycle: presence,
};

export const peopleKinds: readonly Kind[] = [team, person];
