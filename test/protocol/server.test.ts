import assert from 'node:assert/strict';
import type {
  CompletionList,
  DocumentLink,
  DocumentSymbol,
  Hover,
  Location,
  LocationLink,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { type ArticleGroup, type NewArticleResult, Requests } from '../../server/protocol.ts';
import { TestClient } from './client.ts';

const OBJECTIVE = `---
id: OBJ-001
title: Cut abandonment
status: active
weight: 0.5
measure: Share of baskets left
sponsor: PER-001
owner: PER-001
---

# Cut abandonment

## Outcome

Fewer baskets are left at the payment step.

## Measure

Weekly share, from the checkout funnel.
`;
const PERSON =
  '---\nid: PER-001\ntitle: Mara Lind\nstatus: active\nemail: mara@example.com\nactive: true\n---\n# Mara Lind\n';
const NOTE = `---
id: LL-001
title: Rehearse
status: captured
owner: PER-001
category: planning
effect: positive
learned_from: []
---

# Rehearse

See OBJ-001, [[OBJ-001#measure|the measure]] and [the objective](OBJ-001.md#outcome).
`;

describe('the language server over stdio', () => {
  let client: TestClient;
  before(async () => {
    client = await TestClient.start({
      'OBJ-001.md': OBJECTIVE,
      'PER-001.md': PERSON,
      'notes/LL-001.md': NOTE.replace('OBJ-001.md', '../OBJ-001.md'),
    });
  });
  after(() => client.stop());
  const note = NOTE.replace('OBJ-001.md', '../OBJ-001.md');

  it('counts what there is', () => {
    assert.equal(client.summary?.articles, 3);
    assert.ok((client.summary?.links ?? 0) >= 6);
  });

  it('shows an article as a card, from prose, wiki links and Markdown links', async () => {
    for (const marker of ['OBJ-001, ', 'OBJ-001#measure', '../OBJ-001.md']) {
      const hover = await client.at<Hover>('textDocument/hover', 'notes/LL-001.md', note, marker);
      const { value } = hover.contents as { value: string };
      assert.match(value, /Cut abandonment/);
      assert.match(value, /`active`/);
    }
  });

  it('goes from a reference to the id, and to the section it names', async () => {
    const [id] = await client.at<LocationLink[]>('textDocument/definition', 'notes/LL-001.md', note, 'OBJ-001, ');
    assert.equal(id?.targetUri, client.uri('OBJ-001.md'));
    assert.equal(id?.targetRange.start.line, 1);
    const [section] = await client.at<LocationLink[]>('textDocument/definition', 'notes/LL-001.md', note, 'measure|');
    assert.equal(section?.targetRange.start.line, OBJECTIVE.split('\n').indexOf('## Measure'));
  });

  it('finds every reference, whatever its form', async () => {
    const found = await client.at<Location[]>('textDocument/references', 'OBJ-001.md', OBJECTIVE, 'OBJ-001', {
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      found.map((location) => location.uri === client.uri('notes/LL-001.md')),
      [true, true, true],
    );
  });

  it('completes what the model allows', async () => {
    const typed = note.replace('status: captured', 'status: ');
    await client.open('notes/LL-001.md', typed);
    const states = await client.at<CompletionList>('textDocument/completion', 'notes/LL-001.md', typed, '\nowner');
    assert.deepEqual(
      states.items.map((item) => item.label),
      ['captured', 'validated', 'published', 'applied', 'archived'],
    );
    const owner = typed.replace('owner: PER-001', 'owner: ');
    await client.change('notes/LL-001.md', owner);
    const people = await client.at<CompletionList>('textDocument/completion', 'notes/LL-001.md', owner, '\ncategory');
    assert.deepEqual(
      people.items.map((item) => item.label),
      ['PER-001'],
    );
    const wiki = owner.replace('See OBJ', 'See [[OB');
    await client.change('notes/LL-001.md', wiki);
    const ids = await client.at<CompletionList>(
      'textDocument/completion',
      'notes/LL-001.md',
      wiki.replace('[[OB', '[[OB¦'),
      '¦',
    );
    assert.ok(ids.items.some((item) => item.label === 'OBJ-001'));
    await client.close('notes/LL-001.md');
  });

  it('gives the outline, the symbols and the links', async () => {
    const textDocument = { uri: client.uri('OBJ-001.md') };
    const [article] = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument,
    });
    assert.equal(article?.name, 'OBJ-001');
    assert.deepEqual(
      article?.children?.[0]?.children?.map((child) => child.name),
      ['Outcome', 'Measure'],
    );
    const symbols = await client.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', { query: 'aband' });
    assert.deepEqual(
      symbols.map((symbol) => symbol.name),
      ['OBJ-001 Cut abandonment'],
    );
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri: client.uri('notes/LL-001.md') },
    });
    assert.equal(links.filter((link) => link.target?.startsWith(client.uri('OBJ-001.md'))).length, 3);
  });

  it('follows typing in an open file, and forgets it when the file is closed unsaved', async () => {
    const broken = OBJECTIVE.replace('sponsor: PER-001', 'sponsor: PER-999');
    await client.open('OBJ-001.md', OBJECTIVE);
    await client.change('OBJ-001.md', broken);
    await client.until(() => client.codes('OBJ-001.md').includes('link-broken'));
    await client.close('OBJ-001.md');
    await client.until(() => !client.codes('OBJ-001.md').includes('link-broken'));
  });

  it('follows files on disk: changed, deleted, created, and the links of files never opened', async () => {
    await client.onDisk('OBJ-001.md', OBJECTIVE.replace('id: OBJ-001', 'id: OBJ-002'), 2);
    await client.until(() => client.codes('notes/LL-001.md').includes('link-broken'));
    await client.onDisk('OBJ-001.md', OBJECTIVE, 2);
    await client.until(() => !client.codes('notes/LL-001.md').includes('link-broken'));
    await client.onDisk('OBJ-001.md', undefined, 3);
    await client.until(() => client.codes('notes/LL-001.md').includes('link-broken'));
    await client.onDisk('OBJ-001.md', OBJECTIVE, 1);
    await client.until(() => !client.codes('notes/LL-001.md').includes('link-broken'));
  });

  it('reports a wrong configuration at its place, and applies a right one at once', async () => {
    await client.onDisk('throughline.yaml', 'rules:\n  link-brokn: off\n', 1);
    await client.until(() => client.codes('throughline.yaml').length > 0);
    const [problem] = client.diagnostics.get(client.uri('throughline.yaml')) ?? [];
    assert.deepEqual(problem?.range.start, { line: 1, character: 2 });
    assert.match(String(problem?.message), /link-broken/);
    await client.onDisk('throughline.yaml', 'now: 2026-11-16T09:00:00Z\n', 2);
    await client.until(() => client.codes('throughline.yaml').length === 0);
  });

  it('arranges articles and writes new ones from their template', async () => {
    const groups = await client.connection.sendRequest<ArticleGroup[]>(Requests.articles, { grouping: 'kind' });
    assert.deepEqual(
      groups.map((group) => group.label),
      ['Objectives', 'Lessons', 'People'],
    );
    const created = await client.connection.sendRequest<NewArticleResult>(Requests.newArticle, {
      kind: 'objective',
      title: 'Ship: soon',
    });
    assert.equal(created.id, 'OBJ-002');
    assert.match(created.text, /^---\nid: OBJ-002\ntitle: "Ship: soon"\n/);
  });
});
