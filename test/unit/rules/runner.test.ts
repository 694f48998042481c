import assert from 'node:assert/strict';
import type { ArticleRule, CorpusRule, Rule } from '../../../server/rules/rule.ts';
import { RuleRunner } from '../../../server/rules/runner.ts';
import { type Files, workspace } from '../../support/expectFindings.ts';

const DATA = {
  group: 'General',
  title: '',
  severity: 'error',
  what: '',
  why: '',
  fix: '',
  example: { bad: '', good: '' },
  options: [],
  source: '',
} as const;

/** Finds the first character of every file. */
const first: ArticleRule = {
  ...DATA,
  code: 'cycle',
  scope: 'article',
  check: () => [{ message: 'm', in: 'source', span: { start: 0, end: 1 } }],
};

function run(rules: readonly Rule[], files: Files) {
  const { corpus, configuration, now } = workspace(files);
  const runner = new RuleRunner(rules, configuration, now);
  return corpus.sorted().flatMap((article) => [...runner.checkArticle(article, corpus)]);
}

function severities(rules: readonly Rule[], configuration: string): string[] {
  const files = {
    'throughline.yaml': configuration,
    'a.md': '---\nid: REQ-001\nstatus: draft\n---\n',
    'b.md': '---\nid: REQ-002\nstatus: approved\n---\n',
    'c.md': '# Plain\n',
  };
  return run(rules, files).map(({ severity }) => severity);
}

describe('severity', () => {
  it('is one level lower in drafts', () => {
    assert.deepEqual(severities([first], ''), ['warning', 'error', 'error']);
  });

  it('is the same in drafts for rules of fixed severity', () => {
    assert.deepEqual(severities([{ ...first, fixedSeverity: true }], ''), ['error', 'error', 'error']);
  });

  it("starts from the finding's own", () => {
    const soft: ArticleRule = {
      ...first,
      check: () => [{ message: 'm', in: 'source', span: { start: 0, end: 1 }, severity: 'info' }],
    };
    assert.deepEqual(severities([soft], ''), ['hint', 'info', 'info']);
  });

  it('has nothing below a hint', () => {
    assert.deepEqual(severities([{ ...first, severity: 'hint' }], ''), ['hint', 'hint', 'hint']);
  });

  it('is what the configuration says, in every state', () => {
    assert.deepEqual(severities([first], 'rules: {cycle: info}\n'), ['info', 'info', 'info']);
    assert.deepEqual(severities([first], 'rules: {cycle: off}\n'), []);
  });

  it('switches on what is off by default', () => {
    const quiet: ArticleRule = { ...first, offByDefault: true };
    assert.deepEqual(severities([quiet], ''), []);
    assert.deepEqual(severities([quiet], 'rules: {cycle: error}\n'), ['error', 'error', 'error']);
  });
});

describe('the runner', () => {
  it('sorts findings by place', () => {
    const places = [9, 3, 6].map((start) => ({ message: 'm', in: 'source' as const, span: { start, end: start + 1 } }));
    const found = run([{ ...first, check: () => places }], { 'a.md': '# A heading\n' });
    assert.deepEqual(
      found.map(({ span }) => span.start),
      [3, 6, 9],
    );
  });

  it('gives path, range and id, of related places too', () => {
    const rule: ArticleRule = {
      ...first,
      check: (article) => [
        {
          message: 'm',
          in: 'front',
          span: { start: 4, end: 6 },
          related: [{ message: 'r', source: article.source, span: { start: 0, end: 3 } }],
        },
      ],
    };
    const [finding] = run([rule], { 'a/b.md': '---\nid: REQ-001\n---\n' });
    assert.deepEqual(finding, {
      code: 'cycle',
      severity: 'error',
      message: 'm',
      path: 'a/b.md',
      range: { start: { line: 1, character: 0 }, end: { line: 1, character: 2 } },
      span: { start: 4, end: 6 },
      article: 'REQ-001',
      related: [
        { message: 'r', path: 'a/b.md', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } } },
      ],
    });
  });

  it('computes what rules derive once for each object', () => {
    let computed = 0;
    const derive = () => ++computed;
    const rule: ArticleRule = {
      ...first,
      check: (_, context) => {
        context.derived(derive, context.corpus.model);
        return [];
      },
    };
    run([rule], { 'a.md': '', 'b.md': '' });
    assert.equal(computed, 1);
  });

  it('asks corpus rules again when state, waivers or suppressions of an article change', () => {
    const never: CorpusRule = { ...DATA, code: 'cycle', scope: 'corpus', concerns: () => false, checkAll: () => [] };
    const versions = {
      plain: '---\nid: REQ-001\nstatus: draft\n---\nText.\n',
      words: '---\nid: REQ-001\nstatus: draft\n---\nOther text.\n',
      state: '---\nid: REQ-001\nstatus: approved\n---\nText.\n',
      waiver: '---\nid: REQ-001\nstatus: draft\nwaivers: [{rule: cycle, reason: x}]\n---\nText.\n',
      comment: '---\nid: REQ-001\nstatus: draft\n---\nText.\n<!-- throughline-disable-file cycle -->\n',
    };
    const { corpus, configuration, now } = workspace(
      Object.fromEntries(Object.entries(versions).map(([name, text]) => [`${name}.md`, text])),
    );
    const runner = new RuleRunner([never], configuration, now);
    const concerned = (name: string) =>
      runner.concerned(corpus.article('plain.md'), corpus.article(`${name}.md`), corpus).length > 0;
    assert.deepEqual(['words', 'state', 'waiver', 'comment'].filter(concerned), ['state', 'waiver', 'comment']);
  });

  it('survives hostile names', () => {
    const files = {
      'a.md': '---\nid: __proto__\n---\n[[constructor]] [[__proto__]] [[toString#x]]\n',
      'b.md':
        '---\nid: REQ-001\n__proto__: 1\nconstructor: {to: x}\nowner: hasOwnProperty\nwaivers: [{rule: toString, reason: x}]\ntags: {__proto__: 1}\n---\n',
    };
    assert.ok(
      workspace(files)
        .findings()
        .every(({ message }) => message.length > 0),
    );
  });
});
