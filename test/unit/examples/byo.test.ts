/** Documents that were written before Throughline, in the styles teams use, read as they are with configuration alone. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from '../../../server/article/article.ts';
import type { Engine } from '../../../server/engine/engine.ts';
import { memoryEngine } from '../../support/engine.ts';

interface Expectation {
  readonly style: string;
  /** Folder in `test/fixtures`. */
  readonly fixture: string;
  /** Every Markdown file: its kind and id, `-` for none. */
  readonly articles: readonly string[];
  /** Every reference that leads to another article or file, as `from type to`, in the order of the text. */
  readonly links: readonly string[];
  /** Every finding: the planted fault and nothing else. */
  readonly findings: readonly string[];
}

const EXPECTATIONS: readonly Expectation[] = [
  {
    style: 'a decision log of adr-tools',
    fixture: 'adr-log',
    articles: [
      'doc/adr/0001-record-architecture-decisions.md adr ADR-0001 “1. Record architecture decisions”',
      'doc/adr/0002-store-sessions-in-redis.md adr ADR-0002 “2. Store sessions in Redis”',
      'doc/adr/0003-store-sessions-in-the-database.md adr ADR-0003 “3. Store sessions in the database”',
    ],
    links: ['ADR-0001 mentions ADR-0003', 'ADR-0002 link ADR-0003', 'ADR-0003 link ADR-0002'],
    findings: ['doc/adr/0003-store-sessions-in-the-database.md:11:43 link-broken 0001-record-decisions.md'],
  },
  {
    style: 'a log of Markdown Any Decision Records',
    fixture: 'madr',
    articles: [
      'docs/decisions/0001-use-markdown-records.md adr ADR-0001 “Use Markdown records”',
      'docs/decisions/0002-add-front-matter.md adr ADR-0002 “Add front matter”',
      'docs/decisions/0003-number-by-hand.md adr ADR-0003 “Number by hand”',
      'docs/decisions/README.md - - “Decisions”',
      'docs/decisions/adr-template.md - - “{short title}”',
    ],
    links: [
      'ADR-0002 supersedes ADR-0001',
      'ADR-0002 relates ADR-0003',
      'ADR-0002 relates ADR-0001',
      'ADR-0002 link ADR-0001',
      'ADR-0003 relates ADR-0002',
      'ADR-0003 mentions ADR-0002',
      'docs/decisions/README.md link ADR-0001',
      'docs/decisions/README.md link docs/decisions/adr-template.md',
    ],
    findings: ['docs/decisions/0002-add-front-matter.md:3:7 field-invalid 2026-04-31'],
  },
  {
    style: 'numbered proposals',
    fixture: 'proposals',
    articles: [
      'EIPS/eip-1155.md eip EIP-1155 “Many tokens at once”',
      'EIPS/eip-165.md eip EIP-165 “Detection of calls”',
      'EIPS/eip-20.md eip EIP-20 “Token calls”',
      'EIPS/eip-2000.md informational EIP-2000 “Names of calls”',
      'EIPS/eip-214.md eip EIP-214 “Calls that change nothing”',
      'EIPS/eip-721.md eip EIP-721 “Unique tokens”',
    ],
    links: [
      'EIP-1155 requires EIP-165',
      'EIP-1155 requires EIP-721',
      'EIP-1155 mentions EIP-165',
      'EIP-1155 mentions EIP-721',
      'EIP-165 requires EIP-214',
      'EIP-2000 requires EIP-20',
      'EIP-2000 requires EIP-165',
      'EIP-721 requires EIP-165',
      'EIP-721 requires EIP-20',
      'EIP-721 link EIP-20',
    ],
    findings: ['EIPS/eip-1155.md:9:26 link-broken 223'],
  },
  {
    style: 'enhancement proposals with their metadata beside them',
    fixture: 'enhancements',
    articles: [
      'README.md - - “Enhancements”',
      'keps/sig-network/1310-drain-connections/README.md kep KEP-1310 “Drain connections”',
      'keps/sig-node/1200-graceful-stop/README.md kep KEP-1200 “Graceful stop”',
      'keps/sig-node/1400-stop-hooks/README.md kep KEP-1400 “Stop hooks”',
    ],
    links: [
      'README.md link KEP-1200',
      'KEP-1310 see_also KEP-1200',
      'KEP-1310 see_also KEP-1400',
      'KEP-1310 replaces KEP-1400',
      'KEP-1310 link KEP-1200',
      'KEP-1200 see_also KEP-1310',
      'KEP-1400 mentions KEP-1310',
    ],
    findings: ['keps/sig-network/1310-drain-connections/kep.yaml:12:6 link-broken /keps/sig-node/1500-stop-order'],
  },
  {
    style: 'documents without front matter',
    fixture: 'plain',
    articles: [
      'README.md - - “Operations”',
      'runbooks/failover.md runbook failover “Failover of the database”',
      'runbooks/restore-database.md runbook restore-database “Restore the database”',
      'runbooks/shop/restart-shop.md runbook restart-shop “Restart the shop”',
      'services/shop.md service shop “Shop”',
    ],
    links: [
      'README.md link runbooks',
      'README.md mentions restore-database',
      'README.md mentions failover',
      'restore-database mentions shop',
      'shop link restart-shop',
      'shop mentions restore-database',
    ],
    findings: ['runbooks/shop/restart-shop.md:1:3 section-missing Restart the shop'],
  },
];

describe('Bring your own front matter', () => {
  for (const { style, fixture, articles, links, findings } of EXPECTATIONS) {
    describe(style, () => {
      const files = filesIn(join('test', 'fixtures', fixture));
      const { engine } = memoryEngine(files);
      before(() => engine.load());
      it('gives every file its kind, id and title', () => assert.deepEqual(articlesOf(engine), articles));
      it('resolves links of every form', () => assert.deepEqual(linksOf(engine), links));
      it('finds the planted fault, at its place, and nothing else', () =>
        assert.deepEqual(findingsOf(engine, files), findings));
    });
  }

  it('reads the status from the sidecar, under its name there', async () => {
    const { engine } = memoryEngine(filesIn(join('test', 'fixtures', 'enhancements')));
    await engine.load();
    const states = engine.snapshot.corpus.sorted().map((article) => article.status?.value);
    assert.deepEqual(states, [undefined, 'implementable', 'implemented', 'withdrawn']);
  });
});

function articlesOf(engine: Engine): string[] {
  return engine.snapshot.corpus
    .sorted()
    .map(({ path, kind, id, title }) => `${path} ${kind?.name ?? '-'} ${id?.value ?? '-'} “${title.value}”`);
}

function linksOf(engine: Engine): string[] {
  const { corpus } = engine.snapshot;
  return corpus.sorted().flatMap((article) =>
    corpus.outgoing(article).flatMap(({ reference, target }) => {
      if (target.type === 'missing' || target.type === 'unknown') return [];
      if (target.type !== 'file' && target.article === article) return [];
      return `${nameOf(article)} ${reference.type} ${target.type === 'file' ? target.path : nameOf(target.article)}`;
    }),
  );
}

/** With the text at the place of the finding, so that a wrong place cannot pass. */
function findingsOf(engine: Engine, files: Readonly<Record<string, string>>): string[] {
  return engine.findings().map(({ path, range: { start }, code, span }) => {
    const at = `${path}:${start.line + 1}:${start.character + 1}`;
    return `${at} ${code} ${files[path]?.slice(span.start, span.end)}`;
  });
}

/** Every file below a folder, by path relative to it. */
function filesIn(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path.slice(folder.length + 1).replaceAll('\\', '/'),
      readFileSync(path, 'utf8').replaceAll('\r\n', '\n'),
    ]),
  );
}
