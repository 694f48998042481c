import assert from 'node:assert/strict';
import { readInstruction } from '../../../server/rules/suppressions.ts';
import { expectFinding, expectFindings, expectNoFindings } from '../../support/expectFindings.ts';

const article = (more: string, body = '') => `---\nid: OBJ-001\n${more}---\n${body}`;
const NOON = { 'throughline.yaml': 'now: 2026-11-16T12:00:00Z\n' };
const waiver = (fields: string) => `waivers:\n  - {${fields}}\n`;

describe('waivers', () => {
  it('hide the findings of their rule until the end of their last day', () => {
    expectNoFindings('link-broken', {
      ...NOON,
      'a.md': article(`owner: PER-099\n${waiver('rule: link-broken, reason: on leave, until: 2026-11-16')}`),
    });
    expectNoFindings('link-broken', {
      ...NOON,
      'a.md': article(`owner: PER-099\n${waiver('rule: link-broken, reason: on leave')}`),
    });
  });

  it('hide nothing when ended, without reason, or for another rule', () => {
    for (const fields of [
      'rule: link-broken, reason: x, until: 2026-11-15',
      'rule: link-broken',
      'rule: cycle, reason: x',
      'rule: link-broken, reason: x, until: soon',
    ]) {
      expectFindings('link-broken', { ...NOON, 'a.md': article(`owner: «PER-099»\n${waiver(fields)}`) });
    }
  });

  it('hide findings of corpus rules in their article', () => {
    const cycle = { 'a.md': `---\nid: CHG-001\nafter: CHG-001\n${waiver('rule: cycle, reason: a test')}---\n` };
    expectNoFindings('cycle', cycle);
  });

  it('are read from sidecars', () => {
    expectNoFindings('link-broken', {
      'throughline.yaml':
        'kinds:\n  proposal:\n    match: {path: "**/README.md"}\n    sidecar: kep.yaml\n    id: {from: folder}\n',
      'one/README.md': '# One\n\n[x](gone.md)\n',
      'one/kep.yaml': waiver('rule: link-broken, reason: x'),
    });
  });

  it('are findings when they do not hold', () => {
    const files = (fields: string) => ({ ...NOON, 'a.md': article(waiver(fields)) });
    const past = expectFinding('waiver-expired', files('rule: link-broken, reason: x, until: «2026-11-15»'));
    assert.equal(past.severity, 'warning');
    const unknown = expectFinding('waiver-expired', files('rule: «link-brokn», reason: x'));
    assert.equal(unknown.data?.replacement, 'link-broken');
    expectFindings('waiver-expired', files('«rule»: link-broken'));
    expectFindings('waiver-expired', files('rule: link-broken, «reason»:'));
    expectFindings('waiver-expired', files('«reason»: x'));
    expectNoFindings('waiver-expired', files('rule: link-broken, reason: x, until: 2026-11-16'));
  });

  it('cannot waive themselves', () => {
    expectFindings('waiver-expired', {
      ...NOON,
      'a.md': article(
        'waivers:\n  - {rule: waiver-expired, reason: x}\n  - {rule: link-broken, reason: x, until: «2020-01-01»}\n',
      ),
    });
  });

  it('do not hide what they do not name', () => {
    expectFindings('field-invalid', { 'a.md': article(`weight: «high»\n${waiver('rule: link-broken, reason: x')}`) });
  });
});

describe('suppressions', () => {
  it('hide on the next line only', () => {
    expectFindings('link-broken', {
      'a.md': article('', '<!-- throughline-disable-next-line link-broken -->\n[x](gone.md)\n[y](«gone.md»)\n'),
    });
  });

  it('hide on their own line only', () => {
    expectFindings('link-broken', {
      'a.md': article('', '[x](gone.md) <!-- throughline-disable-line link-broken -- generated -->\n[y](«gone.md»)\n'),
    });
  });

  it('hide in the whole file, front matter included', () => {
    expectNoFindings('link-broken', {
      'a.md': article('owner: PER-099\n', '[x](gone.md)\n\n<!-- throughline-disable-file link-broken -->\n'),
    });
  });

  it('hide only the rules they name', () => {
    expectFindings('link-broken', {
      'a.md': article('', '<!-- throughline-disable-file anchor-broken, cycle -->\n\n[x](«gone.md»)\n'),
    });
  });

  it('with CRLF count the same lines', () => {
    expectFindings('link-broken', {
      'a.md':
        '---\r\nid: OBJ-001\r\n---\r\n<!-- throughline-disable-next-line link-broken -->\r\n[x](gone.md)\r\n[y](«gone.md»)\r\n',
    });
  });

  it('by line do not reach into a sidecar', () => {
    expectFindings('link-broken', {
      'throughline.yaml':
        'kinds:\n  proposal:\n    match: {path: "**/README.md"}\n    sidecar: kep.yaml\n    id: {from: folder}\n    fields: {owner: {type: id, kinds: [person]}}\n',
      'one/README.md': '<!-- throughline-disable-line link-broken -->\n',
      'one/kep.yaml': 'owner: «PER-099»\n',
    });
  });

  it('may give a reason after two hyphens', () => {
    const text = 'throughline-disable-line id-duplicate, cycle -- see cycle';
    const { name, codes } = readInstruction({ text, start: 0, end: 0 });
    assert.equal(name, 'throughline-disable-line');
    assert.deepEqual(
      codes.map(({ code, offset }) => [code, text.indexOf(code) === offset]),
      [
        ['id-duplicate', true],
        ['cycle', true],
      ],
    );
  });
});

describe('suppression-invalid', () => {
  it('marks comments that name no rule, an unknown one, or mean nothing', () => {
    const found = expectFindings('suppression-invalid', {
      'a.md': article(
        '',
        '«<!-- throughline-disable-file -->»\n\n<!-- throughline-disable-line cycle «link-brokn» -- x -->\n\n«<!-- throughline-disable-nxt-line link-broken -->»\n',
      ),
    });
    assert.deepEqual(
      found.map(({ severity }) => severity),
      ['warning', 'warning', 'warning'],
    );
    assert.equal(found[1]?.data?.replacement, 'link-broken');
    assert.match(found[2]?.message ?? '', /throughline-disable-next-line/);
  });

  it('leaves other comments and code alone', () => {
    expectNoFindings('suppression-invalid', {
      'a.md': article('', '<!-- markdownlint-disable -->\n\n```\n<!-- throughline-disable-file -->\n```\n'),
    });
  });
});
