import assert from 'node:assert/strict';
import { compileGlob } from '../../../server/model/glob.ts';

function matches(pattern: string, path: string): boolean {
  const glob = compileGlob(pattern);
  if ('error' in glob) throw new Error(glob.error);
  return glob.matches(path);
}

describe('globs', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['**/*.md', 'a.md', true],
    ['**/*.md', 'a/b/c.md', true],
    ['**/*.md', 'a/b/c.txt', false],
    ['*.md', 'a/b.md', false],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/', 'docs/a/b.md', true],
    ['docs/**', 'other/a.md', false],
    ['./EIPS/eip-*.md', 'EIPS/eip-4844.md', true],
    ['{a,b/c}/*.md', 'b/c/x.md', true],
    ['{a,{b,c}}.md', 'c.md', true],
    ['[a-c]?[!z].md', 'bxy.md', true],
    ['[a-c]?[!z].md', 'bxz.md', false],
    ['a/**/b', 'a/b', true],
    ['a/**/b/**/c', 'a/x/b/y/z/c', true],
    ['a*b*c', 'aXbYbZc', true],
    ['\\*.md', '*.md', true],
    ['\\*.md', 'a.md', false],
    ['журнал/*.md', 'журнал/запись.md', true],
  ];
  for (const [pattern, path, expected] of cases) {
    it(`${pattern} ${expected ? 'matches' : 'does not match'} ${path}`, () => {
      assert.equal(matches(pattern, path), expected);
    });
  }

  it('tell where they are ill-formed', () => {
    assert.deepEqual(compileGlob('a/{b'), { error: 'This `{` has no closing `}`.', offset: 2 });
    assert.deepEqual(compileGlob('[a'), { error: 'This `[` has no closing `]`.', offset: 0 });
    assert.ok('error' in compileGlob('{a,b}'.repeat(12)));
  });

  it('do not take exponential time on a hostile pattern', () => {
    assert.equal(matches('*a*a*a*a*a*a*a*a*a*a*a*a*a*b', 'a'.repeat(2000)), false);
    assert.equal(matches(`${'**/a/'.repeat(20)}b`, 'a/'.repeat(500)), false);
  });
});
