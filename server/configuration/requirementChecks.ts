/** Requirements and conditions must speak of states, fields and kinds that the finished model has. */
import type { Span } from '../article/text.ts';
import type { YamlNode } from '../article/yaml.ts';
import type {
  Condition,
  Field,
  FieldType,
  Kind,
  LinkType,
  Model,
  Requirement,
  State,
  Transition,
} from '../model/model.ts';
import { code } from './problems.ts';
import { child, entriesOf, type Reading, scalarsOf } from './reading.ts';

/** What may be named in the requirements of one kind, or of all. */
interface Scope {
  /** Undefined without a lifecycle. */
  readonly states: ReadonlyMap<string, State> | undefined;
  /** With the type where it is known. */
  readonly fields: ReadonlyMap<string, FieldType | undefined>;
  /** `The kind X has no` or `No kind has a`, for messages. */
  readonly lacks: string;
}

/**
 * The model without the requirements, conditional transitions and links that cannot hold. What the file says is
 * reported; what the starting model brought along goes silently, since the file took away its ground.
 */
export function checkRequirements(model: Model, reading: Reading): Model {
  return new RequirementChecker(model, reading).check();
}

class RequirementChecker {
  readonly #model: Model;
  readonly #reading: Reading;
  readonly #scopes: ReadonlyMap<string, Scope>;
  readonly #anyKind: Scope;

  constructor(model: Model, reading: Reading) {
    this.#model = model;
    this.#reading = reading;
    const scopes = model.kinds.map((kind) => [kind.name, scopeOf(kind, model)] as const);
    this.#scopes = new Map(scopes);
    this.#anyKind = union(
      scopes.map(([, scope]) => scope),
      model,
    );
  }

  check(): Model {
    const commonFields = this.#fields(this.#model.commonFields, this.#anyKind);
    const kinds = this.#model.kinds.map((kind) => this.#kind(kind, this.#scopes.get(kind.name) ?? this.#anyKind));
    const linkTypes = this.#model.linkTypes.flatMap((link) => this.#link(link) ?? []);
    return { ...this.#model, commonFields, kinds, linkTypes };
  }

  #kind(kind: Kind, scope: Scope): Kind {
    const { lifecycle } = kind;
    const aliasNode = child(this.#reading.origins.nodes.get(kind), 'aliases');
    for (const { key, keySpan } of entriesOf(aliasNode)) {
      if (!scope.fields.has(key)) this.#unknownField(keySpan, key, scope);
    }
    return {
      ...kind,
      fields: this.#fields(kind.fields, scope),
      sections: kind.sections.map((section) => this.#required(section, scope)),
      ...(lifecycle && {
        lifecycle: { ...lifecycle, transitions: lifecycle.transitions.filter((t) => this.#transition(t, scope)) },
      }),
    };
  }

  /** Undefined when no kind is left that it could come from or lead to. */
  #link(link: LinkType): LinkType | undefined {
    const { required, attributes, ...rest } = link;
    const known = (kinds: readonly string[]) =>
      kinds.filter((name) => name === '*' || name === 'same' || this.#scopes.has(name));
    const from = known(link.from.kinds);
    const to = known(link.to.kinds);
    if (from.length === 0 || to.length === 0) return undefined;
    const kept = (required ?? []).filter(({ kind, requirement }) => {
      const scope = this.#scopes.get(kind);
      if (scope === undefined || !(from.includes('*') || from.includes(kind))) return false;
      return this.#requirement(requirement, scope);
    });
    return {
      ...rest,
      from: { kinds: from },
      to: { kinds: to },
      ...(kept.length > 0 && { required: kept }),
      ...(attributes && { attributes: this.#fields(attributes, this.#anyKind) }),
    };
  }

  #fields(fields: readonly Field[], scope: Scope): readonly Field[] {
    return fields.map((field) => this.#required({ ...field, value: this.#type(field.value, scope) }, scope));
  }

  #type(type: FieldType, scope: Scope): FieldType {
    switch (type.type) {
      case 'object':
        return { type: 'object', fields: this.#fields(type.fields, scope) };
      case 'list':
      case 'map':
        return { type: type.type, of: this.#type(type.of, scope) };
      case 'id': {
        if (type.kinds === undefined) return type;
        const kinds = type.kinds.filter((kind) => this.#scopes.has(kind));
        // With its kinds gone from the model it cannot lead anywhere; what it holds is the team's own affair.
        return kinds.length === 0 ? { type: 'any' } : { type: 'id', kinds };
      }
      default:
        return type;
    }
  }

  #required<T extends { readonly required?: Requirement }>(item: T, scope: Scope): T {
    if (item.required === undefined || this.#requirement(item.required, scope)) return item;
    const { required: _, ...rest } = item;
    return rest as T;
  }

  #requirement(requirement: Requirement, scope: Scope): boolean {
    const node = this.#reading.origins.nodes.get(requirement);
    if (!this.#from(requirement.from, node, scope)) return false;
    if (node === undefined) return true;
    const when = this.#condition(requirement.when, child(node, 'when'), scope);
    const unless = this.#condition(requirement.unless, child(node, 'unless'), scope);
    return when && unless;
  }

  #from(from: string, node: YamlNode | undefined, { states, lacks }: Scope): boolean {
    if (from === 'always') return true;
    const state = states?.get(from);
    if (state?.rank !== undefined) return true;
    if (node === undefined) return state !== undefined;
    const place = child(node, 'from') ?? node;
    const { problems } = this.#reading;
    if (states === undefined) {
      const what = `${lacks} lifecycle, and so no state ${code(from)}: this can be required \`always\` or never.`;
      problems.report(place, what);
    } else if (state === undefined) {
      problems.reportUnknown(place, `${lacks} state ${code(from)}.`, from, ['always', ...states.keys()]);
    } else {
      problems.report(place, `${code(from)} has no rank, so nothing can be required from there on.`);
    }
    return false;
  }

  #transition(transition: Transition, scope: Scope): boolean {
    const node = this.#reading.origins.nodes.get(transition);
    return node === undefined || this.#condition(transition.when, node, scope);
  }

  /** `node` is what the condition was read from. */
  #condition(condition: Condition | undefined, node: YamlNode | undefined, scope: Scope): boolean {
    if (condition === undefined) return true;
    let valid = true;
    for (const { key: name, keySpan, value } of entriesOf(node)) {
      if (!scope.fields.has(name)) {
        this.#unknownField(keySpan, name, scope);
        valid = false;
        continue;
      }
      const type = scope.fields.get(name);
      if (type?.type !== 'enum') continue;
      for (const scalar of scalarsOf(value)) {
        if (type.values.includes(scalar.text)) continue;
        const what = `${code(scalar.text)} is not a value of ${code(name)}.`;
        this.#reading.problems.reportUnknown(scalar, what, scalar.text, type.values);
        valid = false;
      }
    }
    return valid;
  }

  #unknownField(span: Span, name: string, { lacks, fields }: Scope): void {
    this.#reading.problems.reportUnknown(span, `${lacks} field ${code(name)}.`, name, fields.keys());
  }
}

function scopeOf(kind: Kind, model: Model): Scope {
  const fields = new Map<string, FieldType | undefined>([
    ['id', undefined],
    ['kind', undefined],
    ['title', undefined],
  ]);
  for (const field of [...model.commonFields, ...kind.fields]) fields.set(field.name, field.value);
  for (const link of model.linkTypes) {
    const { kinds } = link.from;
    if (kinds.includes('*') || kinds.includes(kind.name)) fields.set(link.name, undefined);
  }
  const states = kind.lifecycle && new Map(kind.lifecycle.states.map((state) => [state.name, state]));
  fields.set('status', states && { type: 'enum', values: [...states.keys()] });
  return { states, fields, lacks: `The kind ${code(kind.name)} has no` };
}

function union(scopes: readonly Scope[], model: Model): Scope {
  const fields = new Map<string, FieldType | undefined>(model.commonFields.map(({ name }) => [name, undefined]));
  const states = new Map<string, State>();
  for (const scope of scopes) {
    for (const name of scope.fields.keys()) fields.set(name, undefined);
    for (const state of scope.states?.values() ?? []) {
      // A state counts when it can be required from in at least one kind.
      if (states.get(state.name)?.rank === undefined) states.set(state.name, state);
    }
  }
  return { states, fields, lacks: 'No kind has a' };
}
