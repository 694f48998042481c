import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CompiledModel, holds } from '../../../server/model/compiled.ts';
import type { Field, Kind, LinkType, Model, Requirement } from '../../../server/model/model.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';

const text = (name: string, required?: Requirement): Field => ({
  name,
  description: `Field ${name}.`,
  value: { type: 'string' },
  ...(required && { required }),
});

function kind(name: string, rest: Partial<Kind> = {}): Kind {
  return {
    name,
    title: name,
    plural: `${name}s`,
    description: `Kind ${name}.`,
    icon: 'file',
    folder: name,
    fields: [],
    sections: [],
    ...rest,
  };
}

function link(name: string, from: readonly string[], to: readonly string[], rest: Partial<LinkType> = {}): LinkType {
  return {
    name,
    inverse: `${name}_inverse`,
    description: `Link ${name}.`,
    from: { kinds: from },
    to: { kinds: to },
    ...rest,
  };
}

const ticket = kind('ticket', {
  prefix: 'SEC-T',
  fields: [text('type'), text('title', { from: 'always' })],
  lifecycle: {
    states: [
      { name: 'open', description: 'Open.', stage: 'draft', rank: 0 },
      { name: 'doing', description: 'Doing.', stage: 'open', rank: 1 },
      { name: 'waiting', description: 'Waiting.', stage: 'open', rank: 1 },
      { name: 'done', description: 'Done.', stage: 'done', rank: 2 },
      { name: 'dropped', description: 'Dropped.', stage: 'retired' },
    ],
    transitions: [
      { from: 'open', to: 'doing', when: { type: ['a'] } },
      { from: 'open', to: 'doing', when: { type: ['b', 'a'] } },
      { from: 'open', to: 'dropped' },
    ],
  },
});
const area = kind('area', { prefix: 'SEC' });
const note = kind('note', { id: { from: 'file' }, prefix: 'N' });

const small: Model = {
  name: 'small',
  kinds: [ticket, area, note],
  commonFields: [text('id', { from: 'always' }), text('title'), text('status', { from: 'always' })],
  linkTypes: [
    link('blocks', ['ticket'], ['ticket'], { fields: ['blocked-tickets', 'blocking'] }),
    link('blocking', ['ticket'], ['area']),
    link('touches', ['ticket', 'note'], ['same']),
    link('mentions', ['*'], ['*']),
    link('near', ['area'], ['area'], { inverse: 'near' }),
  ],
};
const model = new CompiledModel(small);

describe('compiled model', () => {
  it('finds kinds by name and prefix', () => {
    assert.equal(model.kind('ticket'), ticket);
    assert.equal(model.kind('SEC-T'), undefined);
    assert.equal(model.kindByPrefix('SEC-T'), ticket);
    assert.equal(model.kindByPrefix('ticket'), undefined);
    assert.equal(model.kind('__proto__'), undefined);
  });

  const ids: readonly (readonly [string, Kind | undefined])[] = [
    ['SEC-T-012', ticket],
    ['SEC-012', area],
    ['SEC-X-7', area],
    ['SEC-T', undefined],
    ['SEC-', undefined],
    ['SEC-1a', undefined],
    ['sec-1', undefined],
    ['SECT-1', undefined],
    ['-1', undefined],
    ['12', undefined],
    ['', undefined],
    [`SEC-${'-'.repeat(1000)}1`, area],
  ];
  for (const [id, expected] of ids) {
    it(`takes ${id.slice(0, 20)} for ${expected?.name ?? 'no kind'}`, () => assert.equal(model.kindOfId(id), expected));
  }

  it('finds the kind of any id whose prefix it has, however the number looks', () => {
    const builtIn = new CompiledModel(projectOps);
    const kinds = projectOps.kinds.filter((candidate) => candidate.prefix !== undefined);
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.stringMatching(/^[0-9]{1,12}$/), (expected, digits) => {
        assert.equal(builtIn.kindOfId(`${expected.prefix}-${digits}`), expected);
      }),
    );
  });

  it('finds link types by name, field and inverse', () => {
    assert.equal(model.linkType('blocks')?.name, 'blocks');
    assert.equal(model.linkType('blocked-tickets'), undefined);
    assert.equal(model.linkTypeByField('blocks')?.name, 'blocks');
    assert.equal(model.linkTypeByField('blocked-tickets')?.name, 'blocks');
    assert.equal(model.linkTypeByInverse('blocks_inverse')?.name, 'blocks');
    assert.equal(model.linkTypeByInverse('blocks'), undefined);
  });

  it("prefers a link type's own name to another's field", () => {
    assert.equal(model.linkTypeByField('blocking')?.name, 'blocking');
  });

  it('finds a symmetric link by its field and not as an inverse', () => {
    assert.equal(model.linkTypeByField('near')?.name, 'near');
    assert.equal(model.linkTypeByInverse('near'), undefined);
  });

  it('lists the links from and to a kind', () => {
    const names = (links: readonly LinkType[]) => links.map(({ name }) => name);
    assert.deepEqual(names(model.linksFrom(ticket)), ['blocks', 'blocking', 'touches', 'mentions']);
    assert.deepEqual(names(model.linksFrom(note)), ['touches', 'mentions']);
    assert.deepEqual(names(model.linksTo('area')), ['blocking', 'mentions', 'near']);
    assert.deepEqual(names(model.linksTo('note')), ['touches', 'mentions']);
    assert.deepEqual(model.linksTo('nobody'), []);
  });

  it('accepts targets by kind, of the same kind, or of any', () => {
    const accepts = (name: string, source: string, target: string) => {
      const found = model.linkType(name);
      return found !== undefined && model.acceptsTarget(found, source, target);
    };
    assert.equal(accepts('blocks', 'ticket', 'ticket'), true);
    assert.equal(accepts('blocks', 'ticket', 'area'), false);
    assert.equal(accepts('touches', 'note', 'note'), true);
    assert.equal(accepts('touches', 'note', 'ticket'), false);
    assert.equal(accepts('mentions', 'note', 'area'), true);
  });

  it('lets an own field replace the common one of its name, in its place', () => {
    assert.deepEqual([...model.fieldsOf(ticket).keys()], ['id', 'title', 'status', 'type']);
    assert.equal(model.fieldsOf(ticket).get('title')?.required?.from, 'always');
    assert.equal(model.fieldsOf(area).get('title')?.required, undefined);
    assert.equal(model.fieldsOf('nobody').size, 0);
  });

  it('asks for an id where ids are numbered by prefix, and for a status where there is a lifecycle', () => {
    assert.equal(model.fieldsOf(ticket).get('id')?.required?.from, 'always');
    assert.equal(model.fieldsOf(ticket).get('status')?.required?.from, 'always');
    assert.equal(model.fieldsOf(area).get('id')?.required?.from, 'always');
    assert.equal(model.fieldsOf(area).get('status')?.required, undefined);
    assert.equal(model.fieldsOf(note).get('id')?.required, undefined);
  });

  it('knows states and stages', () => {
    assert.equal(model.initialState(ticket)?.name, 'open');
    assert.equal(model.initialState(area), undefined);
    assert.equal(model.state(ticket, 'done')?.rank, 2);
    assert.equal(model.state(ticket, 'Done'), undefined);
    assert.equal(model.stageOf(ticket, 'doing'), 'open');
    assert.equal(model.stageOf(ticket, 'nonsense'), 'draft');
    assert.equal(model.stageOf(ticket, undefined), 'draft');
    assert.equal(model.stageOf(area, 'done'), undefined);
  });

  it('takes the first of two kinds or link types of one name', () => {
    const twice = new CompiledModel({
      ...small,
      kinds: [ticket, kind('ticket', { prefix: 'X' })],
      linkTypes: [link('a', ['*'], ['*']), link('a', ['ticket'], ['ticket'])],
    });
    assert.equal(twice.kind('ticket'), ticket);
    assert.equal(twice.kindByPrefix('X'), undefined);
    assert.deepEqual(twice.linkType('a')?.to.kinds, ['*']);
  });

  it('offers each target once', () => {
    const targets = (type?: string) =>
      model.allowedTransitions(ticket, 'open', (name) => (name === 'type' ? type : undefined)).map(({ to }) => to);
    assert.deepEqual(targets('a'), ['doing', 'dropped']);
    assert.deepEqual(targets('b'), ['doing', 'dropped']);
    assert.deepEqual(targets(), ['dropped']);
    assert.deepEqual(
      model.allowedTransitions(area, 'open', () => 'a'),
      [],
    );
  });
});

describe('isRequired', () => {
  const cases: readonly (readonly [Requirement | undefined, string | undefined, string | undefined, boolean])[] = [
    [undefined, 'done', undefined, false],
    [{ from: 'always' }, 'open', undefined, true],
    [{ from: 'always' }, 'dropped', undefined, true],
    [{ from: 'always' }, undefined, undefined, true],
    [{ from: 'open' }, undefined, undefined, true],
    [{ from: 'doing' }, undefined, undefined, false],
    [{ from: 'doing' }, 'nonsense', undefined, false],
    [{ from: 'doing' }, 'open', undefined, false],
    [{ from: 'doing' }, 'doing', undefined, true],
    [{ from: 'doing' }, 'waiting', undefined, true],
    [{ from: 'doing' }, 'done', undefined, true],
    [{ from: 'doing' }, 'dropped', undefined, false],
    [{ from: 'dropped' }, 'dropped', undefined, false],
    [{ from: 'nonsense' }, 'done', undefined, false],
    [{ from: 'always', when: { type: ['a', 'b'] } }, 'open', 'b', true],
    [{ from: 'always', when: { type: ['a', 'b'] } }, 'open', 'c', false],
    [{ from: 'always', when: { type: ['a'] } }, 'open', undefined, false],
    [{ from: 'always', unless: { type: ['a'] } }, 'open', 'a', false],
    [{ from: 'always', unless: { type: ['a'] } }, 'open', undefined, true],
    [{ from: 'always', when: { type: ['a', 'b'] }, unless: { type: ['a'] } }, 'open', 'a', false],
    [{ from: 'always', when: { type: ['a', 'b'] }, unless: { type: ['a'] } }, 'open', 'b', true],
    [{ from: 'doing', when: { type: ['a'] } }, 'open', 'a', false],
  ];
  for (const [requirement, status, type, expected] of cases) {
    it(`${JSON.stringify(requirement)} at ${status}, type ${type}: ${expected}`, () => {
      const valueFor = (name: string) => (name === 'type' ? type : undefined);
      assert.equal(model.isRequired(requirement, ticket, status, valueFor), expected);
    });
  }

  it('asks of kinds without a lifecycle only what is always required', () => {
    assert.equal(
      model.isRequired({ from: 'doing' }, area, 'doing', () => undefined),
      false,
    );
    assert.equal(
      model.isRequired({ from: 'always' }, area, 'doing', () => undefined),
      true,
    );
  });

  it('never becomes less demanding along the main path', () => {
    const ranked = projectOps.kinds.flatMap((candidate) =>
      (candidate.lifecycle?.states ?? []).flatMap((state) =>
        state.rank === undefined ? [] : [{ kind: candidate, state }],
      ),
    );
    const builtIn = new CompiledModel(projectOps);
    for (const { kind: candidate, state } of ranked) {
      for (const later of candidate.lifecycle?.states ?? []) {
        if (later.rank === undefined || later.rank < (state.rank ?? 0)) continue;
        for (const field of builtIn.fieldsOf(candidate).values()) {
          if (!builtIn.isRequired(field.required, candidate, state.name, () => undefined)) continue;
          const still = builtIn.isRequired(field.required, candidate, later.name, () => undefined);
          assert.equal(still, true, `${candidate.name}.${field.name} from ${state.name} to ${later.name}`);
        }
      }
    }
  });
});

describe('conditions', () => {
  it('hold when every field has one of its values', () => {
    const values = new Map([
      ['type', 'emergency'],
      ['retrospective', 'true'],
    ]);
    const valueFor = (name: string) => values.get(name);
    assert.equal(holds({ type: ['emergency'], retrospective: ['true'] }, valueFor), true);
    assert.equal(holds({ type: ['emergency'], retrospective: ['false'] }, valueFor), false);
    assert.equal(holds({ type: ['emergency'], other: ['x'] }, valueFor), false);
    assert.equal(holds({}, valueFor), true);
  });
});
