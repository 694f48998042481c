import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readYamlFast } from '../../../server/article/yamlFast.ts';
import { readYaml } from '../../../server/article/yamlReader.ts';
import { growth } from './growth.ts';

/** Values on one line, in the subset and just outside it. */
const VALUES = `
a|id|1.10|0x1F|1e3|.5|+1|-1|007|~|null|True|yes|2024-01-01|a b|a  b|a#b|a #b|a:b|a: b|a: b: c|a:|http://x.y/z?q=1
-|- a|- - a|-a|---|...|.|é|日本|😀|[a, b]|[a, [b, {c: d}]]|{a: [b, {c: d}]}|[]|{}|[a, ]|[ a ,b ]|{a: b, c: d,}|[a:b]
[a: b]|{a}|{a:}|{"a":b}|{"a": b}|{a: , b: c}|{a: 1, a: 2}|[-1]|[-]|[- 1]|[a#b]|[a #b]|[?a]|[.5]|[a]b|[a] b|[,a]|[a,,b]
"x"|'y'|"a: b"|"a" b|"a"b|"a": b|'it''s'|"\\n"|"open|'|*a|&a|&a b|!t|!t a|>|%|@|?|? a|:|: a|,|]|}|a]|a,b|<<|"#"|a\tb|\ta
a\u00a0|\ufeff|\u2028|\u0085|\0|\r|a\\b|(x)|$1|=|^|# c|#c|TBD <b>|{{x}}|REQ-012|"REQ-1, REQ-2"|[[REQ-1]]|50%|a & b|it's`
  .split(/[|\n]/)
  .slice(1)
  .concat('', '|', 'a|b', '[a', '{a: b');
const KEYS = 'a b id k1 "q" \'s\' é 1 << ~ -x a:b .x ?x a# x/y true __proto__ "a:b"'.split(' ').concat('a b', 'c  d');

/** The first, nine times in ten. */
function usually<T>(first: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const lines: fc.Arbitrary<string[]> = fc.letrec<{ node: string[]; root: string[] }>((tie) => {
  const inline = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom('a', 'REQ-1', '5', '"x"', '[a, b]', 'one two', '') },
    { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
    { weight: 1, arbitrary: fc.string() },
  );
  const tail = fc.oneof(
    { weight: 20, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: fc.constantFrom(' # c', '  ') },
    { weight: 1, arbitrary: fc.constantFrom(' #', '#x', '\t', ' # a\tb') },
  );
  const scalar = fc.tuple(inline, tail).map(([text, end]) => [text.replace(/[\n\r]/g, '') + end]);
  const below = fc
    .tuple(tie('node'), usually(2, 0, 1, 4), tail)
    .map(([node, indent, end]) => [end, ...node.map((line) => ' '.repeat(indent) + line)]);
  const compact = (dash: string) =>
    tie('node').map((node) => node.map((line, index) => (index === 0 ? dash : ' '.repeat(dash.length)) + line));
  const entry = fc
    .tuple(
      fc.oneof(
        { weight: 8, arbitrary: fc.stringMatching(/^[a-z]{1,3}$/) },
        { weight: 1, arbitrary: fc.constantFrom(...KEYS) },
      ),
      usually(':', ' :'),
      usually(' ', '  ', ''),
      fc.oneof({ depthSize: 'small' }, scalar, below),
    )
    .map(([key, colon, gap, [first = '', ...rest]]) => [key + colon + (first === '' ? '' : gap) + first, ...rest]);
  const item = fc.oneof(
    { depthSize: 'small' },
    fc.tuple(usually('- ', '-  ', '-'), scalar).map(([dash, [value = '']]) => [dash + value]),
    fc.oneof(compact('- '), compact('-   ')),
    below.map(([first = '', ...rest]) => [`-${first}`, ...rest]),
  );
  const noise = fc.constantFrom('', '  ', '# c', '    # c');
  const some = (part: fc.Arbitrary<string[]>) =>
    fc
      .array(fc.oneof({ weight: 8, arbitrary: part }, { weight: 1, arbitrary: noise.map((line) => [line]) }), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) => parts.flat());
  return { node: fc.oneof({ depthSize: 'small' }, some(entry), some(item), scalar), root: some(entry) };
}).root;

const texts = fc
  .tuple(lines, fc.constantFrom('\n', '\n', '\r\n'), fc.constantFrom('', '\n', '\n\n'))
  .map(([parts, end, last]) => parts.join(end) + last);

describe('the fast YAML reader', () => {
  it('gives what the full reader gives, or nothing', () => {
    let read = 0;
    const runs = 3000;
    fc.assert(
      fc.property(texts, fc.nat(100), (text, base) => {
        const fast = readYamlFast(text, base);
        if (fast === undefined) return;
        read++;
        assert.deepEqual({ root: fast, problems: [] }, readYaml(text, base));
      }),
      { numRuns: runs },
    );
    assert.ok(read > runs / 10, `only ${read} of ${runs} texts were read, too few to mean anything`);
  });

  for (const text of [
    'id: REQ-1\nkind: requirement\n',
    'id: REQ-1\r\nkind: requirement\r\n',
    '# head\n\nid: REQ-1 # note\n\n# tail\n',
    'title: "Refunds: within a day"\nowner: \'anna\'\n',
    'tags: [a, "b c", [d]]\nrisk: {likelihood: 2, impact: {cost: high}}\n',
    'satisfies:\n  - OBJ-1\n  - OBJ-2\nverified_by:\n- TST-1\n',
    'approvals:\n  - by: anna\n    on: 2024-03-01\n  -\n    by: ben\n',
    'a:\n  b:\n    c: d\n  e:\nf:\n',
    '- - a',
    'm:\n  - - a\n    - b\n',
    'url: https://example.org/a#b\nnote: a#b (c) 50%\n',
    'номер: ЗАЯВКА-12\n標題: 支付 😀\n',
  ]) {
    it(`${text.startsWith('-') ? 'leaves' : 'reads'} ${JSON.stringify(text)}`, () => {
      assert.equal(readYamlFast(text, 0) !== undefined, !text.startsWith('-'));
    });
  }

  for (const text of [
    '',
    '# only a comment',
    'a sentence',
    '[a, b]',
    'a: b: c',
    'a: b\na: c',
    'a: "x',
    'a: "x\\n"',
    "a: 'it''s'",
    'a: one\n  two',
    'a: |\n  x\n',
    'a: &x 1\nb: *x',
    'a: !!str 5',
    '? a\n: b',
    '<<: a',
    '\ta: b',
    'a:\tb',
    'a: [b,\n  c]',
    'a: b\n---\nc: d',
    '\uFEFFa: b',
    'a: b\r',
    'a: b\0',
    `${'k'.repeat(1025)}: a`,
    `a: ${'['.repeat(50)}${']'.repeat(50)}`,
  ]) {
    it(`leaves ${JSON.stringify(text.slice(0, 30))} to the full reader`, () => {
      assert.equal(readYamlFast(text, 0), undefined);
    });
  }

  const shapes: Readonly<Record<string, (n: number) => string>> = {
    entries: (n) => Array.from({ length: n / 10 }, (_, i) => `k${i}: [a, b]\n`).join(''),
    items: (n) => `a:\n${'  - b: c\n'.repeat(n / 10)}`,
    'a long line': (n) => `a: ${'x '.repeat(n / 2)}`,
    'nested items that come to nothing': (n) => `a:\n  ${'- '.repeat(n / 2)}`,
    'quotes that stay open': (n) => `a:\n${'  - "b\n'.repeat(n / 7)}`,
    comments: (n) => `a: b\n${'    # c\n'.repeat(n / 8)}`,
  };
  for (const [name, make] of Object.entries(shapes)) {
    it(`takes linear time: ${name}`, () => {
      assert.ok(growth(make, (text) => readYamlFast(text, 0), 100_000) < 8);
    });
  }
});
