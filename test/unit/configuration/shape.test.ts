import assert from 'node:assert/strict';
import { lineTable, rangeOf } from '../../../server/article/text.ts';
import { expectProblems, read, valid } from './support.ts';

describe('configuration: keys and types', () => {
  it('no file, an empty one and one of comments are fine', () => {
    for (const text of [undefined, '', '\n', '# nothing yet\n', '---\n', '{}', '\uFEFF# with a mark\n']) {
      assert.deepEqual(read(text).problems, [], JSON.stringify(text));
    }
  });

  it('a key with nothing after it says nothing', () => {
    const text = 'include:\nexclude:\nkinds:\nlinks:\nfields:\nrules:\ncalendars:\nthresholds:\n';
    assert.deepEqual(valid(text), read(undefined).configuration);
  });

  it('an unknown key is reported at the key, with the nearest known one', () => {
    expectProblems('«exlude»: [a/**]\n', 'Unknown key `exlude`. Did you mean `exclude`?');
    expectProblems(
      'include: docs/**\n«colour»: red\n',
      'Unknown key `colour`. Known: `model`, `include`, `exclude`, `now`, `kinds`, `fields`, `links`, `rules`, `calendars` and `thresholds`.',
    );
  });

  it('the correction is given for a quick fix', () => {
    assert.equal(read('exlude: a').problems[0]?.replacement, 'exclude');
    assert.equal(read('model: projectops').problems[0]?.replacement, 'project-ops');
  });

  it('positions are lines and UTF-16 columns', () => {
    const text = 'kinds:\r\n  "😀": {}\r\n  note:\r\n    titel: Записка 😀\r\n';
    const ranges = read(text).problems.map(({ span }) => rangeOf(lineTable(text), span));
    assert.deepEqual(ranges, [
      { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } },
      { start: { line: 3, character: 4 }, end: { line: 3, character: 9 } },
    ]);
  });

  it('a byte order mark shifts nothing', () => {
    const [problem] = read('\uFEFFmodle: none').problems;
    assert.deepEqual(problem?.span, { start: 1, end: 6 });
  });

  it('a value of the wrong type is reported at the value', () => {
    expectProblems('include: «{a: b}»\n', 'Expected text that is not empty or a list, not a mapping.');
    expectProblems('kinds: «[a, b]»\n', 'Expected a mapping, not a list.');
    expectProblems('kinds: «a»\n', 'Expected a mapping, not `a`.');
    expectProblems('«[a]»\n', 'Expected a mapping, not a list.');
    expectProblems('model: «none of it»\n', 'Expected `project-ops` or `none`, not `none of it`.');
    expectProblems(
      'model: «project_ops»\n',
      'Expected `project-ops` or `none`, not `project_ops`. Did you mean `project-ops`?',
    );
    expectProblems('links: {a: {max: «0»}}\n', 'Expected a whole number of at least 1 or `none`, not the number `0`.');
    expectProblems(
      'links: {a: {max: «1.5»}}\n',
      'Expected a whole number of at least 1 or `none`, not the number `1.5`.',
    );
    expectProblems('links: {a: {tags: «"true"»}}\n', 'Expected `true` or `false`, not `true`.');
    expectProblems('calendars: {default: {workdays: «[]»}}', 'This list must not be empty.');
  });

  it('a number where text belongs asks for quotes', () => {
    const text = 'kinds: {note: {title: 2024}}';
    expectProblems(
      'kinds: {note: {title: «2024»}}',
      'Expected text that is not empty, not the number `2024`. Put it in quotes: `"2024"`.',
    );
    assert.equal(read(text).problems[0]?.replacement, '"2024"');
  });

  it('a text of the wrong form says what would be right', () => {
    const cases: readonly (readonly [string, string])[] = [
      [
        'now: «yesterday»',
        'Expected a date such as `2026-11-16` or a time with offset such as `2026-11-16T09:00:00Z`, not `yesterday`.',
      ],
      [
        'now: «2026-11-16T09:00»',
        'Expected a date such as `2026-11-16` or a time with offset such as `2026-11-16T09:00:00Z`, not `2026-11-16T09:00`.',
      ],
      ['kinds: {«1st»: {}}', 'Expected a name of letters, digits, `_` and `-` that begins with a letter, not `1st`.'],
      [
        'kinds: {«__proto__»: {}}',
        'Expected a name of letters, digits, `_` and `-` that begins with a letter, not `__proto__`.',
      ],
      [
        'kinds: {note: {prefix: «note-»}}',
        'Expected an id prefix of capital letters and digits, such as `ADR`, not `note-`.',
      ],
      [
        'kinds: {note: {sidecar: «a/b.yaml»}}',
        'Expected the name of a YAML file without folder, such as `kep.yaml`, not `a/b.yaml`.',
      ],
      ['kinds: {note: {review_every: «soon»}}', 'Expected a duration such as `180d`, `12w`, `6m` or `1y`, not `soon`.'],
      [
        'kinds: {note: {id: {from: n, format: «ADR-»}}}',
        'Expected a format with `{value}` in it once, such as `ADR-{value:4}`, not `ADR-`.',
      ],
      ['kinds: {note: {icon: «$(law)»}}', 'Expected the name of a codicon, such as `file-text`, not `$(law)`.'],
      [
        'kinds: {note: {fields: {a: «dat»}}}',
        'Expected `false`, a field type such as `string`, `date` or `list of string` or a mapping, not `dat`.',
      ],
      [
        'kinds: {note: {lifecycle: {states: [a, b], transitions: [«a to b»]}}}',
        'Expected two states with an arrow, such as `draft -> accepted` or a mapping, not `a to b`.',
      ],
    ];
    for (const [text, message] of cases) expectProblems(text, message);
  });

  it('something left out is reported at the key it is missing under', () => {
    expectProblems('kinds: {note: {«id»: {pattern: "(x)"}}}', '`from` must be given.');
    expectProblems('kinds: {note: {«match»: {}}}', 'Nothing is said here. Expected `path` or `field`.');
    expectProblems('kinds: {note: {sections: [«{aliases: [A]}»]}}', '`title` must be given.');
  });

  it('one wrong part leaves the rest', () => {
    const configuration = expectProblems(
      'include: [docs/**, «7»]\nkinds:\n  note: {title: Note, «colour»: red}\n  «9»: {}\n',
      'Expected text that is not empty, not the number `7`. Put it in quotes: `"7"`.',
      'Unknown key `colour`. Known: `title`, `plural`, `description`, `prefix`, `icon`, `folder`, `match`, `id`, `aliases`, `sidecar`, `review_every`, `fields`, `sections` and `lifecycle`.',
      'Expected a name of letters, digits, `_` and `-` that begins with a letter, not `9`.',
    );
    assert.deepEqual(configuration.include, ['docs/**']);
    assert.equal(configuration.model.kinds.find(({ name }) => name === 'note')?.title, 'Note');
  });

  it('broken YAML is reported, and what stands before it holds', () => {
    const { configuration, problems } = read('include: docs/**\nexclude: [a\nnow: 2026-11-16\n');
    assert.ok(problems.length > 0);
    assert.deepEqual(configuration.include, ['docs/**']);
  });

  it('entries and problems are limited', () => {
    const holidays = Array.from({ length: 1000 }, () => '2026-12-25').join(', ');
    expectProblems(
      `calendars: {default: {holidays: [${holidays}, «2026-12-26», 2026-12-27]}}`,
      'At most 1000 entries are read here; this one and the rest are not.',
    );
    const { problems } = read(Array.from({ length: 300 }, (_, i) => `key${i}: 1\n`).join(''));
    assert.equal(problems.length, 100);
  });

  it('nesting is limited', () => {
    const text = `kinds: {note: {fields: {a: ${'{of: '.repeat(60)}string${'}'.repeat(60)}}}}`;
    assert.ok(read(text).problems.some(({ message }) => message === 'This is nested too deeply.'));
  });
});
