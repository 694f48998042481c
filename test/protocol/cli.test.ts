/** The built command line as a child process, as a shell runs it. */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

function schema(verb: string): ValidateFunction {
  const path = new URL(`../../schemas/${verb}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ allErrors: true, formats: { uri: /^https:\/\// } });
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
}

const ENVIRONMENT = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:GIT_|NO_COLOR|FORCE_COLOR)/.test(name))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
};

describe('the command line as a program', function () {
  this.timeout(60_000);
  let root: string;
  let cache: string;

  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'throughline-cli-')));
    cache = mkdtempSync(join(tmpdir(), 'throughline-cli-cache-'));
    mkdirSync(join(root, 'risks'));
    write('throughline.yaml', 'now: 2026-11-16\n');
    write('risks/RSK-001.md', '---\nid: RSK-001\ntitle: Größe 🎉\nowner: TEAM-404\nversion: 1.10\n---\n# One\n');
    write(
      'risks/RSK-002.md',
      '---\nid: RSK-001\ntitle: The same id\n---\n# Two\n\nSee [[RSK-001]] and [it](../x.md).\n',
    );
    write('README.md', '# Risks\n\n[One](risks/RSK-001.md), [elsewhere](../outside.md)\n');
  });
  after(() => {
    rmSync(root, { recursive: true, force: true });
    rmSync(cache, { recursive: true, force: true });
  });

  function write(path: string, text: string): void {
    writeFileSync(join(root, ...path.split('/')), text);
  }

  function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [CLI, ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      env: { ...ENVIRONMENT, ...environment },
    });
  }

  for (const verb of ['check', 'list', 'links']) {
    it(`prints the documented shape: ${verb}`, () => {
      const { stdout, stderr } = run([verb, '--format', 'json', '--no-cache']);
      const validate = schema(verb);
      const printed = JSON.parse(stdout);
      assert.equal(validate(printed), true, JSON.stringify(validate.errors));
      assert.ok(printed[verb === 'check' ? 'findings' : verb === 'list' ? 'articles' : 'links'].length > 0);
      assert.equal(stderr, '');
    });
  }

  it('gives positions in UTF-16 code units, from 0', () => {
    const { findings } = JSON.parse(run(['check', '--format', 'json', '--no-cache']).stdout);
    const duplicate = findings.find((finding: { code: string }) => finding.code === 'id-duplicate');
    const range = { start: { line: 1, character: 4 }, end: { line: 1, character: 11 } };
    assert.deepEqual([duplicate.path, duplicate.range], ['risks/RSK-001.md', range]);
    assert.equal(duplicate.related[0].path, 'risks/RSK-002.md');
  });

  it('ends with what it found', () => {
    assert.equal(run(['check', '--no-cache']).status, 1);
    assert.equal(run(['check', '--no-cache', '--fail-on', 'never']).status, 0);
    assert.equal(run(['check', '--no-cache', 'nowhere']).status, 2);
    assert.equal(run(['list', '--no-cache']).status, 0);
  });

  it('prints the same with a cache, and says nothing of SQLite', () => {
    const args = ['links', '--cache', cache];
    const [first, second] = [run(args), run(args)];
    assert.deepEqual([first.stderr, second.stderr], ['', '']);
    assert.equal(second.stdout, first.stdout);
    assert.notEqual(readdirSync(cache).length, 0);
  });

  it('prints plain text where nobody looks, and colours when told so', () => {
    assert.equal(run(['rules']).stdout.includes('\u001b'), false);
    assert.equal(run(['rules'], { FORCE_COLOR: '1' }).stdout.includes('\u001b[36m'), true);
  });

  it('takes the next id from every branch', function () {
    const git = (...args: string[]) =>
      spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
        cwd: root,
        env: ENVIRONMENT,
      });
    if (git('--version').status !== 0) this.skip();
    git('init', '--initial-branch=main');
    git('add', '.');
    git('commit', '--message=one');
    git('switch', '--create', 'other');
    write('risks/RSK-041.md', '---\nid: RSK-041\n---\n');
    git('add', '.');
    git('commit', '--message=two');
    git('switch', 'main');
    const { stdout, stderr, status } = run(['new', 'risk', '--title', 'Late', '--dry-run', '--no-cache']);
    assert.deepEqual([stdout, stderr, status], ['risks/RSK-042-late.md\n', '', 0]);
  });

  describe('with much to print', () => {
    let large: string;
    before(() => {
      large = mkdtempSync(join(tmpdir(), 'throughline-cli-large-'));
      for (let i = 0; i < 500; i++) {
        writeFileSync(join(large, `note-${i}.md`), `---\ntext: ${'x'.repeat(2000)}\n---\n# Note ${i}\n`);
      }
    });
    after(() => rmSync(large, { recursive: true, force: true }));

    it('prints all of it', () => {
      const { stdout } = run(['list', '--format', 'json', '--root', large, '--no-cache']);
      assert.equal(JSON.parse(stdout).articles.length, 500);
    });

    it('ends in peace when the reader has seen enough', async () => {
      const args = [CLI, 'list', '--format', 'json', '--root', large, '--no-cache'];
      const child = spawn(process.execPath, args, { env: ENVIRONMENT, stdio: ['ignore', 'pipe', 'pipe'] });
      let errors = '';
      child.stderr.on('data', (chunk) => {
        errors += chunk;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      const status = await new Promise((resolve) => child.once('close', resolve));
      assert.deepEqual([status, errors], [0, '']);
    });
  });
});
