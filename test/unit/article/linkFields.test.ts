/** Link fields in every form in which teams write them. */
import assert from 'node:assert/strict';
import { ArticleReader } from '../../../server/article/articleReader.ts';
import { parseText } from '../../../server/article/parseText.ts';
import { readConfiguration } from '../../../server/configuration/readConfiguration.ts';
import { CompiledModel } from '../../../server/model/compiled.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';

const CONFIGURATION = `
model: none
kinds:
  eip: { match: { path: '**/*.md' }, id: { from: eip, format: 'EIP-{value}' } }
links:
  requires: { inverse: required_by, from: eip, to: eip, format: 'EIP-{value}' }
  follows: { inverse: followed_by, from: eip, to: eip, format: 'EIP-{value:4}', fields: [after, comes-after] }
`;

const reader = new ArticleReader(
  new CompiledModel(readConfiguration(CONFIGURATION, { builtIn: projectOps, rules: [] }).configuration.model),
);

/** Field as written, and `keys @ text at the place` of each link read from it. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['requires: 721', ['id:EIP-721 @ 721']],
  ['requires: 721, 165', ['id:EIP-721 @ 721', 'id:EIP-165 @ 165']],
  ['requires: "721,165 , "', ['id:EIP-721 @ 721', 'id:EIP-165 @ 165']],
  ['requires: [721, EIP-165]', ['id:EIP-721 @ 721', 'id:EIP-165 @ EIP-165']],
  ['requires:\n  - 721\n  - "165"', ['id:EIP-721 @ 721', 'id:EIP-165 @ 165']],
  ['requires: { to: 721, note: older }', ['id:EIP-721 @ 721']],
  ['requires: [[EIP-721]]', ['id:EIP-721 @ EIP-721']],
  ['requires: "[[EIP-721|tokens]]"', ['id:EIP-721 @ [[EIP-721|tokens]]']],
  ['requires: "[tokens](eip-721.md)"', ['path:docs/eip-721 @ [tokens](eip-721.md)']],
  ['requires: eip-721.md', ['path:docs/eip-721 @ eip-721.md']],
  ['requires: ./eip-721.md#usage', ['path:docs/eip-721 @ ./eip-721.md#usage']],
  ['requires: ../old/eip%20721.md', ['path:old/eip 721 @ ../old/eip%20721.md']],
  ['requires: /keps/721-tokens/', ['path:keps/721-tokens @ /keps/721-tokens/']],
  ['requires: /keps/721-tokens/README.md', ['path:keps/721-tokens @ /keps/721-tokens/README.md']],
  [
    'requires: keps/721-tokens',
    ['id:keps/721-tokens path:keps/721-tokens path:docs/keps/721-tokens @ keps/721-tokens'],
  ],
  ['requires: ../../outside.md', [' @ ../../outside.md']],
  ['requires: https://example.org/eips/721', [' @ https://example.org/eips/721']],
  ['after: 7', ['id:EIP-0007 @ 7']],
  ['comes-after: [7, 12345]', ['id:EIP-0007 @ 7', 'id:EIP-12345 @ 12345']],
  ['requires:', []],
  ['requires: []', []],
];

describe('A link field', () => {
  for (const [field, expected] of CASES) {
    it(`is read from ${JSON.stringify(field)}`, () => {
      const text = `---\neip: 1\n${field}\n---\n`;
      const parsed = parseText(text, { terms: [], stage: 'front' });
      const { references } = reader.read({ path: 'docs/eip-1.md', hash: '', parsed });
      assert.deepEqual(
        references.map(({ keys, span }) => `${keys.join(' ')} @ ${text.slice(span.start, span.end)}`),
        expected,
      );
    });
  }
});
