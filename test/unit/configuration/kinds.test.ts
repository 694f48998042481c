import assert from 'node:assert/strict';
import { BUILT_IN, expectProblems, fieldOf, kindOf, read, valid } from './support.ts';

describe('configuration: kinds', () => {
  it('without a file, the model is the built-in one', () => {
    assert.deepEqual(read(undefined).configuration.model, BUILT_IN);
  });

  it('`model: none` starts from no kinds and links, with the fields the engine itself knows', () => {
    const { model } = valid('model: none');
    assert.deepEqual([model.name, model.kinds, model.linkTypes], ['none', [], []]);
    assert.deepEqual(
      model.commonFields.map(({ name }) => name),
      ['id', 'status', 'tags'],
    );
  });

  it('a new kind takes defaults for what is not said', () => {
    assert.deepEqual(kindOf(valid('kinds: {note: }'), 'note'), {
      name: 'note',
      title: 'note',
      plural: 'notes',
      description: '',
      icon: 'file-text',
      folder: 'note',
      fields: [],
      sections: [],
    });
  });

  it('a kind that is there is changed key by key', () => {
    const changed = kindOf(valid('kinds: {change: {title: Ticket, review_every: 6m}}'), 'change');
    const original = kindOf(read(undefined).configuration, 'change');
    assert.deepEqual(changed, { ...original, title: 'Ticket', plural: 'Tickets', reviewEvery: '6m' });
  });

  it('a kind can be removed, and goes from links and id fields with it', () => {
    const { model } = valid('kinds: {person: false, requirement: false}');
    assert.deepEqual(
      model.kinds.map(({ name }) => name),
      ['change'],
    );
    assert.deepEqual(
      model.linkTypes.map(({ name }) => name),
      ['after'],
    );
    assert.deepEqual(fieldOf({ fields: model.commonFields }, 'owner').value, { type: 'any' });
  });

  it('what is removed must be there', () => {
    expectProblems('kinds: {«chnage»: false}', 'There is no kind `chnage` to remove. Did you mean `change`?');
  });

  it('prefixes are not names', () => {
    expectProblems('kinds: {«CHG»: {title: X}}', '`CHG` is the prefix of the kind `change`. Kinds go by their names.');
    expectProblems(
      'kinds: {«same»: {}}',
      'A kind cannot be called `same`: in `to` of links that is the kind of the source.',
    );
  });

  it('prefixes are unique, and the starting model keeps its own', () => {
    const configuration = expectProblems(
      'kinds: {a: {prefix: «REQ»}, b: {prefix: B}, c: {prefix: «B»}}',
      '`REQ` is already the prefix of the kind `requirement`.',
      '`B` is already the prefix of the kind `b`.',
    );
    assert.equal(kindOf(configuration, 'a').prefix, undefined);
    assert.equal(kindOf(configuration, 'b').prefix, 'B');
    assert.equal(kindOf(configuration, 'c').prefix, undefined);
    valid('kinds: {change: {prefix: RFC}, ticket: {prefix: CHG}}');
    valid('kinds: {note: {prefix: ЗАП}}');
  });

  it('kinds are matched in the order of the file', () => {
    const { model } = valid('kinds: {adr: {match: {path: a/**}}, change: {match: {path: "**"}}}');
    assert.deepEqual(
      model.kinds.map(({ name }) => name),
      ['requirement', 'person', 'adr', 'change'],
    );
  });

  it('a match is a glob or several, and values of fields', () => {
    assert.deepEqual(
      kindOf(valid('kinds: {a: {match: {path: docs/*.md, field: {n: 20, done: true, v: [1.10, x]}}}}'), 'a').match,
      {
        path: ['docs/*.md'],
        field: Object.assign(Object.create(null), { n: ['20'], done: ['true'], v: ['1.10', 'x'] }),
      },
    );
  });

  it('new articles go where the match looks', () => {
    const folder = (match: string) => kindOf(valid(`kinds: {a: {match: {path: ${match}}}}`), 'a').folder;
    assert.equal(folder('docs/adr/*.md'), 'docs/adr');
    assert.equal(folder('"{a,b}/*.md"'), 'a');
    assert.equal(folder('./eips/eip-1.md'), 'eips');
    assert.equal(kindOf(valid('kinds: {a: {folder: ./x//y/, match: {path: z/*}}}'), 'a').folder, 'x/y');
  });

  it('globs are checked at the character', () => {
    const configuration = expectProblems(
      'kinds: {a: {match: {path: ["docs/«{x»"]}}}',
      'This glob is not well-formed. This `{` has no closing `}`.',
    );
    assert.equal(kindOf(configuration, 'a').match, undefined);
    expectProblems(
      'include: «../other/**»',
      'Globs are relative to the root, and nothing outside of it is read: `..` leads nowhere.',
    );
    expectProblems('exclude: [«"a\\x2f{b"», c]', 'This glob is not well-formed. This `{` has no closing `}`.');
  });

  it('folders stay inside the root', () => {
    for (const folder of ['/etc', '../x', 'a/../../b', 'C:/x', '"a\\\\b"']) {
      expectProblems(
        `kinds: {a: {folder: «${folder}»}}`,
        'Expected a folder relative to the root, with `/` between its parts, such as `docs/adr`.',
      );
    }
  });

  it('ids come from a field or a part of the path', () => {
    const id = (text: string) => kindOf(valid(`kinds: {a: {id: ${text}}}`), 'a').id;
    assert.deepEqual(id('eip'), { from: 'eip' });
    assert.deepEqual(id("{from: file, pattern: '^(\\d+)-', format: 'ADR-{value:4}'}"), {
      from: 'file',
      pattern: '^(\\d+)-',
      format: 'ADR-{value:4}',
    });
  });

  it('patterns are RE2 and have a group', () => {
    const pattern = (text: string, message: string) =>
      expectProblems(`kinds: {a: {id: {from: file, pattern: «${text}»}}}`, message);
    pattern('"(a"', 'This is not an RE2 expression: error parsing regexp: missing closing ): `(a`.');
    pattern(
      '"(?=a)"',
      'This is not an RE2 expression: error parsing regexp: invalid or unsupported Perl syntax: `(?=`.',
    );
    pattern(
      '\\d+',
      'This pattern has no group, so it does not say which part is the id. Put that part in parentheses.',
    );
    pattern(`(${'a'.repeat(1000)})`, 'A pattern has at most 1000 characters.');
    pattern(
      '"((a{1000}){1000})"',
      'This is not an RE2 expression: error parsing regexp: invalid repeat count: `{1000}`.',
    );
    const configuration = read('kinds: {a: {id: {from: file, pattern: "x"}}}').configuration;
    assert.deepEqual(kindOf(configuration, 'a').id, { from: 'file' });
  });

  it('aliases name fields the kind has', () => {
    const configuration = expectProblems(
      'kinds: {change: {aliases: {status: state, «onwer»: author}}}',
      'The kind `change` has no field `onwer`. Did you mean `owner`?',
    );
    assert.equal(kindOf(configuration, 'change').aliases?.status, 'state');
  });
});

describe('configuration: sections', () => {
  const titles = (text: string) =>
    kindOf(valid(`kinds: {change: {sections: ${text}}}`), 'change').sections.map(
      ({ title, required, aliases }) => `${title}${required ? `!${required.from}` : ''}${aliases ? `|${aliases}` : ''}`,
    );

  it('a list replaces, and its sections are required unless said otherwise', () => {
    assert.deepEqual(titles('[Context, {title: Notes, required: false, aliases: Note}]'), [
      'Context!always',
      'Notes|Note',
    ]);
    assert.deepEqual(titles('[]'), []);
  });

  it('a mapping changes, adds and removes', () => {
    assert.deepEqual(titles('{reason: false, backout PLAN: {required: always}, Next: , Last: {required: closed}}'), [
      'Backout plan!always|Rollback',
      'Next!always',
      'Last!closed',
    ]);
  });

  it('a section is listed once, and what is removed must be there', () => {
    expectProblems('kinds: {a: {sections: [Why, «why»]}}', 'The section `why` is listed twice.');
    expectProblems(
      'kinds: {change: {sections: {«Raeson»: false}}}',
      'There is no section `Raeson` to remove. Did you mean `Reason`?',
    );
  });
});

describe('configuration: lifecycles', () => {
  it('states are ranked in order, the first being a draft and the others live', () => {
    const text =
      'kinds: {a: {lifecycle: {states: [d, {name: x, rank: none, stage: retired}, l, {name: m, rank: 1}, n]}}}';
    assert.deepEqual(
      kindOf(valid(text), 'a').lifecycle?.states.map(({ name, stage, rank }) => [name, stage, rank]),
      [
        ['d', 'draft', 0],
        ['x', 'retired', undefined],
        ['l', 'live', 1],
        ['m', 'live', 1],
        ['n', 'live', 2],
      ],
    );
  });

  it('transitions are arrows, or mappings from some states to some', () => {
    const text =
      'kinds: {a: {lifecycle: {states: [a, b, c], transitions: [a->b, {from: [a, b], to: c, when: {kind: a}}]}}}';
    const transitions = kindOf(valid(text), 'a').lifecycle?.transitions ?? [];
    assert.deepEqual(
      transitions.map(({ from, to, when }) => [from, to, when?.kind]),
      [
        ['a', 'b', undefined],
        ['a', 'c', ['a']],
        ['b', 'c', ['a']],
      ],
    );
  });

  it('without transitions every change is allowed', () => {
    const transitions = kindOf(valid('kinds: {a: {lifecycle: {states: [a, b, c]}}}'), 'a').lifecycle?.transitions;
    assert.deepEqual(
      transitions?.map(({ from, to }) => `${from}${to}`),
      ['ab', 'ac', 'ba', 'bc', 'ca', 'cb'],
    );
  });

  it('transitions alone keep the states', () => {
    const { lifecycle } = kindOf(valid('kinds: {change: {lifecycle: {transitions: [draft -> closed]}}}'), 'change');
    assert.equal(lifecycle?.states.length, 4);
    assert.deepEqual(lifecycle?.transitions, [{ from: 'draft', to: 'closed' }]);
  });

  it('`false` frees the status, and requirements from its states go with it', () => {
    const { model } = valid('kinds: {change: {lifecycle: false}}');
    const change = model.kinds.find(({ name }) => name === 'change');
    assert.equal(change?.lifecycle, undefined);
    assert.deepEqual(
      change?.sections.map(({ required }) => required?.from),
      ['always', undefined],
    );
    assert.equal(model.linkTypes[0]?.required, undefined);
  });

  it('transitions name states, reported at the name inside the arrow', () => {
    expectProblems(
      'kinds:\n  change:\n    lifecycle:\n      transitions: [draft -> «aseess», "«drft»->closed", {from: «x», to: closed}]\n',
      '`aseess` is not a state of this lifecycle. Did you mean `assess`?',
      '`drft` is not a state of this lifecycle. Did you mean `draft`?',
      '`x` is not a state of this lifecycle. Known: `draft`, `assess`, `closed` and `cancelled`.',
    );
  });

  it('states are listed once, and are not too many', () => {
    expectProblems('kinds: {a: {lifecycle: {states: [a, {name: «a»}]}}}', 'The state `a` is listed twice.');
    const many = Array.from({ length: 50 }, (_, i) => `s${i}`).join(', ');
    expectProblems(`kinds: {a: {lifecycle: {states: [${many}, «t»]}}}`, 'A lifecycle has at most 50 states.');
    expectProblems(
      'kinds: {a: {lifecycle: {transitions: «[a -> b]»}}}',
      'There are no states to go between: `states` is missing.',
    );
  });
});
