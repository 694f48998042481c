import assert from 'node:assert/strict';
import { expectFinding, expectFindings, expectNoFindings } from '../../support/expectFindings.ts';

const decision = (status: string, body: string) => `---\nid: DEC-001\nstatus: ${status}\n---\n\n${body}`;
const WHOLE = '## Context\n\nWhy.\n\n## Options\n\nA, B.\n\n## Decision\n\nA.\n\n## Consequences\n\nC.\n';

describe('section-missing', () => {
  it('marks the status that needs the section', () => {
    const finding = expectFinding('section-missing', {
      'a.md': decision('«accepted»', WHOLE.replace('## Options\n\nA, B.\n\n', '')),
    });
    assert.equal(finding.severity, 'error');
    assert.equal(finding.data?.section, 'Options');
  });

  it('asks for nothing before the state', () => {
    expectNoFindings('section-missing', { 'a.md': decision('proposed', '') });
  });

  it('takes other spellings, depths, numbering, case and dashes', () => {
    expectNoFindings('section-missing', {
      'a.md': decision(
        'accepted',
        '# 1. CONTEXT\n\n### 2) Considered options:\n\n## **Decision**\n\nA\n---------\n\n## Consequences\n',
      ),
      'b.md': '---\nid: RSK-001\nstatus: assessed\n---\n\n## Cause-Event—Effect\n',
    });
  });

  it('asks whether a heading that is nearly it is meant', () => {
    const finding = expectFinding('section-missing', {
      'a.md': decision('«accepted»', WHOLE.replace('Consequences', 'Consequenses')),
    });
    assert.equal(finding.data?.nearest, 'Consequenses');
  });

  it('asks for what is always needed at the id, as a warning in a draft', () => {
    const files = (more: string) => ({
      'throughline.yaml': 'kinds:\n  term: {sections: {Examples: {required: true}}}\n',
      'a.md': `---\nid: «TRM-001»\npreferred: x\n${more}---\n\n## Definition\n\nIt is.\n`,
    });
    assert.equal(expectFinding('section-missing', files('status: preferred\n')).severity, 'error');
    const draft = expectFinding('section-missing', { 'a.md': '---\nid: WIN-001\nstatus: «approved»\n---\n' });
    assert.equal(draft.severity, 'error');
  });

  it('lets a standard change inherit the plans of its model', () => {
    const change = (type: string, status: string) =>
      `---\nid: CHG-001\nstatus: ${status}\ntype: ${type}\n---\n\n## Reason\n\n## Impact (technical)\n\n## Impact (business)\n`;
    expectNoFindings('section-missing', { 'a.md': change('standard', 'scheduled') });
    const found = expectFindings('section-missing', { 'a.md': change('normal', '««««scheduled»»»»') });
    assert.deepEqual(
      found.map(({ data }) => data?.section),
      ['Implementation plan', 'Backout plan', 'Test plan', 'Verification'],
    );
  });
});

describe('section-placeholder', () => {
  it('marks the heading of an empty section, and template text in one', () => {
    const [empty, template] = expectFindings('section-placeholder', {
      'a.md': decision(
        'accepted',
        '## Context\n\nWhy.\n\n## «Options»\n\n<!-- list them -->\n\n## Decision\n\n«TBD»\n\n## Consequences\n\nC.\n',
      ),
    });
    assert.equal(empty?.severity, 'error');
    assert.match(template?.message ?? '', /Template text/);
  });

  it('is filled by sections in it, tables, code, images and links', () => {
    expectNoFindings('section-placeholder', {
      'a.md': decision(
        'accepted',
        '## Context\n\n### Detail\n\nWhy.\n\n## Options\n\n| a | b |\n|---|---|\n\n## Decision\n\n```sh\nls\n```\n\n## Consequences\n\n![](c.png)\n',
      ),
      'c.png': '',
    });
  });

  it('is an information where the state does not need the section yet', () => {
    const finding = expectFinding('section-placeholder', {
      'a.md': '---\nid: CHG-001\nstatus: scheduled\ntype: normal\n---\n\n## Post-implementation review\n\n«TODO»\n',
    });
    assert.equal(finding.severity, 'info');
    expectNoFindings('section-placeholder', { 'a.md': decision('proposed', '## Context\n\n## Options\n') });
  });

  it('leaves sections of its own alone', () => {
    expectNoFindings('section-placeholder', { 'a.md': decision('accepted', `${WHOLE}\n## Notes\n\nTODO\n`) });
  });

  it('is a warning in a draft', () => {
    const finding = expectFinding('section-placeholder', {
      'a.md': '---\nid: REQ-001\nstatus: proposed\n---\n\n## «Statement»\n',
    });
    assert.equal(finding.severity, 'warning');
  });
});
