import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { reportBug } from '../../../server/cli/program.ts';
import { type TestFolder, testFolder } from './runCli.ts';

const TEAM = '---\nid: TEAM-001\ntitle: Payments\nstatus: active\n---\n# Payments\n';
const DECISION = `---
id: DEC-001
title: Take the bus
status: accepted
owner: TEAM-001
affects: [SVC-009]
---
# Take the bus

See [the plan](../plan.txt) and [the vendored one](../vendor/plan.txt).
`;

describe('the command line', function () {
  this.timeout(30_000);
  let folder: TestFolder;
  before(() => {
    folder = testFolder({
      'throughline.yaml': 'now: 2026-11-16\nexclude: vendor/**\n',
      'teams/TEAM-001.md': TEAM,
      'decisions/DEC-001.md': DECISION,
      'plan.txt': 'Go.',
      'vendor/plan.txt': 'Gone.',
      'nested/throughline.yaml': '',
      'nested/REQ-001.md': '# Not ours',
    });
  });
  after(() => folder.remove());

  describe('check', () => {
    it('prints findings with their place and ends with 1 at an error', async () => {
      const { exitCode, stdout } = await folder.run(['check']);
      assert.match(stdout, /^decisions\/DEC-001\.md:6:11 {2}error +link-broken +.*SVC-009/m);
      assert.match(stdout, /^2 articles, 4 links: \d+ errors?/m);
      assert.equal(exitCode, 1);
    });

    it('ends with 0 when nothing reaches --fail-on', async () => {
      assert.equal((await folder.run(['check', '--fail-on', 'never'])).exitCode, 0);
    });

    it('counts what lies outside the given paths, and says that it was not printed', async () => {
      const { exitCode, stdout } = await folder.run(['check', 'teams']);
      assert.doesNotMatch(stdout, /decisions\/DEC-001/);
      assert.match(stdout, /findings? outside the given paths not printed/);
      assert.equal(exitCode, 1);
    });

    it('takes paths from the folder it runs in', async () => {
      const { stdout } = await folder.run(['check', 'DEC-001.md'], { in: 'decisions' });
      assert.match(stdout, /^decisions\/DEC-001\.md:6:11/m);
    });

    for (const [what, path] of [
      ['no file', 'decisions/DEC-002.md'],
      ['an excluded file', 'vendor/plan.txt'],
      ['a nested repository', 'nested'],
      ['a folder outside', '..'],
    ] as const) {
      it(`refuses a path to ${what}`, async () => {
        const { exitCode, stdout, stderr } = await folder.run(['check', path]);
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.ok(stderr.includes(path), stderr);
      });
    }

    it('names nested repositories', async () => {
      assert.match((await folder.run(['check'])).stdout, /Not checked.*nested/);
      assert.match((await folder.run(['check', '--format', 'json'])).stderr, /Not checked.*nested/);
    });

    it('breaks messages to the width of the terminal', async () => {
      const { stdout } = await folder.run(['check'], { isTerminal: true, columns: 80 });
      const text = stripVTControlCharacters(stdout);
      assert.match(text, /^decisions\/DEC-001\.md$/m);
      assert.deepEqual(
        text.split('\n').filter((line) => line.length > 80),
        [],
      );
    });
  });

  describe('colour', () => {
    const colours = async (options: Parameters<TestFolder['run']>[1]) =>
      (await folder.run(['rules'], options)).stdout.includes('\u001b[');

    it('is used on a terminal alone', async () => {
      assert.equal(await colours({ isTerminal: true }), true);
      assert.equal(await colours({ isTerminal: false }), false);
    });

    it('is left out with NO_COLOR, and forced with FORCE_COLOR', async () => {
      assert.equal(await colours({ isTerminal: true, environment: { NO_COLOR: '1' } }), false);
      assert.equal(await colours({ isTerminal: true, environment: { TERM: 'dumb' } }), false);
      assert.equal(await colours({ isTerminal: true, environment: { FORCE_COLOR: '0' } }), false);
      assert.equal(await colours({ environment: { FORCE_COLOR: '1', NO_COLOR: '1' } }), true);
    });
  });

  describe('list', () => {
    it('gives id, kind, status, title and path', async () => {
      const { stdout } = await folder.run(['list', '--kind', 'decision']);
      assert.equal(stdout, 'DEC-001  decision  accepted  Take the bus  decisions/DEC-001.md\n');
    });

    it('gives the front matter as it is written', async () => {
      const { stdout } = await folder.run(['list', '--status', 'accepted', '--format', 'json']);
      const fields = {
        id: 'DEC-001',
        title: 'Take the bus',
        status: 'accepted',
        owner: 'TEAM-001',
        affects: ['SVC-009'],
      };
      const article = { id: 'DEC-001', kind: 'decision', title: 'Take the bus', status: 'accepted' };
      const path = 'decisions/DEC-001.md';
      assert.deepEqual(JSON.parse(stdout), { version: 1, articles: [{ ...article, path, fields }] });
    });
  });

  describe('links', () => {
    it('says of each whether it leads somewhere', async () => {
      const { stdout } = await folder.run(['links', '--format', 'json']);
      const found = JSON.parse(stdout).links.map((link: Record<string, unknown>) => [
        link.type,
        link.to,
        link.resolved,
      ]);
      assert.deepEqual(found, [
        ['owner', 'TEAM-001', true],
        ['affects', 'SVC-009', false],
        ['link', 'plan.txt', true],
        ['link', '../vendor/plan.txt', null],
      ]);
    });

    it('gives those to an article as well', async () => {
      const { stdout } = await folder.run(['links', 'TEAM-001']);
      assert.equal(stdout, 'DEC-001  owner  TEAM-001    decisions/DEC-001.md:5:8\n');
    });
  });

  describe('show', () => {
    it('gives fields, links both ways and findings', async () => {
      const { stdout } = await folder.run(['show', 'DEC-001']);
      assert.match(stdout, /^DEC-001 {2}Take the bus\nDecision · accepted · decisions\/DEC-001\.md\n/);
      assert.match(stdout, /^ {2}owner +TEAM-001 +Payments$/m);
      assert.match(stdout, /^ {2}affects +SVC-009 +missing$/m);
      assert.match(stdout, /^ {2}error {2}link-broken {2}decisions\/DEC-001\.md:6:11$/m);
      assert.match((await folder.run(['show', 'teams/TEAM-001.md'])).stdout, /Linked from\n +owner +DEC-001/);
    });
  });

  it('takes a path from the folder it runs in, as well as from the root', async () => {
    assert.match((await folder.run(['show', 'DEC-001.md'], { in: 'decisions' })).stdout, /^DEC-001 /);
    assert.match((await folder.run(['show', 'decisions/DEC-001.md'], { in: 'teams' })).stdout, /^DEC-001 /);
  });

  it('explains kinds and rules', async () => {
    assert.match((await folder.run(['kinds', 'decision'])).stdout, /^States\n {2}proposed/m);
    assert.match((await folder.run(['rules', 'link-broken'])).stdout, /^How to fix$/m);
  });

  describe('what does not exist', () => {
    for (const [args, near] of [
      [['show', 'DEC-01'], 'DEC-001'],
      [['links', 'TAEM-001'], 'TEAM-001'],
      [['kinds', 'decison'], 'decision'],
      [['rules', 'link-brokn'], 'link-broken'],
      [['list', '--kind', 'decison'], 'decision'],
      [['list', '--status', 'acepted'], 'accepted'],
      [['new', 'decison'], 'decision'],
      [['chek'], 'check'],
      [['check', '--fail-of', 'error'], '--fail-on'],
    ] as const) {
      it(`is refused with the nearest name: ${args.join(' ')}`, async () => {
        const { exitCode, stdout, stderr } = await folder.run(args);
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.match(stderr, new RegExp(`Did you mean ${near}`));
      });
    }

    it('is bad usage: formats, times, severities, folders, too many arguments, no verb', async () => {
      const wrong = [
        ['list', '--format', 'yaml'],
        ['list', '--now', 'tomorrow'],
        ['check', '--fail-on', 'hint'],
        ['list', '--root', 'nowhere'],
        ['list', '--root', 'plan.txt'],
        ['list', '--config', 'nowhere.yaml'],
        ['show', 'DEC-001', 'DEC-002'],
        ['show'],
        [],
      ];
      for (const args of wrong) {
        const { exitCode, stdout, stderr } = await folder.run(args);
        assert.deepEqual([exitCode, stdout, stderr === ''], [2, '', false], args.join(' '));
      }
    });
  });

  it('prints help to stdout and ends with 0', async () => {
    for (const args of [['--help'], ['check', '--help'], ['--version']]) {
      const { exitCode, stdout, stderr } = await folder.run(args);
      assert.deepEqual([exitCode, stdout === '', stderr], [0, false, '']);
    }
  });

  describe('the configuration', () => {
    it('has its errors printed like findings, and the exit code of bad usage', async () => {
      const broken = testFolder({ 'a.md': '# A\n', 'throughline.yaml': 'rulez: {}\n' });
      const check = await broken.run(['check', '--fail-on', 'never']);
      assert.match(check.stdout, /^throughline\.yaml:1:1 {2}error {2}configuration-invalid {2}.*`rules`/m);
      assert.equal(check.exitCode, 2);
      for (const verb of ['list', 'kinds']) {
        const { exitCode, stdout, stderr } = await broken.run([verb]);
        assert.deepEqual([exitCode, stdout === ''], [2, false], verb);
        assert.match(stderr, /^throughline\.yaml:1:1/, verb);
      }
      broken.remove();
    });

    it('may lie outside the root when it is named', async () => {
      const here = testFolder({
        'docs/one.md': '# One\n',
        'settings/docs.yaml': 'model: none\nkinds: {page: {match: {path: "**"}, id: file}}\n',
      });
      const { stdout } = await here.run(['list', '--root', 'docs', '--config', 'settings/docs.yaml']);
      assert.equal(stdout, 'one  page  -  One  one.md\n');
      here.remove();
    });

    it('that is there and cannot be read is an error', async function () {
      if (process.platform === 'win32') this.skip();
      const linked = testFolder({ 'a.md': '# A\n', 'other.yaml': '' });
      symlinkSync('other.yaml', join(linked.root, 'throughline.yaml'));
      const { exitCode, stderr } = await linked.run(['check']);
      assert.equal(exitCode, 2);
      assert.match(stderr, /symbolic link/);
      linked.remove();
    });
  });

  it('refuses a root that cannot be read', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    const closed = testFolder({});
    chmodSync(closed.root, 0o000);
    const { exitCode, stderr } = await folder.run(['check', '--root', closed.root]);
    chmodSync(closed.root, 0o700);
    closed.remove();
    assert.equal(exitCode, 2);
    assert.match(stderr, /cannot be read \(EACCES\)/);
  });

  it('lets nothing in a repository control the terminal', async () => {
    const hostile = testFolder({ 'REQ-001.md': '---\nid: REQ-001\ntitle: "a\\e]0;b\\u202e\\nc"\n---\n' });
    for (const args of [['list'], ['show', 'REQ-001'], ['check']]) {
      const { stdout } = await hostile.run(args);
      assert.doesNotMatch(stdout, /[^\P{Cc}\n]|\u202e/u, args.join(' '));
    }
    hostile.remove();
  });

  describe('new', () => {
    let project: TestFolder;
    beforeEach(() => {
      project = testFolder({ 'decisions/DEC-041-old.md': DECISION.replace('DEC-001', 'DEC-041') });
    });
    afterEach(() => project.remove());

    it('writes the next id into the folder of the kind and prints the path', async () => {
      const { exitCode, stdout } = await project.run(['new', 'decision', '--title', 'Take a café, “now”']);
      assert.deepEqual([exitCode, stdout], [0, 'decisions/DEC-042-take-a-café-now.md\n']);
      const text = readFileSync(join(project.root, 'decisions', 'DEC-042-take-a-café-now.md'), 'utf8');
      assert.match(text, /^---\nid: DEC-042\n/);
    });

    it('writes nothing when told so', async () => {
      const { stdout } = await project.run(['new', 'DEC', '--dry-run', '--print', '--folder', 'other']);
      assert.match(stdout, /^other\/DEC-042-new-decision\.md\n\n---\nid: DEC-042\n/);
      assert.equal(existsSync(join(project.root, 'other')), false);
    });

    it('writes nothing outside the workspace, nor with a broken configuration', async () => {
      assert.equal((await project.run(['new', 'decision', '--folder', '..'])).exitCode, 2);
      project.write('throughline.yaml', 'rulez: {}');
      const { exitCode, stdout } = await project.run(['new', 'decision']);
      assert.deepEqual([exitCode, stdout], [2, '']);
    });

    it('follows no link out of the workspace', async function () {
      if (process.platform === 'win32') this.skip();
      const elsewhere = testFolder({});
      symlinkSync(elsewhere.root, join(project.root, 'risks'));
      const { exitCode, stderr } = await project.run(['new', 'risk']);
      assert.deepEqual([exitCode, readdirSync(elsewhere.root)], [2, []]);
      assert.match(stderr, /leads out of the workspace/);
      elsewhere.remove();
    });

    it('replaces nothing', async () => {
      mkdirSync(join(project.root, 'decisions', 'DEC-042-new-decision.md'));
      const { exitCode, stderr } = await project.run(['new', 'decision']);
      assert.equal(exitCode, 2);
      assert.match(stderr, /EEXIST/);
    });
  });

  describe('init', () => {
    it('writes what it prints when there is no configuration, and never again', async () => {
      const project = testFolder({ 'adr/0001-a.md': '# A\n\n## Context\n\n## Decision\n' });
      const first = await project.run(['init']);
      const path = join(project.root, 'throughline.yaml');
      assert.equal(readFileSync(path, 'utf8'), first.stdout);
      project.write('throughline.yaml', 'now: 2026-01-01\n');
      const second = await project.run(['init']);
      assert.equal(readFileSync(path, 'utf8'), 'now: 2026-01-01\n');
      assert.deepEqual([second.exitCode, second.stdout], [0, first.stdout]);
      assert.match(second.stderr, /left as it is/);
      project.remove();
    });

    it('only prints when told so', async () => {
      const project = testFolder({ 'a.md': '# A\n' });
      const { stdout } = await project.run(['init', '--dry-run']);
      assert.match(stdout, /^model: project-ops$/m);
      assert.equal(existsSync(join(project.root, 'throughline.yaml')), false);
      project.remove();
    });
  });
});

describe('an internal error', () => {
  const bug = (debug: boolean, environment: Readonly<Record<string, string>> = {}) => {
    let printed = '';
    const write = (text: string) => {
      printed += text;
    };
    const stderr = { isTerminal: false, columns: undefined, write };
    return { exitCode: reportBug(new Error('Oops.'), debug, { stderr, environment }), printed };
  };

  it('is told by its message and exit code', () => {
    const { exitCode, printed } = bug(false);
    assert.equal(exitCode, 3);
    assert.match(printed, /^throughline: internal error: Oops\.\nPlease report it/);
  });

  it('shows its stack to those who ask', () => {
    assert.match(bug(true).printed, /program\.test\.ts/);
    assert.match(bug(false, { THROUGHLINE_DEBUG: '1' }).printed, /program\.test\.ts/);
    assert.doesNotMatch(bug(false).printed, /program\.test\.ts/);
  });
});
