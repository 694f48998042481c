import assert from 'node:assert/strict';
import { expectFinding, expectFindings, expectNoFindings } from '../../support/expectFindings.ts';

const article = (id: string, more = '') => `---\nid: ${id}\n${more}---\n`;
const PERSON = article('PER-001', 'title: Ada Moss\nstatus: active\nemail: ada@example.org\nactive: true\n');

describe('field-required-in-state', () => {
  it('marks the status that needs the field, with an example', () => {
    const finding = expectFinding('field-required-in-state', { 'a.md': article('DEC-001', 'status: «accepted»\n') });
    assert.equal(finding.severity, 'error');
    assert.deepEqual(finding.data, { field: 'decided_by', example: 'decided_by: PER-001' });
  });

  it('asks for nothing before the state, nor in states off the path', () => {
    expectNoFindings('field-required-in-state', {
      'a.md': article('DEC-001', 'status: proposed\n'),
      'b.md': article('DEC-002', 'status: rejected\n'),
    });
  });

  it('marks the id for what is always needed', () => {
    expectFindings('field-required-in-state', {
      'a.md': article('«OBJ-001»', 'status: proposed\nweight: 0.5\nmeasure: calls\n'),
    });
  });

  it('marks the key when the value is empty', () => {
    expectFindings('field-required-in-state', { 'a.md': article('DEC-001', 'status: accepted\n«decided_by»:\n') });
  });

  it('follows conditions', () => {
    const text = (type: string, more = '') => ({
      'a.md': article('REQ-001', `status: draft\ntype: ${type}\npriority: must\n${more}`),
    });
    expectNoFindings('field-required-in-state', text('functional'));
    const [finding] = expectFindings('field-required-in-state', {
      'a.md': article('«REQ-001»', 'status: draft\ntype: quality\npriority: must\n'),
    });
    assert.equal(finding?.severity, 'warning', 'a draft');
  });

  it('looks into lists and mappings', () => {
    expectFindings('field-required-in-state', {
      'a.md': article(
        'CHG-001',
        'status: draft\ntype: normal\nrequester: PER-001\napprovals:\n  - {«role»: technical, by: PER-001, on: 2026-11-12}\n',
      ),
    });
  });

  it('asks for a note where a link must have one', () => {
    expectFindings('field-required-in-state', {
      'a.md': article('RB-001', 'status: draft\ndismisses: [«LL-001», {to: LL-002, note: no phones}]\n'),
    });
  });

  it('waits until broken front matter is repaired', () => {
    expectNoFindings('field-required-in-state', { 'a.md': article('DEC-001', 'status: accepted\nstatus: accepted\n') });
  });

  it('takes the title from the heading', () => {
    const yaml = 'fields:\n  title: {required: true}\n';
    expectNoFindings('field-required-in-state', {
      'throughline.yaml': yaml,
      'a.md': `${article('DEC-001', 'status: proposed\n')}# Title\n`,
    });
    expectFindings('field-required-in-state', {
      'throughline.yaml': yaml,
      'a.md': article('«DEC-001»', 'status: proposed\n'),
    });
  });
});

describe('field-invalid', () => {
  /** One front matter line each; the marked part is expected, the second value is what is proposed. */
  const cases: readonly (readonly [prefix: string, line: string, replacement?: string])[] = [
    ['CI', 'criticality: «hihg»', 'high'],
    ['CI', 'criticality: «High»', 'high'],
    ['REQ', 'status: «aproved»', 'approved'],
    ['REQ', 'status: «whatever»'],
    ['OBJ', 'weight: «0,5»', '0.5'],
    ['OBJ', 'weight: «"0.5"»', '0.5'],
    ['OBJ', 'weight: «1.5»'],
    ['RSK', 'probability: «2.5»'],
    ['RSK', 'probability: «6»'],
    ['RSK', 'accepted_until: «2026-02-30»'],
    ['RSK', 'accepted_until: «5.1.2026»', '2026-01-05'],
    ['RSK', 'accepted_until: «2026/1/5»', '2026-01-05'],
    ['RSK', 'accepted_until: «1/5/2026»'],
    ['RSK', 'accepted_until: «2026-01-05T10:00Z»', '2026-01-05'],
    ['CHG', 'planned: {start: «2026-11-22T02:00», end: 2026-11-22T04:00Z}', '2026-11-22T02:00Z'],
    ['CHG', 'planned: {start: 2026-11-22T02:00Z, end: «2026-11-22»}'],
    ['CHG', 'planned: «2026-11-22»'],
    ['CHG', 'outage: «no»', 'false'],
    ['CHG', 'outage: «Yes»', 'true'],
    ['CHG', 'outage: «"true"»', 'true'],
    ['CHG', 'outage: «perhaps»'],
    ['CHG', 'tags: «migration»', '[migration]'],
    ['CHG', 'tags: «a, b»', '[a, b]'],
    ['CHG', 'tags: [a, «1.10»]', '"1.10"'],
    ['CHG', 'tags: [«007», 42]', '"007"'],
    ['CHG', 'title: «true»', '"true"'],
    ['CHG', 'title: «02:30»', '"02:30"'],
    ['CHG', 'title: [«a», b]'],
    ['CHG', 'owner: «Ada Moss»'],
    ['CHG', 'owner: «[[PER-001]]»', 'PER-001'],
    ['CHG', 'owner: [«PER-001», PER-002]'],
    ['CHG', 'implements: {«note»: x}'],
    ['CHG', 'implements: [REQ-001, «true»]'],
    ['CHG', 'affects: [{to: CI-001, unavailable: «yes»}]', 'true'],
    ['CI', 'depends_on: [{to: CI-001, strength: «firm»}]'],
    ['PER', 'email: «ada at example.org»'],
    ['PER', 'email: «ada@localhost»'],
    ['WIN', 'timezone: «Europe/Lodnon»', 'Europe/London'],
    ['WIN', 'timezone: «+02:00»'],
    ['WIN', 'rrule: «BYDAY=SU»'],
    ['WIN', 'rrule: «FREQ=WEEKLY;SU»'],
    ['REL', 'version: «v1.4.0»', '1.4.0'],
    ['REL', 'version: «1.10»', '1.10.0'],
    ['REL', 'version: «next»'],
    ['POL', 'rules: [{when: {type: normal}, require: [technical], within: «48 hours»}]'],
  ];
  for (const [prefix, line, replacement] of cases) {
    it(`marks ${line}`, () => {
      const finding = expectFinding('field-invalid', { 'a.md': article(`${prefix}-001`, `${line}\n`) });
      assert.equal(finding.data?.replacement, replacement);
      assert.match(finding.message, /^[^.!?]+[.:!?]/);
    });
  }

  it('accepts what fits', () => {
    expectNoFindings('field-invalid', {
      'a.md': article(
        'CHG-001',
        `title: Route 2026 traffic, and no more
status: scheduled
type: normal
requester: PER-001
planned: {start: 2026-11-22T02:00:00+00:00, end: "2026-11-22T04:00Z"}
outage: false
tags: [no, 2026, "1.10"]
review_by: 2026-12-01
implements: [[[REQ-001]], {to: REQ-002, fp: 4be19c02, note: x}]
fixes: INC-001, INC-002
after:
approvals: []
`,
      ),
      'b.md': article('WIN-001', 'timezone: Etc/UTC\nrrule: RRULE:FREQ=WEEKLY;BYDAY=SU\nexempt: [security]\n'),
      'c.md': article('REL-001', 'version: 2.0.0-rc.1+build.5\n'),
      'd.md': article('CI-001', 'redundancy: {db: {min_up: "50%"}}\n'),
      'e.md': PERSON,
    });
  });

  it('marks people fields that lead to other kinds', () => {
    const finding = expectFinding('field-invalid', {
      'a.md': article('CHG-001', 'owner: «SVC-001»\nimplementer: PER-001\n'),
      'b.md': article('SVC-001'),
      'c.md': PERSON,
    });
    assert.match(finding.message, /takes a person or a team, but `SVC-001` is a service/);
  });

  it('leaves unknown ids to link-broken, and words to itself', () => {
    const files = { 'a.md': article('CHG-001', 'owner: PER-099\nimplementer: Ada Moss\n') };
    assert.equal(
      expectFindings('field-invalid', { 'a.md': article('CHG-001', 'owner: PER-099\nimplementer: «Ada Moss»\n') })
        .length,
      1,
    );
    assert.equal(expectFindings('link-broken', { 'a.md': files['a.md'].replace('PER-099', '«PER-099»') }).length, 1);
  });

  it('reads fields under their configured names', () => {
    expectFindings('field-invalid', {
      'throughline.yaml': 'kinds:\n  requirement:\n    aliases: {status: state}\n',
      'a.md': article('REQ-001', 'state: «aproved»\n'),
    });
  });

  it('is an error where the status is unknown, a warning in a draft', () => {
    assert.equal(expectFinding('field-invalid', { 'a.md': article('REQ-001', 'status: «darft»\n') }).severity, 'error');
    assert.equal(
      expectFinding('field-invalid', { 'a.md': article('REQ-001', 'status: draft\npriority: «most»\n') }).severity,
      'warning',
    );
  });

  it('says what a value of any length is in few words', () => {
    const finding = expectFinding('field-invalid', {
      'a.md': article('CI-001', `criticality: «${'x'.repeat(100_000)}»\n`),
    });
    assert.ok(finding.message.length < 300);
  });
});

describe('field-unknown', () => {
  it('marks slips, at any depth, and names the field', () => {
    const [top, part, attribute] = expectFindings('field-unknown', {
      'a.md': article(
        'CHG-001',
        '«onwer»: PER-001\nplanned: {«strat»: x, end: y}\naffects: [{to: CI-001, «unavailble»: true}]\n',
      ),
    });
    assert.equal(top?.severity, 'info');
    assert.deepEqual(
      [top, part, attribute].map((finding) => finding?.data?.replacement),
      ['owner', 'start', 'unavailable'],
    );
  });

  it('leaves keys alone that resemble none', () => {
    expectNoFindings('field-unknown', { 'a.md': article('CHG-001', 'weight: 5\nlayout: page\nplanned: {slot: 3}\n') });
  });

  it('knows ids, links, inverses and configured names', () => {
    expectNoFindings('field-unknown', {
      'throughline.yaml':
        'kinds:\n  requirement:\n    aliases: {status: state}\n    match: {field: {layout: [req]}}\n    id: {from: num, format: "REQ-{value:3}"}\n',
      'a.md':
        '---\nnum: 4\nlayout: req\nstate: draft\nderives_from: []\nverified_by: []\nkind: requirement\naliases: []\n---\n',
    });
  });

  it('can be strict', () => {
    expectFindings('field-unknown', {
      'throughline.yaml': 'rules:\n  field-unknown: {strict: true}\n',
      'a.md': article('CHG-001', '«layout»: page\nplanned: {«slot»: 3}\naffects: [{to: CI-001, «weight»: 3}]\n'),
    });
  });

  it('has no opinion on Markdown of no kind', () => {
    expectNoFindings('field-unknown', { 'a.md': '---\nonwer: me\n---\n' });
  });
});
