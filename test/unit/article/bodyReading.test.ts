import assert from 'node:assert/strict';
import { readBody } from '../../../server/article/body/readBody.ts';
import { readWithRemark } from '../../../server/article/body/remarkReader.ts';
import { TermIndex } from '../../../server/article/body/terms.ts';
import type { Body, BodyLink } from '../../../server/article/parsed.ts';

type Read = (text: string, terms?: readonly string[]) => Body;

const readers: Readonly<Record<string, Read>> = {
  'the scanner': (text, terms = []) => readBody(text, 0, { terms }),
  remark: (text, terms = []) => readWithRemark(text, 0, new TermIndex(terms)),
};

/** The links as `form target#fragment "label"`, with what their spans hold where that differs. */
function linksOf(text: string, links: readonly BodyLink[]): string[] {
  return links.map(({ form, target, fragment, label, targetSpan, fragmentSpan, start, end }) => {
    const written = text.slice(targetSpan.start, targetSpan.end);
    const parts = [form, fragment === undefined ? target : `${target}#${fragment}`];
    if (label !== undefined) parts.push(`"${label}"`);
    if (written !== target) parts.push(`<${written}>`);
    if (fragmentSpan !== undefined)
      assert.equal(decodeURIComponent(text.slice(fragmentSpan.start, fragmentSpan.end)), fragment);
    assert.ok(start <= targetSpan.start && targetSpan.end <= end);
    return parts.join(' ');
  });
}

for (const [name, read] of Object.entries(readers)) {
  const mentions = (text: string): string[] =>
    read(text)
      .links.filter(({ form }) => form === 'mention')
      .map(({ target }) => target);
  const links = (text: string): string[] => linksOf(text, read(text).links);
  const terms = (text: string, avoided: readonly string[]): string[] =>
    read(text, avoided).terms.map(({ start, end, term }) => `${term}: ${text.slice(start, end)}`);
  const placeholder = (text: string): string | undefined => {
    const found = read(text).headings[0]?.placeholder;
    return found && text.slice(found.start, found.end);
  };

  describe(`a body read by ${name}`, () => {
    describe('headings', () => {
      const headings = (text: string): string[] =>
        read(text).headings.map(({ depth, text: title, slug }) => `${depth} ${title} #${slug}`);

      it('are ATX and setext, without markup and closing hashes', () => {
        assert.deepEqual(headings('# The **bold** `code`\n\n## [Link](a.md) here ##\n\nUnder\n---\n#no\n'), [
          '1 The bold code #the-bold-code',
          '2 Link here #link-here',
          '2 Under #under',
        ]);
      });

      it('are numbered when repeated, across everything between them', () => {
        assert.deepEqual(headings('# A\n\n> # A\n\n- x\n\n# A\n\n```\n# A\n```\n\nA\n=\n'), [
          '1 A #a',
          '1 A #a-1',
          '1 A #a-2',
          '1 A #a-3',
        ]);
      });

      it('keep letters of any script in their anchors', () => {
        assert.deepEqual(headings('# Требования 1.2\n# 変更 管理\n# 🚀 Go\n# __proto__\n'), [
          '1 Требования 1.2 #требования-12',
          '1 変更 管理 #変更-管理',
          '1 🚀 Go #-go',
          '1 proto #proto',
        ]);
      });

      it('may be empty', () => {
        assert.deepEqual(read('##').headings[0]?.content, { start: 2, end: 2 });
      });

      it('have the span of the block and of the text as written', () => {
        const text = 'a\n\n  ## 😀 *b* ##  \nc';
        const [heading] = read(text).headings;
        assert.equal(text.slice(heading?.start, heading?.end), '## 😀 *b* ##  ');
        assert.equal(text.slice(heading?.content.start, heading?.content.end), '😀 *b*');
      });
    });

    describe('links', () => {
      it('have target and fragment apart, percent-decoded', () => {
        assert.deepEqual(links('[a](b%20c.md#d%C3%A9) ![i](<p q.png> "t")\n[x](#y) [z](/r.md \'t\')'), [
          'link b c.md#dé "a" <b%20c.md>',
          'image p q.png "i"',
          'link #y "x"',
          'link /r.md "z"',
        ]);
      });

      it('stay as written where percent signs decode to nothing, and in URLs', () => {
        assert.deepEqual(links('[a](100%.md) [b](%ff.md) [c](https://x/%20)'), [
          'link 100%.md "a"',
          'link %ff.md "b"',
          'link https://x/%20 "c"',
        ]);
      });

      it('may have balanced parentheses, escapes and character references in the target', () => {
        assert.deepEqual(links('[a](b_(c).md) [d](e\\)f) [g](h&amp;i#j)'), [
          'link b_(c).md "a"',
          'link e)f "d" <e\\)f>',
          'link h&i#j "g" <h&amp;i>',
        ]);
      });

      it('may be empty, around images, and in other brackets', () => {
        assert.deepEqual(links('[]() [![b](b.svg)](c.md) [x [y](z)]'), [
          'link ',
          'link c.md',
          'image b.svg "b"',
          'link z "y"',
        ]);
      });

      it('follow definitions, the first of a label, wherever they stand', () => {
        const text = '[a] [b][A] ![c][a] [d][] [e]\n\n> [a]: t.md#f "T"\n\n[a]: u.md\n\n[d]: <v w>\n';
        assert.deepEqual(links(text), [
          'link t.md#f "a" <[a]>',
          'link t.md#f "b" <[b][A]>',
          'image t.md#f "c" <![c][a]>',
          'link v w "d" <[d][]>',
          'definition t.md#f "a"',
          'definition u.md "a"',
          'definition v w "d"',
        ]);
      });

      it('are no links in code, and footnotes are none without a definition', () => {
        assert.deepEqual(links('`[a](b)` ``[[c`]]`` [^1]\n\n    [d](e)\n\n```\n[f](g)\n```\n'), []);
      });

      it('are found in angle brackets', () => {
        assert.deepEqual(links('<https://a.b/REQ-1#c>'), ['link https://a.b/REQ-1#c "https://a.b/REQ-1#c"']);
      });
    });

    describe('wiki links', () => {
      it('have target, fragment and label', () => {
        assert.deepEqual(links('[[REQ-1]] [[ a b | l m ]] [[a#h i]] [[#here]] [[a#h|l]] ![[e.png]]'), [
          'wiki REQ-1',
          'wiki a b "l m"',
          'wiki a#h i',
          'wiki #here',
          'wiki a#h "l"',
          'wiki e.png',
        ]);
      });

      it('start at the exclamation mark of an embed', () => {
        assert.deepEqual(
          { ...read('a ![[b]]').links[0], targetSpan: undefined },
          {
            form: 'wiki',
            start: 2,
            end: 8,
            target: 'b',
            targetSpan: undefined,
          },
        );
      });

      it('win over a definition of the text in them', () => {
        assert.deepEqual(links('[[a]] ![[a]]\n\n[a]: b'), ['wiki a', 'wiki a', 'definition b "a"']);
      });

      it('are none when empty, escaped, broken, nested, or the text of a link', () => {
        assert.deepEqual(links('[[]] [[ ]] \\[[a]] [[a\nb]] [[a]b] [[1]](u)'), ['link u "[1]"']);
      });

      it('may have code in the label, not in the target', () => {
        assert.deepEqual(links('[[a|the `b`]] [[`c`]]'), ['wiki a "the `b`"']);
      });

      it('escape the bar in a table', () => {
        assert.deepEqual(links('| x |\n|---|\n| [[a\\|b]] |'), ['wiki a "b"']);
      });
    });

    describe('mentions', () => {
      const cases: readonly (readonly [string, readonly string[]])[] = [
        ['REQ-012, (EIP-4844) "SEC-REQ-7".', ['REQ-012', 'EIP-4844', 'SEC-REQ-7']],
        ['ТРЕБ-012 和 変更-7', ['ТРЕБ-012', '変更-7']],
        ['a_b-1 __proto__-1', ['a_b-1']],
        ['**REQ-1** _REQ-2_ __REQ-3__ ~REQ-4~', ['REQ-1', 'REQ-2', 'REQ-3', 'REQ-4']],
        ['2REQ-1 REQ-1a REQ-1_a REQ-1-a x-REQ_-1', []],
        ['a/REQ-1 REQ-2/b me@REQ-3 REQ-4@x REQ-5.md a.REQ-6 --retry-3', []],
        ['REQ-1. REQ-2: ...REQ-3 REQ-4…', ['REQ-1', 'REQ-2', 'REQ-3', 'REQ-4']],
        ['https://x?id=REQ-1 <https://x?id=REQ-2> REQ-3', ['REQ-3']],
        ['`REQ-1` <b title="REQ-2"> <!-- REQ-3 --> [REQ-4](REQ-5) ![REQ-6](a) [[REQ-7]]', []],
        ['# REQ-1\n\n| REQ-2 |\n|---|\n| REQ-3 |\n\n> REQ-4\n\n- REQ-5', ['REQ-1', 'REQ-2', 'REQ-3', 'REQ-4', 'REQ-5']],
        ['    REQ-1\n\n```\nREQ-2\n```\n\n<div>\nREQ-3\n</div>', []],
        ['[REQ-1]\n\n[REQ-1]: a', []],
        ['😀REQ-1😀', ['REQ-1']],
      ];
      for (const [text, expected] of cases) {
        it(`of ${JSON.stringify(text)}`, () => assert.deepEqual(mentions(text), expected));
      }

      it('count positions in UTF-16 code units', () => {
        const text = '😀 ж REQ-1\r\nREQ-2';
        assert.deepEqual(
          read(text).links.map(({ start, end }) => [start, end]),
          [
            [5, 10],
            [12, 17],
          ],
        );
      });
    });

    describe('tasks', () => {
      it('have a state, plain text, and the span from their bracket on', () => {
        const text = '- [ ] do **it**  \n  now\n  - [x] `a` [b](c)\n* [X] d\n1. [ ]\n- [y] e\n- a [ ] f\n';
        assert.deepEqual(
          read(text).tasks.map((task) => [task.done, task.text, text.slice(task.start, task.end)]),
          [
            [false, 'do it now', '[ ] do **it**  \n  now'],
            [true, 'a b', '[x] `a` [b](c)'],
            [true, 'd', '[X] d'],
          ],
        );
      });
    });

    describe('code blocks', () => {
      it('are fenced and indented, with their language', () => {
        const text =
          '```JS {x}\na\n---\n```\n\n~~~\n```\n~~~\n\n- b\n  ```\n  c\n  ```\n\np\n\n    d\n\n    e\n\n```sh\nf\n';
        assert.deepEqual(
          read(text).code.map(({ start, end, language }) => [language, text.slice(start, end)]),
          [
            ['js', '```JS {x}\na\n---\n```'],
            [undefined, '~~~\n```\n~~~'],
            [undefined, '```\n  c\n  ```'],
            [undefined, '    d\n\n    e'],
            ['sh', '```sh\nf'],
          ],
        );
      });
    });

    describe('tables', () => {
      it('have their data rows counted', () => {
        const text = 'a\nb | c\n--|--\n1 | 2\n3\n\n|x|\n|-|\n\n|y|\n|-|-|\n';
        assert.deepEqual(
          read(text).tables.map(({ start, end, rows }) => [rows, text.slice(start, end)]),
          [
            [2, 'b | c\n--|--\n1 | 2\n3'],
            [0, '|x|\n|-|'],
          ],
        );
      });
    });

    describe('directives', () => {
      it('are comments with our prefix, as a block or in a line, not in code', () => {
        const text =
          '<!-- throughline-disable a -->\n\nb <!--throughline-x--> <!-- c -->\n\n`<!-- throughline-y -->`\n';
        assert.deepEqual(
          read(text).directives.map((found) => [found.text, text.slice(found.start, found.end)]),
          [
            ['throughline-disable a', '<!-- throughline-disable a -->'],
            ['throughline-x', '<!--throughline-x-->'],
          ],
        );
      });
    });

    describe('avoided terms', () => {
      it('match whole words and phrases whatever their case, across a line break', () => {
        const text = '# Master plan\n\nmasterful Change\nRequest\n> change\n> request [master](master) `master`';
        assert.deepEqual(terms(text, ['master', 'change request']), [
          'master: Master',
          'change request: Change\nRequest',
          'change request: change\n> request',
          'master: master',
        ]);
      });

      it('match the longest, once, and not in ids, URLs and wiki links', () => {
        assert.deepEqual(
          terms('go live date, go live, GO-1 https://go [[go]]', ['go', 'go live', 'live date', 'go live date']),
          ['go live date: go live date', 'go live: go live'],
        );
      });

      it('may have marks in them', () => {
        assert.deepEqual(terms('C++ C .NET e.g. КЭШ', ['c++', '.net', 'e.g.', 'кэш', '', ' ']), [
          'c++: C++',
          '.net: .NET',
          'e.g.: e.g.',
          'кэш: КЭШ',
        ]);
      });
    });

    describe('words', () => {
      const words = (text: string): readonly number[] => {
        const { leadWords, headings } = read(text);
        return [leadWords, ...headings.map((heading) => heading.words)];
      };

      it('count up to the next heading of any depth, without the headings', () => {
        assert.deepEqual(
          words('one two\n# three\nfour *five* - six\n## seven\n\n# eight\n- nine\n\n  ten'),
          [2, 3, 0, 2],
        );
      });

      it('count code, cells and what a link shows, not targets, comments and tags', () => {
        assert.deepEqual(words('`a b` [c](d.md "e f")\n\n```g h\ni j\n```\n'), [5]);
        assert.deepEqual(words('# x\n<!-- a b -->\n\n<a name="b">'), [0, 0]);
        assert.deepEqual(words('<!-- a\nb -->\n\n| a |\n|---|\n| b c |'), [4]);
      });

      it('give an image, an empty table and shown HTML something', () => {
        assert.deepEqual(
          words('# a\n![](b.png)\n# c\n| |\n|---|\n# d\n<img src="e">\n\n# f\n<p>two words</p>'),
          [0, 1, 1, 1, 2],
        );
      });

      it('count ideographs one by one', () => {
        assert.deepEqual(words('变更管理 ok'), [5]);
      });
    });

    describe('left-over template text', () => {
      it('is the first placeholder up to the next heading', () => {
        assert.equal(placeholder('# a\nx TBD y TODO'), 'TBD');
        assert.equal(placeholder('# a\n## b\nTODO'), undefined);
        assert.equal(placeholder('# a\nuse {{ name }} here'), '{{ name }}');
        assert.equal(placeholder('# {{title}}\ntext'), '{{title}}');
        assert.equal(placeholder('# a\nLorem\nipsum dolor'), 'Lorem\nipsum');
      });

      it('is a whole upper-case word, in prose', () => {
        assert.equal(placeholder('# TODO list\ntodo TODOs `TODO` TODO-list [[TODO]] src/TODO TODO.md {{a}'), undefined);
      });

      it('is an ellipsis alone', () => {
        assert.equal(placeholder('# a\n\n...\n'), '...');
        assert.equal(placeholder('# a\n<!-- say what -->\n\n- …\n# b'), '…');
        assert.equal(placeholder('# a\n\n…\n\ntext'), undefined);
        assert.equal(placeholder('# a\n\nand so on ...'), undefined);
      });
    });

    it('may be empty', () => {
      assert.deepEqual(read(''), {
        headings: [],
        links: [],
        tasks: [],
        code: [],
        tables: [],
        directives: [],
        terms: [],
        leadWords: 0,
      });
    });
  });
}

describe('a body', () => {
  it('starts where the front matter ends, with offsets in the whole text', () => {
    const [mention] = readBody('---\nREQ-1\n---\nREQ-2', 14, { terms: [] }).links;
    assert.deepEqual([mention?.target, mention?.start], ['REQ-2', 14]);
  });

  it('does not see a byte order mark, and sees a null as a replacement character', () => {
    const { headings } = readBody('\uFEFF# a\0b', 0, { terms: [] });
    assert.deepEqual([headings[0]?.start, headings[0]?.text], [1, 'a\uFFFDb']);
  });

  it('takes an index of terms made once for many texts', () => {
    assert.equal(readBody('foo', 0, { terms: new TermIndex(['foo']) }).terms.length, 1);
  });
});
