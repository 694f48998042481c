import assert from 'node:assert/strict';
import { readBody } from '../../../server/article/body/readBody.ts';
import { growth } from './growth.ts';

const read = (text: string) => readBody(text, 0, { terms: ['foo bar', 'a a a b'] });

/** Text of about `n` characters. */
const repeat =
  (part: string) =>
  (n: number): string =>
    part.repeat(Math.ceil(n / part.length));

const HOSTILE: Readonly<Record<string, (n: number) => string>> = {
  'unclosed tags': repeat('<tag>\n'),
  'unclosed tags in text': repeat('a <placeholder b\n'),
  'a tag of attributes': (n) => `<a${repeat(' b')(n)}`,
  instructions: repeat('a <?'),
  'comments that do not close': repeat('a <!-- b\n\n'),
  'opening brackets': repeat('['),
  'brackets in brackets': (n) => repeat('[')(n / 2) + repeat(']')(n / 2),
  'wiki links that do not close': repeat('![[a '),
  'targets that do not close': repeat('[a]('),
  'titles that do not close': repeat('[a](b ('),
  'images in images': (n) => repeat('![a ')(n / 2) + repeat('](b)')(n / 2),
  'emphasis that does not close': repeat('**a '),
  'emphasis in emphasis': (n) => repeat('*_a')(n / 2) + repeat('a_*')(n / 2),
  'emphasis in a heading': (n) => `# ${repeat('*a_b ')(n)}`,
  'backticks of all lengths': (n) => {
    let text = '';
    for (let i = 1; text.length < n; i++) text += `${'`'.repeat(i)} a `;
    return text;
  },
  'quotes in quotes': (n) => `${repeat('> ')(n)}a`,
  'quotes with lazy lines': (n) => `${repeat('> ')(n / 2)}a\n${repeat('b\n')(n / 2)}`,
  'lists in lists': (n) => `${repeat('- ')(n)}a`,
  'numbers in numbers': (n) => `${repeat('1. ')(n)}a`,
  'blank lines in deep lists': (n) => `${repeat('- ')(200)}a\n${repeat('\n')(n)}`,
  'underlines between items': (n) => `- a\n-\n${repeat('b\n-\n')(n)}`,
  'a long table': (n) => `|a|\n|-|\n${repeat('|b|\n')(n)}`,
  'a wide table': (n) => `${repeat('|a')(n / 2)}\n${repeat('|-')(n / 2)}\n|b|`,
  'definitions and links to them': (n) => {
    let text = '';
    for (let i = 0; text.length < n / 2; i++) text += `[a${i}]: b\n`;
    for (let i = 0; text.length < n; i++) text += `\n[a${i}] `;
    return text;
  },
  'labels that do not close': repeat('[a\n'),
  'a long paragraph': repeat('words and REQ-012, foo bar\n'),
  'words of hyphens': repeat('a-'),
  'nearly a term': repeat('a a a '),
  'braces that do not close': repeat('{{'),
  headings: repeat('# a\n'),
  'items of one character': repeat('- a\n'),
  spaces: (n) => `a${repeat(' ')(n)}b\n# c${repeat('  ')(n)}\n`,
  backslashes: repeat('\\'),
};

describe('reading a body takes time linear in the text for', () => {
  for (const [name, make] of Object.entries(HOSTILE)) {
    it(name, () => {
      const ratio = growth(make, read, 12 * 1024);
      assert.ok(ratio < 9, `four times the text took ${ratio.toFixed(1)} times as long`);
    });
  }
});

describe('reading a body that is too deep or too long for remark', () => {
  const deep = '> '.repeat(200);

  it('still finds headings, links, tasks and code', () => {
    const { headings, links, tasks, code } = read(
      `${deep}# H REQ-1\n${deep}- [x] T [[w]] [a](b#c)\n${deep}\`\`\`sh\n${deep}x\n${deep}\`\`\`\n`,
    );
    assert.deepEqual(
      headings.map(({ text, words }) => [text, words]),
      [['H REQ-1', 4]],
    );
    assert.deepEqual(
      links.map(({ form, target }) => `${form} ${target}`),
      ['mention REQ-1', 'wiki w', 'link b'],
    );
    assert.deepEqual(
      tasks.map(({ done, text }) => [done, text]),
      [[true, 'T [[w]] [a](b#c)']],
    );
    assert.deepEqual(
      code.map(({ language }) => language),
      ['sh'],
    );
  });

  it('does not throw', () => {
    for (const make of Object.values(HOSTILE)) assert.doesNotThrow(() => read(make(100_000)));
  });
});
