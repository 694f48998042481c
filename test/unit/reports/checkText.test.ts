import assert from 'node:assert/strict';
import type { CheckReport } from '../../../server/reports/checkReport.ts';
import { checkText, type TextOptions } from '../../../server/reports/checkText.ts';
import { PLAIN } from '../../../server/reports/paint.ts';
import type { Finding } from '../../../server/rules/rule.ts';

const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });

function finding(path: string, line: number, rest: Partial<Finding>): Finding {
  const span = { start: 0, end: 0 };
  return {
    code: 'link-broken',
    severity: 'error',
    message: 'Gone.',
    path,
    range: at(line, 4),
    span,
    related: [],
    ...rest,
  };
}

const FINDINGS = [
  finding('a.md', 2, {}),
  finding('a.md', 11, {
    severity: 'warning',
    code: 'id-duplicate',
    message: 'Two articles have the id `A-1`, so that links to it may lead to the wrong one.',
    related: [{ message: 'The other.', path: 'b.md', range: at(0, 4) }],
  }),
  finding('b.md', 0, { message: 'Gone too.' }),
];

function report(rest: Partial<CheckReport> = {}): CheckReport {
  const counts = { error: 2, warning: 1, info: 0, hint: 0 };
  return { root: '/r', articles: 2, links: 1, counts, findings: FINDINGS, nestedRoots: [], skipped: [], ...rest };
}

const grouped = (width: number): TextOptions => ({ palette: PLAIN, layout: 'grouped', width });
const LINES: TextOptions = { palette: PLAIN, layout: 'lines', width: Number.POSITIVE_INFINITY };

describe('findings as text', () => {
  it('are grouped by file on a terminal, messages broken to its width', () => {
    assert.equal(
      checkText(report(), grouped(80), 12),
      `a.md
   3:5  error    link-broken   Gone.
  12:5  warning  id-duplicate  Two articles have the id \`A-1\`, so that links to
                               it may lead to the wrong one.
                               b.md:1:5  The other.

b.md
  1:5  error    link-broken   Gone too.

2 articles, 1 link: 2 errors, 1 warning (12 ms)
`,
    );
  });

  it('have their message below where it would be squeezed', () => {
    assert.equal(
      checkText(report({ findings: [finding('a.md', 2, {})] }), grouped(40), 12).split('\n\n')[0],
      'a.md\n  3:5  error  link-broken\n       Gone.',
    );
  });

  it('have a line each, with the full place, elsewhere', () => {
    assert.equal(
      checkText(report(), LINES, 1234),
      `a.md:3:5   error    link-broken   Gone.
a.md:12:5  warning  id-duplicate  Two articles have the id \`A-1\`, so that links to it may lead to the wrong one.
    b.md:1:5  The other.
b.md:1:5  error    link-broken   Gone too.

2 articles, 1 link: 2 errors, 1 warning (1.2 s)
`,
    );
  });

  it('are said to be none', () => {
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    assert.equal(checkText(report({ findings: [], counts }), LINES, 5), '2 articles, 1 link: no findings (5 ms)\n');
  });

  it('that are not printed are counted', () => {
    const text = checkText(report({ findings: FINDINGS.slice(0, 2) }), LINES, 5);
    assert.match(text, /^1 finding outside the given paths not printed; the exit code counts all\.$/m);
  });

  it('come with what was not looked at', () => {
    const nestedRoots = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const skipped = [
      { path: 'x', reason: 'link' },
      { path: 'y', reason: 'unreadable' },
    ] as const;
    const text = checkText(report({ nestedRoots, skipped }), LINES, 5);
    assert.match(text, /own: a, b, c, d, e and 2 more\nSymbolic links not followed: x\n.*not be read: y\n/);
  });
});
