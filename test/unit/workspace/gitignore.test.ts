import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { IgnoreRules } from '../../../server/workspace/gitignore.ts';
import { NodeFileSystem } from '../../../server/workspace/nodeFileSystem.ts';
import { scan } from '../../../server/workspace/scan.ts';

function rules(text: string, ignoreCase = false): IgnoreRules {
  return IgnoreRules.parse(new TextEncoder().encode(text), { ignoreCase });
}

/** A trailing slash marks a folder. */
function verdict(text: string, path: string, ignoreCase = false): string {
  const isFolder = path.endsWith('/');
  return rules(text, ignoreCase).verdict(isFolder ? path.slice(0, -1) : path, isFolder) ?? '-';
}

describe('ignore rules', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['a', 'x/a', 'ignored'],
    ['/a', 'x/a', '-'],
    ['x/a', 'y/x/a', '-'],
    ['a/', 'a', '-'],
    ['a/', 'a/', 'ignored'],
    ['*.md\n!keep.md', 'keep.md', 'included'],
    ['!keep.md\n*.md', 'keep.md', 'ignored'],
    ['*', 'x/y', 'ignored'],
    ['/*', 'x/y', '-'],
    ['a/**', 'a/', '-'],
    ['a/**', 'a/b/c', 'ignored'],
    ['**/a', 'a', 'ignored'],
    ['a/**/b', 'a/b', 'ignored'],
    ['a/**/b', 'a/x/y/b', 'ignored'],
    ['a/x**b', 'a/xyb', 'ignored'],
    ['a?c', 'abc', 'ignored'],
    ['a?c', 'aйc', '-'],
    ['a??c', 'aйc', 'ignored'],
    ['журнал', 'журнал', 'ignored'],
    ['# a', '# a', '-'],
    ['\\#a', '#a', 'ignored'],
    ['\\!a', '!a', 'ignored'],
    ['a ', 'a', 'ignored'],
    ['a\\ ', 'a ', 'ignored'],
    ['a\r\nb\r\n', 'a', 'ignored'],
    ['\u{feff}a', 'a', 'ignored'],
    ['{a,b}', 'a', '-'],
    ['{a,b}', '{a,b}', 'ignored'],
    ['[a', '[a', '-'],
    ['a\\', 'a\\', '-'],
    ['[]x]', ']', 'ignored'],
    ['[!]x]', 'y', 'ignored'],
    ['[\\]-a]', '_', 'ignored'],
    ['[[:digit:][:upper:]]', 'Q', 'ignored'],
    ['[[:nonsense:]]', 'n', '-'],
    ['*a*b', 'xaab', 'ignored'],
  ];
  for (const [text, path, expected] of cases) {
    it(`${JSON.stringify(text)} and ${path}: ${expected}`, () => assert.equal(verdict(text, path), expected));
  }

  it('compare A to Z without case where git does', () => {
    assert.equal(verdict('Build/[X-Z].MD', 'bUILD/y.md', true), 'ignored');
    assert.equal(verdict('build', 'Build'), '-');
  });

  it('take time that does not grow faster than pattern and path', () => {
    assert.equal(verdict('*a'.repeat(4000), 'a'.repeat(3000)), '-');
    assert.equal(verdict(`a${'**/'.repeat(2600)}b`, `a${'/a'.repeat(1500)}`), '-');
  });
});

/** Names that look like what patterns are written with. */
const NAMES = [
  'a',
  'b',
  'ab',
  'abc',
  'B',
  'a b',
  'a ',
  '!a',
  '#a',
  '[a]',
  'a*',
  'a\\b',
  '{a}',
  'é',
  '-',
  ']',
  '^',
  '1',
];
const FOLDERS = ['', 'a', 'b', 'a/b', 'a/b/ab', 'ab/a', 'é', '[a]/b'];
const IGNORE_FILES = ['.gitignore', 'a/.gitignore', 'a/b/.gitignore', 'ab/.gitignore', '.git/info/exclude'];

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'ab', '/', '*', '**', '/**/', '**/', '/**', '?') },
  fc.constantFrom('\\', '\\/', '\\a', '\\ ', ' ', '!', '#', '^', '-', '***', 'é', 'B', '{a}', '\\*', '\t', '.md'),
  fc.constantFrom('[', ']', '[a-b]', '[!a]', '[^b]', '[]a]', '[\\]a]', '[!]]', '[a-]', '[--a]', '[a/b]', '[[:alpha:]]'),
  fc.constantFrom('[[:upper:]b]', '[[:x:]]', '[[:a]', '[\\', '[é]', '[à-ü]', '[b-a]', '[[-b]', '[a-\\b]', '[A-C]'),
);
const line = fc
  .tuple(
    fc.constantFrom('', '', '!', '/'),
    fc.array(piece, { minLength: 1, maxLength: 5 }),
    fc.constantFrom('', '', '/', ' ', '\r'),
  )
  .map(([start, pieces, end]) => start + pieces.join('') + end);
const ignoreFile = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));

describe('ignore rules and git', function () {
  this.timeout(120_000);
  let root: string;

  before(function () {
    if (spawnSync('git', ['--version']).status !== 0) {
      console.log('      git is not installed: not compared with it');
      this.skip();
    }
    root = mkdtempSync(join(tmpdir(), 'throughline-ignore-'));
    execFileSync('git', ['init', '-q', root]);
    for (const folder of FOLDERS) {
      mkdirSync(join(root, folder), { recursive: true });
      for (const name of NAMES) {
        if (
          FOLDERS.includes(folder === '' ? name : `${folder}/${name}`) ||
          FOLDERS.some((other) => other.startsWith(`${folder === '' ? name : `${folder}/${name}`}/`))
        )
          continue;
        writeFileSync(join(root, folder, name), '');
      }
    }
  });

  after(() => {
    if (root !== undefined) rmSync(root, { recursive: true });
  });

  async function ours(ignoreCase: boolean): Promise<string[]> {
    const fs = new NodeFileSystem(root);
    const found = await scan(fs, { include: ['**/*.md'], exclude: [], sidecarNames: [], ignoreCase });
    return [...found.files];
  }

  function gits(ignoreCase: boolean): string[] {
    const options = ['-c', `core.ignoreCase=${ignoreCase}`, '-c', `core.excludesFile=${devNull}`];
    const command = ['ls-files', '--others', '-z', '--exclude-standard'];
    const output = execFileSync('git', [...options, ...command], { cwd: root, encoding: 'utf8' });
    return output.split('\0').filter(Boolean).sort();
  }

  it('agree on random ignore files, nested ones included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(...IGNORE_FILES.map(() => ignoreFile)), fc.boolean(), async (contents, ignoreCase) => {
        for (const [i, path] of IGNORE_FILES.entries()) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), contents[i] ?? '');
        }
        assert.deepEqual(await ours(ignoreCase), gits(ignoreCase));
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    );
  });
});
