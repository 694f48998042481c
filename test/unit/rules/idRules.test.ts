import assert from 'node:assert/strict';
import { expectFinding, expectFindings, expectNoFindings } from '../../support/expectFindings.ts';

const objective = (id: string, more = '') => `---\nid: ${id}\ntitle: Fewer calls\n${more}---\n`;

describe('id-duplicate', () => {
  it('marks the id in each file and points at the others', () => {
    const [first, second] = expectFindings('id-duplicate', {
      'a.md': objective('«OBJ-001»'),
      'b.md': objective('«OBJ-001»'),
    });
    assert.equal(first?.severity, 'error');
    assert.deepEqual(
      first?.related.map(({ path, range }) => [path, range.start]),
      [['b.md', { line: 1, character: 4 }]],
    );
    assert.deepEqual(
      second?.related.map(({ path }) => path),
      ['a.md'],
    );
    assert.deepEqual(first?.data?.paths, ['b.md']);
  });

  it('takes ids that differ in case for two', () => {
    expectNoFindings('id-duplicate', { 'a.md': objective('OBJ-001'), 'b.md': objective('obj-001') });
  });

  it('marks a former id that another article has now', () => {
    const finding = expectFinding('id-duplicate', {
      'a.md': objective('OBJ-002', 'aliases: [«OBJ-001»]\n'),
      'b.md': objective('OBJ-001'),
    });
    assert.equal(finding.severity, 'warning');
  });

  it('accepts a former id that nobody has any more', () => {
    expectNoFindings('id-duplicate', { 'a.md': objective('OBJ-002', 'aliases: [OBJ-001]\n') });
  });

  it('marks the title when the id comes from the file name', () => {
    const files = {
      'throughline.yaml': 'kinds:\n  proposal:\n    match: {path: "**/*.md"}\n    id: {from: file}\n',
      'a/P-1.md': '# «One»\n',
      'b/P-1.md': '# «Other»\n',
    };
    expectFindings('id-duplicate', files);
  });

  it('is a warning in a draft', () => {
    const [finding] = expectFindings('id-duplicate', {
      'a.md': objective('«REQ-001»', 'status: draft\n'),
      'b.md': objective('«REQ-001»', 'status: draft\n'),
    });
    assert.equal(finding?.severity, 'warning');
  });
});

describe('id-kind-mismatch', () => {
  it('compares the prefix with the field kind', () => {
    const finding = expectFinding('id-kind-mismatch', { 'a.md': '---\nid: «CHG-004»\nkind: requirement\n---\n' });
    assert.match(finding.message, /an id for a change, but this article is a requirement/);
  });

  it('compares the prefix with the configured path', () => {
    expectFindings('id-kind-mismatch', {
      'throughline.yaml': 'kinds:\n  requirement:\n    match: {path: "req/**"}\n',
      'req/a.md': '---\nid: «CHG-004»\n---\n',
      'req/b.md': '---\nid: REQ-004\n---\n',
      'chg/c.md': '---\nid: CHG-005\n---\n',
    });
  });

  it('compares the field kind with the configured path', () => {
    const finding = expectFinding('id-kind-mismatch', {
      'throughline.yaml': 'kinds:\n  requirement:\n    match: {path: "req/**"}\n',
      'req/a.md': '---\nid: CHG-004\nkind: «change»\n---\n',
    });
    assert.equal(finding.data?.replacement, 'requirement');
  });

  it('names the nearest of unknown kinds', () => {
    const finding = expectFinding('id-kind-mismatch', { 'a.md': '---\nid: REQ-004\nkind: «requirment»\n---\n' });
    assert.equal(finding.data?.replacement, 'requirement');
  });

  it('compares the id with the id in the file name, as a number', () => {
    expectFindings('id-kind-mismatch', {
      'CHG-003-cut-over.md': '---\nid: «CHG-004»\n---\n',
      'CHG-5.md': '---\nid: CHG-005\n---\n',
      'ISO-27001.md': '---\nid: CHG-006\n---\n',
      'CHG-007b.md': '---\nid: CHG-008\n---\n',
    });
  });

  it('proposes the id where only case or separator is wrong', () => {
    for (const written of ['REQ_012', 'req-012', 'REQ012', 'req-12']) {
      const finding = expectFinding('id-kind-mismatch', { 'a.md': `---\nid: «${written}»\n---\n` });
      assert.equal(finding.data?.replacement, 'REQ-012', written);
    }
  });

  it('leaves ids of other systems alone', () => {
    expectNoFindings('id-kind-mismatch', {
      'a.md': '---\nid: JIRA-12\n---\n',
      'b.md': '---\nid: introduction\nkind: Deployment\n---\n',
      'c.md': '---\nid: PRD-001\n---\n',
    });
  });

  it('asks for the prefix of a kind that has one', () => {
    const finding = expectFinding('id-kind-mismatch', { 'a.md': '---\nid: «R-1»\nkind: requirement\n---\n' });
    assert.equal(finding.data?.prefix, 'REQ');
  });
});

describe('front-matter-invalid and encoding-invalid', () => {
  it('are errors in drafts too', () => {
    const broken = expectFinding('front-matter-invalid', {
      'a.md': '---\nid: REQ-001\nstatus: draft\n«status»: draft\n---\n',
    });
    assert.equal(broken.severity, 'error');
    const bytes = expectFinding('encoding-invalid', { 'a.md': '---\nid: REQ-001\nstatus: draft\n---\n«\uFFFD»\n' });
    assert.equal(bytes.severity, 'error');
  });

  it('lie in the sidecar when that is where the YAML is', () => {
    const finding = expectFinding('front-matter-invalid', {
      'throughline.yaml':
        'kinds:\n  proposal:\n    match: {path: "**/README.md"}\n    sidecar: kep.yaml\n    id: {from: folder}\n',
      'one/README.md': '# One\n',
      'one/kep.yaml': 'title: One\n«title»: Two\n',
    });
    assert.equal(finding.path, 'one/kep.yaml');
  });
});
