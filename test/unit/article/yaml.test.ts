import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coreTag, entryOf, plain, scalarValue, textOf, type YamlNode } from '../../../server/article/yaml.ts';
import { readYaml } from '../../../server/article/yamlReader.ts';
import { growth } from './growth.ts';

/** `{id: "A", n: int 5, x: null }`: a tree on one line. Text is in double quotes, other scalars follow their tag. */
function show(node: YamlNode | undefined): string {
  switch (node?.kind) {
    case undefined:
      return 'nothing';
    case 'scalar':
      return node.tag === 'str' ? JSON.stringify(node.text) : `${node.tag} ${node.text}`;
    case 'sequence':
      return `[${node.items.map(show).join(', ')}]`;
    case 'mapping':
      return `{${node.entries.map(({ key, value }) => `${key}: ${show(value)}`).join(', ')}}`;
  }
}

/** Every key and value as written: what the spans cut out of the text. */
function cut(text: string, node: YamlNode | undefined, base = 0): string[] {
  if (node === undefined) return [];
  const own = text.slice(node.start - base, node.end - base);
  if (node.kind === 'scalar') return [own];
  if (node.kind === 'sequence') return [own, ...node.items.flatMap((item) => cut(text, item, base))];
  return [
    own,
    ...node.entries.flatMap(({ keySpan, value }) => [
      text.slice(keySpan.start - base, keySpan.end - base),
      ...cut(text, value, base),
    ]),
  ];
}

/** The problems, with what each of them marks. */
function problems(text: string): [string, string][] {
  return readYaml(text, 0).problems.map(({ message, start, end }) => [text.slice(start, end), message]);
}

describe('YAML', () => {
  const trees: Readonly<Record<string, string>> = {
    '': 'nothing',
    '\n# only a comment\n': 'nothing',
    'id: A': '{id: "A"}',
    'a: 1.10\nb: 007\nc: +1\nd: 0x1F\ne: 0o17': '{a: float 1.10, b: int 007, c: int +1, d: int 0x1F, e: int 0o17}',
    'a: 1e3\nb: .5\nc: .inf\nd: -1.': '{a: float 1e3, b: float .5, c: float .inf, d: float -1.}',
    'a: ~\nb: null\nc:\nd: True\ne: FALSE': '{a: null ~, b: null null, c: null , d: bool True, e: bool FALSE}',
    'a: yes\nb: 2024-01-01\nc: 1_000\nd: tRUE': '{a: "yes", b: "2024-01-01", c: "1_000", d: "tRUE"}',
    'a: "1"\nb: \'true\'\nc: |\n  5\n': '{a: "1", b: "true", c: "5\\n"}',
    "a: \"é\\t\\u263A\"\nb: 'it''s'": '{a: "é\\t☺", b: "it\'s"}',
    'a: one\n  two\nb: >-\n  three\n  four\n': '{a: "one two", b: "three four"}',
    'a: !!str 5\nb: ! 5\nc: !!int "5"': '{a: "5", b: "5", c: int 5}',
    '1.10: a\n~: b\n? [x, y]\n: c\n: d': '{1.10: "a", ~: "b", [x, y]: "c", : "d"}',
    '__proto__: x\nconstructor: y\ntoString: z': '{__proto__: "x", constructor: "y", toString: "z"}',
    'a: &x {b: 1}\nc: *x\nd: [*x]': '{a: {b: int 1}, c: {b: int 1}, d: [{b: int 1}]}',
    'a: &x 1\nb: &x 2\nc: *x': '{a: int 1, b: int 2, c: int 2}',
    '- [a: b]\n-\n- - c': '[[{a: "b"}], null , ["c"]]',
  };
  for (const [text, tree] of Object.entries(trees)) {
    it(`${JSON.stringify(text)} is ${tree}`, () => {
      const { root, problems: found } = readYaml(text, 0);
      assert.deepEqual([show(root), found], [tree, []]);
    });
  }

  const places: Readonly<Record<string, readonly string[]>> = {
    'id:  A  # note\n': ['id:  A', 'id', 'A'],
    'a:\r\n  - "x"\r\n\r\n# end\r\nb: c\r\n': ['a:\r\n  - "x"\r\n\r\n# end\r\nb: c', 'a', '- "x"', '"x"', 'b', 'c'],
    'a:   # none\nb:\n': ['a:   # none\nb:', 'a', '', 'b', ''],
    'a: {b: , c}': ['a: {b: , c}', 'a', '{b: , c}', 'b', '', 'c', ''],
    'a: |\n  x\n\nb: 😀\n': ['a: |\n  x\n\nb: 😀', 'a', '|\n  x', 'b', '😀'],
    'a: &x 1\nb: *x': ['a: &x 1\nb: *x', 'a', '1', 'b', '*x'],
  };
  for (const [text, parts] of Object.entries(places)) {
    it(`knows the places in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(cut(text, readYaml(text, 100).root, 100), parts);
    });
  }

  it('puts a missing value right behind its indicator', () => {
    const root = readYaml('a:   # none\nb: c', 10).root;
    assert.deepEqual(entryOf(root, 'a')?.value, { kind: 'scalar', tag: 'null', text: '', start: 12, end: 12 });
  });

  it('gives plain values that print as they were written', () => {
    const { root } = readYaml('a: 1.10\nb: 5\nc: True\nd: ~\ne: 00012345678901234567890\n__proto__: x', 0);
    assert.deepEqual(Object.entries(plain(root as YamlNode) as object), [
      ['a', '1.10'],
      ['b', 5],
      ['c', true],
      ['d', null],
      ['e', '00012345678901234567890'],
      ['__proto__', 'x'],
    ]);
  });
});

describe('the type of an unquoted scalar', () => {
  it('does not change the text of a number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+.0-9eExXo_a-fA-F]{1,8}$/), (text) => {
        const tag = coreTag(text);
        const value = scalarValue({ kind: 'scalar', tag, text, start: 0, end: text.length });
        assert.equal(String(value), tag === 'bool' ? text.toLowerCase() : text);
      }),
    );
  });
});

describe('YAML that is wrong', () => {
  /** Text, what can be read of it, what is marked, and a word of the advice. */
  const cases: readonly (readonly [string, string, string, RegExp])[] = [
    ['title: a: b\nid: A', '{title: "a: b", id: "A"}', 'a: b', /quotes/],
    ['title: "open\nid: A\nb: c', '{title: "open", id: "A", b: "c"}', '"open', /closing quote/],
    ["title: it's\nx: 'open\nid: A", '{title: "it\'s", x: "open", id: "A"}', "'open", /closing quote/],
    ['a: "x" y\nid: A', '{a: "\\"x\\" y", id: "A"}', 'y', /quotes/],
    ['a: [1, 2\nid: A', '{a: [int 1, int 2], id: "A"}', '[1, 2', /closing bracket/],
    ['a: [[1, 2\nid: A', '{a: [[int 1, int 2]], id: "A"}', '[[1, 2', /closing bracket/],
    ['id: A\nsome prose\nb: c', '{id: "A", b: "c"}', 'some prose', /colon is missing/],
    ['key:value\nid: A', '{id: "A"}', 'key:value', /space is missing/],
    ['id: A\n\tb: c\nd: e', '{id: "A", d: "e"}', '\t', /spaces/],
    ['a: b\n c: d\nid: A', '{a: "b", id: "A"}', 'b', /Align/],
    ['a:\n  - b\n - c\nid: A', '{a: ["b"], id: "A"}', ' - c', /list/],
    ['- a\nid: A', '{id: "A"}', '- a', /list/],
    ['a: @x\nid: A', '{a: "@x", id: "A"}', '@', /quotes/],
    ['a: `x`\nid: A', '{a: "`x`", id: "A"}', '`', /backtick/],
    ['a: "C:\\q"\nid: A', '{a: "C:\\\\q", id: "A"}', '\\q', /escape/],
    ['a: *bold*\nid: A', '{a: "*bold*", id: "A"}', '*bold*', /quotes/],
    ['a: &x [*x]\nid: A', '{a: ["*x"], id: "A"}', '*x', /part of/],
    ['a: !important\nid: A', '{a: "", id: "A"}', '!important', /tag/],
    ['a: !!js/function "x"\nid: A', '{a: "x", id: "A"}', '!!js/function', /tag/],
    ['a: &x {b: c}\n<<: *x\nid: A', '{a: {b: "c"}, <<: {b: "c"}, id: "A"}', '<<', /[Mm]erge/],
    ['id: A\nb: c\nid: B', '{id: "A", b: "c", id: "B"}', 'id', /lines 1 and 3/],
    ['a: {b: 1, b: 2}', '{a: {b: int 1, b: int 2}}', 'b', /lines 1 and 1/],
    ['id: A\n--- \nb: c', '{id: "A"}', '---', /second/i],
    ['a: b\nx: "d"#e\nid: A', '{a: "b", x: "\\"d\\"#e", id: "A"}', '#e', /space before/],
  ];
  for (const [text, tree, marked, advice] of cases) {
    it(`${JSON.stringify(text)} gives ${tree}, marks ${JSON.stringify(marked)}`, () => {
      const found = problems(text);
      assert.deepEqual([show(readYaml(text, 0).root), found.map(([part]) => part)], [tree, [marked]]);
      assert.match(found[0]?.[1] ?? '', advice);
    });
  }

  it('counts lines from where the text begins in its file', () => {
    assert.match(readYaml('a: 1\na: 2', 4, 2).problems[0]?.message ?? '', /lines 2 and 3/);
  });

  it('never loses a well-written line, whatever stands below or above it', () => {
    // No closing quote or bracket, with which the line could be meant as part of something else.
    const junk = fc.constantFrom(
      ...['[', '{', '- x', 'x', 'x:y', '\tx: y', '@', 'k: "a', "k: 'a", 'k: [a', 'k: b: c', '? q', '*a', '# c', ''],
    );
    fc.assert(
      fc.property(fc.array(junk), fc.array(junk), (above, below) => {
        const text = [...above, 'id: REQ-1', ...below].join('\n');
        assert.equal(textOf(entryOf(readYaml(text, 0).root, 'id')?.value), 'REQ-1');
      }),
      { numRuns: 500 },
    );
  });

  it('gives problems inside the text, each with a message, whatever the text', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      ': ',
      ':',
      '- ',
      '\n',
      '\r\n',
      '  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '#',
      ' #',
      '&x',
      '*x',
      '!t',
      '|',
      '>',
      '%',
      '@',
      '---',
      '\t',
      '\0',
      '?',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        for (const { message, start, end } of readYaml(text, 7).problems) {
          assert.ok(7 <= start && start <= end && end <= 7 + text.length);
          assert.match(message, /^.{10,}[.?]$/s);
        }
      }),
    );
  });
});

describe('hostile YAML', () => {
  it('does not expand aliases without end', () => {
    const lines = ['a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    const text = lines.join('\n');
    const found = problems(`${text}\nid: A`);
    assert.equal(found.length, 1);
    assert.match(found[0]?.[1] ?? '', /Too many aliases/);
    assert.ok(show(readYaml(text, 0).root).length < 200_000);
  });

  for (const [name, value] of Object.entries({
    brackets: '['.repeat(100_000),
    'closed brackets': '['.repeat(100_000) + ']'.repeat(100_000),
    braces: '{a: '.repeat(50_000),
    'list items': `\n  ${'- '.repeat(100_000)}`,
  })) {
    it(`may nest ${name} 100,000 deep and keeps the rest`, () => {
      const { root, problems: found } = readYaml(`id: A\nx: ${value}\ny: B`, 0);
      assert.equal(textOf(entryOf(root, 'id')?.value), 'A');
      assert.ok(found.length > 0);
    });
  }

  it('may hold NUL characters', () => {
    assert.equal(textOf(entryOf(readYaml('a\0: b\0c\nid: A', 0).root, 'id')?.value), 'A');
  });

  const shapes: Readonly<Record<string, (n: number) => string>> = {
    'a long line': (n) => `a: ${'x'.repeat(n * 10)}`,
    keys: (n) => Array.from({ length: n / 8 }, (_, i) => `k${i}: &a 1`).join('\n'),
    'the same key': (n) => 'a: 1\n'.repeat(n / 5),
    'unclosed quotes': (n) => 'a: "\n'.repeat(n / 5),
    'unclosed brackets': (n) => 'a: [\n'.repeat(n / 5),
    'unclosed nested brackets': (n) => `a: ${'['.repeat(n)}`,
    commas: (n) => `a: [${','.repeat(n)}`,
    'closing brackets': (n) => `a: ${']'.repeat(n)}`,
    aliases: (n) => `a: &a [1, 2]\n${'- *a\n'.repeat(n / 5)}`,
    'blank lines and comments': (n) => `a: &a\n${'\n'.repeat(n / 2)}${'  #\n'.repeat(n / 8)}b: 1`,
    'spaces before a line that is no key': (n) => `a: b: c\nx${' '.repeat(n * 10)}y`,
    tabs: (n) => `a:\n${'\tb: 1\n'.repeat(n / 6)}`,
  };
  for (const [name, make] of Object.entries(shapes)) {
    it(`takes linear time: ${name}`, () => {
      assert.ok(growth(make, (text) => readYaml(text, 0), 4000) < 8);
    });
  }
});
