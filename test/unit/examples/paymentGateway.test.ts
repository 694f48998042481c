/**
 * What is found in the example: the planted faults and nothing else. Its configuration fixes the moment, so the table
 * holds on any day. Each new rule adds its rows here.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Utf8Decoder } from '../../../server/article/parseText.ts';
import { InlineBodyParser } from '../../../server/engine/bodyParser.ts';
import { Engine } from '../../../server/engine/engine.ts';
import { noCache } from '../../../server/store/noCache.ts';
import { NodeFileSystem } from '../../../server/workspace/nodeFileSystem.ts';

const ROOT = resolve('examples/payment-gateway');

/** Rule, article, severity, the text at the place of the finding, and what its message names. */
const EXPECTED: readonly (readonly [string, string, string, string, string])[] = [
  ['field-required-in-state', 'LL-002', 'error', 'validated', '`recommendation`'],
  ['field-required-in-state', 'PRB-001', 'error', 'known_error', '`root_cause`'],
  ['link-mention-untyped', 'INC-002', 'hint', 'RB-001', '`used` here'],
  ['link-mention-untyped', 'PRB-001', 'hint', 'INC-001', '`symptom_of` in `INC-001`'],
  ['link-mention-untyped', 'PRB-001', 'hint', 'INC-003', '`symptom_of` in `INC-003`'],
  ['link-mention-untyped', 'PRB-001', 'hint', 'INC-004', '`symptom_of` in `INC-004`'],
  ['section-missing', 'RB-002', 'error', 'approved', '`Verification`'],
];

describe('The example payment-gateway', () => {
  const fs = new NodeFileSystem(ROOT);
  const engine = new Engine({
    fs,
    cache: noCache(),
    bodies: new InlineBodyParser(fs, new Utf8Decoder()),
    // Were it asked, every date of the scenario would be long past and there would be more findings.
    clock: () => Date.UTC(2040, 0, 1),
  });
  before(() => engine.load());
  after(() => engine.close());

  it('has the planted faults of the rules there are, and no other', () => {
    const found = engine.findings().map(({ code, path, severity, range, span, message }) => {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const id = engine.snapshot.corpus.article(path)?.id?.value ?? path;
      const expected = EXPECTED.find(([rule, article, , place]) => {
        return rule === code && article === id && place === text.slice(span.start, span.end);
      });
      const says = expected !== undefined && message.includes(expected[4]) ? expected[4] : message;
      assert.equal(text.slice(0, span.start).split('\n').length - 1, range.start.line, 'span and range agree');
      return [code, id, severity, text.slice(span.start, span.end), says];
    });
    assert.deepEqual(found.sort(byText), EXPECTED);
  });

  it('has 60 articles, every one of a kind and with an id', () => {
    const articles = engine.snapshot.corpus.sorted().filter(({ path }) => path !== 'README.md');
    assert.equal(articles.length, 60);
    assert.deepEqual(
      articles.filter(({ kind, id }) => kind === undefined || id === undefined).map(({ path }) => path),
      [],
    );
  });

  it('has no reference that leads nowhere', () => {
    const { corpus } = engine.snapshot;
    const missing = corpus.sorted().flatMap((article) =>
      corpus
        .outgoing(article)
        .filter(({ target }) => target.type === 'missing')
        .map(({ reference }) => `${article.path} ${reference.target}`),
    );
    assert.deepEqual(missing, []);
  });
});

function byText(a: readonly string[], b: readonly string[]): number {
  return a.join(' ') < b.join(' ') ? -1 : 1;
}
