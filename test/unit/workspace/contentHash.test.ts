import assert from 'node:assert/strict';
import { contentHash } from '../../../server/workspace/contentHash.ts';

describe('content hashes', () => {
  it('are the start of SHA-256', () => {
    assert.equal(contentHash(new TextEncoder().encode('abc')), 'ba7816bf8f01cfea414140de5dae2223');
  });
});
