/** What services are made of, frozen sets of it, and what is delivered together. */
import type { Kind } from '../model.ts';
import {
  ALWAYS,
  DATE,
  DATE_TIME,
  exit,
  field,
  from,
  listOf,
  moves,
  object,
  oneOf,
  path,
  STRING,
  section,
  state,
} from './build.ts';
import { CRITICALITY, fingerprint, REDUNDANCY } from './common.ts';

const configurationItem: Kind = {
  name: 'configuration_item',
  prefix: 'CI',
  title: 'Configuration item',
  plural: 'Configuration items',
  description: 'A component, deliverable, document or environment that is managed because services depend on it.',
  icon: 'server',
  folder: 'configuration',
  fields: [
    field(
      'class',
      STRING,
      'What it is: `application`, `database`, `network`, `environment`, `document`, `deliverable`.',
      ALWAYS,
    ),
    field(
      'criticality',
      CRITICALITY,
      'How much suffers when it is down; at least that of what depends hard on it.',
      ALWAYS,
    ),
    field('environment', STRING, 'Where it runs: `production`, `staging`.'),
    field('version', STRING, 'Version in use, in quotes: `"1.10"` unquoted would become 1.1.'),
    field(
      'path',
      listOf({ type: 'glob' }),
      'Files of this repository that it consists of, for deliverables and documents: `docs/cutover/**`.',
    ),
    field('identifier', STRING, 'Name in the outside world, unique in its class: `host/pay-db-a`, `k8s/payments/api`.'),
    field('verified_on', DATE, 'Day on which somebody last compared the record with reality.'),
    REDUNDANCY,
  ],
  sections: [
    section('Description', 'What it does, what it consists of, and what to know before touching it.', from('live'), [
      'Overview',
      'Purpose',
    ]),
  ],
  lifecycle: {
    states: [
      state('planned', 'draft', 0, 'Foreseen.'),
      state('in_development', 'open', 1, 'Being built or bought.'),
      state('live', 'live', 2, 'In use.'),
      state('retiring', 'live', 3, 'Still in use, on its way out; nothing new should depend on it.'),
      exit('retired', 'retired', 'Out of use.'),
    ],
    transitions: [
      ...path(['planned', 'in_development', 'live', 'retiring', 'retired']),
      // Recorded when it is there already, as most items of a first inventory are.
      ...moves(['planned'], ['live']),
      ...moves(['retiring'], ['live']),
      ...moves(['planned', 'in_development', 'live'], ['retired']),
    ],
  },
};

const baseline: Kind = {
  name: 'baseline',
  prefix: 'BSL',
  title: 'Baseline',
  plural: 'Baselines',
  description: 'A set of articles frozen at one moment, to compare later states with.',
  icon: 'milestone',
  folder: 'baselines',
  fields: [
    field('gate', STRING, 'Gate the baseline is for, as the milestones name it: `G2`.'),
    field(
      'frozen_at',
      object(
        field('commit', STRING, 'Full commit hash, in quotes.', ALWAYS),
        field('tag', STRING, 'Git tag on that commit: `gate-2`.'),
      ),
      'State of the repository that was frozen.',
      from('frozen'),
    ),
    field(
      'members',
      listOf(
        object(
          field('id', { type: 'id' }, 'Article in the baseline.', ALWAYS),
          fingerprint('Fingerprint of the article when it was frozen.'),
        ),
      ),
      'The frozen articles with their fingerprints; written when the baseline is frozen.',
    ),
  ],
  sections: [
    section('Purpose', 'What was agreed with this set, by whom, and what a later difference means.', from('frozen'), [
      'Reason',
    ]),
  ],
  lifecycle: {
    states: [
      state('draft', 'draft', 0, 'Members are being chosen.'),
      state('frozen', 'live', 1, 'Fixed; differences from it are findings.'),
      exit('superseded', 'retired', 'A newer baseline counts.'),
    ],
    transitions: path(['draft', 'frozen', 'superseded']),
  },
};

const release: Kind = {
  name: 'release',
  prefix: 'REL',
  title: 'Release',
  plural: 'Releases',
  description: 'Changes and items that are built, tested and deployed together under one version.',
  icon: 'rocket',
  folder: 'releases',
  fields: [
    field('version', { type: 'semver' }, 'Semantic version, in quotes: `"2.0.0"`.', ALWAYS),
    field('environment', STRING, 'Environment the release is for: `production`.', ALWAYS),
    field(
      'range',
      object(
        field('from', STRING, 'Commit or tag before the first commit of the release: `v1.4.0`.', ALWAYS),
        field('to', STRING, 'Last commit or tag of the release: `v2.0.0`.', ALWAYS),
      ),
      'Commits that make up the release. Lead times are computed from it.',
    ),
    field(
      'deployments',
      listOf(
        object(
          field('env', STRING, 'Environment: `staging`.', ALWAYS),
          field('at', DATE_TIME, 'When, with offset.', ALWAYS),
          field('result', oneOf('successful', 'failed', 'rolled_back'), 'Outcome.', ALWAYS),
        ),
      ),
      'Every deployment, oldest first.',
    ),
  ],
  sections: [
    section(
      'Changes',
      'What is different for users and operators, grouped as Added, Changed, Deprecated, Removed, Fixed, Security.',
      from('ready'),
      ['Release notes', 'Changelog', "What's new"],
    ),
    section('Rollback', 'How to return to the version before, and what is lost by it.', from('ready'), [
      'Backout',
      'Rollback plan',
      'Backout plan',
    ]),
    section('Verification', 'How to see in production that the release works.', from('ready'), [
      'Validation',
      'Smoke tests',
    ]),
  ],
  lifecycle: {
    states: [
      state('planned', 'draft', 0, 'Content is being chosen.'),
      state('build', 'open', 1, 'Being built.'),
      state('test', 'open', 2, 'Being tested.'),
      state('ready', 'open', 3, 'Tested, waiting for deployment.'),
      state('deployed', 'live', 4, 'In the target environment.'),
      state('closed', 'done', 5, 'Deployed and reviewed.'),
      exit('rolled_back', 'done', 'Was deployed and taken back.'),
      exit('cancelled', 'retired', 'Will not be deployed.'),
    ],
    transitions: [
      ...path(['planned', 'build', 'test', 'ready', 'deployed', 'closed']),
      ...moves(['test', 'ready'], ['build']),
      ...moves(['deployed'], ['rolled_back']),
      ...moves(['planned', 'build', 'test', 'ready'], ['cancelled']),
    ],
  },
};

export const configurationKinds: readonly Kind[] = [configurationItem, baseline, release];
