/** What must hold and how that is shown (terms of ISO/IEC/IEEE 29148). */
import type { Kind } from '../model.ts';
import {
  ALWAYS,
  DATE,
  exit,
  field,
  from,
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
import { fingerprint, VERIFICATION_METHOD } from './common.ts';

const QUALITY = { type: ['quality'] };

/** The product quality characteristics of ISO/IEC 25010:2023. */
const CHARACTERISTICS = [
  'functional_suitability',
  'performance_efficiency',
  'compatibility',
  'interaction_capability',
  'reliability',
  'security',
  'maintainability',
  'flexibility',
  'safety',
];

const requirement: Kind = {
  name: 'requirement',
  prefix: 'REQ',
  title: 'Requirement',
  plural: 'Requirements',
  description: 'One need or constraint that a service or system must meet.',
  icon: 'checklist',
  folder: 'requirements',
  fields: [
    field(
      'type',
      oneOf('functional', 'quality', 'operational', 'interface', 'constraint'),
      'What it speaks about: a function, how well it is done, running it (monitoring, backup, support, access), a connection, or a limit on the solution.',
      ALWAYS,
    ),
    field(
      'characteristic',
      oneOf(...CHARACTERISTICS),
      'Quality characteristic of ISO/IEC 25010:2023; for quality requirements.',
      {
        from: 'always',
        when: QUALITY,
      },
    ),
    field('priority', oneOf('must', 'should', 'could', 'wont'), 'MoSCoW class within its project.', ALWAYS),
    field('rationale', TEXT, 'Why it is needed, in one sentence.', from('approved')),
    field('verification_method', VERIFICATION_METHOD, 'How it will be shown to be met.', from('approved')),
    field(
      'fit',
      object(
        field(
          'measure',
          TEXT,
          'What is measured, and where: `95th percentile of authorisation time at the orchestrator`.',
          ALWAYS,
        ),
        field(
          'op',
          oneOf('<', '<=', '=', '>=', '>'),
          'How the measured value compares with the limit, in quotes: `"<="`.',
          ALWAYS,
        ),
        field('value', number(), 'The limit: `800`.', ALWAYS),
        field('unit', STRING, 'Unit of the limit: `ms`, `%`, `orders per hour`.', ALWAYS),
        field('condition', TEXT, 'Under which load and circumstances: `120 requests a second for 30 minutes`.', ALWAYS),
      ),
      'Fit criterion: what a measurement must show for the requirement to be met.',
      from('approved', { when: QUALITY }),
    ),
    field('source', STRING, 'Where it comes from: a law and paragraph, a meeting, a contract clause.'),
  ],
  sections: [
    section('Statement', 'One sentence with one "shall": who does what, when, and how well.', from('proposed'), [
      'Requirement',
    ]),
    section('Rationale', 'Why the requirement exists, and why its limits are what they are.', from('approved'), [
      'Reason',
      'Why',
    ]),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Being written.'),
      state('proposed', 'draft', 1, 'Ready for review.'),
      state('approved', 'open', 2, 'Agreed; changing it needs a decision.'),
      state('implemented', 'open', 3, 'Built, not yet shown to be met.'),
      state('verified', 'live', 4, 'Shown to be met by a passed verification.'),
      exit('retired', 'retired', 'No longer asked for.'),
      exit('rejected', 'retired', 'Turned down.'),
    ],
    transitions: [
      ...path(['draft', 'proposed', 'approved', 'implemented', 'verified']),
      ...moves(['proposed'], ['draft']),
      ...moves(['approved'], ['proposed']),
      // Back to approved: after a failed verification, or when a verified requirement has become suspect.
      ...moves(['implemented', 'verified'], ['approved']),
      ...moves(['draft', 'proposed'], ['rejected']),
      ...moves(['approved', 'implemented', 'verified'], ['retired']),
    ],
  },
};

const verification: Kind = {
  name: 'verification',
  prefix: 'VER',
  title: 'Verification',
  plural: 'Verifications',
  description: 'A test, analysis, inspection or demonstration that shows whether requirements are met, with its runs.',
  icon: 'beaker',
  folder: 'verifications',
  fields: [
    field('method', VERIFICATION_METHOD, 'How the evidence is obtained.', ALWAYS),
    field(
      'runs',
      listOf(
        object(
          field('on', DATE, 'Day of the run.', ALWAYS),
          field('by', PERSON_OR_TEAM, 'Who ran it.', ALWAYS),
          field(
            'result',
            oneOf('passed', 'failed', 'blocked'),
            'Outcome; `blocked` when it could not be carried out.',
            ALWAYS,
          ),
          field('evidence', TEXT, 'Where the proof is: a report, a log, a link.'),
          fingerprint('Fingerprint of the requirement as it was when this run was made.'),
        ),
      ),
      'Every run, oldest first. The result of the last one counts.',
    ),
  ],
  sections: [
    section('Procedure', 'Set-up, steps and data, so that somebody else can repeat it.', from('executed'), [
      'Steps',
      'Test procedure',
    ]),
    section('Expected result', 'What must be observed for a pass.', from('executed'), [
      'Expected results',
      'Pass criteria',
    ]),
  ],
  lifecycle: {
    states: [
      state('planned', 'draft', 0, 'Described, not yet run.'),
      state('executed', 'live', 1, 'Run at least once; the last run is the result.'),
      exit('retired', 'retired', 'No longer run.'),
    ],
    transitions: [
      ...path(['planned', 'executed']),
      // To be repeated because a requirement has changed.
      ...moves(['executed'], ['planned']),
      ...moves(['planned', 'executed'], ['retired']),
    ],
  },
};

export const requirementKinds: readonly Kind[] = [requirement, verification];
