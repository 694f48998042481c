import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineTable, offsetAt, positionAt } from '../../server/article/text.ts';

describe('positions', () => {
  it('count UTF-16 code units and every line ending', () => {
    const table = lineTable('a😀b\r\nc\rd\n');
    assert.deepEqual(table.lineStarts, [0, 6, 8, 10]);
    assert.deepEqual(positionAt(table, 3), { line: 0, character: 3 });
    assert.deepEqual(positionAt(table, 99), { line: 3, character: 0 });
  });

  it('convert to offsets and back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '😀', '\n', '\r\n', '\r', 'ж')), fc.nat(), (parts, n) => {
        const text = parts.join('');
        const offset = n % (text.length + 1);
        const table = lineTable(text);
        assert.equal(offsetAt(table, positionAt(table, offset)), offset);
      }),
    );
  });
});
