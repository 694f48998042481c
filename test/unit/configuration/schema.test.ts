import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { readYaml } from '../../../server/article/yamlReader.ts';
import { configurationDefinition } from '../../../server/configuration/definition.ts';
import { type Definition, resolve } from '../../../server/configuration/dsl.ts';
import { ProblemList } from '../../../server/configuration/problems.ts';
import { jsonSchema } from '../../../server/configuration/schema.ts';
import { checkShape } from '../../../server/configuration/shape.ts';
import { BUILT_IN, RULES } from './support.ts';

const DOCUMENT = configurationDefinition({ builtIn: BUILT_IN, rules: RULES });
const ajv = new Ajv({ allowUnionTypes: true });
ajv.addVocabulary(['enumDescriptions']);
const accepts = ajv.compile(jsonSchema(DOCUMENT));

/** The problems of a value written as JSON, which is YAML. */
function problemsOf(value: unknown): readonly string[] {
  const text = JSON.stringify(value);
  const problems = new ProblemList(text);
  const { root, problems: faults } = readYaml(text, 0);
  assert.deepEqual(faults, []);
  if (root !== undefined) checkShape(root, DOCUMENT, problems);
  return problems.all.map(({ message }) => message);
}

describe('configuration: JSON Schema', () => {
  const samples: readonly unknown[] = [
    {},
    null,
    { model: 'none', include: 'docs/**', exclude: ['a', 'b'], now: '2026-11-16T09:00:00Z' },
    { kinds: { change: false, note: null, adr: { match: { path: ['a/*.md'] }, id: 'file', sidecar: 'a.yml' } } },
    { kinds: { adr: { id: { from: 'file', pattern: '(\\d+)', format: 'ADR-{value:4}' }, prefix: 'ADR' } } },
    {
      kinds: {
        adr: { fields: { a: 'list of date', b: { values: [1, 'x', true] }, c: { fields: { d: false } }, e: null } },
      },
    },
    { kinds: { adr: { sections: ['A', { title: 'B', required: { from: 'x', when: { t: ['a', 1] } } }] } } },
    { kinds: { adr: { sections: { A: false, B: { aliases: 'C', required: true }, D: null } } } },
    {
      kinds: {
        adr: {
          lifecycle: { states: ['a', { name: 'b', rank: 'none' }], transitions: ['a -> b', { from: 'a', to: ['b'] }] },
        },
      },
    },
    {
      links: { requires: { from: '*', to: ['same'], max: 1, acyclic: false, tags: true, attributes: { s: 'string' } } },
    },
    { rules: { 'link-broken': 'off', 'term-avoid': { severity: 'hint', terms: ['a'], least: 1.5, style: 'fancy' } } },
    {
      calendars: { default: { timezone: 'UTC', workdays: ['mon'], holidays: [] } },
      thresholds: { review_period: '1y' },
    },
  ];
  for (const sample of samples) {
    it(`accepts ${JSON.stringify(sample)}`, () => {
      accepts(sample);
      assert.deepEqual([accepts.errors, problemsOf(sample)], [null, []]);
    });
  }

  const wrong: readonly unknown[] = [
    [],
    'text',
    { modle: 'none' },
    { model: 'other' },
    { include: { a: 1 } },
    { include: [''] },
    { now: 'today' },
    { kinds: { '1': {} } },
    { kinds: { adr: true } },
    { kinds: { adr: { match: {} } } },
    { kinds: { adr: { match: null } } },
    { kinds: { adr: { id: { format: '{value}' } } } },
    { kinds: { adr: { id: { from: 'a', format: '{value}{value}' } } } },
    { kinds: { adr: { sections: [{ description: 'x' }] } } },
    { kinds: { adr: { lifecycle: { states: [] } } } },
    { kinds: { adr: { lifecycle: { states: [{ name: 'a', rank: -1 }] } } } },
    { kinds: { adr: { fields: { a: 'dates' } } } },
    { kinds: { adr: { fields: { a: { required: 3 } } } } },
    { links: { a: { max: 0 } } },
    { links: { a: { acyclic: true } } },
    { rules: { unknown: 'off' } },
    { rules: { 'term-avoid': { style: 'other' } } },
    { rules: { 'term-avoid': { least: '1' } } },
    { calendars: { default: { workdays: ['monday'] } } },
    { thresholds: { review_period: '0d' } },
  ];
  for (const sample of wrong) {
    it(`rejects ${JSON.stringify(sample)}`, () => {
      assert.equal(accepts(sample), false);
      assert.ok(problemsOf(sample).length > 0);
    });
  }

  it('agrees with the validator on values near the definition', () => {
    fc.assert(
      fc.property(near(DOCUMENT.root, 8), (value) => {
        assert.equal(
          accepts(value),
          problemsOf(value).length === 0,
          JSON.stringify([accepts.errors, problemsOf(value)]),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('accepts everything in its own examples', () => {
    for (const [path, definition] of definitions()) {
      for (const example of definition.examples ?? []) {
        const problems = new ProblemList('');
        const text = JSON.stringify({ example });
        const { root } = readYaml(text, 0);
        assert.ok(root);
        checkShape(
          root,
          { ...DOCUMENT, root: { type: 'mapping', description: '', keys: { example: definition } } },
          problems,
        );
        assert.deepEqual(problems.all, [], `${path}: ${text}`);
      }
    }
  });

  it('describes every key and every accepted value', () => {
    for (const [path, definition] of definitions()) {
      assert.notEqual(definition.description, '', path);
      if (definition.type === 'enum' && !path.includes('rules')) {
        for (const { value, description } of definition.values) assert.notEqual(description, '', `${path}: ${value}`);
      }
    }
  });
});

/** Every definition there is, with where it was found. */
function definitions(): readonly (readonly [string, Definition])[] {
  const found: (readonly [string, Definition])[] = [];
  const visit = (path: string, definition: Definition) => {
    found.push([path, definition]);
    switch (definition.type) {
      case 'list':
        return visit(`${path}[]`, definition.of);
      case 'map':
        return visit(`${path}.<>`, definition.of);
      case 'mapping':
        for (const [key, of] of Object.entries(definition.keys)) visit(`${path}.${key}`, of);
        return;
      case 'either':
        for (const of of definition.scalars) visit(`${path}|`, of);
        if (definition.list) visit(path, definition.list);
        if (definition.mapping) visit(path, definition.mapping);
        return;
      default:
        return;
    }
  };
  visit('', DOCUMENT.root);
  for (const [name, definition] of Object.entries(DOCUMENT.shared)) visit(name, definition);
  return found;
}

const JUNK = fc.constantFrom<unknown>(
  null,
  '',
  ' ',
  'x',
  'none',
  'CHG',
  '{value}',
  0,
  1,
  -1.5,
  true,
  false,
  [],
  {},
  [null],
  ['x'],
  { x: 1 },
);
const NAMES = fc.constantFrom(
  'a',
  'change',
  'b_2',
  'x-y',
  'Ж',
  '1',
  '',
  ' ',
  'constructor',
  '__proto__',
  'from',
  'title',
);

/** Mostly what fits, sometimes not. */
function near(definition: Definition, depth: number): fc.Arbitrary<unknown> {
  if (depth === 0) return JUNK;
  const resolved = resolve(definition, DOCUMENT);
  return fc.oneof({ weight: 12, arbitrary: fitting(resolved, depth) }, { weight: 1, arbitrary: JUNK });
}

function fitting(definition: Exclude<Definition, { type: 'shared' }>, depth: number): fc.Arbitrary<unknown> {
  switch (definition.type) {
    case 'any':
      return JUNK;
    case 'text':
      return fc.constantFrom(
        'a',
        'b c',
        'CHG',
        '12w',
        'x -> y',
        'A-{value:3}',
        'date',
        'map of id',
        'a.yaml',
        '2026-01-01',
        '*',
      );
    case 'value':
      return fc.constantFrom<unknown>('a', 1, true, 1.5, '');
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return fc.constantFrom(-1, 0, 1, 2, 1.5);
    case 'enum':
      return fc.constantFrom(...definition.values.map(({ value }) => value));
    case 'list':
      return fc.array(near(definition.of, depth - 1), { maxLength: 3 });
    case 'map':
      return fc.dictionary(NAMES, near(definition.of, depth - 1), { maxKeys: 2 });
    case 'mapping': {
      const keys = Object.keys(definition.keys);
      return fc
        .subarray(keys, { maxLength: Math.min(3, keys.length) })
        .chain((chosen) =>
          fc.tuple(
            ...[...new Set([...chosen, ...(definition.required ?? [])])].map((key) =>
              near(definition.keys[key] as Definition, depth - 1).map((value) => [key, value] as const),
            ),
          ),
        )
        .map((entries) => Object.fromEntries(entries));
    }
    case 'either': {
      const { scalars, list, mapping } = definition;
      return fc.oneof(
        ...[...scalars, ...(list ? [list] : []), ...(mapping ? [mapping] : [])].map((of) => fitting(of, depth)),
      );
    }
  }
}
