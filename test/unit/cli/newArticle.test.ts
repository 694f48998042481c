import assert from 'node:assert/strict';
import { type NewArticleOptions, newArticle, slugOf } from '../../../server/features/newArticle.ts';
import type { Git, IdQuery } from '../../../server/workspace/git.ts';
import { memoryEngine } from '../../support/engine.ts';

interface Refs {
  readonly ids?: (query: IdQuery) => readonly string[];
  readonly paths?: readonly string[];
  readonly complete?: boolean;
}

function gitWith({ ids = () => [], paths = [], complete = true }: Refs): Git {
  return {
    isRepository: async () => ({ ok: true, value: true }),
    headCommit: async () => ({ ok: true, value: undefined }),
    show: async () => ({ ok: true, value: undefined }),
    idsOnAllRefs: async (query) => ({ ok: true, value: { ids: ids(query), commits: 1, complete } }),
    filesOnAllRefs: async () => ({
      ok: true,
      value: { files: paths.map((path) => ({ path, object: '' })), commits: 1, complete },
    }),
  };
}

async function create(
  files: Readonly<Record<string, string>>,
  kind: string,
  title: string,
  git: Git,
  options: NewArticleOptions = {},
) {
  const { engine } = memoryEngine(files);
  await engine.load();
  const { corpus, configuration, now } = engine.snapshot;
  const context = {
    corpus,
    configuration,
    now,
    uriOf: (path: string) => path,
    textOf: (path: string) => engine.text(path),
    findingsOf: (path: string) => engine.findings(path),
  };
  return newArticle(context, git, kind, title, options);
}

const requirement = (id: string) => `---\nid: ${id}\n---\n`;

describe('a new article', () => {
  it('has the number after the greatest one in the working tree', async () => {
    const files = { 'a.md': requirement('REQ-007'), 'b.md': requirement('REQ-002') };
    const article = await create(files, 'requirement', 'Pay by card', gitWith({}));
    assert.deepEqual([article.id, article.path], ['REQ-008', 'requirements/REQ-008-pay-by-card.md']);
  });

  it('has the number after the greatest one on any git ref', async () => {
    const git = gitWith({ ids: ({ prefix, field }) => (prefix === 'REQ-' && field === 'id' ? ['REQ-012'] : []) });
    assert.equal((await create({ 'a.md': requirement('REQ-007') }, 'requirement', 'A', git)).id, 'REQ-013');
  });

  it('does not take a former id', async () => {
    const files = { 'a.md': '---\nid: REQ-001\naliases: [REQ-004]\n---\n' };
    assert.equal((await create(files, 'requirement', 'A', gitWith({}))).id, 'REQ-005');
  });

  it('has as many digits as the others', async () => {
    assert.equal((await create({ 'a.md': requirement('REQ-00041') }, 'requirement', 'A', gitWith({}))).id, 'REQ-00042');
    assert.equal((await create({ 'a.md': requirement('REQ-9') }, 'requirement', 'A', gitWith({}))).id, 'REQ-10');
    assert.equal((await create({}, 'requirement', 'A', gitWith({}))).id, 'REQ-001');
  });

  it('says so when git could not be asked, or not for all', async () => {
    const git: Git = {
      ...gitWith({}),
      idsOnAllRefs: async () => ({ ok: false, reason: 'timeout', message: 'Git took too long.' }),
    };
    assert.match((await create({}, 'requirement', 'A', git)).note ?? '', /Git took too long/);
    assert.match((await create({}, 'requirement', 'A', gitWith({ complete: false }))).note ?? '', /more in git/);
  });

  it('says nothing of git where there is no repository', async () => {
    const git: Git = {
      ...gitWith({}),
      idsOnAllRefs: async () => ({ ok: false, reason: 'no-repository', message: 'No repository.' }),
    };
    assert.equal((await create({}, 'requirement', 'A', git)).note, undefined);
  });

  describe('of a kind with an id of its own form', () => {
    it('is numbered by the field that the id is read from', async () => {
      const files = {
        'throughline.yaml': `model: none
kinds:
  eip: {match: {path: 'EIPS/*'}, id: {from: eip, format: 'EIP-{value}'}, folder: EIPS}`,
        'EIPS/eip-20.md': '---\neip: 20\n---\n',
      };
      const git = gitWith({ ids: ({ prefix, field }) => (prefix === '' && field === 'eip' ? ['721'] : []) });
      const article = await create(files, 'eip', 'Tokens', git);
      assert.deepEqual([article.id, article.path], ['EIP-722', 'EIPS/EIP-722-tokens.md']);
      assert.match(article.text, /^eip: 722$/m);
    });

    it('is numbered by the file names', async () => {
      const files = {
        'throughline.yaml': `model: none
kinds:
  adr: {match: {path: 'adr/*'}, id: {from: file, pattern: '^(\\d+)', format: 'ADR-{value:4}'}, folder: adr}`,
        'adr/0003-use-rust.md': '# Use Rust\n',
      };
      const article = await create(files, 'adr', 'Use Go', gitWith({ paths: ['adr/0007-use-zig.md'] }));
      assert.deepEqual([article.id, article.path], ['ADR-0008', 'adr/0008-use-go.md']);
    });

    it('is called after its title when it has no number', async () => {
      const files = {
        'throughline.yaml': 'model: none\nkinds: {page: {match: {path: docs/**}, id: file, folder: docs}}',
        'docs/about-us.md': '# About us\n',
      };
      const article = await create(files, 'page', 'About us', gitWith({}));
      assert.deepEqual([article.id, article.path], [undefined, 'docs/about-us-2.md']);
    });
  });

  it('stays in the workspace, whatever folder is asked for', async () => {
    assert.equal((await create({}, 'risk', 'A', gitWith({}), { folder: '../../elsewhere' })).path, 'RSK-001-a.md');
  });

  it('is read back with the id, kind and title it was made with', async () => {
    const { path, text, id } = await create({}, 'change', 'Move #1: "all" --- of it', gitWith({}));
    const { engine } = memoryEngine({ [path]: text });
    await engine.load();
    const article = engine.snapshot.corpus.article(path);
    assert.deepEqual(
      [article?.id?.value, article?.kind?.name, article?.title.value],
      [id, 'change', 'Move #1: "all" --- of it'],
    );
  });
});

describe('the file name of a title', () => {
  for (const [title, expected] of [
    ['Patch pay-db-a, then b!', 'patch-pay-db-a-then-b'],
    ["Don't panic", 'dont-panic'],
    ['Überweisung über SEPA', 'überweisung-über-sepa'],
    ['支払い 2.0', '支払い-2-0'],
    ['🎉', 'article'],
    ['CON', 'conarticle'],
    ['../../etc/passwd', 'etc-passwd'],
    [`${'a'.repeat(50)} ${'b'.repeat(50)}`, 'a'.repeat(30)],
  ] as const) {
    it(`of “${title.slice(0, 24)}” is ${expected}`, () => assert.equal(slugOf(title), expected));
  }
});
