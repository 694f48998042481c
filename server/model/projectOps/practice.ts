/** How the work is done and spoken about: maturity, processes, vocabulary. */
import type { FieldType, Kind } from '../model.ts';
import {
  ALWAYS,
  exit,
  field,
  from,
  integer,
  listOf,
  moves,
  object,
  oneOf,
  path,
  STRING,
  section,
  state,
  TEXT,
} from './build.ts';

const assessment: Kind = {
  name: 'assessment',
  prefix: 'ASM',
  title: 'Assessment',
  plural: 'Assessments',
  description: 'How mature the practices are, on what evidence, and what to improve first.',
  icon: 'graph',
  folder: 'assessments',
  fields: [
    field(
      'practices',
      listOf(
        object(
          field('name', STRING, 'Practice: `change enablement`.', ALWAYS),
          field('level', integer(1, 5), 'Maturity found, from 1 (ad hoc) to 5 (optimising).', ALWAYS),
          field('target', integer(1, 5), 'Maturity wanted.'),
          field('evidence', listOf(STRING), 'Articles, reports or interviews that the level rests on.'),
          field('gap', TEXT, 'What is missing to reach the target.'),
          field('effort', integer(1, 5), 'Work to close the gap, from 1 (days) to 5 (a programme).'),
          field('benefit', integer(1, 5), 'What closing it would bring, from 1 (little) to 5 (much).'),
        ),
      ),
      'One entry for each practice. Quick wins have a benefit of at least 4 and an effort of at most 2.',
    ),
  ],
  sections: [
    section('Method', 'Who was asked, what was looked at, against which reference.', from('final'), ['Approach']),
    section('Findings', 'What was found, strengths first.', from('final'), ['Results']),
    section('Quick wins', 'What to do in the next weeks, and who.', from('final'), ['Recommendations']),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being carried out.'),
      state('final', 'done', 1, 'Finished; the next one is a new article.'),
    ],
    transitions: path(['draft', 'final']),
  },
};

/** Role names, or ids of people and teams. */
const ROLES: FieldType = listOf(STRING);

const process: Kind = {
  name: 'process',
  prefix: 'PRC',
  title: 'Process',
  plural: 'Processes',
  description: 'The steps of a workflow with inputs, outputs and responsibilities.',
  icon: 'list-tree',
  folder: 'processes',
  reviewEvery: '1y',
  fields: [
    field(
      'domain',
      oneOf('project', 'service', 'harmonised'),
      'Whose process it is: of projects, of services, or common to both.',
      ALWAYS,
    ),
    field(
      'steps',
      listOf(
        object(
          field('id', STRING, 'Short id, unique in the process: `S1`.', ALWAYS),
          field('name', STRING, 'What is done: `Assess impact`.', ALWAYS),
          field('input', TEXT, 'What the step starts from.'),
          field('output', TEXT, 'What it leaves behind.'),
          field('R', ROLES, 'Responsible: who does it; at least one.'),
          field('A', STRING, 'Accountable: who answers for it; exactly one.'),
          field('C', ROLES, 'Consulted: who is asked before.'),
          field('I', ROLES, 'Informed: who is told afterwards.'),
          field('tool', STRING, 'Where it is done.'),
        ),
      ),
      'The steps in order.',
    ),
  ],
  sections: [
    section('Purpose', 'What the process is for and where it begins and ends.', from('published'), ['Intent']),
    section('Exceptions', 'When it does not apply and what is done then.', from('published')),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written.'),
      state('published', 'live', 1, 'To be followed.'),
      exit('retired', 'retired', 'No longer followed.'),
    ],
    transitions: [
      ...path(['draft', 'published', 'retired']),
      ...moves(['published'], ['draft']),
      ...moves(['draft'], ['retired']),
    ],
  },
};

const term: Kind = {
  name: 'term',
  prefix: 'TRM',
  title: 'Term',
  plural: 'Terms',
  description: 'A word of the common vocabulary of projects and operations.',
  icon: 'quote',
  folder: 'terms',
  fields: [
    field('preferred', STRING, 'The word to use: `change request`.', ALWAYS),
    field('project_term', STRING, 'What project people call it.'),
    field('service_term', STRING, 'What operations calls it.'),
    field('avoid', listOf(STRING), 'Words not to use for it, because they mean something else to others.'),
  ],
  sections: [section('Definition', 'What it means, and what it does not.', ALWAYS, ['Meaning'])],
  lifecycle: {
    states: [
      state('preferred', 'live', 0, 'To be used.'),
      state('allowed', 'live', 0, 'May be used; another word is better.'),
      exit('deprecated', 'retired', 'Not to be used any more.'),
    ],
    transitions: [
      ...moves(['preferred'], ['allowed', 'deprecated']),
      ...moves(['allowed'], ['preferred', 'deprecated']),
      ...moves(['deprecated'], ['allowed']),
    ],
  },
};

export const practiceKinds: readonly Kind[] = [assessment, process, term];
