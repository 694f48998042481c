import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fromNative,
  locate,
  type PathPolicy,
  pathIdentity,
  pathPolicy,
  rootUriOf,
  toNative,
  toPath,
  toUri,
} from '../../../server/workspace/uris.ts';

const LINUX = pathPolicy('linux');
const MAC = pathPolicy('darwin');
const WINDOWS = pathPolicy('win32');

describe('URIs of native paths', () => {
  const cases: readonly (readonly [PathPolicy, string, string])[] = [
    [LINUX, '/home/me/a.md', 'file:///home/me/a.md'],
    [LINUX, '/a b/c#d?e%f.md', 'file:///a%20b/c%23d%3Fe%25f.md'],
    [LINUX, '/журнал/日.md', 'file:///%D0%B6%D1%83%D1%80%D0%BD%D0%B0%D0%BB/%E6%97%A5.md'],
    [LINUX, '/a\\b.md', 'file:///a%5Cb.md'],
    [LINUX, '/c:/x', 'file:///c%3A/x'],
    [LINUX, '/', 'file:///'],
    [WINDOWS, 'C:\\repo\\a.md', 'file:///c%3A/repo/a.md'],
    [WINDOWS, 'C:\\', 'file:///c%3A'],
    [WINDOWS, '\\\\Host\\Share\\a b.md', 'file://host/Share/a%20b.md'],
  ];
  for (const [policy, native, uri] of cases) {
    it(`${native} is ${uri}`, () => {
      assert.equal(fromNative(native, policy), uri);
      assert.equal(toNative(uri, policy)?.toLowerCase(), native.toLowerCase());
    });
  }

  it('take slashes and the long form on Windows', () => {
    assert.equal(fromNative('C:/repo/a.md', WINDOWS), 'file:///c%3A/repo/a.md');
    assert.equal(fromNative('\\\\?\\C:\\repo', WINDOWS), 'file:///c%3A/repo');
    assert.equal(fromNative('\\\\?\\UNC\\host\\share\\a', WINDOWS), 'file://host/share/a');
  });

  for (const [policy, path] of [
    [LINUX, 'a/b'],
    [LINUX, ''],
    [WINDOWS, 'a\\b'],
    [WINDOWS, '\\a'],
    [WINDOWS, 'C:a'],
    [WINDOWS, '\\\\host'],
  ] as const) {
    it(`are not made of ${JSON.stringify(path)}`, () => assert.equal(fromNative(path, policy), undefined));
  }

  it('come back as they were', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[/\0]|^\.{1,2}$/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        const native = `/${segments.join('/')}`;
        assert.equal(toNative(fromNative(native, LINUX) ?? '', LINUX), native);
      }),
    );
  });
});

describe('native paths of URIs', () => {
  const cases: readonly (readonly [PathPolicy, string, string | undefined])[] = [
    [WINDOWS, 'file:///c%3A/repo', 'C:\\repo'],
    [WINDOWS, 'file:///C:/repo/', 'C:\\repo'],
    [WINDOWS, 'file:///c:', 'C:\\'],
    [WINDOWS, 'file:///repo', undefined],
    [WINDOWS, 'file://host', undefined],
    [LINUX, 'file://localhost/a', '/a'],
    [LINUX, 'file://host/a', undefined],
    [LINUX, 'file:/a', '/a'],
    [LINUX, 'FILE:///a', '/a'],
    [LINUX, 'file:////a', undefined],
    [LINUX, 'file:///a%00b', undefined],
    [LINUX, 'untitled:Untitled-1', undefined],
    [LINUX, 'git:/a.md?x', undefined],
    [LINUX, 'a/b.md', undefined],
    [LINUX, '', undefined],
  ];
  for (const [policy, uri, native] of cases) {
    it(`${uri}: ${native}`, () => assert.equal(toNative(uri, policy), native));
  }
});

describe('workspace paths of URIs', () => {
  const cases: readonly (readonly [PathPolicy, string, string, string | undefined])[] = [
    [LINUX, 'file:///r', 'file:///r/a/b.md', 'a/b.md'],
    [LINUX, 'file:///r/', 'file:///r/a/b.md', 'a/b.md'],
    [LINUX, 'file:///r', 'file:///r', ''],
    [LINUX, 'file:///', 'file:///a', 'a'],
    [LINUX, 'file:///r', 'file:///root/a.md', undefined],
    [LINUX, 'file:///r/s', 'file:///r', undefined],
    [LINUX, 'file:///r', 'file:///r/%D0%B6%20%23%3F.md', 'ж #?.md'],
    [LINUX, 'file:///r', 'file:///r/ж.md', 'ж.md'],
    [LINUX, 'file:///r', 'file:///r/a%5Cb.md', 'a\\b.md'],
    [LINUX, 'file:///r', 'file:///r/100%.md', '100%.md'],
    [LINUX, 'file:///r', 'file:///R/a.md', undefined],
    [LINUX, 'file:///r', 'file:///r/../secret.md', undefined],
    [LINUX, 'file:///r', 'file:///r/..%2Fsecret.md', undefined],
    [LINUX, 'file:///r', 'file:///r/x/%2e%2e/a.md', 'a.md'],
    [LINUX, 'file:///r', 'untitled:r/a.md', undefined],
    [LINUX, 'file:///r', 'vscode-remote://ssh/r/a.md', undefined],
    [LINUX, 'vscode-vfs:/r', 'vscode-vfs:/r/a.md', undefined],
    [MAC, 'file:///Users/me/Repo', 'file:///users/me/repo/A.md', 'A.md'],
    [MAC, 'file:///r/%C3%A9', 'file:///r/e%CC%81/a.md', 'a.md'],
    [WINDOWS, 'file:///c%3A/Repo', 'file:///C:/repo/Docs/a.md', 'Docs/a.md'],
    [WINDOWS, 'file:///C:/Repo', 'file:///c%3a/Repo/a.md', 'a.md'],
    [WINDOWS, 'file:///c%3A/r', 'file:///d%3A/r/a.md', undefined],
    [WINDOWS, 'file:///c%3A/r', 'file:///c%3A/r/..%5C..%5Csecret.md', undefined],
    [WINDOWS, 'file:///c%3A/r', 'file:///c%3A/r/a%5Cb.md', 'a/b.md'],
    [WINDOWS, 'file://host/share/r', 'file://HOST/Share/r/a.md', 'a.md'],
    [WINDOWS, 'file://host/share', 'file://other/share/a.md', undefined],
    [WINDOWS, 'file:///c%3A/', 'file:///c%3A/a.md', 'a.md'],
  ];
  for (const [policy, root, uri, path] of cases) {
    it(`${uri} below ${root}: ${path}`, () => assert.equal(toPath(root, uri, policy), path));
  }

  it('become URIs again', () => {
    assert.equal(toUri('file:///c%3A/r', 'a b/ж#.md'), 'file:///c%3A/r/a%20b/%D0%B6%23.md');
    assert.equal(toUri('file://host/share/', 'a.md'), 'file://host/share/a.md');
    assert.equal(toUri('file:///', 'a.md'), 'file:///a.md');
    assert.equal(toUri('file:///r', ''), 'file:///r');
  });

  it('are the same after a round trip', () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/[/\0]|^\.{1,2}$/.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
        const path = segments.join('/');
        assert.equal(toPath('file:///r', toUri('file:///r', path), LINUX), path);
      }),
    );
  });
});

describe('roots', () => {
  it('have one spelling', () => {
    for (const uri of ['file:///c:/Repo/', 'file:///C%3A/Repo', 'file:///c%3a/x/../Repo']) {
      assert.equal(rootUriOf(uri, WINDOWS), 'file:///c%3A/Repo');
    }
    assert.equal(rootUriOf('file:///r//s/', LINUX), 'file:///r/s');
    assert.equal(rootUriOf('vscode-vfs://github/r', LINUX), 'vscode-vfs://github/r');
  });

  it('nearest to a document win, in whatever order', () => {
    const roots = ['file:///r', 'file:///r/nested', 'file:///other'];
    assert.deepEqual(locate(roots, 'file:///r/nested/a.md', LINUX), { root: 'file:///r/nested', path: 'a.md' });
    assert.deepEqual(locate(roots.reverse(), 'file:///r/nested/a.md', LINUX), {
      root: 'file:///r/nested',
      path: 'a.md',
    });
    assert.deepEqual(locate(roots, 'file:///r/nest/a.md', LINUX), { root: 'file:///r', path: 'nest/a.md' });
    assert.equal(locate(roots, 'untitled:x', LINUX), undefined);
  });
});

describe('identities of paths', () => {
  it('follow the system', () => {
    assert.equal(pathIdentity('A/É.md', LINUX), 'A/É.md');
    assert.equal(pathIdentity('A/E\u0301.md', MAC), 'a/é.md');
    assert.equal(pathIdentity('A/É.md', WINDOWS), 'a/é.md');
  });
});
