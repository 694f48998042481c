import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBody } from '../../../server/article/body/readBody.ts';
import { readWithRemark } from '../../../server/article/body/remarkReader.ts';
import { TermIndex } from '../../../server/article/body/terms.ts';

const TERMS = new TermIndex(['foo', 'bar baz', '.NET']);

const INLINE = [
  ...[
    'foo',
    'bar baz',
    'REQ-012',
    'ТРЕБ-7',
    '中文A-1',
    '😀',
    'TODO',
    '{{t}}',
    '...',
    '**b**',
    '*e*',
    '_u_',
    'a_b',
    '*',
    '_',
  ],
  ...['`c d`', '``c`d``', '`', '``', '[[w#f|l]]', '![[e]]', '[[d]]', '[[1]](u)', '[[', ']]', '[', ']', '(', ')', '!['],
  ...[
    '[t](u.md "x")',
    '[t](a%20b.md#x)',
    '[t](<x y>#z)',
    '![i](p.png)',
    '[![a](b)](c)',
    '[a](b (c))',
    '[a]( b )',
    '[a]()',
  ],
  ...['[d]', '[D][]', '[t][d]', '[no][d]', '[^1]', '![`x` _y_](z)', '[*e*](f)', '[`g`](h)', '[x', ']('],
  ...[
    '<br>',
    '<a href="x">',
    '</b>',
    '<https://x.y/REQ-1>',
    'https://x/REQ-2',
    '<!-- throughline-x -->',
    '<!--',
    '-->',
    '<i',
  ],
  ...['&amp;', '&', '\\', '\\[', '\\`', '|', 'a|b', '[[a\\|b]]', '"', '  \n', '\\\n', '#', '.', '<', '>'],
];

const STARTS = [
  ...[
    '',
    '',
    '',
    '',
    '# ',
    '## ',
    '#',
    '# #',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '2. ',
    '10) ',
    '-',
    '1.',
    '+',
    '-   ',
    '-     ',
    '-\t',
  ],
  ...[
    '> ',
    '>',
    '> - ',
    '- > ',
    '- - ',
    '> > ',
    '> ```',
    '- ```',
    '```',
    '~~~',
    '```js',
    '---',
    '***',
    '- - -',
    '--',
    '===',
    '=',
  ],
  ...['- [ ] ', '* [x] ', '1. [X] ', '[ ] ', '| a | b |', '| - | - |', 'a | b', '-|-', '|-|', ':-'],
  ...[
    '<div>',
    '</div>',
    '<!--',
    '-->',
    '<script>',
    '</script>',
    '<a>',
    '<?',
    '?>',
    '<![CDATA[',
    '[d]: u#v',
    '[D]: <w> "t"',
  ],
  ...['[d]:', '[^1]: foo', '\t', '<!-- c -->'],
];

const INDENTS = ['', '', '', '', '', ' ', '  ', '  ', '   ', '    ', '      ', '\t', '  \t'];
const BREAKS = ['\n', '\n', '\n', '\n\n', '\n \n', '\n\n\n', '\r\n', '\r\n\r\n', '\r'];

const line = fc
  .tuple(
    fc.constantFrom(...INDENTS),
    fc.constantFrom(...STARTS),
    fc.array(fc.tuple(fc.constantFrom(...INLINE), fc.constantFrom(' ', '')), { maxLength: 4 }),
    fc.constantFrom(...BREAKS),
  )
  .map(([indent, start, inline, end]) => indent + start + inline.flat().join('') + end);

const lines = fc.array(line, { maxLength: 12 }).map((parts) => parts.join(''));
/** Not lines: whatever stands beside whatever. */
const soup = fc
  .array(fc.constantFrom(...INLINE, ...STARTS, ...BREAKS, ...INDENTS, ...'ab1-*_`[](){}<>!\\#=|:~"\'/&+ \n'), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

function sameAsRemark(text: string): void {
  assert.deepEqual(readBody(text, 0, { terms: TERMS }), readWithRemark(text, 0, TERMS));
}

describe('the body scanner', () => {
  it('finds what remark finds, in lines', () => {
    fc.assert(fc.property(lines, sameAsRemark), { seed: 20270103, numRuns: 1000 });
  });

  it('finds what remark finds, in any order of marks', () => {
    fc.assert(fc.property(soup, sameAsRemark), { seed: 20270104, numRuns: 1000 });
  });

  describe('finds what remark finds where blocks hang together', () => {
    const cases: Readonly<Record<string, string>> = {
      'a number that cannot interrupt a paragraph': 'a\n2. b',
      'nor within a bullet that can': 'a\n- 2. b',
      'a number behind indented code': '    a\n\n1.',
      'a lazy line and the next number': '1. a\nlazy\n2. b',
      'a lazy line that may not be one': '- # a\nb\n2. c\n  ```\n\nd',
      'a fence in an item, closed by what is outside': '- ```\na\n```\n\nb',
      'HTML in an item, closed by what is outside': '* <?x\n?>',
      'an item that starts with two blank lines': '-\n\n  a\n\n-\n\n    b\n    c',
      'code behind a list that is not of it': '10. a\n\n   b\n\n1.   c\n\n    d\n2.',
      'definitions with an underline below': '[a]: b\n===\n[a]',
      'a table below a paragraph': 'a\nb | c\n- | -\n\na\nb | c\n-|-\n2. d',
      'a tag as head of a table': 'a\n<b>\n:-',
      'a lazy line as head of a table': '+ )\n|||\n  -|-\n\n  a',
      'a rule and an underline': 'a\n---\n\n> a\n---\n- a\n---',
      'code over two lines in a heading': 'a `b\nc` d\n===\n[`e\n f`](g)',
      'a comment that does not close': 'a\n\n<!-- b\n\n# c\n',
      'a task behind a blank line': '-\n  [x] a\n- [ ]\n  b\n- [ ]\n\n  c\n1.\n    [ ] d\n- \n  [ ] e',
      'an underline that may be in an item': '+\n)\n  -\n    a\n\n2.',
      'a quote that goes on behind a lazy line': '> a `b\nlazy\n> c` d\n',
      'long rules, underlines and names in a quote': `> a\n> ${'-'.repeat(80)}\n>\n> ${'='.repeat(80)}\n> ${'A_b '.repeat(600)}\n> - c`,
      tabs: '-\ta\n\n\tb\n1.\t\tc\n\n\t- d\n',
      'a byte order mark inside': 'a\n\n\uFEFF# b\n> \uFEFF',
    };
    for (const [name, text] of Object.entries(cases)) it(name, () => sameAsRemark(text));
  });
});
