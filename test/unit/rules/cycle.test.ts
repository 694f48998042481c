import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Article } from '../../../server/article/article.ts';
import { cyclicComponents, shortestCycle } from '../../../server/rules/components.ts';
import { cycle } from '../../../server/rules/cycle.ts';
import { RuleRunner } from '../../../server/rules/runner.ts';
import { expectFinding, expectFindings, expectNoFindings, workspace } from '../../support/expectFindings.ts';

const change = (id: string, more = '') => `---\nid: ${id}\n${more}---\n`;

describe('cycle', () => {
  it('marks the link of the smallest id, shows the path and each hop', () => {
    const finding = expectFinding('cycle', {
      'z.md': change('CHG-001', 'after: [CHG-009, «CHG-002»]\n'),
      'y.md': change('CHG-002', 'after: [CHG-003]\n'),
      'x.md': change('CHG-003', 'after: [CHG-001]\n'),
      'w.md': change('CHG-009'),
    });
    assert.match(finding.message, /CHG-001 → CHG-002 → CHG-003 → CHG-001/);
    assert.deepEqual(
      finding.related.map(({ path, message }) => [path, message]),
      [
        ['y.md', 'CHG-002 after CHG-003'],
        ['x.md', 'CHG-003 after CHG-001'],
      ],
    );
    assert.deepEqual(finding.data?.path, ['CHG-001', 'CHG-002', 'CHG-003', 'CHG-001']);
    assert.equal(finding.severity, 'error');
  });

  it('finds an article that comes after itself', () => {
    expectFindings('cycle', { 'a.md': change('CHG-001', 'after: «CHG-001»\n') });
  });

  it('has the severity of the link type', () => {
    const finding = expectFinding('cycle', {
      'a.md': change('CI-001', 'status: live\ndepends_on: [«CI-002»]\n'),
      'b.md': change('CI-002', 'status: live\ndepends_on: [CI-001]\n'),
    });
    assert.equal(finding.severity, 'warning');
  });

  it('gives one finding for a knot, and one for each type', () => {
    expectFindings('cycle', {
      'a.md': change('CHG-001', 'after: [«CHG-002», CHG-003]\nsupersedes: «CHG-002»\n'),
      'b.md': change('CHG-002', 'after: [CHG-001, CHG-003]\nsupersedes: CHG-001\n'),
      'c.md': change('CHG-003', 'after: [CHG-001, CHG-002]\n'),
    });
  });

  it('counts links written on the other side', () => {
    expectFindings('cycle', {
      'a.md': change('CHG-001', 'after: [«CHG-002»]\nbefore: [CHG-002]\n'),
      'b.md': change('CHG-002'),
    });
  });

  it('accepts a chain, a diamond and circles of other links', () => {
    expectNoFindings('cycle', {
      'a.md': change('CHG-001', 'after: [CHG-002, CHG-003]\n'),
      'b.md': change('CHG-002', 'after: [CHG-004]\n'),
      'c.md': change('CHG-003', 'after: [CHG-004]\n'),
      'd.md': change('CHG-004'),
      'e.md': change('CI-001', 'connects_to: [CI-002]\n'),
      'f.md': change('CI-002', 'connects_to: [CI-001]\n'),
    });
  });

  it('does not overflow on a chain of 20,000', () => {
    const graph = new Map(Array.from({ length: 20_000 }, (_, i) => [`${i}`, [{ to: `${(i + 1) % 20_000}` }]]));
    assert.equal(cyclicComponents(graph)[0]?.length, 20_000);
    assert.equal(shortestCycle(graph, '0', new Set(graph.keys())).length, 20_000);
  });
});

describe('cyclic components', () => {
  const graphs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 24 }).map((edges) => {
    const graph = new Map<string, { to: string }[]>();
    for (const [from, to] of edges) graph.set(`${from}`, [...(graph.get(`${from}`) ?? []), { to: `${to}` }]);
    return graph;
  });

  it('are the nodes that can be reached from themselves, grouped by reaching each other', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const components = cyclicComponents(graph).map((nodes) => [...nodes].sort());
        const expected = [...graph.keys()].filter((node) => reached(graph, node).has(node));
        assert.deepEqual(components.flat().sort(), expected.sort());
        for (const nodes of components) {
          for (const a of nodes) for (const b of nodes) assert.ok(reached(graph, a).has(b));
        }
      }),
    );
  });

  it('have a shortest cycle that is closed and stays inside', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        for (const nodes of cyclicComponents(graph)) {
          const [start = ''] = nodes;
          const way = shortestCycle(graph, start, new Set(nodes));
          assert.equal(way.at(-1)?.to, start);
          let from = start;
          for (const edge of way) {
            assert.ok(graph.get(from)?.includes(edge));
            from = edge.to;
          }
        }
      }),
    );
  });

  function reached(graph: ReadonlyMap<string, readonly { to: string }[]>, start: string): Set<string> {
    const seen = new Set<string>();
    const queue = [start];
    for (const node of queue) {
      for (const { to } of graph.get(node) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
    return seen;
  }
});

describe('what concerns the rule cycle', () => {
  const files = {
    'a.md': change('CHG-001', 'title: A\nafter: [CHG-002]\n'),
    'b.md': change('CHG-002', 'title: B\n'),
    'c.md': change('CHG-003', 'title: C\nafter: [CHG-003]\n'),
    'd.md': change('CHG-004', 'title: D\n'),
  };

  function isConcerned(path: keyof typeof files, text: string | undefined): boolean {
    const { corpus, configuration, now } = workspace(files);
    const after = text === undefined ? undefined : article(text, path);
    const update = corpus.update([{ path, article: after }]);
    const runner = new RuleRunner([cycle], configuration, now);
    return runner.concerned(corpus.article(path), after, update.corpus).length > 0;
  }

  function article(text: string, path: string): Article | undefined {
    return workspace({ [path]: text }).corpus.article(path);
  }

  it('is a link that comes or goes', () => {
    assert.ok(isConcerned('b.md', change('CHG-002', 'title: B\nafter: [CHG-001]\n')));
    assert.ok(isConcerned('a.md', change('CHG-001', 'title: A\n')));
    assert.ok(isConcerned('a.md', undefined));
    assert.ok(isConcerned('b.md', undefined), 'a link leads to it');
  });

  it('is another id, an id that another article has, another state', () => {
    assert.ok(isConcerned('a.md', change('CHG-009', 'title: A\nafter: [CHG-002]\n')));
    assert.ok(isConcerned('b.md', change('CHG-001', 'title: B\n')));
    assert.ok(isConcerned('b.md', change('CHG-002', 'title: B\nstatus: draft\n')));
  });

  it('is not the text, nor links that moved without being on a cycle', () => {
    assert.ok(!isConcerned('a.md', `${change('CHG-001', 'title: A\nafter: [CHG-002]\n')}\nMore.\n`));
    assert.ok(!isConcerned('a.md', change('CHG-001', 'title: A longer title\nafter: [CHG-002]\n')));
    assert.ok(!isConcerned('b.md', change('CHG-002', 'title: B longer\n')));
    assert.ok(!isConcerned('d.md', undefined));
  });

  it('is a link on a cycle that moved', () => {
    assert.ok(isConcerned('c.md', change('CHG-003', 'title: A longer title\nafter: [CHG-003]\n')));
  });
});
