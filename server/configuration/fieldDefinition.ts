/** The shape of fields, of what is required when, and of conditions in `throughline.yaml`. */
import { type Definition, type EitherDefinition, type EnumDefinition, type MapDefinition, oneOrMore } from './dsl.ts';
import { FIELD_TYPE, FIELD_TYPES, NAME, NOT_EMPTY } from './shapes.ts';

/** Marks that something of the starting model is to go. */
export function removal(what: string): EnumDefinition {
  const description = `Removes the ${what}.`;
  return { type: 'enum', description, values: [{ value: false, description }] };
}

export const condition: MapDefinition = {
  type: 'map',
  description: 'Field name and the value, or list of values, it must have. All of the named fields must agree.',
  examples: [{ type: 'standard' }, { type: ['normal', 'emergency'] }],
  key: 'field',
  keyShape: NOT_EMPTY,
  nonEmpty: true,
  of: oneOrMore({ type: 'value', description: 'The value, or a list of values any of which will do.' }),
};

export const requirement: EitherDefinition = {
  type: 'either',
  description:
    'From when it is required: `true` or `always`; a state, which means from that state of the lifecycle on; `false` for never.',
  examples: ['always', 'accepted', { from: 'accepted', unless: { type: 'standard' } }],
  scalars: [
    { type: 'boolean', description: '`true` stands for `always`; `false` for never.' },
    { type: 'text', description: '`always`, or a state of the lifecycle.', shape: NOT_EMPTY, suggestions: ['always'] },
  ],
  mapping: {
    type: 'mapping',
    description: 'A requirement that depends on other fields.',
    keys: {
      from: {
        type: 'text',
        description: '`always`, which is the default, or the state from which on it is required.',
        shape: NOT_EMPTY,
        suggestions: ['always'],
      },
      when: { type: 'shared', name: 'condition', description: 'Required only when these fields have these values.' },
      unless: { type: 'shared', name: 'condition', description: 'Not required when these fields have these values.' },
    },
  },
};

const typeKeys: Readonly<Record<string, Definition>> = {
  type: {
    type: 'text',
    description:
      'What the value is, and `list of …` or `map of …` before it. The default is `enum` when `values` are given, `object` when `fields` are, `list` when `of` is, or else `any`.',
    shape: FIELD_TYPE,
    examples: ['date', 'list of string'],
    suggestions: FIELD_TYPES.map(({ value }) => value),
  },
  values: {
    type: 'list',
    description: 'Accepted values of an `enum`.',
    examples: [['low', 'medium', 'high']],
    nonEmpty: true,
    of: { type: 'value', description: 'An accepted value.' },
  },
  of: { type: 'shared', name: 'fieldType', description: 'Type of the items of a `list`, or of the values of a `map`.' },
  fields: { type: 'shared', name: 'fields', description: 'The keys of an `object`.' },
  min: { type: 'number', description: 'Least value of a `number` or `integer`.' },
  max: { type: 'number', description: 'Greatest value of a `number` or `integer`.' },
  kinds: oneOrMore({
    type: 'text',
    description: 'Kinds of article that an `id` may point at. The default is any.',
    shape: NAME,
  }),
};

export const fieldType: EitherDefinition = {
  type: 'either',
  description: 'A type, alone or with its details.',
  scalars: [
    {
      type: 'text',
      description: 'The type alone.',
      shape: FIELD_TYPE,
      suggestions: FIELD_TYPES.map(({ value }) => value),
    },
  ],
  mapping: { type: 'mapping', description: 'The type with its details.', keys: typeKeys },
};

export const field: EitherDefinition = {
  type: 'either',
  description: 'A field of the front matter: its type alone, or the type with details; `false` removes it.',
  examples: ['date', 'list of string', { values: ['low', 'medium', 'high'], required: 'accepted' }],
  scalars: [
    removal('field'),
    {
      type: 'text',
      description: 'The type alone.',
      shape: FIELD_TYPE,
      suggestions: FIELD_TYPES.map(({ value }) => value),
    },
  ],
  mapping: {
    type: 'mapping',
    description: 'The type with details. A field that is there already keeps what is not named.',
    keys: {
      ...typeKeys,
      description: { type: 'text', description: 'What the field says, shown in hovers and completion.' },
      required: { type: 'shared', name: 'requirement', description: 'From when the field must be there.' },
    },
  },
};

export const fields: MapDefinition = {
  type: 'map',
  description: 'Fields by name.',
  key: 'field',
  keyShape: NOT_EMPTY,
  of: { type: 'shared', name: 'field', description: field.description },
};
