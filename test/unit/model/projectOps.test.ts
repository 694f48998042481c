import assert from 'node:assert/strict';
import { CompiledModel } from '../../../server/model/compiled.ts';
import type { Condition, Field, FieldType, Kind, Requirement } from '../../../server/model/model.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';

const model = new CompiledModel(projectOps);

/** Every field at any depth, with its path. */
function* fieldsIn(fields: readonly Field[], prefix: string): Generator<readonly [string, Field]> {
  for (const field of fields) {
    const path = `${prefix}.${field.name}`;
    yield [path, field];
    yield* fieldsIn(nested(field.value), path);
  }
}

function nested(type: FieldType): readonly Field[] {
  if (type.type === 'object') return type.fields;
  return type.type === 'list' || type.type === 'map' ? nested(type.of) : [];
}

function* allFields(): Generator<readonly [string, Field]> {
  yield* fieldsIn(projectOps.commonFields, 'common');
  for (const kind of projectOps.kinds) yield* fieldsIn(kind.fields, kind.name);
  for (const link of projectOps.linkTypes) yield* fieldsIn(link.attributes ?? [], link.name);
}

/** Every requirement of a kind, with a name for messages. */
function* requirementsOf(kind: Kind): Generator<readonly [string, Requirement]> {
  for (const [path, field] of fieldsIn(kind.fields, kind.name)) if (field.required) yield [path, field.required];
  for (const section of kind.sections)
    if (section.required) yield [`${kind.name} § ${section.title}`, section.required];
  for (const link of projectOps.linkTypes) {
    for (const rule of link.required ?? [])
      if (rule.kind === kind.name) yield [`${kind.name} ${link.name}`, rule.requirement];
  }
}

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

const KINDS = {
  OBJ: 'objective',
  SVC: 'service',
  PRJ: 'project',
  REQ: 'requirement',
  VER: 'verification',
  CHG: 'change',
  CHM: 'change_model',
  WIN: 'window',
  CI: 'configuration_item',
  BSL: 'baseline',
  REL: 'release',
  INC: 'incident',
  PRB: 'problem',
  PM: 'postmortem',
  KB: 'knowledge',
  LL: 'lesson',
  RB: 'runbook',
  RSK: 'risk',
  DEC: 'decision',
  POL: 'policy',
  TRN: 'transition',
  TEAM: 'team',
  PER: 'person',
  ASM: 'assessment',
  PRC: 'process',
  TRM: 'term',
};

describe('project-ops', () => {
  it('has the kinds of project operations, each with its prefix', () => {
    const prefixes = projectOps.kinds.map((kind) => [kind.prefix, kind.name]);
    assert.deepEqual(Object.fromEntries(prefixes), KINDS);
    assert.equal(projectOps.kinds.length, Object.keys(KINDS).length);
  });

  it('names nothing twice', () => {
    assert.deepEqual(duplicates(projectOps.kinds.map((kind) => kind.name)), []);
    assert.deepEqual(duplicates(projectOps.kinds.map((kind) => kind.plural)), []);
    assert.deepEqual(duplicates(projectOps.kinds.map((kind) => kind.icon)), []);
    assert.deepEqual(duplicates(projectOps.linkTypes.map((link) => link.name)), []);
    assert.deepEqual(duplicates(projectOps.linkTypes.map((link) => link.inverse)), []);
    for (const kind of projectOps.kinds) {
      assert.deepEqual(duplicates(kind.fields.map((field) => field.name)), [], kind.name);
    }
    for (const [path, field] of allFields()) {
      assert.deepEqual(duplicates(nested(field.value).map((inner) => inner.name)), [], path);
    }
  });

  it('gives no heading two meanings within a kind', () => {
    for (const kind of projectOps.kinds) {
      const headings = kind.sections.flatMap((section) => [section.title, ...(section.aliases ?? [])]);
      assert.deepEqual(duplicates(headings.map((heading) => heading.toLowerCase())), [], kind.name);
    }
  });

  it('has icons and folders of the right shape', () => {
    for (const kind of projectOps.kinds) {
      assert.match(kind.icon, /^[a-z]+(-[a-z]+)*$/, kind.name);
      assert.match(kind.folder, /^[a-z]+(-[a-z]+)*$/, kind.name);
      assert.match(kind.name, /^[a-z]+(_[a-z]+)*$/, kind.name);
    }
  });

  it('describes everything in whole sentences on one line', () => {
    const texts: (readonly [string, string])[] = [];
    for (const [path, field] of allFields()) texts.push([path, field.description]);
    for (const link of projectOps.linkTypes) texts.push([link.name, link.description]);
    for (const kind of projectOps.kinds) {
      texts.push([kind.name, kind.description]);
      for (const section of kind.sections) texts.push([`${kind.name} § ${section.title}`, section.description]);
      for (const state of kind.lifecycle?.states ?? []) texts.push([`${kind.name}=${state.name}`, state.description]);
    }
    for (const [path, text] of texts) assert.match(text, /^[A-Z0-9][^\n]*\S[.….]$/u, path);
    assert.ok(texts.length > 300);
  });

  it('has numbers whose least value is not above the greatest', () => {
    for (const [path, { value }] of allFields()) {
      if (value.type !== 'number' && value.type !== 'integer') continue;
      assert.ok((value.min ?? 0) <= (value.max ?? Number.POSITIVE_INFINITY), path);
    }
  });

  it('refers to its own kinds only', () => {
    const names = new Set(projectOps.kinds.map((kind) => kind.name));
    const unknown: string[] = [];
    const check = (place: string, kinds: readonly string[]) => {
      for (const name of kinds) if (!names.has(name)) unknown.push(`${place}: ${name}`);
    };
    for (const [path, { value }] of allFields()) {
      const item = value.type === 'list' ? value.of : value;
      if (item.type === 'id') check(path, item.kinds ?? []);
    }
    for (const link of projectOps.linkTypes) {
      for (const end of [link.from, link.to]) {
        check(
          link.name,
          end.kinds.filter((name) => name !== '*' && name !== 'same'),
        );
        if (end.kinds.includes('*') || end.kinds.includes('same')) assert.equal(end.kinds.length, 1, link.name);
      }
      assert.ok(!link.from.kinds.includes('same'), link.name);
      check(
        link.name,
        (link.required ?? []).map((rule) => rule.kind),
      );
    }
    assert.deepEqual(unknown, []);
  });

  it('lets a link be required only of kinds that own it', () => {
    for (const link of projectOps.linkTypes) {
      for (const rule of link.required ?? [])
        assert.ok(link.from.kinds.includes(rule.kind), `${link.name} of ${rule.kind}`);
    }
  });

  it('has link names that no field of their kinds has', () => {
    for (const kind of projectOps.kinds) {
      const fields = model.fieldsOf(kind);
      for (const link of model.linksFrom(kind)) assert.ok(!fields.has(link.name), `${kind.name}.${link.name}`);
      for (const link of model.linksTo(kind)) assert.ok(!fields.has(link.inverse), `${kind.name}.${link.inverse}`);
    }
  });

  it('keeps the name of a link apart from the inverse of another', () => {
    for (const link of projectOps.linkTypes) {
      const other = model.linkTypeByInverse(link.name);
      assert.equal(other, undefined, link.name);
    }
  });

  it('requires from states that are on the main path', () => {
    for (const kind of projectOps.kinds) {
      for (const [place, { from }] of requirementsOf(kind)) {
        if (from !== 'always') assert.notEqual(model.state(kind, from)?.rank, undefined, `${place} from ${from}`);
      }
    }
    for (const [path, field] of fieldsIn(projectOps.commonFields, 'common')) {
      assert.ok(field.required === undefined || field.required.from === 'always', path);
    }
  });

  it('makes conditions on values that the field can have', () => {
    for (const kind of projectOps.kinds) {
      const conditions: (readonly [string, Condition | undefined])[] = [];
      for (const [place, { when, unless }] of requirementsOf(kind)) conditions.push([place, when], [place, unless]);
      for (const { from, to, when } of kind.lifecycle?.transitions ?? []) conditions.push([`${from}→${to}`, when]);
      for (const [place, condition] of conditions) {
        for (const [name, accepted] of Object.entries(condition ?? {})) {
          const type = model.fieldsOf(kind).get(name)?.value;
          const possible = type?.type === 'enum' ? type.values : type?.type === 'boolean' ? ['true', 'false'] : [];
          for (const value of accepted) assert.ok(possible.includes(value), `${kind.name} ${place}: ${name}=${value}`);
        }
      }
    }
  });
});
