/** A model with the look-ups that parsing, rules and features make for every article, prepared once. */
import type { Condition, Field, Kind, LinkType, Model, Requirement, Stage, State, Transition } from './model.ts';

/** Text of an article's top-level field, or undefined when it has none. */
export type ValueFor = (field: string) => string | undefined;

/** A kind, or its name. */
export type KindRef = Kind | string;

interface CompiledKind {
  readonly fields: ReadonlyMap<string, Field>;
  readonly linksFrom: readonly LinkType[];
  readonly linksTo: readonly LinkType[];
  readonly initial: State | undefined;
  readonly states: ReadonlyMap<string, State>;
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
}

const UNKNOWN_KIND: CompiledKind = {
  fields: new Map(),
  linksFrom: [],
  linksTo: [],
  initial: undefined,
  states: new Map(),
  transitions: new Map(),
};

/**
 * Immutable. Where a model has the same name or prefix twice, the first one counts. Names that the model does not
 * have give undefined or nothing, never an exception, so that an ill-formed configuration can still be worked with.
 */
export class CompiledModel {
  readonly model: Model;
  readonly #kinds = new Map<string, Kind>();
  readonly #compiled = new Map<string, CompiledKind>();
  readonly #prefixes = new Map<string, Kind>();
  readonly #longestPrefix: number;
  readonly #links = new Map<string, LinkType>();
  readonly #linkFields = new Map<string, LinkType>();
  readonly #inverses = new Map<string, LinkType>();

  constructor(model: Model) {
    this.model = model;
    for (const link of model.linkTypes) {
      addFirst(this.#links, link.name, link);
      if (link.inverse !== link.name) addFirst(this.#inverses, link.inverse, link);
    }
    for (const link of model.linkTypes) addFirst(this.#linkFields, link.name, link);
    for (const link of model.linkTypes) for (const name of link.fields ?? []) addFirst(this.#linkFields, name, link);
    let longestPrefix = 0;
    for (const kind of model.kinds) {
      if (this.#kinds.has(kind.name)) continue;
      this.#kinds.set(kind.name, kind);
      this.#compiled.set(kind.name, compileKind(model, kind));
      if (kind.prefix === undefined) continue;
      addFirst(this.#prefixes, kind.prefix, kind);
      longestPrefix = Math.max(longestPrefix, kind.prefix.length);
    }
    this.#longestPrefix = longestPrefix;
  }

  kind(name: string): Kind | undefined {
    return this.#kinds.get(name);
  }

  /** `prefix` is without its hyphen: `CHG`. */
  kindByPrefix(prefix: string): Kind | undefined {
    return this.#prefixes.get(prefix);
  }

  /**
   * The kind that an id's prefix names. The prefix ends before the last hyphen and digits; of `SEC-REQ-012` it is
   * `SEC-REQ`, or `SEC` when no kind has the longer one. Undefined for ids of another shape.
   */
  kindOfId(id: string): Kind | undefined {
    const hyphen = id.lastIndexOf('-');
    if (!allDigits(id, hyphen + 1)) return undefined;
    // Only the part that a prefix can fill is looked at: an id of a million hyphens costs no more than a short one.
    let end = hyphen <= this.#longestPrefix ? hyphen : id.lastIndexOf('-', this.#longestPrefix);
    while (end > 0) {
      const kind = this.#prefixes.get(id.slice(0, end));
      if (kind !== undefined) return kind;
      end = id.lastIndexOf('-', end - 1);
    }
    return undefined;
  }

  linkType(name: string): LinkType | undefined {
    return this.#links.get(name);
  }

  /** The link type that a front matter field of this name holds, on the owning side. */
  linkTypeByField(field: string): LinkType | undefined {
    return this.#linkFields.get(field);
  }

  /** The link type seen under this name from its target. Symmetric ones are found by their field alone. */
  linkTypeByInverse(name: string): LinkType | undefined {
    return this.#inverses.get(name);
  }

  /**
   * Common fields, then the kind's own; an own field replaces the common one of the same name. Links are not among
   * them. `id` is not required of kinds that take the id from elsewhere or have no prefix to number ids with, nor
   * `status` of kinds without a lifecycle.
   */
  fieldsOf(kind: KindRef): ReadonlyMap<string, Field> {
    return this.#of(kind).fields;
  }

  /** Link types that articles of this kind may own. */
  linksFrom(kind: KindRef): readonly LinkType[] {
    return this.#of(kind).linksFrom;
  }

  /** Link types that may point at articles of this kind. */
  linksTo(kind: KindRef): readonly LinkType[] {
    return this.#of(kind).linksTo;
  }

  state(kind: KindRef, name: string): State | undefined {
    return this.#of(kind).states.get(name);
  }

  /** Undefined for kinds without a lifecycle. */
  initialState(kind: KindRef): State | undefined {
    return this.#of(kind).initial;
  }

  /** Unknown and missing statuses count as the initial state. Undefined for kinds without a lifecycle. */
  stageOf(kind: KindRef, status: string | undefined): Stage | undefined {
    return stateOrInitial(this.#of(kind), status)?.stage;
  }

  /**
   * Whether an article of this kind in this status must have what the requirement belongs to. Unknown and missing
   * statuses count as the initial state. What is required from a state that the kind does not have, or that has no
   * rank, is never required.
   */
  isRequired(
    requirement: Requirement | undefined,
    kind: KindRef,
    status: string | undefined,
    valueFor: ValueFor,
  ): boolean {
    if (requirement === undefined) return false;
    if (requirement.from !== 'always') {
      const compiled = this.#of(kind);
      const needed = compiled.states.get(requirement.from)?.rank;
      const reached = stateOrInitial(compiled, status)?.rank;
      if (needed === undefined || reached === undefined || reached < needed) return false;
    }
    if (requirement.when !== undefined && !holds(requirement.when, valueFor)) return false;
    return requirement.unless === undefined || !holds(requirement.unless, valueFor);
  }

  /** Transitions out of a state, each target once. Unknown and missing statuses count as the initial state. */
  allowedTransitions(kind: KindRef, from: string | undefined, valueFor: ValueFor): readonly Transition[] {
    const compiled = this.#of(kind);
    const state = stateOrInitial(compiled, from);
    const targets = new Set<string>();
    return (state === undefined ? [] : (compiled.transitions.get(state.name) ?? [])).filter((transition) => {
      if (targets.has(transition.to)) return false;
      if (transition.when !== undefined && !holds(transition.when, valueFor)) return false;
      targets.add(transition.to);
      return true;
    });
  }

  /** Whether a link of this type from an article of the one kind may lead to an article of the other. */
  acceptsTarget(link: LinkType, source: KindRef, target: KindRef): boolean {
    return accepts(link.to.kinds, nameOf(target), nameOf(source));
  }

  #of(kind: KindRef): CompiledKind {
    return this.#compiled.get(nameOf(kind)) ?? UNKNOWN_KIND;
  }
}

/** Whether every named field has one of its values. */
export function holds(condition: Condition, valueFor: ValueFor): boolean {
  for (const [field, values] of Object.entries(condition)) {
    const value = valueFor(field);
    if (value === undefined || !values.includes(value)) return false;
  }
  return true;
}

function compileKind(model: Model, kind: Kind): CompiledKind {
  const states = new Map<string, State>();
  const transitions = new Map<string, Transition[]>();
  for (const state of kind.lifecycle?.states ?? []) addFirst(states, state.name, state);
  for (const transition of kind.lifecycle?.transitions ?? []) {
    const list = transitions.get(transition.from);
    if (list === undefined) transitions.set(transition.from, [transition]);
    else list.push(transition);
  }
  return {
    fields: compileFields(model.commonFields, kind),
    linksFrom: model.linkTypes.filter((link) => accepts(link.from.kinds, kind.name, undefined)),
    linksTo: model.linkTypes.filter(
      (link) =>
        accepts(link.to.kinds, kind.name, undefined) ||
        (link.to.kinds.includes('same') && accepts(link.from.kinds, kind.name, undefined)),
    ),
    initial: kind.lifecycle?.states[0],
    states,
    transitions,
  };
}

function compileFields(common: readonly Field[], kind: Kind): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  for (const field of common) fields.set(field.name, hasElsewhere(kind, field.name) ? optional(field) : field);
  const own = new Set<string>();
  for (const field of kind.fields) {
    if (own.has(field.name)) continue;
    own.add(field.name);
    fields.set(field.name, field);
  }
  return fields;
}

function hasElsewhere(kind: Kind, common: string): boolean {
  if (common === 'id') return kind.id !== undefined || kind.prefix === undefined;
  return common === 'status' && kind.lifecycle === undefined;
}

function optional({ required: _, ...rest }: Field): Field {
  return rest;
}

function accepts(kinds: readonly string[], target: string, source: string | undefined): boolean {
  if (kinds.includes('*') || kinds.includes(target)) return true;
  return source === target && kinds.includes('same');
}

function stateOrInitial(kind: CompiledKind, status: string | undefined): State | undefined {
  return (status === undefined ? undefined : kind.states.get(status)) ?? kind.initial;
}

function nameOf(kind: KindRef): string {
  return typeof kind === 'string' ? kind : kind.name;
}

function addFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) map.set(key, value);
}

/** Whether there is at least one digit from this index on, and nothing else. */
function allDigits(text: string, start: number): boolean {
  if (start === 0 || start === text.length) return false;
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
