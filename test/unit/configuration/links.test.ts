import assert from 'node:assert/strict';
import { BUILT_IN, expectProblems, kindOf, linkOf, valid } from './support.ts';

describe('configuration: links', () => {
  it('a new link takes defaults for what is not said', () => {
    assert.deepEqual(linkOf(valid('links: {cites: }'), 'cites'), {
      name: 'cites',
      inverse: 'inverse_cites',
      description: '',
      from: { kinds: ['*'] },
      to: { kinds: ['*'] },
    });
  });

  it('everything can be said', () => {
    const text = `links:
  requires:
    inverse: required_by
    description: Needs it.
    from: [requirement, change]
    to: same
    max: 2
    required: {requirement: true, change: {from: assess}}
    acyclic: warning
    format: REQ-{value:3}
    fields: [requires, needs]
    attributes: {strength: {values: [hard, soft]}}
    tags: true
`;
    assert.deepEqual(linkOf(valid(text), 'requires'), {
      name: 'requires',
      inverse: 'required_by',
      description: 'Needs it.',
      from: { kinds: ['requirement', 'change'] },
      to: { kinds: ['same'] },
      max: 2,
      required: [
        { kind: 'requirement', requirement: { from: 'always' } },
        { kind: 'change', requirement: { from: 'assess' } },
      ],
      acyclic: 'warning',
      format: 'REQ-{value:3}',
      fields: ['requires', 'needs'],
      attributes: [{ name: 'strength', description: '', value: { type: 'enum', values: ['hard', 'soft'] } }],
      allowsTags: true,
    });
  });

  it('a link that is there is changed key by key', () => {
    const [first, second] = BUILT_IN.linkTypes;
    const configuration = valid('links: {implements: {max: none, required: {change: false}}, after: {acyclic: false}}');
    const { max: _, required: __, ...implementing } = first ?? assert.fail();
    const { acyclic: ___, ...after } = second ?? assert.fail();
    assert.deepEqual(linkOf(configuration, 'implements'), implementing);
    assert.deepEqual(linkOf(configuration, 'after'), after);
  });

  it('a link can be removed when it is there', () => {
    assert.deepEqual(
      valid('links: {after: false}').model.linkTypes.map(({ name }) => name),
      ['implements'],
    );
    expectProblems('links: {«afer»: false}', 'There is no link `afer` to remove. Did you mean `after`?');
  });

  it('kinds at the ends must exist', () => {
    const configuration = expectProblems(
      'links: {cites: {from: [change, «requirment»], to: «REQ»}}',
      'No kind is called `requirment`. Did you mean `requirement`?',
      'No kind is called `REQ`: that is the prefix of `requirement`.',
    );
    assert.deepEqual(linkOf(configuration, 'cites').from.kinds, ['change']);
    assert.deepEqual(linkOf(configuration, 'cites').to.kinds, ['*']);
    expectProblems(
      'links: {cites: {from: «same»}}',
      'No kind is called `same`. Known: `change`, `requirement` and `person`.',
    );
    valid('kinds: {note: }\nlinks: {cites: {from: note, to: ["*"]}}');
    expectProblems(
      'kinds: {person: false}\nlinks: {cites: {to: «person»}}',
      'No kind is called `person`. Known: `change` and `requirement`.',
    );
  });

  it('requirements are of kinds that have the link, from states they have', () => {
    expectProblems(
      'links: {cites: {from: change, required: {«person»: always, «chagne»: always, change: «done»}}}',
      '`person` is not in `from`, so it never has this link. Known: `change`.',
      'No kind is called `chagne`. Did you mean `change`?',
      'The kind `change` has no state `done`. Known: `always`, `draft`, `assess`, `closed` and `cancelled`.',
    );
  });

  it('names, inverses and fields of links are unique', () => {
    const configuration = expectProblems(
      'links: {«before»: {}, cites: {inverse: «after»}, a: {inverse: x}, b: {inverse: «x»}, c: {fields: [q, «implements», «before»]}}',
      '`before` is already the inverse of `after`, which is computed.',
      '`after` is already the link `after`.',
      '`x` is already the inverse of `a`.',
      '`implements` is already the link `implements`.',
      '`before` is already the inverse of `after`.',
    );
    assert.equal(linkOf(configuration, 'b').inverse, 'inverse_b');
    assert.deepEqual(linkOf(configuration, 'c').fields, ['q']);
    expectProblems(
      'links: {after: {max: 2}, «before»: {}}',
      '`before` is already the inverse of `after`, which is computed.',
    );
    valid('links: {near: {inverse: near}, cites: {fields: [cites, refs]}}');
  });

  it('a field and a link of one kind do not share a name', () => {
    const configuration = expectProblems(
      'kinds: {change: {fields: {«after»: date}}, person: {fields: {after: date}}}\nlinks: {«effort»: {from: change}, «tags»: {}}',
      '`after` is already a link.',
      '`effort` is already a field of `change`. Remove the field first, or name the link otherwise.',
      '`tags` is already a field of every kind. Remove the field first, or name the link otherwise.',
    );
    assert.ok(kindOf(configuration, 'change').fields.every(({ name }) => name !== 'after'));
    assert.ok(kindOf(configuration, 'person').fields.some(({ name }) => name === 'after'));
    assert.ok(configuration.model.linkTypes.every(({ name }) => name !== 'effort' && name !== 'tags'));
    linkOf(valid('fields: {tags: false}\nlinks: {tags: {}}'), 'tags');
    linkOf(valid('kinds: {change: {fields: {effort: false}}}\nlinks: {effort: {}}'), 'effort');
  });
});
