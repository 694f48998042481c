import assert from 'node:assert/strict';
import { type Scan, type ScanOptions, scan } from '../../../server/workspace/scan.ts';
import { MemoryFileSystem } from '../../support/memoryFileSystem.ts';

const OPTIONS: ScanOptions = { include: ['**/*.md'], exclude: [], sidecarNames: [] };

function scanOf(files: Readonly<Record<string, string>>, options: Partial<ScanOptions> = {}): Promise<Scan> {
  return scan(new MemoryFileSystem(files), { ...OPTIONS, ...options });
}

describe('a scan', () => {
  it('tells articles, sidecars and other files apart', async () => {
    const found = await scanOf(
      { 'b/README.md': '', 'b/kep.yaml': '', 'a.MD': '', 'b/x.png': '', 'notes/n.md': '' },
      { include: ['*.MD', 'b/**'], sidecarNames: ['kep.yaml'] },
    );
    assert.deepEqual(found.articles, ['a.MD', 'b/README.md']);
    assert.deepEqual(found.sidecars, ['b/kep.yaml']);
    assert.deepEqual(found.files, ['b/x.png', 'notes/n.md']);
  });

  it('leaves out what is excluded, with everything in an excluded folder', async () => {
    const found = await scanOf({ 'a.md': '', 'drafts/b.md': '', 'drafts/c.png': '' }, { exclude: ['**/drafts', 'x'] });
    assert.deepEqual([...found.articles, ...found.files], ['a.md']);
  });

  it('leaves out .git and node_modules at any depth, whatever ignore files say', async () => {
    const found = await scanOf({ '.gitignore': '!.git\n!node_modules', 'a/node_modules/b.md': '', '.git/c.md': '' });
    assert.deepEqual([...found.articles, ...found.files], ['.gitignore']);
  });

  it('does not list ignored folders', async () => {
    const fs = new MemoryFileSystem({ '.gitignore': 'out/', 'out/.gitignore': '!a.md', 'out/a.md': '' });
    await scan(fs, OPTIONS);
    assert.deepEqual(fs.reads, ['.git/info/exclude', '.gitignore']);
  });

  it('lets nearer ignore files decide, .git/info/exclude last', async () => {
    const found = await scanOf({
      '.git/info/exclude': '*.md\n*.txt',
      '.gitignore': '!*.md\n/b.md',
      'sub/.gitignore': 'a.md',
      'a.md': '',
      'b.md': '',
      'sub/a.md': '',
      'sub/b.md': '',
      'sub/c.txt': '',
    });
    assert.deepEqual(found.articles, ['a.md', 'sub/b.md']);
  });

  it('stops at folders with a configuration of their own', async () => {
    const found = await scanOf({
      'throughline.yaml': '',
      'sub/throughline.yaml': '',
      'sub/a.md': '',
      'sub/x/y.md': '',
    });
    assert.deepEqual(found.nestedRoots, ['sub']);
    assert.deepEqual(found.articles, []);
  });

  it('reports links and folders that refuse, and goes on', async () => {
    const fs = new MemoryFileSystem({ 'secret/a.md': '', 'z.md': '', 'empty/x': '' });
    fs.remove('empty/x');
    fs.link('loop');
    fs.deny('secret');
    const found = await scan(fs, OPTIONS);
    assert.deepEqual(found.skipped, [
      { path: 'loop', reason: 'link' },
      { path: 'secret', reason: 'unreadable' },
    ]);
    assert.deepEqual(found.articles, ['z.md']);
  });

  it('goes deeper than a call stack', async () => {
    const folder = Array.from({ length: 3000 }, () => 'd').join('/');
    assert.deepEqual((await scanOf({ [`${folder}/a.md`]: '' })).articles, [`${folder}/a.md`]);
  });

  it('keeps names as they are, sorted by code unit', async () => {
    const found = await scanOf({ 'é.md': '', 'e\u0301.md': '', 'B.md': '', 'a b.md': '', 'a/я.md': '', 'a-b.md': '' });
    assert.deepEqual(found.articles, ['B.md', 'a b.md', 'a-b.md', 'a/я.md', 'e\u0301.md', 'é.md']);
  });

  it('stops when it is cancelled', async () => {
    const fs = new MemoryFileSystem({ 'a/b.md': '' });
    assert.deepEqual((await scan(fs, { ...OPTIONS, signal: AbortSignal.abort() })).articles, []);
  });

  it('lets other events in and can be cancelled on the way', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 30_000; i++) files[`${i % 100}/${i}.md`] = '';
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    const found = await scanOf(files, { signal: controller.signal });
    assert.ok(found.articles.length < 30_000);
  });

  it('tells how many articles it has found', async () => {
    const seen: number[] = [];
    await scanOf({ 'a.md': '', 'b.md': '', 'c.txt': '' }, { onProgress: (found) => seen.push(found) });
    assert.equal(seen.at(-1), 2);
  });
});

describe('the filter of a scan', () => {
  const files = {
    '.gitignore': 'out/\n*.log\nlocal.md',
    'docs/.gitignore': '/tmp\n!local.md',
    'docs/a.md': '',
    'nested/throughline.yaml': '',
    'drafts/d.md': '',
  };
  const options = { include: ['docs/**/*.md', '*.md'], exclude: ['drafts/**'], sidecarNames: ['meta.yaml'] };

  async function filtered() {
    const fs = new MemoryFileSystem(files);
    fs.link('linked');
    return scan(fs, { ...OPTIONS, ...options });
  }

  const classes: readonly (readonly [string, string])[] = [
    ['new.md', 'article'],
    ['docs/new/deep/a.md', 'article'],
    ['docs/new/meta.yaml', 'sidecar'],
    ['docs/x.png', 'file'],
    ['src/a.md', 'file'],
    ['local.md', 'ignored'],
    ['docs/local.md', 'article'],
    ['docs/sub/local.md', 'article'],
    ['docs/tmp', 'ignored'],
    ['docs/tmp/a.md', 'ignored'],
    ['docs/sub/tmp/a.md', 'article'],
    ['docs/out/a.md', 'ignored'],
    ['docs/a.log', 'ignored'],
    ['nested/a.md', 'ignored'],
    ['nested/x/y.md', 'ignored'],
    ['drafts/new.md', 'ignored'],
    ['linked', 'ignored'],
    ['linked/a.md', 'ignored'],
    ['a/node_modules/b/c.md', 'ignored'],
    ['.git/HEAD', 'ignored'],
  ];
  for (const [path, expected] of classes) {
    it(`takes ${path} for: ${expected}`, async () => {
      assert.equal((await filtered()).filter.classify(path), expected);
    });
  }

  it('gives the same classes as the scan itself', async () => {
    const found = await filtered();
    for (const path of found.articles) assert.equal(found.filter.classify(path), 'article');
    for (const path of found.files) assert.equal(found.filter.classify(path), 'file');
    assert.ok(found.articles.length > 0 && found.files.length > 0);
  });

  const indexed: readonly (readonly [string, boolean])[] = [
    ['docs/gone.md', true],
    ['docs/gone', true],
    ['docs/gone.png', true],
    ['src/gone.md', false],
    ['src/gone.ts', true],
    ['out', false],
    ['out/x.html', false],
    ['local', false],
    ['docs/local', true],
    ['drafts/gone.md', false],
    ['nested', false],
    ['nested/gone.md', false],
    ['linked', false],
    ['linked/gone.md', false],
  ];
  for (const [path, expected] of indexed) {
    it(`${expected ? 'knows' : 'does not know'} what is at ${path}`, async () => {
      assert.equal((await filtered()).isIndexed(path), expected);
    });
  }

  const decisive: readonly (readonly [string, boolean])[] = [
    ['.gitignore', true],
    ['docs/new/.gitignore', true],
    ['out/.gitignore', false],
    ['.git/info/exclude', true],
    ['throughline.yaml', true],
    ['docs/throughline.yaml', true],
    ['nested/throughline.yaml', true],
    ['nested/sub/throughline.yaml', false],
    ['linked', true],
    ['docs/a.md', false],
  ];
  for (const [path, expected] of decisive) {
    it(`asks ${expected ? 'for another scan' : 'for nothing'} when ${path} changes`, async () => {
      assert.equal((await filtered()).filter.needsScan(path), expected);
    });
  }
});
