import assert from 'node:assert/strict';
import fc from 'fast-check';
import { proposal } from '../../../server/cli/proposal.ts';
import { surveyedArticle, surveyOf } from '../../../server/cli/survey.ts';
import { readConfiguration } from '../../../server/configuration/readConfiguration.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';
import { memoryEngine } from '../../support/engine.ts';

const BUILT_IN = new Set(projectOps.kinds.map(({ name }) => name));

async function proposed(files: Readonly<Record<string, string>>): Promise<string> {
  const { engine } = memoryEngine(files);
  await engine.load();
  return proposal(surveyOf(engine.snapshot.corpus.sorted().map(surveyedArticle)), BUILT_IN);
}

function problemsOf(text: string): readonly string[] {
  return readConfiguration(text, { builtIn: projectOps, rules: [] }).problems.map(({ message }) => message);
}

/** Articles with their kinds, when the proposal is taken. */
async function readWith(files: Readonly<Record<string, string>>): Promise<(string | undefined)[][]> {
  const { engine } = memoryEngine({ ...files, 'throughline.yaml': await proposed(files) });
  await engine.load();
  return engine.snapshot.corpus.sorted().map(({ path, kind, id }) => [path, kind?.name, id?.value]);
}

const DECISIONS = {
  'README.md': '# All\n',
  'docs/adr/0001-rust.md': '# Rust\n\n## Context\n\n## Decision\n',
  'docs/adr/0002-go.md': '# Go\n\n## Context\n\n## Decision\n',
  'docs/adr/0003-zig.md': '# Zig\n\n## Context\n\n## Decision\n\n## More\n',
};

const PROPOSALS = {
  'EIPS/eip-20.md': '---\neip: 20\ntitle: Tokens\nstatus: Final\ncreated: 2015-11-19\nrequires: 1, 2\n---\n',
  'EIPS/eip-721.md': '---\neip: 721\ntitle: NFT\nstatus: Final\ncreated: 2018-01-24\n---\n',
  'EIPS/eip-4844.md': '---\neip: 4844\ntitle: Blobs\nstatus: Draft\ncreated: 2022-02-25\n---\n',
};

describe('a proposed configuration', () => {
  it('finds kinds by folder, numbered by file name', async () => {
    assert.deepEqual(await readWith(DECISIONS), [
      ['README.md', undefined, undefined],
      ['docs/adr/0001-rust.md', 'adr', 'ADR-0001'],
      ['docs/adr/0002-go.md', 'adr', 'ADR-0002'],
      ['docs/adr/0003-zig.md', 'adr', 'ADR-0003'],
    ]);
  });

  it('asks for the sections that nearly all have', async () => {
    const text = await proposed(DECISIONS);
    assert.match(text, /sections:\n {6}- Context {2}# in 3 of 3\n {6}- Decision {2}# in 3 of 3\n\n/);
  });

  it('takes the id from a number field', async () => {
    assert.deepEqual(
      (await readWith(PROPOSALS)).map(([, kind, id]) => [kind, id]),
      [
        ['eip', 'EIP-20'],
        ['eip', 'EIP-4844'],
        ['eip', 'EIP-721'],
      ],
    );
  });

  it('counts fields, and gives each the type that its values have', async () => {
    const text = await proposed(PROPOSALS);
    assert.match(text, /^# Front matter fields: created 3, eip 3, status 3, title 3, requires 1\.$/m);
    assert.match(text, /^ {6}created: \{type: date, required: true\} {2}# in 3 of 3$/m);
    assert.match(text, /states:\n {8}- Draft {2}# 1\n {8}- Final {2}# 2$/m);
  });

  it('finds kinds by id prefix', async () => {
    const files = { 'a.md': '---\nid: TST-001\n---\n', 'sub/b.md': '---\nid: TST-002\n---\n' };
    assert.deepEqual(await readWith(files), [
      ['a.md', 'tst', 'TST-001'],
      ['sub/b.md', 'tst', 'TST-002'],
    ]);
  });

  it('finds kinds by a field', async () => {
    const page = (type: string) => `---\ntype: ${type}\n---\n`;
    const files = { 'a.md': page('How to'), 'b.md': page('How to'), 'c.md': page('ref'), 'd.md': page('ref') };
    const kinds = (await readWith(files)).map(([, kind]) => kind);
    assert.deepEqual(kinds, ['how_to', 'how_to', 'ref', 'ref']);
  });

  it('keeps the built-in kinds where they are used', async () => {
    const files = { ...DECISIONS, 'risks/RSK-001.md': '---\nid: RSK-001\n---\n' };
    const text = await proposed(files);
    assert.match(text, /^# Built-in kinds: risk 1\.$/m);
    assert.match(text, /^model: project-ops$/m);
  });

  it('is one that can be read without problems, whatever the documents hold', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 });
    const value = fc.oneof(fc.constantFrom('1', 'true', '2026-01-01', '[a, b]', '{a: 1}', '~', '# x', ': y'), text);
    const document = fc
      .tuple(fc.dictionary(text, value, { maxKeys: 4 }), fc.array(text, { maxLength: 3 }))
      .map(([fields, sections]) => {
        const front = Object.entries(fields).map(([name, of]) => `${JSON.stringify(name)}: ${of}`);
        return `---\n${front.join('\n')}\n---\n${sections.map((title) => `\n## ${title}\n`).join('')}`;
      });
    const name = fc.constantFrom(
      'a/1.md',
      'a/2.md',
      'a/3.md',
      'A-1.md',
      'A-2.md',
      'b [x]/01.md',
      "b [x]/02'.md",
      'b [x]/03.md',
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, document), async (files) => {
        assert.deepEqual(problemsOf(await proposed(files)), []);
      }),
      { numRuns: 200 },
    );
  });
});
