import assert from 'node:assert/strict';
import { expectFinding, expectFindings, expectNoFindings } from '../../support/expectFindings.ts';

const article = (id: string, more = '', body = '') => `---\nid: ${id}\n${more}---\n${body}`;

describe('link-broken', () => {
  it('finds unknown ids in links, fields, wiki links, mentions and paths', () => {
    expectFindings('link-broken', {
      'a.md': article(
        'REQ-001',
        'owner: «PER-009»\nderives_from: [OBJ-001, «OBJ-099», {to: «OBJ-098»}]\n',
        'See [[«OBJ-097»]], «OBJ-096», [x](«./gone.md») and ![i](«i.png»).\n\n[r]: «gone.md»\n',
      ),
      'b.md': article('OBJ-001'),
    });
  });

  it('leaves alone code, other prefixes, URLs, the outside and excluded places', () => {
    expectNoFindings('link-broken', {
      'throughline.yaml': 'exclude: ["archive/**"]\n',
      'a.md': article(
        'REQ-001',
        '',
        '`OBJ-099` ISO-9001 [x](https://e.org/x.md) [y](../../out.md) [z](archive/old.md) [f](files/) [g](files/g.png)\n',
      ),
      'files/g.png': '',
    });
  });

  it('follows percent-encoding, README folders and files without extension', () => {
    expectNoFindings('link-broken', {
      'a.md': article('REQ-001', '', '[x](caf%C3%A9%20menu.md) [y](sub) [z](sub/page) [[café menu]]\n'),
      'café menu.md': '# Menu\n',
      'sub/README.md': '# Sub\n',
      'sub/page.md': '# Page\n',
    });
  });

  it('names the nearest ids', () => {
    const cases: Record<string, readonly string[]> = {
      'OBJ-01': ['OBJ-001'],
      'OBJ-0011': ['OBJ-011'],
      'OBJ-101': ['OBJ-011', 'OBJ-001'],
      'OJB-001': ['OBJ-001'],
      obj_11: ['OBJ-011'],
    };
    for (const [written, expected] of Object.entries(cases)) {
      const finding = expectFinding('link-broken', {
        'a.md': article('REQ-001', `derives_from: [«${written}»]\n`),
        'b.md': article('OBJ-001'),
        'c.md': article('OBJ-011'),
      });
      assert.deepEqual(finding.data?.nearest, expected, written);
    }
  });

  it('finds a moved file by its name', () => {
    const finding = expectFinding('link-broken', { 'a/x.md': '[y](«y.md»)\n', 'b/c/y.md': '# Y\n' });
    assert.deepEqual(finding.data?.nearest, ['../b/c/y.md']);
  });

  it('takes tags for tags where they are allowed', () => {
    expectFindings('link-broken', { 'a.md': article('WIN-001', 'applies_to: [payments, «SVC-009»]\n') });
  });

  it('can leave mentions alone', () => {
    expectFindings('link-broken', {
      'throughline.yaml': 'rules:\n  link-broken: {mentions: false}\n',
      'a.md': article('REQ-001', '', 'OBJ-099 and [[«OBJ-098»]]\n'),
    });
  });

  it('is a warning in a draft', () => {
    const finding = expectFinding('link-broken', {
      'a.md': article('REQ-001', 'status: draft\nderives_from: [«OBJ-099»]\n'),
    });
    assert.equal(finding.severity, 'warning');
  });

  it('is found in Markdown of no kind', () => {
    expectFindings('link-broken', { 'README.md': '[x](«gone.md»)\n' });
  });
});

describe('link-wrong-kind', () => {
  it('marks targets of other kinds and names a link that fits', () => {
    const finding = expectFinding('link-wrong-kind', {
      'a.md': article('CHG-001', 'implements: [REQ-001, «INC-001»]\n'),
      'b.md': article('REQ-001'),
      'c.md': article('INC-001'),
    });
    assert.deepEqual(finding.data?.links, ['fixes']);
  });

  it('marks a link that the kind does not have, once', () => {
    const finding = expectFinding('link-wrong-kind', {
      'a.md': article('OBJ-001', '«verifies»: [REQ-001, OBJ-001]\n'),
      'b.md': article('REQ-001'),
    });
    assert.match(finding.message, /starts from a verification/);
  });

  it('marks files and Markdown of no kind', () => {
    expectFindings('link-wrong-kind', {
      'a.md': article('REQ-001', 'derives_from: [«./b.md», «./c.png»]\n'),
      'b.md': '# B\n',
      'c.png': '',
    });
  });

  it('takes `same` for the own kind, `*` for any', () => {
    expectFindings('link-wrong-kind', {
      'a.md': article('REQ-001', 'supersedes: «OBJ-001»\n'),
      'b.md': article('OBJ-001', 'supersedes: OBJ-002\n'),
      'c.md': article('OBJ-002'),
      'd.md': article('DEC-001', 'decides: [OBJ-001, REQ-001]\n'),
    });
  });

  it('says nothing about broken links', () => {
    expectNoFindings('link-wrong-kind', { 'a.md': article('REQ-001', 'derives_from: [OBJ-099]\n') });
  });
});

describe('link-cardinality', () => {
  it('marks the first link too many and points at the first', () => {
    const finding = expectFinding('link-cardinality', {
      'a.md': article('INC-001', 'symptom_of: [PRB-001, «PRB-002», PRB-003]\n'),
      'b.md': article('PRB-001'),
    });
    assert.deepEqual(finding.related[0]?.range.start, { line: 2, character: 13 });
  });

  it('asks for a link from a state on, at the status', () => {
    const text = (status: string) => ({ 'a.md': article('CHG-001', `status: ${status}\ntype: normal\n`) });
    expectFindings('link-cardinality', text('«assess»'));
    expectNoFindings('link-cardinality', text('draft'));
    expectNoFindings('link-cardinality', text('cancelled'));
  });

  it('asks for a link only when the condition holds', () => {
    const text = (type: string, status: string) => ({
      'a.md': article('CHG-001', `status: ${status}\ntype: ${type}\naffects: [CI-001]\n`),
    });
    expectFindings('link-cardinality', text('standard', '«scheduled»'));
    expectNoFindings('link-cardinality', text('normal', 'scheduled'));
  });

  it('marks the key of an empty list', () => {
    expectFindings('link-cardinality', { 'a.md': article('CHG-001', 'status: assess\n«affects»: []\n') });
  });

  it('accepts the link written on the other side', () => {
    expectNoFindings('link-cardinality', {
      'a.md': article('CHG-001', 'status: assess\n'),
      'b.md': article('CI-001', 'affected_by: [CHG-001]\n'),
    });
  });

  it('waits until broken front matter is repaired', () => {
    expectNoFindings('link-cardinality', { 'a.md': article('CHG-001', 'status: assess\nstatus: assess\n') });
  });
});

describe('link-inverse-authored', () => {
  it('marks the key and names the targets', () => {
    const finding = expectFinding('link-inverse-authored', {
      'a.md': article('REQ-001', 'derives_from: [OBJ-001]\n«verified_by»: [VER-001, VER-002]\n'),
    });
    assert.equal(finding.severity, 'info');
    assert.deepEqual(finding.data, { link: 'verifies', targets: ['VER-001', 'VER-002'] });
  });

  it('leaves symmetric links alone', () => {
    expectNoFindings('link-inverse-authored', { 'a.md': article('CI-001', 'connects_to: [CI-002]\n') });
  });
});

describe('link-to-retired', () => {
  const retired = { 'r.md': article('REQ-001', 'status: retired\n') };

  it('marks links to what is retired, rejected or superseded and offers the last successor', () => {
    const finding = expectFinding('link-to-retired', {
      ...retired,
      'a.md': article('VER-001', 'verifies: [«REQ-001», REQ-003]\n'),
      'b.md': article('REQ-002', 'status: retired\nsupersedes: REQ-001\n'),
      'c.md': article('REQ-003', 'status: approved\nsupersedes: REQ-002\n'),
    });
    assert.equal(finding.severity, 'warning');
    assert.equal(finding.data?.successor, 'REQ-003');
  });

  it('survives successors in a circle', () => {
    const finding = expectFinding('link-to-retired', {
      'r.md': article('REQ-001', 'status: retired\nsupersedes: REQ-002\n'),
      'b.md': article('REQ-002', 'status: retired\nsupersedes: REQ-001\n'),
      'a.md': article('VER-001', 'verifies: [«REQ-001»]\n'),
    });
    assert.equal(finding.data?.successor, undefined);
  });

  it('leaves alone supersedes, history, and articles that are over', () => {
    expectNoFindings('link-to-retired', {
      ...retired,
      'a.md': article('REQ-002', 'supersedes: REQ-001\n'),
      'b.md': article('VER-001', 'status: retired\nverifies: [REQ-001]\n'),
      'c.md': article('DEC-001', 'decides: [REQ-001]\n', 'As REQ-001 says.\n'),
    });
  });

  it('can look at prose and at other link types', () => {
    expectFindings('link-to-retired', {
      'throughline.yaml': 'rules:\n  link-to-retired: {body: true, ignore: []}\n',
      ...retired,
      'a.md': article('DEC-001', 'decides: [«REQ-001»]\n', 'As [[«REQ-001»]] says.\n'),
    });
  });

  it('is an information in a draft', () => {
    const finding = expectFinding('link-to-retired', {
      ...retired,
      'a.md': article('VER-001', 'status: planned\nverifies: [«REQ-001»]\n'),
    });
    assert.equal(finding.severity, 'info');
  });
});

describe('link-mention-untyped', () => {
  it('marks the first mention of each article', () => {
    const finding = expectFinding('link-mention-untyped', {
      'a.md': article('CHG-001', '', 'Ends [[«PRB-001»]], PRB-001.\n'),
      'b.md': article('PRB-001'),
    });
    assert.equal(finding.severity, 'hint');
    assert.deepEqual(finding.data, {
      target: 'PRB-001',
      links: ['implements', 'fixes'],
      inverseLinks: [],
    });
  });

  it('is silent when a link or an id field connects them, from either side', () => {
    expectNoFindings('link-mention-untyped', {
      'a.md': article('CHG-001', 'fixes: [PRB-001]\n', 'PRB-001 and INC-001 by PER-001\n'),
      'b.md': article('PRB-001', '', 'CHG-001\n'),
      'c.md': article('INC-001', 'caused_by: [CHG-001]\n'),
      'd.md': article('PER-001'),
    });
  });

  it('reports two that mention each other once', () => {
    expectFindings('link-mention-untyped', {
      'a.md': article('CHG-001', '', '«PRB-001»\n'),
      'b.md': article('PRB-001', '', 'CHG-001\n'),
    });
  });

  it('is silent where no link could be, by kind', () => {
    expectNoFindings('link-mention-untyped', {
      'a.md': article('INC-001', '', 'INC-002 and OBJ-001\n'),
      'b.md': article('INC-002'),
      'c.md': article('OBJ-001'),
    });
  });
});

describe('anchor-broken', () => {
  it('marks the part after # of links and wiki links', () => {
    const finding = expectFinding('anchor-broken', {
      'a.md': article(
        'REQ-001',
        '',
        '[x](b.md#«measurs») [y](b.md#measures-1) [[OBJ-001#Measures]] [z](#own)\n\n## Own\n',
      ),
      'b.md': article('OBJ-001', '', '## Measures\n\n## Measures\n'),
    });
    assert.equal(finding.severity, 'warning');
    assert.deepEqual(finding.data?.nearest, ['measures']);
  });

  it('takes wiki fragments by text, by anchor and by the id of an entry', () => {
    expectFindings('anchor-broken', {
      'a.md': article(
        'REQ-001',
        '',
        '[[PM-001#What went well]] [[PM-001#what-went-well]] [[PM-001#A1]] [[PM-001#^block]] [[PM-001#«A2»]]\n',
      ),
      'b.md': article('PM-001', 'actions:\n  - {id: A1, what: Add an alert}\n', '## What went well\n'),
    });
  });

  it('leaves lines, tops, files and images alone', () => {
    expectNoFindings('anchor-broken', {
      'a.md': article('REQ-001', '', '[x](b.md#L10-L20) [y](b.md#top) [z](c.py#L3) ![i](b.svg#layer)\n'),
      'b.md': '# B\n',
      'c.py': '',
      'b.svg': '',
    });
  });

  it('follows percent-encoded anchors of other scripts', () => {
    expectNoFindings('anchor-broken', { 'a.md': '[x](#%D0%BF%D0%BB%D0%B0%D0%BD)\n\n## План\n' });
  });
});
