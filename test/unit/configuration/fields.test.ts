import assert from 'node:assert/strict';
import { expectProblems, fieldOf, kindOf, valid } from './support.ts';

function typeOf(text: string) {
  return fieldOf(kindOf(valid(`kinds: {requirement: {fields: {f: ${text}}}}`), 'requirement'), 'f').value;
}

describe('configuration: fields', () => {
  it('a type stands alone or with details', () => {
    assert.deepEqual(typeOf('date'), { type: 'date' });
    assert.deepEqual(typeOf(''), { type: 'any' });
    assert.deepEqual(typeOf('list of map of url'), {
      type: 'list',
      of: { type: 'map', of: { type: 'url' } },
    });
    assert.deepEqual(typeOf('{type: integer, min: 1, max: 5}'), { type: 'integer', min: 1, max: 5 });
    assert.deepEqual(typeOf('{type: list of id, kinds: person}'), {
      type: 'list',
      of: { type: 'id', kinds: ['person'] },
    });
    assert.deepEqual(typeOf('{type: list, of: {values: [1.10, b]}}'), {
      type: 'list',
      of: { type: 'enum', values: ['1.10', 'b'] },
    });
    assert.deepEqual(typeOf('{type: list}'), { type: 'list', of: { type: 'any' } });
  });

  it('details tell the type when none is named', () => {
    assert.deepEqual(typeOf('{values: [a, b]}'), { type: 'enum', values: ['a', 'b'] });
    assert.deepEqual(typeOf('{of: date}'), { type: 'list', of: { type: 'date' } });
    assert.deepEqual(typeOf('{min: 0}'), { type: 'number', min: 0 });
    assert.deepEqual(typeOf('{kinds: [change]}'), { type: 'id', kinds: ['change'] });
    assert.deepEqual(typeOf('{fields: {a: date}}'), {
      type: 'object',
      fields: [{ name: 'a', description: '', value: { type: 'date' } }],
    });
    assert.deepEqual(typeOf('{required: always}'), { type: 'any' });
  });

  it('a field that is there keeps what is not named', () => {
    const change = kindOf(
      valid(
        'kinds: {change: {fields: {type: {values: [a]}, effort: {max: 9}, planned: {fields: {end: false, zone: timezone}}}}}',
      ),
      'change',
    );
    assert.deepEqual(fieldOf(change, 'type'), {
      name: 'type',
      description: '',
      value: { type: 'enum', values: ['a'] },
      required: { from: 'always' },
    });
    assert.deepEqual(fieldOf(change, 'effort').value, { type: 'number', min: 0, max: 9 });
    const planned = fieldOf(change, 'planned');
    assert.deepEqual(planned.required, { from: 'assess' });
    assert.deepEqual(planned.value.type === 'object' && planned.value.fields.map(({ name }) => name), [
      'start',
      'zone',
    ]);
  });

  it('requirements are a boolean, a state, or depend on fields', () => {
    const required = (text: string) =>
      fieldOf(kindOf(valid(`kinds: {change: {fields: {effort: {required: ${text}}}}}`), 'change'), 'effort').required;
    assert.deepEqual(required('true'), { from: 'always' });
    assert.deepEqual(required('always'), { from: 'always' });
    assert.deepEqual(required('closed'), { from: 'closed' });
    assert.equal(required('false'), undefined);
    const conditional = required('{from: assess, when: {type: [normal]}, unless: {implements: x}}');
    assert.deepEqual(conditional?.when?.type, ['normal']);
    assert.deepEqual(conditional?.unless?.implements, ['x']);
  });

  it('common fields are changed for all kinds at the top, for one kind in it', () => {
    const configuration = valid(
      'fields: {tags: false, team: string}\nkinds: {change: {fields: {owner: {required: always}}}, person: {fields: {owner: false}}}',
    );
    assert.deepEqual(
      configuration.model.commonFields.map(({ name }) => name),
      ['id', 'status', 'owner', 'team'],
    );
    assert.deepEqual(fieldOf(kindOf(configuration, 'change'), 'owner'), {
      name: 'owner',
      description: 'Who answers for it.',
      value: { type: 'id', kinds: ['person'] },
      required: { from: 'always' },
    });
    assert.deepEqual(fieldOf(kindOf(configuration, 'person'), 'owner').value, { type: 'any' });
  });

  it('details must go with the type', () => {
    const field = (text: string, message: string) => {
      const configuration = expectProblems(`kinds: {requirement: {fields: {f: ${text}, g: date}}}`, message);
      assert.deepEqual(
        kindOf(configuration, 'requirement').fields.map(({ name }) => name),
        ['g'],
      );
    };
    field('{type: date, «values»: [a]}', '`values` does not go with the type `date`.');
    field('{type: list of date, «of»: string}', '`of` does not go with the type `date`.');
    field('«enum»', 'An `enum` needs `values`: the list of accepted ones.');
    field('{type: «list of object»}', 'An `object` needs `fields`. With free keys it is a `map`.');
    field('{type: integer, min: 5, max: «1»}', 'The greatest value, 1, is less than the least, 5.');
  });

  it('kinds that ids point at must exist', () => {
    expectProblems(
      'kinds: {requirement: {fields: {f: {kinds: [person, «prson»]}}}}',
      'No kind is called `prson`. Did you mean `person`?',
    );
    expectProblems('fields: {lead: {kinds: «PER»}}', 'No kind is called `PER`: that is the prefix of `person`.');
  });

  it('what is removed must be there', () => {
    expectProblems('fields: {«tag»: false}', 'There is no field `tag` to remove. Did you mean `tags`?');
  });

  it('required states must be on the main path of the kind', () => {
    const field = (text: string, message: string) =>
      assert.equal(
        fieldOf(kindOf(expectProblems(text, message), text.includes('change') ? 'change' : 'person'), 'f').required,
        undefined,
      );
    field(
      'kinds: {change: {fields: {f: {required: «asess»}}}}',
      'The kind `change` has no state `asess`. Did you mean `assess`?',
    );
    field(
      'kinds: {change: {fields: {f: {required: {from: «x»}}}}}',
      'The kind `change` has no state `x`. Known: `always`, `draft`, `assess`, `closed` and `cancelled`.',
    );
    field(
      'kinds: {change: {fields: {f: {required: «cancelled»}}}}',
      '`cancelled` has no rank, so nothing can be required from there on.',
    );
    field(
      'kinds: {person: {fields: {f: {required: «active»}}}}',
      'The kind `person` has no lifecycle, and so no state `active`: this can be required `always` or never.',
    );
    expectProblems(
      'fields: {f: {required: «nowhere»}}',
      'No kind has a state `nowhere`. Known: `always`, `draft`, `assess`, `closed` and `cancelled`.',
    );
    valid('fields: {f: {required: assess}}');
  });

  it('conditions name fields and their values', () => {
    expectProblems(
      'kinds: {change: {fields: {f: {required: {when: {«tpye»: normal}}}}}}',
      'The kind `change` has no field `tpye`. Did you mean `type`?',
    );
    expectProblems(
      'kinds: {change: {sections: {Test plan: {required: {unless: {type: [«standrd», normal]}}}}}}',
      '`standrd` is not a value of `type`. Did you mean `standard`?',
    );
    expectProblems(
      'kinds: {change: {lifecycle: {transitions: [{from: draft, to: closed, when: {status: «done»}}]}}}',
      '`done` is not a value of `status`. Known: `draft`, `assess`, `closed` and `cancelled`.',
    );
  });
});
