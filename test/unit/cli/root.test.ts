import assert from 'node:assert/strict';
import { join, resolve } from 'node:path';
import { findRoot, workspacePath } from '../../../server/cli/root.ts';

const at = (...names: string[]) => resolve('/', ...names);

describe('the root', () => {
  const found = (...files: readonly string[]) => {
    const there = new Set(files.map((file) => at(...file.split('/'))));
    return findRoot(at('home', 'repo', 'docs', 'adr'), (path) => there.has(path));
  };

  it('is the nearest folder upwards with a throughline.yaml', () => {
    assert.equal(found('home/repo/docs/throughline.yaml', 'home/repo/.git'), at('home', 'repo', 'docs'));
    assert.equal(found('home/throughline.yaml'), at('home'));
  });

  it('is else the git root', () => {
    assert.equal(found('home/repo/.git'), at('home', 'repo'));
  });

  it('is not above the git root', () => {
    assert.equal(found('home/throughline.yaml', 'home/repo/.git'), at('home', 'repo'));
  });

  it('is else the folder itself', () => {
    assert.equal(found(), at('home', 'repo', 'docs', 'adr'));
  });
});

describe('a path in the workspace', () => {
  const root = at('home', 'repo');

  it('is relative to the root, with slashes', () => {
    assert.equal(workspacePath(root, join(root, 'docs', 'a.md')), 'docs/a.md');
    assert.equal(workspacePath(root, root), '');
    assert.equal(workspacePath(root, join(root, '..a')), '..a');
  });

  it('is undefined outside', () => {
    assert.equal(workspacePath(root, at('home')), undefined);
    assert.equal(workspacePath(root, at('home', 'repo2', 'a.md')), undefined);
  });
});
