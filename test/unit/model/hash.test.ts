import assert from 'node:assert/strict';
import { hashData, hashText } from '../../../server/model/hash.ts';

describe('hashes', () => {
  it('are the same on every platform and in every version', () => {
    assert.deepEqual(
      [hashText(''), hashText('a'), hashText('Записка 😀')],
      ['2ff8cf183d124094', '12ba52c8df72fb7a', '8a9d416e71fbb50f'],
    );
  });

  it('tell texts apart', () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => `REQ-${i}`);
    assert.equal(new Set(texts.map(hashText)).size, texts.length);
  });

  it('of data do not depend on the order of keys, but on that of lists', () => {
    assert.equal(hashData({ a: 1, b: { c: 2, d: [3] } }), hashData({ b: { d: [3], c: 2 }, a: 1 }));
    assert.notEqual(hashData([1, 2]), hashData([2, 1]));
    assert.notEqual(hashData({ a: '1' }), hashData({ a: 1 }));
    assert.equal(hashData({ a: 1, b: undefined }), hashData({ a: 1 }));
  });
});
