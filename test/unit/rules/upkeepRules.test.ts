import assert from 'node:assert/strict';
import { avoidedTerms } from '../../../server/rules/avoidedTerms.ts';
import { expectFinding, expectFindings, expectNoFindings, workspace } from '../../support/expectFindings.ts';

const article = (id: string, more = '', body = '') => `---\nid: ${id}\n${more}---\n${body}`;
const at = (now: string, rest = '') => ({ 'throughline.yaml': `now: ${now}\n${rest}` });

describe('person-inactive', () => {
  const gone = { 'p.md': article('PER-001', 'title: Ada Moss\nstatus: inactive\n') };

  it('marks people and teams who left, by status or by `active: false`', () => {
    const [owner, lead] = expectFindings('person-inactive', {
      ...gone,
      't.md': article('TEAM-001', 'title: Payments\nactive: false\n'),
      'a.md': article('CHG-001', 'status: scheduled\nowner: «PER-001»\nimplementer: «TEAM-001»\n'),
    });
    assert.equal(owner?.severity, 'warning');
    assert.match(owner?.message ?? '', /Ada Moss.*`owner`/);
    assert.equal(lead?.data?.field, 'implementer');
  });

  it('takes what has a date, and actions that are over, for history', () => {
    expectFindings('person-inactive', {
      ...gone,
      'a.md': article(
        'CHG-001',
        `reviewed: {by: PER-001, on: 2026-01-05}
approvals:
  - {role: technical, by: PER-001, decision: approved, on: 2026-01-05}
  - {role: business, by: «PER-001»}
actions:
  - {id: A1, what: Add an alert, owner: PER-001, status: done}
  - {id: A2, what: Add an alert, owner: «PER-001»}
`,
      ),
    });
  });

  it('leaves articles that are over, and ignored fields', () => {
    expectNoFindings('person-inactive', {
      'throughline.yaml': 'rules:\n  person-inactive: {ignore: [requester]}\n',
      ...gone,
      'a.md': article('CHG-001', 'status: closed\nowner: PER-001\n'),
      'b.md': article('CHG-002', 'requester: PER-001\n', 'As PER-001 said.\n'),
    });
  });

  it('is an information in a draft', () => {
    const finding = expectFinding('person-inactive', {
      ...gone,
      'a.md': article('CHG-001', 'status: draft\nowner: «PER-001»\n'),
    });
    assert.equal(finding.severity, 'info');
  });
});

describe('term-avoid', () => {
  const terms = {
    't/a.md': article(
      'TRM-001',
      'title: Incident\npreferred: incident\navoid: [trouble ticket, Issue]\n',
      'Not a trouble ticket.\n',
    ),
    't/b.md': article('TRM-002', 'title: Roll-out\nstatus: deprecated\npreferred: release\navoid: [issue]\n'),
  };

  it('marks uses in prose, whatever their case, and gives the preferred term', () => {
    const [first, second, third] = expectFindings('term-avoid', {
      ...terms,
      'a.md': article('OBJ-001', '', 'A «Trouble ticket», an «issue», a «roll-out»; `issue`.\n'),
    });
    assert.equal(first?.severity, 'info');
    assert.deepEqual(
      [first, second, third].map((finding) => finding?.data?.replacement),
      ['incident', 'incident', 'release'],
    );
  });

  it('gives the words to look for, sorted, each once', () => {
    assert.deepEqual(avoidedTerms(workspace(terms).corpus), ['Issue', 'Roll-out', 'trouble ticket']);
  });

  it('does not take parts of words, nor the preferred word', () => {
    expectNoFindings('term-avoid', { ...terms, 'a.md': article('OBJ-001', '', 'Tissues of the incident.\n') });
    expectNoFindings('term-avoid', {
      't.md': article('TRM-001', 'preferred: incident\navoid: [Incident]\n'),
      'a.md': article('OBJ-001', '', 'An incident.\n'),
    });
  });
});

describe('review-due', () => {
  it('marks a day that is past, not today', () => {
    expectFindings('review-due', {
      ...at('2026-11-16'),
      'a.md': article('POL-001', 'review_by: «2026-11-15»\n'),
      'b.md': article('POL-002', 'review_by: 2026-11-16\n'),
    });
  });

  it("counts from the last review by the kind's period, else the general one", () => {
    expectFindings('review-due', {
      ...at('2026-11-16'),
      'a.md': article('RSK-001', 'reviewed: {by: PER-001, on: «2026-08-17»}\n'),
      'b.md': article('RSK-002', 'reviewed: {by: PER-001, on: 2026-08-18}\n'),
      'c.md': article('KB-001', 'reviewed: {by: PER-001, on: 2026-08-17}\n'),
    });
    expectFindings('review-due', {
      ...at('2026-11-16', 'thresholds: {review_period: 30d}\n'),
      'c.md': article('DEC-001', 'reviewed: {by: PER-001, on: «2026-10-16»}\n'),
    });
  });

  it('lets review_by decide over the period', () => {
    expectNoFindings('review-due', {
      ...at('2026-11-16'),
      'a.md': article('RSK-001', 'review_by: 2026-12-01\nreviewed: {by: PER-001, on: 2020-08-17}\n'),
    });
  });

  it('leaves articles that are over', () => {
    expectNoFindings('review-due', {
      ...at('2026-11-16'),
      'a.md': article('RSK-001', 'status: closed\nreview_by: 2020-01-01\n'),
    });
  });

  it('is an information in a draft', () => {
    const finding = expectFinding('review-due', {
      'a.md': article('RSK-001', 'status: identified\nreview_by: «2020-01-01»\n'),
    });
    assert.equal(finding.severity, 'info');
  });
});

describe('action-incomplete', () => {
  const actions = (...items: readonly string[]) => ({
    'a.md': article('PM-001', `actions:\n${items.map((item) => `  - {${item}}\n`).join('')}`),
  });

  it('marks open actions without owner, date or anything to be seen', () => {
    const found = expectFindings(
      'action-incomplete',
      actions(
        'id: «A1», what: Add an alert, due: 2099-01-01',
        'id: «A2», what: Add an alert, owner: PER-001, status: open',
        'id: A3, what: «Monitoring», owner: PER-001, due: 2099-01-01',
        'id: A4, what: «Improve monitoring», owner: PER-001, due: 2099-01-01',
        'id: A5, what: «Be more careful with pools», owner: PER-001, due: 2099-01-01',
      ),
    );
    assert.deepEqual(
      found.map(({ data }) => data?.missing),
      [['owner'], ['due'], ['what'], ['what'], ['what']],
    );
    assert.equal(found[0]?.severity, 'warning');
  });

  it('accepts what can be finished, and what is done', () => {
    expectNoFindings(
      'action-incomplete',
      actions(
        'id: A1, what: Add an alert, owner: PER-001, due: 2099-01-01',
        'id: A2, what: Improve the pool alert so that it rings at 90 %, owner: PER-001, due: 2099-01-01',
        'id: A3, what: Add an alert, status: done',
        'id: A4, what: Add an alert, status: dropped, reason: the pool is gone',
      ),
    );
  });

  it('asks for a reason where one was dropped', () => {
    expectFindings('action-incomplete', actions('id: A1, what: Add an alert, status: «dropped»'));
  });
});

describe('action-overdue', () => {
  const due = (date: string, more = '') => ({
    'a.md': article('PM-001', `actions:\n  - {id: A1, what: Add an alert, due: ${date}${more}}\n`),
  });

  it('marks the date of an open action from the day after', () => {
    const finding = expectFinding('action-overdue', { ...at('2026-11-16'), ...due('«2026-11-15»') });
    assert.match(finding.message, /`A1` was due yesterday/);
    expectNoFindings('action-overdue', { ...at('2026-11-16T23:59:59Z'), ...due('2026-11-16') });
  });

  it('leaves what is done', () => {
    expectNoFindings('action-overdue', { ...at('2026-11-16'), ...due('2026-11-15', ', status: done') });
  });

  it('grants working days of the default calendar', () => {
    const rest = 'rules:\n  action-overdue: {grace: 2}\ncalendars:\n  default: {holidays: [2026-11-16]}\n';
    // Friday the 13th; Monday the 16th is a holiday, so two working days end on Wednesday the 18th.
    expectNoFindings('action-overdue', { ...at('2026-11-18', rest), ...due('2026-11-13') });
    expectFindings('action-overdue', { ...at('2026-11-19', rest), ...due('«2026-11-13»') });
  });

  it('leaves articles that were cancelled', () => {
    expectNoFindings('action-overdue', {
      ...at('2026-11-16'),
      'a.md': article('CHG-001', 'status: cancelled\nactions:\n  - {id: A1, what: Add an alert, due: 2020-01-01}\n'),
    });
  });

  it('is an information in a draft', () => {
    const finding = expectFinding('action-overdue', {
      ...at('2026-11-16'),
      'a.md': article('PM-001', 'status: draft\nactions:\n  - {id: A1, what: Add an alert, due: «2020-01-01»}\n'),
    });
    assert.equal(finding.severity, 'info');
  });
});
