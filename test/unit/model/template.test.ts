import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { CompiledModel } from '../../../server/model/compiled.ts';
import type { Kind, Model } from '../../../server/model/model.ts';
import { projectOps } from '../../../server/model/projectOps/index.ts';
import { articleTemplate, type TemplateValues } from '../../../server/model/template.ts';

const model = new CompiledModel(projectOps);
const TODAY = '2026-11-16';

interface Read {
  readonly front: Readonly<Record<string, unknown>>;
  readonly yaml: string;
  readonly body: string;
}

/** Splits at the fences as any reader of front matter does. */
function read(text: string): Read {
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (parts === null) throw new Error(`no front matter in ${text}`);
  const [, yaml = '', body = ''] = parts;
  const document = parseDocument(yaml, { stringKeys: true });
  assert.deepEqual(document.errors, []);
  assert.deepEqual(document.warnings, []);
  return { front: document.toJS(), yaml, body };
}

function template(kind: string | Kind, values: Partial<TemplateValues> = {}, of: CompiledModel = model): Read {
  const found = typeof kind === 'string' ? of.kind(kind) : kind;
  if (found === undefined) throw new Error(`no kind ${kind}`);
  return read(articleTemplate(of, found, { id: `${found.prefix}-007`, title: 'A title', today: TODAY, ...values }));
}

function headings(body: string): string[] {
  return body.split('\n').flatMap((line) => (line.startsWith('## ') ? [line.slice(3)] : []));
}

describe('template', () => {
  for (const kind of projectOps.kinds) {
    describe(`of ${kind.name}`, () => {
      const { front, body } = template(kind);

      it('has id, title, initial status and owner', () => {
        assert.equal(front.id, `${kind.prefix}-007`);
        assert.equal(front.title, 'A title');
        assert.equal(front.status, kind.lifecycle?.states[0]?.name);
        assert.ok('owner' in front);
        assert.ok(!('kind' in front));
      });

      it('has all that is required in its first state, and nothing that the kind does not know', () => {
        const fields = model.fieldsOf(kind);
        const none = () => undefined;
        const required = [...fields.values()].filter((field) =>
          model.isRequired(field.required, kind, undefined, none),
        );
        const links = model.linksFrom(kind).filter((link) => {
          const rule = link.required?.find((candidate) => candidate.kind === kind.name);
          return model.isRequired(rule?.requirement, kind, undefined, none);
        });
        for (const { name } of [...required, ...links]) assert.ok(name in front, name);
        for (const name of Object.keys(front)) assert.ok(fields.has(name) || model.linkTypeByField(name), name);
      });

      it('leaves open values empty', () => {
        const known = ['id', 'title', 'status', 'review_by'];
        for (const [name, value] of Object.entries(front)) {
          if (!known.includes(name)) assert.ok(value === null || (Array.isArray(value) && value.length === 0), name);
        }
      });

      it('has the first heading and every required section, with nothing in it but a comment', () => {
        const titles = kind.sections.flatMap((section) => (section.required === undefined ? [] : [section.title]));
        assert.deepEqual(headings(body), titles);
        const rest = body.replace(/<!--[^<>]*-->/g, '').replace(/^##? .*$/gm, '');
        assert.equal(rest.trim(), '');
        assert.ok(body.startsWith('\n# A title\n'));
      });
    });
  }

  it('is this text', () => {
    const kind = model.kind('decision');
    assert.ok(kind);
    assert.equal(
      articleTemplate(model, kind, {
        id: 'DEC-002',
        title: 'Postgres: yes or no?',
        today: TODAY,
        fields: { owner: 'PER-002' },
      }),
      `---
id: DEC-002
title: "Postgres: yes or no?"
status: proposed
owner: PER-002
decided_by: # From accepted. id of person or team. Who decided; must have the authority for it.
---

# Postgres: yes or no?

## Context

<!-- What has to be decided and why now; forces and limits. -->

## Options

<!-- What was possible, with what speaks for and against each. -->

## Decision

<!-- What was chosen and what tipped the balance. -->

## Consequences

<!-- What becomes easier, what harder, and what must now be done. -->
`,
    );
  });

  it('tells what may be written', () => {
    const { yaml } = template('requirement');
    assert.match(yaml, /^priority: # must \| should \| could \| wont\. /m);
    assert.match(yaml, /^derives_from: \[\] # From approved\. id of objective or requirement\. /m);
  });

  it('asks a standard change for its model and not for plans', () => {
    const { front, body } = template('change', { fields: { type: 'standard' } });
    assert.equal(front.follows_model, null);
    assert.deepEqual(headings(body), [
      'Reason',
      'Impact (technical)',
      'Impact (business)',
      'Post-implementation review',
    ]);
    assert.ok(!('follows_model' in template('change', { fields: { type: 'normal' } }).front));
  });

  it('asks a quality requirement for its characteristic and fit', () => {
    const quality = template('requirement', { fields: { type: 'quality' } }).front;
    assert.ok('characteristic' in quality && 'fit' in quality);
    const functional = template('requirement', { fields: { type: 'functional' } }).front;
    assert.ok(!('characteristic' in functional) && !('fit' in functional));
  });

  it('looks ahead from the given status', () => {
    const { front } = template('change', { status: 'implement', fields: { type: 'normal' } });
    assert.equal(front.status, 'implement');
    assert.ok('actual' in front && 'close_code' in front);
    assert.ok(!('close_code' in template('change', { fields: { type: 'normal' } }).front));
  });

  it('writes given values in the type of their field', () => {
    const { front } = template('change', {
      fields: {
        type: 'normal',
        outage: 'false',
        risk: '{declared: low}',
        affects: 'CI-001, CI-002',
        fixes: '{to: INC-001, note: for good}, INC-002',
        follows_model: 'CHM-001',
        tags: '[a, "b, c"]',
        planned: 'next week',
        other: '1.10',
      },
    });
    assert.equal(front.outage, false);
    assert.deepEqual(front.risk, { declared: 'low' });
    assert.deepEqual(front.affects, ['CI-001', 'CI-002']);
    assert.deepEqual(front.fixes, [{ to: 'INC-001', note: 'for good' }, 'INC-002']);
    assert.equal(front.follows_model, 'CHM-001');
    assert.deepEqual(front.tags, ['a', 'b, c']);
    assert.equal(front.planned, 'next week');
    assert.equal(front.other, '1.10');
    assert.equal(template('objective', { fields: { weight: '0.5' } }).front.weight, 0.5);
    assert.equal(template('release', { fields: { version: '1.10' } }).front.version, '1.10');
  });

  const reviews: readonly (readonly [string, string, string])[] = [
    ['365d', '2026-11-16', '2027-11-16'],
    ['12w', '2026-11-16', '2027-02-08'],
    ['1m', '2027-01-31', '2027-02-28'],
    ['1y', '2028-02-29', '2029-02-28'],
    ['6m', '2026-08-31', '2027-02-28'],
  ];
  for (const [every, today, expected] of reviews) {
    it(`puts the review ${every} after ${today} on ${expected}`, () => {
      const kind: Kind = { ...(model.kind('knowledge') as Kind), reviewEvery: every };
      assert.equal(template(kind, { today }).front.review_by, expected);
    });
  }

  it('keeps a given review date', () => {
    assert.equal(template('knowledge', { fields: { review_by: '2027-01-01' } }).front.review_by, '2027-01-01');
  });

  it('survives any title and any value', () => {
    const values = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('---', '[*a]', '{a: &b 1}', '1.10', 'no', '# x', '--> <b>'),
    );
    fc.assert(
      fc.property(values, values, values, (title, owner, list) => {
        const { front, body } = template('change', { title, fields: { owner, affects: list, odd: list } });
        const expected = title.replace(/\s+/g, ' ').trim();
        assert.equal(front.title, expected);
        assert.equal(front.id, 'CHG-007');
        if (owner.trim() !== '') assert.equal(front.owner, owner.replace(/\s+/g, ' ').trim());
        assert.ok(Array.isArray(front.affects));
        assert.equal(headings(body)[0], 'Reason');
      }),
    );
  });

  it('shows a title as it is written', () => {
    const { body } = template('change', { title: 'Move `a_b` *now* <b>, [x] #' });
    assert.equal(body.split('\n')[1], '# Move \\`a_b\\` \\*now\\* \\<b>, \\[x\\] \\#');
  });

  it('cannot be broken by what a configuration says', () => {
    const evil: Kind = {
      name: 'evil',
      title: 'Evil',
      plural: 'Evils',
      description: 'Evil.',
      icon: 'file',
      folder: 'evil',
      fields: [
        { name: 'a: b', description: 'x\n---\n# y', value: { type: 'string' }, required: { from: 'always' } },
        {
          name: 'list',
          description: '',
          value: { type: 'list', of: { type: 'string' } },
          required: { from: 'always' },
        },
      ],
      sections: [{ title: 'One\nTwo', description: 'a --> <script>\n\n# b', required: { from: 'always' } }],
    };
    const small: Model = { name: 'small', kinds: [evil], commonFields: projectOps.commonFields, linkTypes: [] };
    const { front, body } = template(evil, { id: '' }, new CompiledModel(small));
    assert.deepEqual(Object.keys(front), ['id', 'kind', 'title', 'owner', 'a: b', 'list']);
    assert.deepEqual(headings(body), ['One Two']);
    assert.equal(body.match(/-->/g)?.length, 1);
    assert.equal(body.match(/^#/gm)?.length, 2);
  });
});

describe('template of a configured kind', () => {
  const adr: Kind = {
    name: 'adr',
    title: 'ADR',
    plural: 'ADRs',
    description: 'Decision record.',
    icon: 'law',
    folder: 'adr',
    fields: [],
    sections: [],
  };
  function of(rest: Partial<Kind>, id: string): Read {
    const kind: Kind = { ...adr, ...rest };
    const links = [
      {
        name: 'needs',
        inverse: 'needed_by',
        description: 'What it needs.',
        from: { kinds: ['adr'] },
        to: { kinds: ['adr'] },
        fields: ['requires'],
        required: [{ kind: 'adr', requirement: { from: 'always' } }],
      },
    ];
    const own = new CompiledModel({
      name: 'own',
      kinds: [kind],
      commonFields: projectOps.commonFields,
      linkTypes: links,
    });
    return template(kind, { id }, own);
  }

  it('writes the id where it is read from', () => {
    const { front } = of({ id: { from: 'eip', format: 'EIP-{value}' }, match: { path: ['EIPS/*.md'] } }, 'EIP-4844');
    assert.equal(front.eip, 4844);
    assert.ok(!('id' in front) && !('kind' in front));
  });

  it('keeps leading zeros of an id', () => {
    const { front } = of(
      { id: { from: 'number', format: 'ADR-{value:4}' }, match: { path: ['adr/*.md'] } },
      'ADR-0007',
    );
    assert.equal(front.number, '0007');
  });

  it('writes no id that comes from the path', () => {
    const { front } = of({ id: { from: 'file' }, match: { path: ['adr/*.md'] } }, '0007-x');
    assert.ok(!('id' in front));
  });

  it('uses the names of the file', () => {
    const { front } = of(
      { aliases: { status: 'state', owner: 'author' }, match: { field: { type: ['adr', 'madr'] } } },
      'x',
    );
    assert.deepEqual(Object.keys(front), ['id', 'type', 'title', 'author', 'requires']);
    assert.equal(front.type, 'adr');
  });

  it('names the kind when nothing else tells it', () => {
    assert.equal(of({}, 'x').front.kind, 'adr');
    assert.ok(!('kind' in of({ prefix: 'ADR' }, 'ADR-001').front));
  });
});
