import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Article } from '../../../server/article/article.ts';
import { ArticleReader } from '../../../server/article/articleReader.ts';
import { parseText } from '../../../server/article/parseText.ts';
import { Corpus, type CorpusChange } from '../../../server/corpus/corpus.ts';
import { CompiledModel } from '../../../server/model/compiled.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';

const model = new CompiledModel(projectOps);
const reader = new ArticleReader(model);

function read(path: string, text: string): Article {
  return reader.read({ path, hash: '', parsed: parseText(text, { terms: [], stage: 'full' }) });
}

function corpusOf(files: Readonly<Record<string, string>>, others: readonly string[] = []): Corpus {
  const changes = Object.entries(files).map(([path, text]) => ({ path, article: read(path, text) }));
  return Corpus.empty(model).update(
    changes,
    others.map((path) => ({ path, exists: true })),
  ).corpus;
}

/** What a reference in `from` leads to, by its written target. */
function target(corpus: Corpus, from: string, written: string): string {
  const article = corpus.article(from);
  const reference = article?.references.find((candidate) => candidate.target === written);
  assert.ok(reference, `no reference to ${written}`);
  const found = corpus.resolve(reference);
  return found.type === 'article' || found.type === 'ambiguous' ? `${found.type} ${found.article.path}` : found.type;
}

describe('Corpus', () => {
  it('resolves ids, former ids, wiki names and paths to one article', () => {
    const corpus = corpusOf({
      'req/one.md': '---\nid: REQ-001\naliases: [REQ-900]\n---\n',
      'b.md': 'REQ-001 [[REQ-900]] [[one]] [x](req/one.md) [y](/req/one) [z](req/one.md#a)\n',
    });
    for (const written of ['REQ-001', 'REQ-900', 'one', 'req/one.md', '/req/one']) {
      assert.equal(target(corpus, 'b.md', written), 'article req/one.md', written);
    }
  });

  it('tells files, folders, missing targets and places it does not index apart', () => {
    const article = read('a.md', '[f](img/p.png) [d](img) [m](nope.md) [o](../out.md) [i](dist/x.md)');
    const corpus = Corpus.empty(model, (path) => path.startsWith('dist/')).update(
      [{ path: 'a.md', article }],
      [{ path: 'img/p.png', exists: true }],
    ).corpus;
    const types = article.references.map((reference) => corpus.resolve(reference).type);
    assert.deepEqual(types, ['file', 'file', 'missing', 'unknown', 'unknown']);
  });

  it('links a folder to its README', () => {
    const corpus = corpusOf({ 'docs/README.md': '# D\n', 'a.md': '[d](docs/)' });
    assert.equal(target(corpus, 'a.md', 'docs/'), 'article docs/README.md');
  });

  it('takes the first by path of two articles with one id, and says so', () => {
    const corpus = corpusOf({
      'b.md': '---\nid: REQ-001\n---\n',
      'a.md': '---\nid: REQ-001\n---\n',
      'c.md': 'REQ-001',
    });
    assert.equal(target(corpus, 'c.md', 'REQ-001'), 'ambiguous a.md');
  });

  it('survives ids that JavaScript objects have as properties', () => {
    const corpus = corpusOf({ 'a.md': '---\nid: __proto__\n---\n[[constructor]] [[__proto__]]' });
    assert.equal(target(corpus, 'a.md', 'constructor'), 'missing');
    assert.equal(target(corpus, 'a.md', '__proto__'), 'article a.md');
  });

  it('touches who refers to an article when its standing changes, and nobody when its prose does', () => {
    const corpus = corpusOf({
      'a.md': '---\nid: REQ-001\nstatus: draft\n---\n# A\n',
      'b.md': '[[REQ-001]]',
      'c.md': 'nothing',
    });
    const touched = (text: string) => [...corpus.update([{ path: 'a.md', article: read('a.md', text) }]).touched];
    assert.deepEqual(touched('---\nid: REQ-001\nstatus: draft\n---\n# A\nmore words\n'), []);
    assert.deepEqual(touched('---\nid: REQ-001\nstatus: retired\n---\n# A\n'), ['b.md']);
    assert.deepEqual(touched('---\nid: REQ-002\nstatus: draft\n---\n# A\n'), ['b.md']);
  });

  it('is after any sequence of changes what it would be built anew', () => {
    const path = fc.constantFrom('a.md', 'b.md', 'd/c.md', 'd/README.md');
    const id = fc.constantFrom('REQ-001', 'REQ-002', 'OBJ-001');
    const text = fc
      .tuple(
        id,
        fc.constantFrom('draft', 'approved', 'retired'),
        fc.array(fc.oneof(id, fc.constantFrom('[[a]]', '[x](d/c.md)', '[y](../a.md#t)', '[z](d)')), { maxLength: 4 }),
        fc.option(id),
      )
      .map(
        ([own, status, links, alias]) =>
          `---\nid: ${own}\nstatus: ${status}\nderives_from: [OBJ-001]\n${alias ? `aliases: [${alias}]\n` : ''}---\n# T\n${links.join(' ')}\n`,
      );
    const change = fc.tuple(path, fc.option(text, { freq: 3 }));
    fc.assert(
      fc.property(fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), (batches) => {
        const files = new Map<string, string>();
        let corpus = Corpus.empty(model);
        for (const batch of batches) {
          const changes: CorpusChange[] = [];
          for (const [at, content] of batch) {
            if (content === null) files.delete(at);
            else files.set(at, content);
            changes.push({ path: at, article: content === null ? undefined : read(at, content) });
          }
          corpus = corpus.update(changes).corpus;
        }
        assert.deepEqual(describeCorpus(corpus), describeCorpus(corpusOf(Object.fromEntries(files))));
      }),
      { numRuns: 300 },
    );
  });
});

function describeCorpus(corpus: Corpus): unknown {
  return {
    size: corpus.size,
    links: corpus.linkCount,
    folders: ['', 'd'].map((folder) => corpus.hasFolder(folder)),
    articles: corpus.sorted().map((article) => ({
      path: article.path,
      outgoing: article.references.map(
        (reference) => `${reference.target} ${target(corpus, article.path, reference.target)}`,
      ),
      incoming: corpus
        .incoming(article)
        .map(({ from, reference }) => `${from.path} ${reference.target} ${reference.span.start}`),
    })),
  };
}
