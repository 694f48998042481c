import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readConfiguration } from '../../../server/configuration/readConfiguration.ts';
import { CompiledModel } from '../../../server/model/compiled.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';
import { BUILT_IN, RULES, read } from './support.ts';

const WORDS = fc.constantFrom(
  'kinds',
  'links',
  'fields',
  'rules',
  'calendars',
  'default',
  'change',
  'requirement',
  'same',
  '*',
  'lifecycle',
  'states',
  'transitions',
  'draft -> x',
  'sections',
  'required',
  'from',
  'to',
  'when',
  'match',
  'path',
  '{a',
  'id',
  'pattern',
  '(',
  'format',
  '{value}',
  'type',
  'list of enum',
  'object',
  'values',
  'of',
  'false',
  'none',
  'model',
  'inverse',
  'after',
  'before',
  'prefix',
  'CHG',
  'timezone',
  'Nowhere/None',
  'holidays',
  '2026-02-30',
  '__proto__',
  'constructor',
  '1e999',
  '.nan',
  '~',
  '',
);

const NODES: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    WORDS.map((word) => (/^[\w.~-]+$/.test(word) ? word : JSON.stringify(word))),
    fc.array(tie('node'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(WORDS, tie('node')), { maxLength: 5 })
      .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}`).join(', ')}}`),
  ),
})).node;

function holds(text: string): void {
  const { configuration, problems } = read(text);
  new CompiledModel(configuration.model);
  assert.ok(configuration.calendars.default);
  for (const { span } of problems) {
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, JSON.stringify([span, text]));
  }
  const names = new Set(configuration.model.kinds.map(({ name }) => name));
  for (const { from, to, required } of configuration.model.linkTypes) {
    for (const kind of [...from.kinds, ...to.kinds, ...(required ?? []).map(({ kind }) => kind)]) {
      assert.ok(kind === '*' || kind === 'same' || names.has(kind), text);
    }
  }
}

function list(length: number, item: (i: number) => string): string {
  return Array.from({ length }, (_, i) => item(i)).join(', ');
}

/** Milliseconds of the quickest of three readings. */
function fastest(text: string): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    read(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('configuration: any input', () => {
  it('of the words of a configuration gives a model that holds together', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(WORDS, NODES), { maxLength: 6 }), (entries) =>
        holds(entries.map(([key, value]) => `${JSON.stringify(key)}: ${value}\n`).join('')),
      ),
      { numRuns: 500 },
    );
  });

  it('of any characters gives one too', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), { numRuns: 300 });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]:,-\n \t#&*!|>\'"%@?~ab<'), maxLength: 80 }), holds),
      { numRuns: 500 },
    );
  });

  it('takes time in proportion to its length', () => {
    const cases: readonly (readonly [string, (n: number) => string])[] = [
      ['unknown keys', (n) => Array.from({ length: n }, (_, i) => `kindz${i}: x\n`).join('')],
      ['kinds', (n) => `kinds:\n${Array.from({ length: n }, (_, i) => `  k${i}: {titel: x}\n`).join('')}`],
      ['conditions', (n) => `kinds: {change: {fields: {f: {required: {when: {${list(n, (i) => `t${i}: x`)}}}}}}}`],
      ['values', (n) => `kinds: {change: {fields: {f: {values: [${list(n, (i) => `v${i}`)}]}}}}`],
      ['fields and links', (n) => `fields: {${list(n, (i) => `f${i}: date`)}}\nlinks: {${list(n, (i) => `f${i}: `)}}`],
      ['a type', (n) => `fields: {a: "${'list of '.repeat(n)}"}`],
      ['an arrow', (n) => `kinds: {a: {lifecycle: {states: [a], transitions: ["${'-'.repeat(n * 10)}"]}}}`],
      ['a key', (n) => `${'x'.repeat(n * 10)}: 1`],
      ['a pattern', (n) => `kinds: {a: {id: {from: file, pattern: "${'(a*)*'.repeat(n)}"}}}`],
    ];
    for (const [name, make] of cases) {
      const [short, long] = [fastest(make(1500)), fastest(make(6000))];
      assert.ok(long < 12 * short + 20, `${name}: ${short.toFixed(1)} ms, four times as much ${long.toFixed(1)} ms`);
    }
  });

  it('cannot change what is built in', () => {
    const before = JSON.stringify(BUILT_IN);
    read(
      'kinds: {change: {fields: {planned: {fields: {start: false}}}, lifecycle: false}}\nlinks: {after: {to: requirement}}',
    );
    assert.equal(JSON.stringify(BUILT_IN), before);
  });

  it('of every built-in kind and link with nothing said about it changes nothing', () => {
    const lines = [
      'kinds:',
      ...projectOps.kinds.map(({ name }) => `  ${name}: {}`),
      'links:',
      ...projectOps.linkTypes.map(({ name }) => `  ${name}: {}`),
    ];
    const context = { builtIn: projectOps, rules: RULES };
    const { configuration, problems } = readConfiguration(lines.join('\n'), context);
    assert.deepEqual(problems, []);
    assert.deepEqual(configuration.model, projectOps);
  });
});
