import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativePath } from '../../../server/workspace/nativePath.ts';
import { MAX_FILE_SIZE, NodeFileSystem } from '../../../server/workspace/nodeFileSystem.ts';
import { scan } from '../../../server/workspace/scan.ts';

describe('a folder on disk', () => {
  let outer: string;
  let root: string;
  let fs: NodeFileSystem;

  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'throughline-fs-'));
    root = join(outer, 'root');
    mkdirSync(join(root, 'a', 'b'), { recursive: true });
    writeFileSync(join(root, 'a', 'b', 'файл.md'), 'text');
    writeFileSync(join(outer, 'secret.md'), 'secret');
    fs = new NodeFileSystem(root);
  });
  afterEach(() => rmSync(outer, { recursive: true }));

  function text(path: string): string | undefined {
    const bytes = fs.read(path);
    return bytes && new TextDecoder().decode(bytes);
  }

  it('reads files', () => assert.equal(text('a/b/файл.md'), 'text'));

  it('gives size and time of modification', () => {
    utimesSync(join(root, 'a/b/файл.md'), 1, 1234.5);
    assert.deepEqual(fs.stat('a/b/файл.md'), { size: 4, modified: 1_234_500 });
  });

  it('knows folders, the root among them', () => {
    assert.ok(fs.stat('a') !== undefined && fs.stat('') !== undefined);
    assert.deepEqual(fs.list(''), [{ name: 'a', type: 'folder' }]);
    assert.deepEqual(fs.list('a/b'), [{ name: 'файл.md', type: 'file' }]);
  });

  it('has nothing where nothing is', () => {
    assert.deepEqual([fs.read('x'), fs.stat('x'), fs.list('x'), fs.canList('x')], [undefined, undefined, [], false]);
    assert.deepEqual([fs.read('a'), fs.list('a/b/файл.md'), fs.canList('a')], [undefined, [], true]);
    assert.deepEqual([fs.read(`a/${'x'.repeat(5000)}`), fs.stat('a/b/файл.md/x')], [undefined, undefined]);
  });

  for (const path of ['../secret.md', 'a/../../secret.md', '/etc/passwd', 'a//b', './a', 'a/', 'a\0b']) {
    it(`refuses ${JSON.stringify(path)}`, () => {
      assert.deepEqual([fs.absolute(path), fs.read(path), fs.stat(path)], [undefined, undefined, undefined]);
      assert.deepEqual([fs.list(path), fs.canList(path)], [[], false]);
    });
  }

  it('does not follow a link to a file', () => {
    symlinkSync('../secret.md', join(root, 'link.md'));
    symlinkSync('a/b/файл.md', join(root, 'inner.md'));
    assert.deepEqual([text('link.md'), fs.stat('link.md'), text('inner.md')], [undefined, undefined, undefined]);
    assert.deepEqual(
      fs
        .list('')
        .filter(({ type }) => type === 'link')
        .map(({ name }) => name)
        .sort(),
      ['inner.md', 'link.md'],
    );
  });

  it('does not follow a link to a folder on the way', () => {
    symlinkSync('..', join(root, 'up'));
    symlinkSync('../..', join(root, 'a', 'up'));
    assert.deepEqual(
      [text('up/secret.md'), text('a/up/secret.md'), text('a/up/root/a/b/файл.md')],
      [undefined, undefined, undefined],
    );
    assert.deepEqual([fs.stat('up/secret.md'), fs.list('up'), fs.canList('up')], [undefined, [], false]);
  });

  it('notices a folder that became a link since', async () => {
    assert.equal(text('a/b/файл.md'), 'text');
    await new Promise((resolve) => setImmediate(resolve));
    renameSync(join(root, 'a', 'b'), join(outer, 'moved'));
    symlinkSync(join(outer, 'moved'), join(root, 'a', 'b'));
    assert.equal(text('a/b/файл.md'), undefined);
  });

  it('reads below a root that is itself a link', () => {
    symlinkSync('root', join(outer, 'alias'));
    fs = new NodeFileSystem(join(outer, 'alias'));
    assert.equal(text('a/b/файл.md'), 'text');
  });

  it('does not read files that are too large', () => {
    writeFileSync(join(root, 'large.md'), '');
    truncateSync(join(root, 'large.md'), MAX_FILE_SIZE + 1);
    assert.equal(fs.read('large.md'), undefined);
    truncateSync(join(root, 'large.md'), MAX_FILE_SIZE);
    assert.equal(fs.read('large.md')?.length, MAX_FILE_SIZE);
  });

  it('does not wait for a pipe', function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(root, 'pipe.md')]);
    assert.deepEqual([fs.read('pipe.md'), fs.stat('pipe.md')], [undefined, undefined]);
    assert.deepEqual(
      fs.list('').map(({ name }) => name),
      ['a'],
    );
  });

  it('survives loops of links when scanned', async () => {
    symlinkSync('.', join(root, 'loop'));
    symlinkSync('..', join(root, 'a', 'loop'));
    const found = await scan(fs, { include: ['**/*.md'], exclude: [], sidecarNames: [] });
    assert.deepEqual(found.articles, ['a/b/файл.md']);
    assert.deepEqual(
      found.skipped.map(({ path }) => path),
      ['a/loop', 'loop'],
    );
  });
});

describe('native paths', () => {
  it('are joined as the system does', () => {
    assert.equal(nativePath('/r', 'a/b\\c: .md', 'linux'), '/r/a/b\\c: .md');
    assert.equal(nativePath('C:\\r', 'a/b.md', 'win32'), 'C:\\r\\a\\b.md');
    assert.equal(nativePath('\\\\host\\share\\', 'a/b.md', 'win32'), '\\\\host\\share\\a\\b.md');
    assert.equal(nativePath('C:\\r', '', 'win32'), 'C:\\r');
  });

  for (const path of ['..\\x', 'a\\..\\..\\x', 'C:x', 'a.md:stream', '.. ', 'a/...', 'a. /b']) {
    it(`of Windows refuse ${path}`, () => assert.equal(nativePath('C:\\r', path, 'win32'), undefined));
  }
});
