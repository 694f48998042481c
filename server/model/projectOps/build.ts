/** Short ways to write the model's data, so that a kind reads as a table. They add nothing of their own. */
import type { Condition, Field, FieldType, Requirement, Section, Stage, State, Transition } from '../model.ts';

export const ALWAYS: Requirement = { from: 'always' };

export function from(state: string, conditions: Pick<Requirement, 'when' | 'unless'> = {}): Requirement {
  return { from: state, ...conditions };
}

export function field(name: string, value: FieldType, description: string, required?: Requirement): Field {
  return required === undefined ? { name, description, value } : { name, description, value, required };
}

export function section(
  title: string,
  description: string,
  required?: Requirement,
  aliases: readonly string[] = [],
): Section {
  return {
    title,
    description,
    ...(aliases.length > 0 && { aliases }),
    ...(required !== undefined && { required }),
  };
}

/** A state on the main path. */
export function state(name: string, stage: Stage, rank: number, description: string): State {
  return { name, description, stage, rank };
}

/** A state off the main path, which asks for nothing beyond what is always required. */
export function exit(name: string, stage: Stage, description: string): State {
  return { name, description, stage };
}

/** A transition from each state to the next. */
export function path(names: readonly string[], when?: Condition): Transition[] {
  return names.slice(1).map((to, i) => transition(names[i] as string, to, when));
}

/** A transition from each of the one to each of the other. */
export function moves(sources: readonly string[], targets: readonly string[], when?: Condition): Transition[] {
  return sources.flatMap((source) => targets.map((target) => transition(source, target, when)));
}

function transition(source: string, target: string, when: Condition | undefined): Transition {
  return when === undefined ? { from: source, to: target } : { from: source, to: target, when };
}

export const STRING: FieldType = { type: 'string' };
export const TEXT: FieldType = { type: 'text' };
export const BOOLEAN: FieldType = { type: 'boolean' };
export const ANY: FieldType = { type: 'any' };
export const DATE: FieldType = { type: 'date' };
export const DATE_TIME: FieldType = { type: 'date-time' };
export const DURATION: FieldType = { type: 'duration' };

export function number(min?: number, max?: number): FieldType {
  return { type: 'number', ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

export function integer(min?: number, max?: number): FieldType {
  return { type: 'integer', ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

export function oneOf(...values: readonly string[]): FieldType {
  return { type: 'enum', values };
}

export function listOf(of: FieldType): FieldType {
  return { type: 'list', of };
}

export function mapOf(of: FieldType): FieldType {
  return { type: 'map', of };
}

export function object(...fields: readonly Field[]): FieldType {
  return { type: 'object', fields };
}

export function idOf(...kinds: readonly string[]): FieldType {
  return { type: 'id', kinds };
}

export const PERSON: FieldType = idOf('person');
export const PERSON_OR_TEAM: FieldType = idOf('person', 'team');
