/** What docs/configuration.md shows must work, on documents of the style that it speaks of. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Article } from '../../../server/article/article.ts';
import { ArticleReader } from '../../../server/article/articleReader.ts';
import { parseSidecar, parseText } from '../../../server/article/parseText.ts';
import { readConfiguration } from '../../../server/configuration/readConfiguration.ts';
import { CompiledModel } from '../../../server/model/compiled.ts';
import type { Configuration } from '../../../server/model/configuration.ts';
import { compileGlobs } from '../../../server/model/glob.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';
import { RULES } from '../../../server/rules/index.ts';

const GUIDE = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');

/** The first block of YAML under a heading of the guide. */
function example(heading: string): Configuration {
  const start = GUIDE.indexOf(`\n## ${heading}`);
  assert.ok(start >= 0, `the guide has lost its heading "${heading}"`);
  const yaml = /```yaml\n([\s\S]*?)```/.exec(GUIDE.slice(start))?.[1] ?? '';
  return readConfiguration(yaml, { builtIn: projectOps, rules: RULES }).configuration;
}

function article(
  configuration: Configuration,
  path: string,
  text: string,
  sidecar?: { path: string; text: string },
): Article {
  return new ArticleReader(new CompiledModel(configuration.model)).read({
    path,
    hash: '',
    parsed: parseText(text, { terms: [], stage: 'full' }),
    ...(sidecar && { sidecar: { path: sidecar.path, parsed: parseSidecar(sidecar.text) } }),
  });
}

function summary({ kind, id, title, status, references }: Article) {
  return {
    kind: kind?.name,
    id: id?.value,
    title: title.value,
    status: status?.value,
    links: references.filter(({ form }) => form === 'typed').map(({ type, target }) => `${type} ${target}`),
  };
}

describe('the configuration guide', () => {
  it('shows only configurations without problems', () => {
    const blocks = [...GUIDE.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
    assert.ok(blocks.length >= 8);
    for (const block of blocks) {
      const { problems } = readConfiguration(block, { builtIn: projectOps, rules: RULES });
      assert.deepEqual(
        problems.map(({ message }) => message),
        [],
        block,
      );
    }
  });

  it('reads only some folders', () => {
    const { include, exclude } = example('Read only some folders');
    const isRead = (path: string) => compileGlobs(include).matches(path) && !compileGlobs(exclude).matches(path);
    assert.deepEqual(
      ['docs/a/b.md', 'runbooks/x.md', 'README.md', 'docs/archive/x.md', 'docs/x/CHANGELOG.md'].map(isRead),
      [true, true, false, false, false],
    );
  });

  it('adds a kind by prefix, with a link to it', () => {
    const configuration = example('Add a kind');
    assert.deepEqual(summary(article(configuration, 'x.md', '---\nid: SUP-001\nstatus: active\n---\n# Acme\n')), {
      kind: 'supplier',
      id: 'SUP-001',
      title: 'Acme',
      status: 'active',
      links: [],
    });
    const service = article(configuration, 'y.md', '---\nid: SVC-001\nsupplied_by: SUP-001\n---\n');
    assert.deepEqual(summary(service).links, ['supplied_by SUP-001']);
  });

  it('reads a log of decisions', () => {
    const text = '---\nstatus: accepted\ndecision-makers: [Ada]\nsupersedes: 3\n---\n# Use PostgreSQL\n';
    assert.deepEqual(summary(article(example('A log of decisions'), 'docs/decisions/0007-use-postgresql.md', text)), {
      kind: 'adr',
      id: 'ADR-0007',
      title: 'Use PostgreSQL',
      status: 'accepted',
      links: ['supersedes ADR-0003'],
    });
  });

  it('reads numbered proposals', () => {
    const text = '---\neip: 4844\ntitle: Shard blobs\nstatus: Final\nrequires: 20, 721, EIP-1559\n---\n## Abstract\n';
    assert.deepEqual(summary(article(example('Numbered proposals'), 'EIPS/eip-4844.md', text)), {
      kind: 'eip',
      id: 'EIP-4844',
      title: 'Shard blobs',
      status: 'Final',
      links: ['requires EIP-20', 'requires EIP-721', 'requires EIP-1559'],
    });
  });

  it('reads front matter from a file beside the Markdown', () => {
    const configuration = example('Front matter in a file beside');
    const path = 'keps/sig-node/127-user-namespaces/README.md';
    assert.equal(new ArticleReader(new CompiledModel(configuration.model)).sidecarOf(path), 'kep.yaml');
    const sidecar = {
      path: path.replace('README.md', 'kep.yaml'),
      text: 'title: User namespaces\nkep-number: 127\nstatus: implementable\nreplaces: [KEP-12]\nsee-also: ["../1-x/README.md"]\n',
    };
    assert.deepEqual(summary(article(configuration, path, '# KEP-127\n', sidecar)), {
      kind: 'kep',
      id: 'KEP-127',
      title: 'User namespaces',
      status: 'implementable',
      links: ['replaces KEP-12', 'see-also ../1-x/README.md'],
    });
  });

  it('reads documents without front matter', () => {
    const configuration = example('No front matter at all');
    assert.deepEqual(summary(article(configuration, 'alerts/etcd/etcdNoLeader.md', '# etcdNoLeader\n\n## Meaning\n')), {
      kind: 'alert_runbook',
      id: 'etcdNoLeader',
      title: 'etcdNoLeader',
      status: undefined,
      links: [],
    });
  });
});
