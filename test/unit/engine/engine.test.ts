import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Engine, Published } from '../../../server/engine/engine.ts';
import { codesOf, memoryEngine } from '../../support/engine.ts';

const PERSON = '---\nid: PER-001\ntitle: Mara\nstatus: active\nemail: mara@example.com\nactive: true\n---\n# Mara\n';
const risk = (id: string, links = '', body = '') =>
  `---\nid: ${id}\ntitle: ${id}\nstatus: identified\nowner: PER-001\nprobability: 2\nimpact: 2\n${links}---\n# ${id}\n${body}`;

describe('Engine', () => {
  it('publishes the graph of front matter before bodies are parsed', async () => {
    const { engine } = memoryEngine({
      'a.md': risk('RSK-001', 'mitigates: []\n', '[[PER-001]]'),
      'PER-001.md': PERSON,
    });
    const stages: string[] = [];
    engine.onDidPublish(({ snapshot }) => {
      const links = snapshot.corpus.article('a.md')?.references.map((reference) => reference.form);
      stages.push(`${snapshot.stage} ${links?.join(',')}`);
    });
    await engine.load();
    assert.deepEqual(stages, ['graph field', 'ready field,mention,wiki']);
  });

  it('checks what is typed at once, and what it touches after', async () => {
    const { engine } = memoryEngine({
      'a.md': risk('RSK-001'),
      'b.md': risk('RSK-002', '', 'See RSK-001.\n'),
      'PER-001.md': PERSON,
    });
    await engine.load();
    engine.setOverlay('a.md', risk('RSK-009').replace('owner: PER-001', 'owner: PER-404'));
    assert.deepEqual(
      codesOf(engine, 'a.md').filter((code) => code.includes('link-broken')),
      ['a.md:5 link-broken'],
    );
    await engine.settled();
    assert.ok(
      codesOf(engine, 'b.md').some((code) => code.endsWith('link-broken')),
      codesOf(engine, 'b.md').join(),
    );
    engine.clearOverlay('a.md');
    await engine.settled();
    assert.ok(!codesOf(engine).some((code) => code.endsWith('link-broken')), codesOf(engine).join());
  });

  it('reads only the file that changed', async () => {
    const { engine, fs } = memoryEngine({ 'a.md': risk('RSK-001'), 'b.md': risk('RSK-002'), 'PER-001.md': PERSON });
    await engine.load();
    fs.write('a.md', risk('RSK-001', 'tags: [x]\n'));
    fs.reads.length = 0;
    engine.filesChanged(['a.md']);
    await engine.settled();
    assert.deepEqual([...new Set(fs.reads)], ['a.md']);
  });

  it('takes an untitled buffer as an article', async () => {
    const { engine } = memoryEngine({ 'PER-001.md': PERSON });
    await engine.load();
    engine.setOverlay('untitled:Untitled-1', risk('RSK-001'));
    assert.equal(engine.snapshot.corpus.byId('RSK-001')[0]?.path, 'untitled:Untitled-1');
    engine.clearOverlay('untitled:Untitled-1');
    assert.equal(engine.snapshot.corpus.byId('RSK-001').length, 0);
  });

  it('applies a changed configuration to everything, from an unsaved buffer too', async () => {
    const { engine } = memoryEngine({ 'a.md': risk('RSK-001', '', 'RSK-404\n'), 'PER-001.md': PERSON });
    await engine.load();
    assert.ok(codesOf(engine).some((code) => code.endsWith('link-broken')));
    engine.setOverlay('throughline.yaml', 'rules:\n  link-broken: off\n');
    await engine.settled();
    assert.ok(!codesOf(engine).some((code) => code.endsWith('link-broken')));
    engine.setOverlay('throughline.yaml', 'rulez: {}\n');
    await engine.settled();
    assert.deepEqual(codesOf(engine, 'throughline.yaml'), ['throughline.yaml:1 configuration-invalid']);
  });

  it('searches prose again when the vocabulary changes', async () => {
    const term = (avoid: string) =>
      `---\nid: TRM-001\ntitle: Incident\nstatus: preferred\nowner: PER-001\npreferred: incident\navoid: [${avoid}]\n---\n# Incident\n\n## Definition\n\nAn interruption.\n`;
    const { engine, fs } = memoryEngine({
      'a.md': risk('RSK-001', '', 'The outage was long.\n'),
      'PER-001.md': PERSON,
    });
    await engine.load();
    fs.write('t.md', term('outage'));
    engine.filesChanged(['t.md']);
    await engine.settled();
    assert.ok(
      codesOf(engine, 'a.md').some((code) => code.endsWith('term-avoid')),
      codesOf(engine, 'a.md').join(),
    );
  });

  it('finds a folder that came or went with what is in it', async () => {
    const { engine, fs } = memoryEngine({ 'a.md': risk('RSK-001', '', '[[RSK-002]]\n'), 'PER-001.md': PERSON });
    await engine.load();
    fs.write('sub/b.md', risk('RSK-002'));
    engine.filesChanged(['sub']);
    await engine.settled();
    assert.equal(engine.snapshot.corpus.byId('RSK-002').length, 1);
    fs.remove('sub/b.md');
    engine.filesChanged(['sub']);
    await engine.settled();
    assert.equal(engine.snapshot.corpus.byId('RSK-002').length, 0);
  });

  it('says which files have other findings, and only those', async () => {
    const { engine } = memoryEngine({
      'a.md': risk('RSK-001'),
      'b.md': risk('RSK-002', '', 'RSK-404\n'),
      'PER-001.md': PERSON,
    });
    await engine.load();
    await engine.settled();
    const published: Published[] = [];
    engine.onDidPublish((event) => published.push(event));
    engine.setOverlay('a.md', risk('RSK-001', '', 'RSK-405\n'));
    await engine.settled();
    const paths = new Set(published.flatMap(({ findingsOf }) => [...findingsOf]));
    assert.deepEqual([...paths], ['a.md']);
  });

  it('has after any sequence of edits the findings of a fresh start', async () => {
    const id = fc.constantFrom('RSK-001', 'RSK-002', 'RSK-003');
    const text = fc
      .record({
        id,
        links: fc.constantFrom(
          '',
          'threatens: [PRJ-001]\n',
          'supersedes: [RSK-001]\n',
          'supersedes: [RSK-002]\n',
          'status: closed\n',
        ),
        body: fc.constantFrom('', 'RSK-001\n', '[[RSK-002]]\n', '[x](b.md#t)\n', '## T\n'),
      })
      .map(({ id: own, links, body }) => risk(own, links, body));
    const path = fc.constantFrom('a.md', 'b.md', 'c.md');
    const edit = fc.oneof(
      fc.record({ do: fc.constant('write' as const), path, text }),
      fc.record({ do: fc.constant('type' as const), path, text }),
      fc.record({ do: fc.constant('close' as const), path, text }),
      fc.record({ do: fc.constant('remove' as const), path, text }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 8 }), async (edits) => {
        const { engine, fs } = memoryEngine({ 'PER-001.md': PERSON });
        await engine.load();
        const open = new Map<string, string>();
        for (const step of edits) {
          if (step.do === 'write') fs.write(step.path, step.text);
          if (step.do === 'remove' && fs.stat(step.path) !== undefined) fs.remove(step.path);
          if (step.do === 'write' || step.do === 'remove') engine.filesChanged([step.path]);
          if (step.do === 'type') engine.setOverlay(step.path, step.text);
          if (step.do === 'type') open.set(step.path, step.text);
          if (step.do === 'close' && open.delete(step.path)) engine.clearOverlay(step.path);
        }
        await engine.settled();
        const files: Record<string, string> = { 'PER-001.md': PERSON };
        for (const name of ['a.md', 'b.md', 'c.md']) {
          const content = open.get(name) ?? fs.text(name);
          if (content !== undefined) files[name] = content;
        }
        const fresh = memoryEngine(files);
        await fresh.engine.load();
        assert.deepEqual(comparable(engine), comparable(fresh.engine));
      }),
      { numRuns: 120 },
    );
  });

  it('logs work in the background that fails, and goes on', async () => {
    const logged: string[] = [];
    const { engine, fs } = memoryEngine({ 'PER-001.md': PERSON }, { onLog: (message) => logged.push(message) });
    await engine.load();
    const list = fs.list.bind(fs);
    fs.list = () => {
      throw new Error('disk gone');
    };
    engine.filesChanged(['throughline.yaml']);
    await engine.settled();
    assert.match(logged.join(), /disk gone/);
    fs.list = list;
    fs.write('a.md', risk('RSK-001'));
    engine.filesChanged(['throughline.yaml']);
    await engine.settled();
    assert.equal(engine.snapshot.corpus.byId('RSK-001').length, 1);
  });

  it('keeps going with files that are empty, broken, not UTF-8 or hostile', async () => {
    const { engine } = memoryEngine({
      'empty.md': '',
      'broken.md': '---\nid: RSK-001\ntitle: [a\n---\n',
      'latin1.md': Uint8Array.from([0x23, 0x20, 0xe9, 0x0a]),
      'js.md': '---js\n{ id: (() => { throw new Error("ran") })() }\n---\n# x\n',
      'proto.md': '---\nid: __proto__\nconstructor: 1\n---\n',
      'tags.md': '<tag\n'.repeat(2000),
    });
    await engine.load();
    const codes = codesOf(engine);
    assert.ok(
      codes.some((code) => /^broken\.md:\d front-matter-invalid$/.test(code)),
      codes.join(),
    );
    assert.ok(codes.includes('latin1.md:1 encoding-invalid'), codes.join());
    assert.ok(codes.includes('js.md:1 front-matter-invalid'), codes.join());
    assert.equal(engine.snapshot.corpus.byId('RSK-001')[0]?.path, 'broken.md');
    assert.equal(engine.snapshot.corpus.size, 6);
  });
});

function comparable(engine: Engine): unknown {
  const { corpus } = engine.snapshot;
  return {
    articles: corpus.sorted().map((article) => `${article.path} ${article.id?.value}`),
    links: corpus.linkCount,
    counts: engine.counts(),
    findings: engine
      .findings()
      .map(({ code, severity, message, path, span }) => ({ code, severity, message, path, span })),
  };
}
