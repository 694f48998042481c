import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cut, cutStart, table, widthOf, wrap } from '../../../server/reports/columns.ts';
import { printable } from '../../../server/reports/paint.ts';

describe('the width of a text in a terminal', () => {
  for (const [text, width] of [
    ['abc', 3],
    ['Größe', 5],
    ['e\u0301', 1],
    ['支払い', 6],
    ['결제', 4],
    ['🎉', 2],
    ['', 0],
  ] as const) {
    it(`of “${text}” is ${width}`, () => assert.equal(widthOf(text), width));
  }
});

describe('a text cut to a width', () => {
  it('ends with an ellipsis in the last cell', () => assert.equal(cut('abcdef', 4), 'abc…'));
  it('stays whole when it fits', () => assert.equal(cut('abcd', 4), 'abcd'));
  it('splits no wide character', () => assert.equal(cut('支払い', 4), '支…'));
  it('never takes more cells', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => widthOf(cut(text, width)) <= width,
      ),
    );
  });
});

describe('a text broken into lines', () => {
  it('is broken at spaces', () => assert.deepEqual(wrap('one two three', 8), ['one two', 'three']));
  it('gives a long word a line of its own', () => assert.deepEqual(wrap('a bcdefghij k', 4), ['a', 'bcdefghij', 'k']));
  it('loses nothing but the spaces between words', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 20 }), (text, width) => {
        const words = (of: string) => of.split(' ').filter((word) => word !== '');
        assert.deepEqual(words(wrap(text, width).join(' ')), words(text));
      }),
    );
  });
});

describe('a path cut to a width', () => {
  it('keeps its end', () => assert.equal(cutStart('docs/adr/a.md', 8), '…dr/a.md'));
  it('stays whole when it fits', () => assert.equal(cutStart('a.md', 4), 'a.md'));
});

describe('a table', () => {
  const columns = [{ title: '' }, { title: '', least: 10 }, { title: '', least: 5, shorten: cutStart }];

  it('aligns its columns by cells', () => {
    const rows = [
      ['a', '支払い', 'x'],
      ['bcd', 'y', 'z'],
    ];
    assert.deepEqual(table(columns, rows, 80), ['a    支払い  x', 'bcd  y       z']);
  });

  it('shortens its last column first, and none below its least width', () => {
    const rows = [['abc', 'd'.repeat(20), 'e'.repeat(20)]];
    const widths = (width: number) => table(columns, rows, width).map((line) => line.split('  ').map(widthOf));
    assert.deepEqual(
      [widths(80), widths(40), widths(24), widths(10)],
      [[[3, 20, 20]], [[3, 20, 13]], [[3, 12, 5]], [[3, 10, 5]]],
    );
  });
});

describe('text from a repository', () => {
  for (const [text, shown] of [
    ['a\tb\r\nc', 'a b  c'],
    ['\u001b[31mred', '\\u001b[31mred'],
    ['\u009b2J', '\\u009b2J'],
    ['a\u202eb\u2066c\u200fd', 'a\\u202eb\\u2066c\\u200fd'],
    ['Größe 支払い 🎉', 'Größe 支払い 🎉'],
    ['a\u2028b', 'a b'],
  ] as const) {
    it(`is shown without effect: ${JSON.stringify(text)}`, () => assert.equal(printable(text), shown));
  }
});
