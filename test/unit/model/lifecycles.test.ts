import assert from 'node:assert/strict';
import { CompiledModel } from '../../../server/model/compiled.ts';
import type { Kind, Requirement } from '../../../server/model/model.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';

const model = new CompiledModel(projectOps);

function kindNamed(name: string): Kind {
  const kind = model.kind(name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('lifecycles', () => {
  for (const kind of projectOps.kinds) {
    const lifecycle = kind.lifecycle;
    if (lifecycle === undefined) continue;
    const states = new Map(lifecycle.states.map((state) => [state.name, state]));

    describe(kind.name, () => {
      it('lead between states that there are, by each way once', () => {
        for (const { from, to } of lifecycle.transitions) {
          assert.ok(states.has(from) && states.has(to) && from !== to, `${from}→${to}`);
        }
        assert.equal(states.size, lifecycle.states.length);
        assert.deepEqual(duplicates(lifecycle.transitions.map((transition) => JSON.stringify(transition))), []);
      });

      it('reach every state from the initial one', () => {
        const reached = new Set([lifecycle.states[0]?.name]);
        for (const name of reached)
          for (const { from, to } of lifecycle.transitions) if (from === name) reached.add(to);
        assert.deepEqual(
          [...states.keys()].filter((name) => !reached.has(name)),
          [],
        );
      });

      it('leave every state whose work is not over', () => {
        const left = new Set(lifecycle.transitions.map(({ from }) => from));
        const stuck = lifecycle.states.filter(
          ({ name, stage }) => stage !== 'done' && stage !== 'retired' && !left.has(name),
        );
        assert.deepEqual(stuck, []);
      });

      it('number the main path from 0 without gaps', () => {
        const ranks = new Set(lifecycle.states.flatMap(({ rank }) => rank ?? []));
        assert.equal(lifecycle.states[0]?.rank, 0);
        assert.equal(Math.max(...ranks), ranks.size - 1);
      });

      it('ask nothing more of what is retired', () => {
        for (const { name, stage, rank } of lifecycle.states)
          if (stage === 'retired') assert.equal(rank, undefined, name);
      });
    });
  }
});

/** `draft>assess type=normal`: is the transition allowed for those values? */
function allowed(kind: string, way: string): boolean {
  const [steps = '', ...assignments] = way.split(' ');
  const [from = '', to = ''] = steps.split('>');
  const values = new Map(
    assignments.map((text): [string, string] => [text.split('=')[0] ?? '', text.split('=')[1] ?? '']),
  );
  const transitions = model.allowedTransitions(kindNamed(kind), from, (name) => values.get(name));
  return transitions.some((transition) => transition.to === to);
}

describe('transitions', () => {
  const cases: Record<string, { readonly can: readonly string[]; readonly cannot: readonly string[] }> = {
    change: {
      can: [
        'draft>assess type=normal',
        'assess>authorize type=normal',
        'authorize>scheduled type=normal',
        'scheduled>implement type=normal',
        'implement>review type=normal',
        'review>closed type=normal',
        'assess>draft type=normal',
        'authorize>draft type=normal',
        'authorize>rejected type=normal',
        'draft>scheduled type=standard',
        'scheduled>implement type=standard',
        'review>closed type=standard',
        'draft>authorize type=emergency',
        'authorize>implement type=emergency',
        'draft>implement type=emergency retrospective=true',
        'draft>cancelled type=normal',
        'implement>cancelled type=standard',
        'authorize>cancelled',
      ],
      cannot: [
        'draft>scheduled type=normal',
        'draft>authorize type=normal',
        'authorize>implement type=normal',
        'draft>assess type=standard',
        'draft>implement type=standard retrospective=true',
        'draft>implement type=emergency',
        'draft>implement type=emergency retrospective=false',
        'draft>assess',
        'review>cancelled type=normal',
        'closed>review type=normal',
        'rejected>draft type=normal',
        'cancelled>draft type=normal',
      ],
    },
    incident: {
      can: [
        'new>in_progress',
        'in_progress>on_hold',
        'on_hold>in_progress',
        'in_progress>resolved',
        'resolved>in_progress',
        'resolved>closed',
      ],
      cannot: ['new>resolved', 'closed>in_progress', 'resolved>cancelled', 'closed>cancelled'],
    },
    problem: {
      can: [
        'rca>known_error',
        'known_error>fix_in_progress',
        'fix_in_progress>resolved',
        'assess>resolved resolution_code=duplicate',
        'rca>resolved resolution_code=risk_accepted',
      ],
      cannot: ['assess>resolved', 'rca>resolved resolution_code=fix_applied', 'new>resolved resolution_code=duplicate'],
    },
    requirement: {
      can: [
        'draft>proposed',
        'proposed>approved',
        'implemented>verified',
        'verified>approved',
        'proposed>rejected',
        'verified>retired',
      ],
      cannot: ['draft>approved', 'approved>verified', 'rejected>approved'],
    },
    knowledge: {
      can: ['wip>validated', 'not_validated>validated', 'validated>not_validated', 'validated>archived'],
      cannot: ['archived>validated'],
    },
    project: {
      can: ['delivery>on_hold', 'on_hold>delivery', 'idea>cancelled', 'transition>closed'],
      cannot: ['idea>approved', 'closed>cancelled', 'closed>delivery'],
    },
    risk: {
      can: ['treating>accepted', 'treating>closed', 'identified>materialised', 'accepted>materialised'],
      cannot: ['identified>treating', 'closed>materialised'],
    },
    release: {
      can: ['ready>deployed', 'deployed>rolled_back', 'test>cancelled'],
      cannot: ['planned>deployed', 'deployed>cancelled', 'closed>rolled_back'],
    },
    transition: { can: ['early_life_support>accepted', 'early_life_support>rejected'], cannot: ['planned>accepted'] },
    person: { can: ['active>inactive', 'inactive>active'], cannot: [] },
  };
  for (const [kind, { can, cannot }] of Object.entries(cases)) {
    for (const way of can) it(`of ${kind}: ${way}`, () => assert.equal(allowed(kind, way), true));
    for (const way of cannot) it(`of ${kind}: not ${way}`, () => assert.equal(allowed(kind, way), false));
  }

  it('from a missing or unknown status are those from the initial state', () => {
    const targets = (from: string | undefined) =>
      model.allowedTransitions('incident', from, () => undefined).map(({ to }) => to);
    assert.deepEqual(targets(undefined), ['in_progress', 'cancelled']);
    assert.deepEqual(targets('nonsense'), ['in_progress', 'cancelled']);
    assert.deepEqual(targets('closed'), []);
  });
});

describe('requirements of the model', () => {
  /** Names of the fields, sections and links an article must have. */
  function required(kind: string, status: string, values: Readonly<Record<string, string>> = {}): Set<string> {
    const names = new Set<string>();
    const valueFor = (name: string) => values[name];
    const note = (name: string, requirement: Requirement | undefined) => {
      if (model.isRequired(requirement, kind, status, valueFor)) names.add(name);
    };
    for (const field of model.fieldsOf(kind).values()) note(field.name, field.required);
    for (const section of kindNamed(kind).sections) note(`§${section.title}`, section.required);
    for (const link of model.linksFrom(kind)) {
      note(`→${link.name}`, link.required?.find((rule) => rule.kind === kind)?.requirement);
    }
    return names;
  }

  const cases: readonly (readonly [
    string,
    string,
    Readonly<Record<string, string>>,
    readonly string[],
    readonly string[],
  ])[] = [
    ['change', 'draft', {}, ['type', 'requester'], ['risk', 'planned', '→affects', '§Reason', '§Backout plan']],
    [
      'change',
      'assess',
      { type: 'normal' },
      ['risk', '→affects', '§Reason'],
      ['planned', 'outage', 'implementer', '§Backout plan'],
    ],
    [
      'change',
      'authorize',
      { type: 'normal' },
      [
        'planned',
        'outage',
        '§Impact (technical)',
        '§Impact (business)',
        '§Implementation plan',
        '§Backout plan',
        '§Test plan',
        '§Verification',
      ],
      ['implementer', 'actual', 'close_code', '§Communication plan', '§Post-implementation review', '→follows_model'],
    ],
    ['change', 'authorize', { type: 'normal', outage: 'true' }, ['§Communication plan'], []],
    [
      'change',
      'scheduled',
      { type: 'standard', outage: 'true' },
      ['implementer', 'risk', 'planned', '§Reason', '§Impact (business)', '→follows_model', '→affects'],
      ['§Implementation plan', '§Backout plan', '§Test plan', '§Communication plan', '§Verification'],
    ],
    ['change', 'review', { type: 'standard' }, ['actual', '§Post-implementation review'], ['close_code']],
    ['change', 'closed', { type: 'emergency' }, ['close_code', '§Backout plan'], ['→follows_model']],
    [
      'change',
      'cancelled',
      { type: 'normal' },
      ['type', 'requester'],
      ['planned', 'close_code', '§Reason', '→affects'],
    ],
    [
      'requirement',
      'draft',
      { type: 'functional' },
      ['type', 'priority'],
      ['characteristic', 'fit', 'rationale', '§Statement'],
    ],
    ['requirement', 'draft', { type: 'quality' }, ['characteristic'], ['fit']],
    [
      'requirement',
      'approved',
      { type: 'quality' },
      ['fit', 'rationale', 'verification_method', '→derives_from', '§Rationale'],
      [],
    ],
    ['requirement', 'verified', { type: 'functional' }, ['rationale', '§Statement'], ['fit', 'characteristic']],
    ['project', 'assessed', {}, [], ['score', '→supports', '→enhances']],
    ['project', 'approved', {}, ['score', '→supports', '→enhances', '§Operational impact'], ['§Closure']],
    ['project', 'on_hold', {}, ['score', '→supports'], ['§Closure']],
    ['project', 'closed', {}, ['§Closure'], []],
    ['service', 'live', {}, ['criticality', 'support_hours', '§Support'], ['→supports']],
    ['window', 'approved', { type: 'lockdown' }, ['approved_by', 'start', 'end', 'timezone'], ['rrule']],
    ['window', 'approved', { type: 'blackout' }, [], ['approved_by']],
    ['incident', 'new', {}, ['impact', 'urgency', 'started'], ['category', '§Summary', 'priority']],
    ['incident', 'on_hold', {}, ['category', '§Summary'], ['restored']],
    ['incident', 'resolved', {}, ['restored', 'resolution_code', '§Resolution', '§Timeline'], []],
    ['problem', 'known_error', {}, ['root_cause', 'workaround', '§Workaround'], ['resolution_code', '§Permanent fix']],
    [
      'problem',
      'resolved',
      { resolution_code: 'duplicate' },
      ['resolution_code', '§Symptoms'],
      ['root_cause', '§Permanent fix'],
    ],
    ['postmortem', 'draft', {}, ['→reviews'], ['actions', '§Timeline']],
    ['postmortem', 'published', {}, ['actions', '§Contributing factors', '§Messaging'], []],
    ['knowledge', 'wip', {}, ['audience'], ['§Issue', '→learned_from']],
    ['knowledge', 'not_validated', {}, ['§Issue', '§Environment', '§Resolution'], ['§Cause', '→learned_from']],
    ['lesson', 'validated', {}, ['category', 'recommendation', '§Driving event', '→learned_from'], ['effect']],
    ['runbook', 'approved', {}, ['→documents', '§Verification', '§Rollback', '§Escalation'], ['last_exercised']],
    ['risk', 'treating', {}, ['response', '→threatens'], ['accepted_by']],
    ['decision', 'accepted', {}, ['decided_by', '§Consequences'], ['forum']],
    ['baseline', 'frozen', {}, ['frozen_at'], ['gate']],
    ['transition', 'accepted', {}, ['accepted_by', 'go_live', '→transitions', '§Open defects'], ['els_until']],
    ['change_model', 'suspended', {}, ['approved_by', '§Backout'], ['max_risk']],
    ['person', 'active', {}, ['id', 'status', 'email', 'active'], ['title', 'owner']],
    ['term', 'preferred', {}, ['preferred', '§Definition'], []],
  ];
  for (const [kind, status, values, must, need] of cases) {
    const given = Object.entries(values).map(([name, value]) => `, ${name} ${value}`);
    it(`${kind} ${status}${given.join('')}`, () => {
      const names = required(kind, status, values);
      assert.deepEqual(
        must.filter((name) => !names.has(name)),
        [],
        'should be required',
      );
      assert.deepEqual(
        need.filter((name) => names.has(name)),
        [],
        'should not be required',
      );
    });
  }
});
