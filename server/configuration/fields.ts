/** Reads fields and their types. */
import type { YamlEntry, YamlNode } from '../article/yaml.ts';
import { entryOf } from '../article/yaml.ts';
import type { Field, FieldType } from '../model/model.ts';
import { code } from './problems.ts';
import {
  child,
  childText,
  entriesOf,
  isEmpty,
  isRemoval,
  type Reading,
  readKindNames,
  readRequirement,
  textsOf,
} from './reading.ts';

const ANY: FieldType = { type: 'any' };

/**
 * The fields of `base`, changed and added to. Fields that are only `inherited` (the common ones, for a kind) are
 * taken over when they are changed; removing one makes it optional and leaves its value unchecked.
 */
export function readFields(
  base: readonly Field[],
  node: YamlNode | undefined,
  reading: Reading,
  inherited: readonly Field[] = [],
): readonly Field[] {
  if (node === undefined) return base;
  const fields = new Map(base.map((field) => [field.name, field]));
  const above = new Map(inherited.map((field) => [field.name, field]));
  for (const entry of entriesOf(node)) {
    const name = entry.key;
    const known = fields.get(name) ?? above.get(name);
    if (!isRemoval(entry.value)) {
      const field = readField(entry, known, reading);
      if (field !== undefined) fields.set(name, field);
    } else if (known === undefined) {
      const names = [...fields.keys(), ...above.keys()];
      reading.problems.reportUnknown(entry.keySpan, `There is no field ${code(name)} to remove.`, name, names);
    } else {
      fields.delete(name);
      if (above.has(name)) fields.set(name, { name, description: known.description, value: ANY });
    }
  }
  return [...fields.values()];
}

function readField({ key, keySpan, value: node }: YamlEntry, base: Field | undefined, reading: Reading) {
  const value = isEmpty(node) ? (base?.value ?? ANY) : readType(node, base?.value, reading);
  if (value === undefined) return undefined;
  const written = child(node, 'required');
  const required = written === undefined ? base?.required : readRequirement(written, reading);
  const field: Field = {
    name: key,
    description: childText(node, 'description') ?? base?.description ?? '',
    value,
    ...(required && { required }),
  };
  reading.origins.keys.set(field, keySpan);
  return field;
}

/** Keys that say more of a type, and the types each goes with, the likeliest first. */
const DETAILS: Readonly<Record<string, readonly FieldType['type'][]>> = {
  values: ['enum'],
  of: ['list', 'map'],
  fields: ['object'],
  min: ['number', 'integer'],
  max: ['number', 'integer'],
  kinds: ['id'],
};

function readType(node: YamlNode, base: FieldType | undefined, reading: Reading): FieldType | undefined {
  const written = node.kind === 'scalar' ? node.text : childText(node, 'type');
  const details = Object.keys(DETAILS).filter((key) => child(node, key) !== undefined);
  if (written === undefined && details.length === 0) return base ?? ANY;
  const wrappers = written?.split(' of ') ?? [];
  const leaf = (wrappers.pop() as FieldType['type'] | undefined) ?? leafFor(details, base);
  let wraps = wrappers as readonly Wrapper[];
  let amended: FieldType | undefined;
  if (written === undefined) {
    const inner = innermost(base, leaf);
    amended = inner?.type;
    wraps = inner?.wraps ?? [];
  }
  const wrong = details.find((key) => !DETAILS[key]?.includes(leaf));
  if (wrong !== undefined) {
    const place = entryOf(node, wrong)?.keySpan ?? node;
    reading.problems.report(place, `${code(wrong)} does not go with the type ${code(leaf)}.`);
    return undefined;
  }
  const type = readLeaf(leaf, node, amended, reading);
  return type && wraps.reduceRight<FieldType>((of, wrapper) => ({ type: wrapper, of }), type);
}

type Wrapper = 'list' | 'map';

/** The type that the given details speak of, when none is named. */
function leafFor(details: readonly string[], base: FieldType | undefined): FieldType['type'] {
  const types = DETAILS[details[0] ?? ''] ?? [];
  if (base !== undefined && types.includes(base.type)) return base.type;
  return types.find((type) => innermost(base, type) !== undefined) ?? types[0] ?? 'any';
}

/** The part of a type within lists and maps that is of the wanted type. */
function innermost(
  base: FieldType | undefined,
  wanted: FieldType['type'],
): { readonly type: FieldType; readonly wraps: readonly Wrapper[] } | undefined {
  const wraps: Wrapper[] = [];
  for (let type = base; type !== undefined; ) {
    if (type.type === wanted) return { type, wraps };
    if (type.type !== 'list' && type.type !== 'map') return undefined;
    wraps.push(type.type);
    type = type.of;
  }
  return undefined;
}

function readLeaf(
  leaf: FieldType['type'],
  node: YamlNode,
  base: FieldType | undefined,
  reading: Reading,
): FieldType | undefined {
  switch (leaf) {
    case 'enum': {
      const values = textsOf(child(node, 'values'));
      if (values.length > 0) return { type: 'enum', values };
      reading.problems.report(child(node, 'type') ?? node, 'An `enum` needs `values`: the list of accepted ones.');
      return undefined;
    }
    case 'object': {
      const fields = child(node, 'fields');
      if (fields === undefined) {
        const place = child(node, 'type') ?? node;
        reading.problems.report(place, 'An `object` needs `fields`. With free keys it is a `map`.');
        return undefined;
      }
      return { type: 'object', fields: readFields(base?.type === 'object' ? base.fields : [], fields, reading) };
    }
    case 'list':
    case 'map': {
      const of = child(node, 'of');
      const item = of === undefined ? ANY : readType(of, base && 'of' in base ? base.of : undefined, reading);
      return item && { type: leaf, of: item };
    }
    case 'integer':
    case 'number':
      return readNumber(leaf, node, base, reading);
    case 'id': {
      const kinds = readKindNames(child(node, 'kinds'), reading);
      return kinds.length === 0 ? { type: 'id' } : { type: 'id', kinds };
    }
    default:
      return { type: leaf };
  }
}

function readNumber(
  type: 'integer' | 'number',
  node: YamlNode,
  base: FieldType | undefined,
  reading: Reading,
): FieldType | undefined {
  const inherited = base?.type === 'integer' || base?.type === 'number' ? base : undefined;
  const bound = (key: 'min' | 'max') => {
    const text = childText(node, key);
    return text === undefined ? inherited?.[key] : Number(text);
  };
  const min = bound('min');
  const max = bound('max');
  if (min !== undefined && max !== undefined && min > max) {
    const place = child(node, 'max') ?? child(node, 'min') ?? node;
    reading.problems.report(place, `The greatest value, ${max}, is less than the least, ${min}.`);
    return undefined;
  }
  return { type, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
