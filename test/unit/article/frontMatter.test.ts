import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFrontMatter, readMapping } from '../../../server/article/frontMatter.ts';
import { entryOf, plain, textOf } from '../../../server/article/yaml.ts';
import { best, growth } from './growth.ts';

/** What a test says about a text: `block` and `content` as written, the values, the body, the problems' text. */
function read(text: string) {
  const { frontMatter, bodyStart, problems } = readFrontMatter(text);
  return {
    block: frontMatter && text.slice(frontMatter.block.start, frontMatter.block.end),
    content: frontMatter && text.slice(frontMatter.content.start, frontMatter.content.end),
    values: frontMatter?.root && { ...(plain(frontMatter.root) as object) },
    body: text.slice(bodyStart),
    marked: problems.map(({ start, end }) => text.slice(start, end)),
  };
}

function idOf(text: string): string | undefined {
  return textOf(entryOf(readFrontMatter(text).frontMatter?.root, 'id')?.value);
}

describe('front matter', () => {
  it('is the YAML between the first line and the next line of three dashes', () => {
    assert.deepEqual(read('---\nid: REQ-1\n---\n# Title\n'), {
      block: '---\nid: REQ-1\n---',
      content: 'id: REQ-1\n',
      values: { id: 'REQ-1' },
      body: '# Title\n',
      marked: [],
    });
  });

  it('gives places in the whole text, after a byte order mark too', () => {
    const text = '\uFEFF---\r\nid: REQ-1\r\nname: "Заявка 😀"\r\n---\r\nBody';
    const entries = readFrontMatter(text).frontMatter?.root?.entries ?? [];
    const written = entries.map(({ keySpan, value }) => [
      text.slice(keySpan.start, keySpan.end),
      text.slice(value.start, value.end),
    ]);
    assert.deepEqual(written, [
      ['id', 'REQ-1'],
      ['name', '"Заявка 😀"'],
    ]);
    assert.equal(read(text).body, 'Body');
    assert.equal(read(text).block, '---\r\nid: REQ-1\r\nname: "Заявка 😀"\r\n---');
  });

  it('may be all there is, without a final line break', () => {
    assert.deepEqual(read('---\nid: A\n---'), {
      block: '---\nid: A\n---',
      content: 'id: A\n',
      values: { id: 'A' },
      body: '',
      marked: [],
    });
  });

  for (const text of ['---\n---\n', '---\n\n---\n', '---\n# nothing yet\n---\n', '---\r\n---\r\n', '---\n---']) {
    it(`has no values when it is empty: ${JSON.stringify(text)}`, () => {
      const { values, marked, block } = read(text);
      assert.deepEqual([values, marked, block], [undefined, [], text.trimEnd()]);
    });
  }

  for (const fence of ['---  ', '---\t', '---\r']) {
    it(`is closed by ${JSON.stringify(fence)}`, () => {
      assert.deepEqual(read(`---\nid: A\n${fence}\nBody`).values, { id: 'A' });
      assert.equal(read(`---\nid: A\n${fence}\nBody`).body, 'Body');
    });
  }

  for (const line of ['----', '---foo', '--- foo', ' ---', '...', '"---"']) {
    it(`is not closed by ${JSON.stringify(line)}`, () => {
      assert.equal(read(`---\nid: A\n${line}\nb: c\n---\nBody`).body, 'Body');
    });
  }

  for (const opening of ['--- ', '---yaml', '--- yml', '---YAML']) {
    it(`is opened by ${JSON.stringify(opening)}`, () => {
      assert.deepEqual(read(`${opening}\nid: A\n---\n`).values, { id: 'A' });
    });
  }

  for (const text of [
    '',
    '\uFEFF',
    '# Title\n',
    '\n---\nid: A\n---\n',
    ' ---\nid: A\n---\n',
    '----\nid: A\n----\n',
    '----\nid: A\n---\n',
    '--- a rule of dashes ---\ntext\n---\n',
    '# Title\n\n---\n\nid: A\n\n---\n',
    '```yaml\n---\nid: A\n---\n```\n',
    '--\nid: A\n--\n',
  ]) {
    it(`is not in ${JSON.stringify(text)}`, () => {
      const { frontMatter, bodyStart, problems } = readFrontMatter(text);
      assert.deepEqual([frontMatter, bodyStart, problems], [undefined, text.startsWith('\uFEFF') ? 1 : 0, []]);
    });
  }

  it('stops at its closing fence, not at a later thematic break or fenced block', () => {
    assert.equal(read('---\nid: A\n---\n\n---\n\n```\n---\n```\n').body, '\n---\n\n```\n---\n```\n');
  });

  for (const text of ['---', '---\n', '---\nid: A\n', '---\nid: A\n----\n', '---js\nboom()\n']) {
    it(`without an end is body, and a problem at the opening fence: ${JSON.stringify(text)}`, () => {
      const { block, body, marked } = read(text);
      assert.deepEqual([block, body, marked], [undefined, text, [text.split('\n', 1)[0]]]);
    });
  }

  it('of which the lines end with carriage returns alone is a problem, not silence', () => {
    assert.deepEqual(read('---\rid: A\r---\rBody').marked, ['---']);
  });

  for (const language of ['js', 'javascript', ' JavaScript', 'coffee', 'json', 'toml', 'constructor', '__proto__']) {
    it(`in ${language} is skipped and never run`, () => {
      const text = `---${language}\n(globalThis.frontMatterRan = true)\n---\nBody`;
      assert.deepEqual(read(text), {
        block: text.slice(0, -5),
        content: '(globalThis.frontMatterRan = true)\n',
        values: undefined,
        body: 'Body',
        marked: [`---${language}`],
      });
      assert.equal('frontMatterRan' in globalThis, false);
    });
  }

  it('is read anew each time, also when it is broken', () => {
    const broken = '---\nid: A\ntitle: "open\n---\n';
    assert.deepEqual(readFrontMatter(broken), readFrontMatter(broken));
    assert.equal(readFrontMatter(broken).problems.length, 1);
  });

  it('keeps its id when another line is broken', () => {
    assert.equal(idOf('---\ntitle: "open\nid: A\n---\n'), 'A');
    assert.equal(idOf('---\nid: A\ntitle: a: b\n---\n'), 'A');
    assert.equal(idOf('---\n\tx: [\nid: A\n---\n'), 'A');
  });

  it('has to be a mapping', () => {
    for (const yaml of ['- a\n- b', 'Only a sentence.', '[a, b]']) {
      const { values, marked } = read(`---\n${yaml}\n---\n`);
      assert.deepEqual([values, marked], [undefined, [yaml.split('\n', 1)[0]]]);
    }
  });

  it('names lines as the file counts them', () => {
    assert.match(readFrontMatter('---\nid: A\nx: y\nid: B\n---\n').problems[0]?.message ?? '', /lines 2 and 4/);
  });

  it('beyond 256 KiB is not read, and says so', () => {
    const { values, marked, body } = read(`---\nid: A\nx: ${'y'.repeat(256 * 1024)}\n---\nBody`);
    assert.deepEqual([values, marked, body], [undefined, ['---'], 'Body']);
  });

  it('ends where a line of three dashes says, whatever the text', () => {
    const line = fc.constantFrom('---', '--- ', '----', '---x', '', 'id: A', 'a: "', '- b', '```', '\t', '...', '\0');
    const texts = fc.tuple(fc.array(line), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'));
    fc.assert(
      fc.property(texts, ([lines, end, mark]) => {
        const text = mark + lines.join(end);
        const close = lines.findIndex((each, index) => index > 0 && each.trimEnd() === '---');
        const { frontMatter, bodyStart } = readFrontMatter(text);
        const expected = lines[0]?.trimEnd() === '---' && close > 0;
        assert.equal(frontMatter !== undefined, expected || (lines[0] === '---x' && close > 0));
        if (frontMatter === undefined) return assert.equal(bodyStart, mark.length);
        assert.equal(text.slice(bodyStart), lines.slice(close + 1).join(end));
        assert.equal(text.slice(frontMatter.content.start, frontMatter.content.end), contentOf(lines, close, end));
      }),
    );
  });
});

function contentOf(lines: readonly string[], close: number, end: string): string {
  return lines
    .slice(1, close)
    .map((line) => line + end)
    .join('');
}

describe('a YAML file that has to be a mapping', () => {
  it('is read as front matter is, without fences', () => {
    const { root, problems } = readMapping('id: A\nid: B\n', 0);
    assert.equal(textOf(entryOf(root, 'id')?.value), 'B');
    assert.match(problems[0]?.message ?? '', /lines 1 and 2/);
  });
});

describe('reading front matter takes linear time', () => {
  const shapes: Readonly<Record<string, (n: number) => string>> = {
    'blank lines': (n) => `---\nid: A\n${'\n'.repeat(n)}---\n`,
    'blank lines and comments': (n) => `---\nid: A\n${'\n'.repeat(n / 2)}${'#\n'.repeat(n / 4)}---\n`,
    'lines that nearly close it': (n) => `---\n${'---x\n'.repeat(n / 5)}`,
    'a closing fence with trailing spaces only': (n) => `---\n${`---${' '.repeat(50)}x\n`.repeat(n / 55)}`,
    'a long first line': (n) => `---${' '.repeat(n)}x\n---\n`,
    'line separators': (n) => `---\nid: A\nb: ${'\u2028'.repeat(n)}\n---\n`,
  };
  for (const [name, make] of Object.entries(shapes)) {
    it(name, () => {
      assert.ok(growth(make, readFrontMatter, 50_000) < 8);
    });
  }

  it('costs next to nothing for a text without it', () => {
    const long = `# Title\n${'text\n---\n'.repeat(200_000)}`;
    assert.ok(best(() => repeat(1000, () => readFrontMatter(long))) < best(() => long.indexOf('nowhere')) * 100);
  });
});

function repeat(times: number, run: () => unknown): void {
  for (let i = 0; i < times; i++) run();
}
