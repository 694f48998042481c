/** The JSON Schema of `throughline.yaml`, for editors that complete and check YAML by one. */
import {
  type Definition,
  type DocumentDefinition,
  type EitherDefinition,
  type ListDefinition,
  MAX_ENTRIES,
  type MapDefinition,
  type MappingDefinition,
  type ScalarDefinition,
} from './dsl.ts';

/** A schema or a part of one. */
export type JsonSchema = { readonly [key: string]: unknown };

/**
 * Draft-07: the draft that the YAML and JSON language services of editors know best. It accepts what the validator
 * accepts, as far as one can tell from keys, types and forms alone: whether a named kind exists is the validator's to
 * say. `enumDescriptions` is read by those services and ignored by others.
 */
export function jsonSchema(document: DocumentDefinition): JsonSchema {
  const shared = Object.entries(document.shared).map(([name, definition]) => [name, schemaOf(definition)] as const);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Throughline configuration',
    ...schemaOf(document.root),
    definitions: Object.fromEntries(shared),
  };
}

function schemaOf(definition: Definition): JsonSchema {
  const { description, examples } = definition;
  const about = { description, ...(examples && { examples }) };
  switch (definition.type) {
    case 'any':
      return about;
    case 'shared':
      // Beside `$ref`, draft-07 ignores everything else, so a description of its own needs the detour.
      return { ...about, allOf: [{ $ref: `#/definitions/${definition.name}` }] };
    case 'list':
      return { ...about, ...listSchema(definition) };
    case 'mapping':
    case 'map':
      return { ...about, ...mappingSchema(definition) };
    case 'either':
      return { ...about, anyOf: alternatives(definition) };
    default:
      return { ...scalarSchema(definition), ...about, ...suggestions(definition) };
  }
}

function alternatives({ scalars, list, mapping }: EitherDefinition): readonly JsonSchema[] {
  return [...scalars, ...(list ? [list] : []), ...(mapping ? [mapping] : [])].map(schemaOf);
}

function scalarSchema(definition: ScalarDefinition): JsonSchema {
  switch (definition.type) {
    case 'text':
      return { type: 'string', ...(definition.shape && { pattern: definition.shape.pattern }) };
    case 'value':
      return { type: ['string', 'number', 'boolean'] };
    case 'enum':
      return {
        enum: definition.values.map(({ value }) => value),
        enumDescriptions: definition.values.map(({ description }) => description),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'number':
      return { type: definition.type, ...(definition.min !== undefined && { minimum: definition.min }) };
  }
}

/** Editors propose examples as values. */
function suggestions(definition: ScalarDefinition): JsonSchema {
  if (definition.type !== 'text' || definition.suggestions === undefined) return {};
  return { examples: [...new Set([...definition.suggestions, ...(definition.examples ?? [])])] };
}

/** A key with nothing after it is an empty list or mapping, unless something must be in it. */
function listSchema({ of, nonEmpty }: ListDefinition): JsonSchema {
  const type = nonEmpty === true ? { type: 'array', minItems: 1 } : { type: ['array', 'null'] };
  return { ...type, maxItems: MAX_ENTRIES, items: schemaOf(of) };
}

function mappingSchema(definition: MappingDefinition | MapDefinition): JsonSchema {
  const { nonEmpty } = definition;
  const type = nonEmpty === true ? { type: 'object', minProperties: 1 } : { type: ['object', 'null'] };
  if (definition.type === 'mapping') {
    const properties = Object.entries(definition.keys).map(([key, value]) => [key, schemaOf(value)] as const);
    return {
      ...type,
      properties: Object.fromEntries(properties),
      ...(definition.required && { required: definition.required }),
      additionalProperties: false,
    };
  }
  const { of, keyShape, suggestions: keys } = definition;
  const named = (keys ?? []).map(({ key, description }) => [key, schemaOf({ ...of, description })] as const);
  return {
    ...type,
    maxProperties: MAX_ENTRIES,
    ...(keyShape && { propertyNames: { pattern: keyShape.pattern } }),
    ...(named.length > 0 && { properties: Object.fromEntries(named) }),
    additionalProperties: schemaOf(of),
  };
}
