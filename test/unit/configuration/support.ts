/** A small model, and texts whose problems are marked. */
import assert from 'node:assert/strict';
import type { RuleDescription } from '../../../server/configuration/definition.ts';
import { type ConfigurationResult, readConfiguration } from '../../../server/configuration/readConfiguration.ts';
import type { Configuration } from '../../../server/model/configuration.ts';
import type { Field, Kind, LinkType, Model } from '../../../server/model/model.ts';

const ALWAYS = { from: 'always' } as const;

export const BUILT_IN: Model = {
  name: 'project-ops',
  commonFields: [
    { name: 'id', description: '', value: { type: 'string' }, required: ALWAYS },
    { name: 'status', description: '', value: { type: 'string' } },
    { name: 'owner', description: 'Who answers for it.', value: { type: 'id', kinds: ['person'] } },
    { name: 'tags', description: '', value: { type: 'list', of: { type: 'string' } } },
  ],
  kinds: [
    {
      name: 'change',
      prefix: 'CHG',
      title: 'Change',
      plural: 'Changes',
      description: 'A change.',
      icon: 'git-pull-request',
      folder: 'changes',
      fields: [
        { name: 'type', description: '', value: { type: 'enum', values: ['standard', 'normal'] }, required: ALWAYS },
        { name: 'effort', description: '', value: { type: 'number', min: 0 } },
        {
          name: 'planned',
          description: '',
          value: {
            type: 'object',
            fields: [
              { name: 'start', description: '', value: { type: 'date' } },
              { name: 'end', description: '', value: { type: 'date' } },
            ],
          },
          required: { from: 'assess' },
        },
      ],
      sections: [
        { title: 'Reason', description: 'Why.', required: ALWAYS },
        { title: 'Backout plan', description: 'How back.', aliases: ['Rollback'], required: { from: 'assess' } },
      ],
      lifecycle: {
        states: [
          { name: 'draft', description: '', stage: 'draft', rank: 0 },
          { name: 'assess', description: '', stage: 'open', rank: 1 },
          { name: 'closed', description: '', stage: 'done', rank: 2 },
          { name: 'cancelled', description: '', stage: 'retired' },
        ],
        transitions: [
          { from: 'draft', to: 'assess' },
          { from: 'assess', to: 'closed' },
        ],
      },
    },
    {
      name: 'requirement',
      prefix: 'REQ',
      title: 'Requirement',
      plural: 'Requirements',
      description: 'A need.',
      icon: 'checklist',
      folder: 'requirements',
      fields: [],
      sections: [],
    },
    {
      name: 'person',
      prefix: 'PER',
      title: 'Person',
      plural: 'People',
      description: 'Somebody.',
      icon: 'person',
      folder: 'people',
      fields: [],
      sections: [],
    },
  ],
  linkTypes: [
    {
      name: 'implements',
      inverse: 'implemented_by',
      description: 'Makes it real.',
      from: { kinds: ['change'] },
      to: { kinds: ['requirement'] },
      max: 3,
      required: [{ kind: 'change', requirement: { from: 'assess' } }],
    },
    {
      name: 'after',
      inverse: 'before',
      description: '',
      from: { kinds: ['change'] },
      to: { kinds: ['change'] },
      acyclic: 'error',
    },
  ],
};

export const RULES: readonly RuleDescription[] = [
  { code: 'link-broken', options: [] },
  {
    code: 'term-avoid',
    title: 'A term to avoid',
    options: [
      { name: 'terms', type: 'strings', description: 'Terms.', default: [] },
      { name: 'least', type: 'number', description: 'Least count.', default: 1 },
      { name: 'strict', type: 'boolean', description: 'Strictly.', default: false },
      { name: 'grace', type: 'duration', description: 'How long.', default: '30d' },
      { name: 'style', type: 'string', description: 'Which.', default: 'plain', values: ['plain', 'fancy'] },
    ],
  },
];

export function read(text: string | undefined): ConfigurationResult {
  return readConfiguration(text, { builtIn: BUILT_IN, rules: RULES });
}

/** The configuration of a text that has no problems. */
export function valid(text: string): Configuration {
  const { configuration, problems } = read(text);
  assert.deepEqual(
    problems.map(({ message }) => message),
    [],
  );
  return configuration;
}

/**
 * Expects one problem for each part between `«` and `»`, with the given messages, in order. Markers do not nest.
 * Gives the configuration that holds nevertheless.
 */
export function expectProblems(marked: string, ...messages: readonly string[]): Configuration {
  let text = '';
  const expected: { start: number; end: number }[] = [];
  for (const part of marked.split(/(«[^»]*»)/)) {
    const inner = part.startsWith('«') ? part.slice(1, -1) : part;
    if (inner !== part) expected.push({ start: text.length, end: text.length + inner.length });
    text += inner;
  }
  const { configuration, problems } = read(text);
  assert.deepEqual(
    problems.map(({ message, span }) => ({ message, written: text.slice(span.start, span.end), ...span })),
    expected.map((span, index) => ({ message: messages[index], written: text.slice(span.start, span.end), ...span })),
  );
  return configuration;
}

export function kindOf(configuration: Configuration, name: string): Kind {
  const kind = configuration.model.kinds.find((candidate) => candidate.name === name);
  assert.ok(kind, `no kind ${name}`);
  return kind;
}

export function fieldOf({ fields }: Pick<Kind, 'fields'>, name: string): Field {
  const field = fields.find((candidate) => candidate.name === name);
  assert.ok(field, `no field ${name}`);
  return field;
}

export function linkOf(configuration: Configuration, name: string): LinkType {
  const link = configuration.model.linkTypes.find((candidate) => candidate.name === name);
  assert.ok(link, `no link ${name}`);
  return link;
}
