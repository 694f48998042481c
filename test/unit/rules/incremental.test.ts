import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ArticleReader } from '../../../server/article/articleReader.ts';
import { parseText } from '../../../server/article/parseText.ts';
import { Corpus } from '../../../server/corpus/corpus.ts';
import { CompiledModel } from '../../../server/model/compiled.ts';
import { RULES } from '../../../server/rules/index.ts';
import { linkBroken } from '../../../server/rules/linkBroken.ts';
import type { Finding } from '../../../server/rules/rule.ts';
import { RuleRunner } from '../../../server/rules/runner.ts';
import { workspace } from '../../support/expectFindings.ts';

/** Few names, so that they meet: duplicates, cycles, retired targets and lost ones all come about. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  'REQ-001': ['draft', 'approved', 'retired'],
  'REQ-002': ['draft', 'approved', 'retired'],
  'REQ-003': ['approved', 'retired'],
  'CHG-001': ['draft', 'scheduled', 'rejected'],
  'PER-001': ['active', 'inactive'],
  'PM-001': ['draft', 'published'],
  'TRM-001': ['preferred', 'deprecated'],
};
const id = fc.constantFrom(...Object.keys(STATES));
const path = fc.constantFrom('a.md', 'b.md', 'c.md', 'd/e.md', 'd/README.md');

const fieldLine = fc.oneof(
  fc
    .record({ field: fc.constantFrom('supersedes', 'superseded_by', 'derives_from', 'after', 'implements'), id })
    .map(({ field, id }) => `${field}: [${id}]`),
  id.map((value) => `owner: ${value}`),
  id.map((value) => `aliases: [${value}]`),
  fc.constantFrom('title: One', 'title: Two', 'active: false', 'preferred: word', 'preferred: verb', 'avoid: [noun]'),
  fc.constantFrom('actions: [{id: A1, what: Do it now}]', 'waivers: [{rule: cycle, reason: x}]', 'tags: [x]'),
);

const bodyLine = fc.oneof(
  id.map((value) => `See ${value}.`),
  fc.record({ id, part: fc.constantFrom('A1', 'Head 1', 'head-1') }).map(({ id, part }) => `See [[${id}#${part}]].`),
  path.map((target) => `See [x](${target}#head-1).`),
  fc.constantFrom('## Head 1', '## Head  2!', 'A noun.', '<!-- throughline-disable-file cycle -->', '[[e]]', '[y](d)'),
);

const article = id.chain((own) =>
  fc
    .record({
      status: fc.constantFrom(...(STATES[own] ?? [])),
      fields: fc.uniqueArray(fieldLine, { maxLength: 4, selector: (line) => line.split(':')[0] }),
      body: fc.array(bodyLine, { maxLength: 3 }),
    })
    .map(({ status, fields, body }) =>
      [
        '---',
        ...fields.slice(2),
        `id: ${own}`,
        `status: ${status}`,
        ...fields.slice(0, 2),
        '---',
        '',
        body.join('\n\n'),
      ].join('\n'),
    ),
);

const edit = fc.record({ path, text: fc.option(article, { nil: undefined, freq: 4 }) });

describe('rules on a corpus that changes', () => {
  const { configuration, now } = workspace({});
  const reader = new ArticleReader(new CompiledModel(configuration.model));
  const empty = Corpus.empty(new CompiledModel(configuration.model));
  const read = (at: string, text: string) =>
    reader.read({ path: at, hash: text, parsed: parseText(text, { stage: 'full', terms: ['noun'] }) });

  it('find what they find on one that is built anew', () => {
    fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 6 }),
        fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { maxLength: 5 }),
        (first, batches) => {
          const runner = new RuleRunner(RULES, configuration, now);
          const texts = new Map<string, string>();
          let corpus = empty;
          const found = new Map<string, readonly Finding[]>();
          let corpusFindings = runner.checkCorpusRules(corpus);
          for (const batch of [first, ...batches]) {
            for (const { path: at, text } of batch) {
              if (text === undefined) texts.delete(at);
              else texts.set(at, text);
            }
            const changes = [...new Set(batch.map(({ path: at }) => at))].map((at) => {
              const text = texts.get(at);
              return { path: at, article: text === undefined ? undefined : read(at, text) };
            });
            const before = corpus;
            const update = before.update(changes, [], true);
            corpus = update.corpus;
            const dirty = new Set([...update.changed, ...update.touched]);
            let again = false;
            for (const at of update.changed) {
              const versions = [before.article(at), corpus.article(at), corpus] as const;
              for (const other of runner.affected(...versions)) dirty.add(other);
              again ||= runner.concerned(...versions).length > 0;
            }
            if (update.namesChanged) {
              for (const [at, findings] of found)
                if (findings.some(({ code }) => code === linkBroken.code)) dirty.add(at);
            }
            for (const at of dirty) {
              const changed = corpus.article(at);
              if (changed === undefined) found.delete(at);
              else found.set(at, runner.checkArticle(changed, corpus));
            }
            if (again) corpusFindings = runner.checkCorpusRules(corpus);
          }
          const whole = empty.update(
            [...texts].map(([at, text]) => ({ path: at, article: read(at, text) })),
            [],
            true,
          ).corpus;
          const fresh = new RuleRunner(RULES, configuration, now);
          const expected = new Map(whole.sorted().map((each) => [each.path, fresh.checkArticle(each, whole)]));
          assert.deepEqual(sorted(found), sorted(expected));
          assert.deepEqual(
            sorted(corpusFindings.get('cycle') ?? new Map()),
            sorted(fresh.checkCorpusRules(whole).get('cycle') ?? new Map()),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

function sorted(findings: ReadonlyMap<string, readonly Finding[]>): [string, readonly Finding[]][] {
  return [...findings].filter(([, list]) => list.length > 0).sort(([a], [b]) => (a < b ? -1 : 1));
}
