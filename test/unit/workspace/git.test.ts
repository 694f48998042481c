import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type GitResult, MAX_REFS, NodeGit } from '../../../server/workspace/git.ts';

/** Git's own tests aside, nothing of this machine's configuration or of a hook that runs these tests counts. */
const ENVIRONMENT: Record<string, string | undefined> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
};

const IDENTITY = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

function valueIn<T>(result: GitResult<T>): T {
  if (!result.ok) throw new Error(`${result.reason}: ${result.message}`);
  return result.value;
}

function reasonIn(result: GitResult<unknown>): string {
  return result.ok ? 'ok' : result.reason;
}

describe('git', function () {
  this.timeout(30_000);
  let root: string;
  let repository: NodeGit;

  before(function () {
    if (spawnSync('git', ['--version']).status === 0) return;
    console.log('    git is not installed: nothing about it is tested');
    this.skip();
  });

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'throughline-git-'));
    run('init', '--quiet', '--initial-branch=main');
    repository = new NodeGit(root, { environment: ENVIRONMENT });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function run(...args: string[]): string {
    return runWith('', ...args);
  }

  function runWith(input: string, ...args: string[]): string {
    return execFileSync('git', args, {
      cwd: root,
      input,
      encoding: 'utf8',
      env: { ...ENVIRONMENT, ...IDENTITY },
    }).trim();
  }

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }

  function commit(files: Readonly<Record<string, string>>): string {
    for (const [path, content] of Object.entries(files)) write(path, content);
    run('add', '--all');
    run('commit', '--quiet', '--message=x', '--allow-empty');
    return run('rev-parse', 'HEAD');
  }

  const article = (id: string) => `---\nid: ${id}\n---\n`;

  async function ids(prefix: string, git = repository): Promise<readonly string[]> {
    return valueIn(await git.idsOnAllRefs({ prefix })).ids;
  }

  describe('repositories', () => {
    it('are known, in their subfolders too', async () => {
      mkdirSync(join(root, 'docs'));
      assert.equal(valueIn(await repository.isRepository()), true);
      assert.equal(valueIn(await new NodeGit(join(root, 'docs'), { environment: ENVIRONMENT }).isRepository()), true);
    });

    it('are not everywhere', async () => {
      const outside = mkdtempSync(join(tmpdir(), 'throughline-no-git-'));
      assert.equal(valueIn(await new NodeGit(outside, { environment: ENVIRONMENT }).isRepository()), false);
      rmSync(outside, { recursive: true });
    });

    it('without a working tree do not count: they may be planted', async () => {
      run('init', '--quiet', '--bare', 'planted');
      const planted = new NodeGit(join(root, 'planted'), { environment: ENVIRONMENT });
      assert.notEqual(valueIn(await planted.isRepository()), true);
    });

    it('of other users are refused as a value', async function () {
      if (process.getuid?.() !== 0) this.skip();
      chownSync(root, 12345, 12345);
      assert.equal(reasonIn(await repository.isRepository()), 'unsafe');
      assert.equal(reasonIn(await repository.idsOnAllRefs({ prefix: 'REQ-' })), 'unsafe');
    });

    it('are those of the folder, whatever a hook has set', async () => {
      const environment = { ...ENVIRONMENT, GIT_DIR: '/nowhere', GIT_WORK_TREE: '/', GIT_INDEX_FILE: '/x' };
      assert.equal(valueIn(await new NodeGit(root, { environment }).isRepository()), true);
    });
  });

  describe('revisions', () => {
    it('have no head before the first commit', async () => {
      assert.equal(valueIn(await repository.headCommit()), undefined);
      assert.equal(valueIn(await repository.headCommit()), undefined);
      const head = commit({});
      assert.equal(valueIn(await repository.headCommit()), head);
    });

    it('show files, relative to the folder', async () => {
      commit({ 'docs/a b.md': 'é', '-x': 'dash' });
      const docs = new NodeGit(join(root, 'docs'), { environment: ENVIRONMENT });
      assert.deepEqual(valueIn(await docs.show('main', 'a b.md')), Buffer.from('é'));
      assert.deepEqual(valueIn(await repository.show('HEAD', '-x')), Buffer.from('dash'));
    });

    for (const [revision, path] of [
      ['main', 'gone.md'],
      ['main', 'docs'],
      ['main', '../a.md'],
      ['main', '/a.md'],
      ['main', 'a.md\nHEAD:./a.md'],
      ['gone', 'a.md'],
      ['--output=x', 'a.md'],
      ['main:docs', 'a.md'],
      ['', 'a.md'],
    ] as const) {
      it(`show nothing for ${JSON.stringify(`${revision}:${path}`)}`, async () => {
        commit({ 'a.md': 'a', 'docs/a.md': 'b' });
        assert.equal(valueIn(await repository.show(revision, path)), undefined);
      });
    }
  });

  describe('ids on all refs', () => {
    it('are found on branches, tags, remotes, in stashes and on a detached head', async () => {
      commit({ 'a.md': article('REQ-1') });
      run('checkout', '--quiet', '-b', 'feature');
      commit({ 'b.md': article('REQ-2') });
      run('checkout', '--quiet', 'main');
      commit({ 'c.md': article('REQ-3') });
      run('tag', '--annotate', '--message=x', 'v1');
      run('reset', '--quiet', '--hard', 'HEAD~');
      run('update-ref', 'refs/remotes/origin/other', commit({ 'd.md': article('REQ-4') }));
      run('reset', '--quiet', '--hard', 'HEAD~');
      write('a.md', article('REQ-5'));
      run('stash', '--quiet');
      run('checkout', '--quiet', '--detach');
      commit({ 'e.md': article('REQ-6') });
      assert.deepEqual(await ids('REQ-'), ['REQ-1', 'REQ-2', 'REQ-3', 'REQ-4', 'REQ-5', 'REQ-6']);
    });

    it('are lines of Markdown and YAML, with quotes and comments, in numerical order', async () => {
      commit({
        'a.md': '---\r\nid: "REQ-10" # comment\r\n---\r\n',
        'k/kep.yaml': "id:   'REQ-009'\n",
        'b.MD': '---\ntitle: x\nid:REQ-1\n---\n',
        'c.md': '---\nid: REQ-7x\nother-id: REQ-8\n id: REQ-6\nid: OTHER-REQ-5\nid: REQ-\nid: REQ-4.5\n---\n',
        'd.txt': article('REQ-11'),
      });
      assert.deepEqual(await ids('REQ-'), ['REQ-1', 'REQ-009', 'REQ-10']);
    });

    it('can be in another field, without a prefix', async () => {
      commit({ 'eip-20.md': '---\neip: 20\n---\n' });
      assert.deepEqual(valueIn(await repository.idsOnAllRefs({ prefix: '', field: 'eip' })).ids, ['20']);
    });

    it('are those of the folder', async () => {
      commit({ 'docs/a.md': article('REQ-1'), 'b.md': article('REQ-2') });
      run('checkout', '--quiet', '-b', 'without');
      run('rm', '--quiet', '-r', 'docs');
      commit({});
      run('checkout', '--quiet', 'main');
      assert.deepEqual(await ids('REQ-', new NodeGit(join(root, 'docs'), { environment: ENVIRONMENT })), ['REQ-1']);
    });

    it('are none in an empty repository, and with refs that are no commits', async () => {
      assert.deepEqual(await ids('REQ-'), []);
      const blob = runWith(article('REQ-1'), 'hash-object', '-w', '--stdin');
      run('update-ref', 'refs/tags/blob', blob);
      assert.deepEqual(await ids('REQ-'), []);
    });

    it('say when there are more refs than are looked at', async () => {
      const head = commit({ 'a.md': article('REQ-1') });
      assert.equal(valueIn(await repository.idsOnAllRefs({ prefix: 'REQ-' })).complete, true);
      const updates = Array.from({ length: MAX_REFS }, (_, i) => `create refs/tags/t${i} ${head}\n`).join('');
      runWith(updates, 'update-ref', '--stdin');
      assert.deepEqual(valueIn(await repository.idsOnAllRefs({ prefix: 'REQ-' })), {
        ids: ['REQ-1'],
        commits: 1,
        complete: false,
      });
    });

    it('end, even where trees name each other a billion times', async () => {
      let tree = runWith(`100644 blob ${runWith(article('REQ-1'), 'hash-object', '-w', '--stdin')}\ta.md\n`, 'mktree');
      const names = Array.from({ length: 100 }, (_, i) => i);
      for (let depth = 0; depth < 5; depth++) {
        tree = runWith(names.map((name) => `040000 tree ${tree}\t${name}\n`).join(''), 'mktree');
      }
      run('update-ref', 'refs/heads/bomb', run('commit-tree', '-m', 'x', tree));
      assert.equal(valueIn(await repository.filesOnAllRefs(() => true)).complete, false);
    });
  });

  it('lists each file of all refs once for each content', async () => {
    commit({ 'a/1.md': 'same', 'a/2.md': 'same', 'b.txt': '' });
    run('checkout', '--quiet', '-b', 'other');
    run('mv', 'a', 'moved');
    commit({});
    const { files } = valueIn(await repository.filesOnAllRefs((path) => path.endsWith('.md')));
    assert.deepEqual(files.map(({ path }) => path).sort(), ['a/1.md', 'a/2.md', 'moved/1.md', 'moved/2.md']);
  });

  describe('that fails', () => {
    function script(text: string): string {
      const path = join(root, 'fake-git');
      writeFileSync(path, `#!/bin/sh\n${text}\n`);
      chmodSync(path, 0o755);
      return path;
    }

    it('is a value when it is not there', async () => {
      const git = new NodeGit(root, { executable: join(root, 'no-such-git') });
      assert.equal(reasonIn(await git.isRepository()), 'no-git');
      assert.equal(reasonIn(await git.idsOnAllRefs({ prefix: 'REQ-' })), 'no-git');
    });

    it('is a value when the folder is gone', async () => {
      assert.equal(
        reasonIn(await new NodeGit(join(root, 'gone'), { environment: ENVIRONMENT }).isRepository()),
        'failed',
      );
    });

    it('is stopped when it takes too long', async function () {
      if (process.platform === 'win32') this.skip();
      const git = new NodeGit(root, { executable: script('exec sleep 60'), timeout: 20 });
      assert.equal(reasonIn(await git.isRepository()), 'timeout');
    });

    it('is stopped when it is cancelled', async function () {
      if (process.platform === 'win32') this.skip();
      const git = new NodeGit(root, { executable: script('exec sleep 60') });
      const controller = new AbortController();
      const answer = git.headCommit(controller.signal);
      controller.abort();
      assert.equal(reasonIn(await answer), 'cancelled');
      assert.equal(reasonIn(await git.headCommit(controller.signal)), 'cancelled');
    });
  });

  describe('runs nothing that a repository names', () => {
    let marker: string;

    beforeEach(function () {
      if (process.platform === 'win32') this.skip();
      marker = join(root, 'ran');
    });

    async function useEverything(): Promise<void> {
      await repository.isRepository();
      await repository.headCommit();
      await repository.show('HEAD', 'a.md');
      await repository.idsOnAllRefs({ prefix: 'REQ-' });
    }

    it('on any occasion its configuration knows', async () => {
      commit({ 'a.md': article('REQ-1'), '.gitattributes': '*.md diff=evil filter=evil merge=evil\n' });
      const evil = `touch '${marker}'; cat`;
      const settings = [
        'alias.rev-parse',
        'alias.cat-file',
        'alias.for-each-ref',
        'core.alternateRefsCommand',
        'core.askPass',
        'core.editor',
        'core.fsmonitor',
        'core.gitProxy',
        'core.pager',
        'core.sshCommand',
        'credential.helper',
        'diff.evil.command',
        'diff.evil.textconv',
        'diff.external',
        'filter.evil.clean',
        'filter.evil.process',
        'filter.evil.smudge',
        'gpg.program',
        'pager.cat-file',
        'pager.for-each-ref',
        'pager.rev-parse',
        'sequence.editor',
        'uploadpack.packObjectsHook',
      ];
      for (const setting of settings) run('config', setting, setting.startsWith('alias.') ? `!${evil}` : evil);
      const hooks = join(root, 'hooks');
      mkdirSync(hooks);
      for (const hook of ['fsmonitor-watchman', 'post-index-change', 'reference-transaction', 'post-checkout']) {
        writeFileSync(join(hooks, hook), `#!/bin/sh\ntouch '${marker}'\n`);
        chmodSync(join(hooks, hook), 0o755);
      }
      run('config', 'core.hooksPath', hooks);
      await useEverything();
      assert.equal(existsSync(marker), false);
      // The bait works: what we do not do runs it.
      spawnSync('git', ['status'], { cwd: root, env: ENVIRONMENT });
      assert.equal(existsSync(marker), true);
    });

    for (const [name, url, uploadpack] of [
      ['a command', 'ext::touch RAN', ''],
      ['a program on this machine', 'ROOT', 'touch RAN;'],
    ] as const) {
      it(`to fetch what a partial clone lacks, by ${name}`, async () => {
        commit({ 'a.md': article('REQ-1') });
        const blob = run('rev-parse', 'HEAD:a.md');
        rmSync(join(root, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
        run('config', 'core.repositoryFormatVersion', '1');
        run('config', 'extensions.partialClone', 'origin');
        run('config', 'remote.origin.promisor', 'true');
        run('config', 'remote.origin.partialCloneFilter', 'blob:none');
        run('config', 'remote.origin.url', url.replace('RAN', marker).replace('ROOT', root));
        if (uploadpack !== '') run('config', 'remote.origin.uploadpack', uploadpack.replace('RAN', marker));
        run('config', 'protocol.allow', 'always');
        run('config', 'protocol.ext.allow', 'always');
        await useEverything();
        assert.equal(existsSync(marker), false);
        spawnSync('git', ['cat-file', '-p', 'HEAD:a.md'], { cwd: root, env: ENVIRONMENT });
        assert.equal(existsSync(marker), true);
      });
    }
  });
});
