import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearest, slips } from '../../../server/model/nearest.ts';

describe('the nearest name', () => {
  it('is one slip away for short names', () => {
    assert.equal(nearest('exlude', ['include', 'exclude']), 'exclude');
    assert.equal(nearest('nwo', ['model', 'now']), 'now');
    assert.equal(nearest('CHANGE', ['charge', 'change']), 'change');
    assert.equal(nearest('REQ-021', ['REQ-001', 'REQ-012', 'REQ-020']), 'REQ-001');
  });

  it('is nothing when none is near', () => {
    assert.equal(nearest('colour', ['include', 'exclude']), undefined);
    assert.equal(nearest('a', ['b', 'c']), undefined);
    assert.equal(nearest('', ['a']), undefined);
    assert.equal(nearest('x'.repeat(65), ['x'.repeat(65)]), undefined);
  });

  it('is the first of equals', () => {
    assert.equal(nearest('cat', ['car', 'can']), 'car');
  });
});

describe('slips', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['', '', 0],
    ['abc', '', 3],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ];
  for (const [a, b, expected] of cases) {
    it(`of ${JSON.stringify(a)} and ${JSON.stringify(b)} are ${expected}`, () => {
      assert.equal(slips(a, b), expected);
      assert.equal(slips(b, a), expected);
    });
  }

  it('above the limit need not be exact, below it must be', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat({ max: 8 }), (a, b, limit) => {
        const exact = slips(a, b);
        const limited = slips(a, b, limit);
        if (exact <= limit) assert.equal(limited, exact);
        else assert.ok(limited > limit);
      }),
    );
  });
});
