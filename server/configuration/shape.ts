/** Checks YAML against a definition, and leaves out what does not fit. */
import type { Span } from '../article/text.ts';
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence } from '../article/yaml.ts';
import { nearest } from '../model/nearest.ts';
import {
  type Definition,
  type DocumentDefinition,
  type EitherDefinition,
  type ListDefinition,
  MAX_ENTRIES,
  type MapDefinition,
  type MappingDefinition,
  resolve,
  type ScalarDefinition,
  type TextShape,
} from './dsl.ts';
import { code, found, joined, type ProblemList } from './problems.ts';

/** Deeper than anybody writes, and far less deep than the stack. */
const MAX_DEPTH = 40;

/**
 * The part of `root` that fits the definition: wrong entries and items are reported and left out, and of a key that
 * is written twice the last one stays. Undefined when nothing is left. What comes back needs no further check of
 * keys, types or text shapes.
 */
export function checkShape(
  root: YamlNode,
  document: DocumentDefinition,
  problems: ProblemList,
): YamlMapping | undefined {
  const checked = new ShapeChecker(document, problems).check(root, document.root, root, 0);
  return checked?.kind === 'mapping' ? checked : undefined;
}

class ShapeChecker {
  readonly #document: DocumentDefinition;
  readonly #problems: ProblemList;
  readonly #patterns = new Map<string, RegExp>();

  constructor(document: DocumentDefinition, problems: ProblemList) {
    this.#document = document;
    this.#problems = problems;
  }

  /** `place` is where something missing is reported: the key, or the node itself when it has none. */
  check(node: YamlNode, definition: Definition, place: Span, depth: number): YamlNode | undefined {
    if (depth > MAX_DEPTH) {
      this.#problems.report(place, 'This is nested too deeply.');
      return undefined;
    }
    const resolved = resolve(definition, this.#document);
    switch (resolved.type) {
      case 'any':
        return node;
      case 'list':
        if (node.kind === 'sequence') return this.#list(node, resolved, depth);
        return this.#emptyOr(node, resolved, resolved.nonEmpty);
      case 'mapping':
      case 'map':
        if (node.kind === 'mapping') return this.#mapping(node, resolved, place, depth);
        return this.#emptyOr(node, resolved, resolved.nonEmpty);
      case 'either':
        return this.#either(node, resolved, place, depth);
      default:
        return this.#scalar(node, resolved, [resolved]);
    }
  }

  #either(node: YamlNode, definition: EitherDefinition, place: Span, depth: number): YamlNode | undefined {
    const { scalars, list, mapping } = definition;
    if (node.kind === 'sequence' && list !== undefined) return this.#list(node, list, depth);
    if (node.kind === 'mapping' && mapping !== undefined) return this.#mapping(node, mapping, place, depth);
    const container = mapping ?? list;
    if (container !== undefined && isNull(node)) return this.#emptyOr(node, container, container.nonEmpty);
    return this.#scalar(node, definition, scalars);
  }

  /** A key with nothing after it is an empty list or mapping. */
  #emptyOr(node: YamlNode, definition: Definition, nonEmpty: true | undefined): YamlNode | undefined {
    if (isNull(node) && nonEmpty === undefined) return node;
    this.#wrong(node, definition);
    return undefined;
  }

  #list(node: YamlSequence, definition: ListDefinition, depth: number): YamlSequence | undefined {
    if (definition.nonEmpty === true && node.items.length === 0) {
      this.#problems.report(node, 'This list must not be empty.');
      return undefined;
    }
    const items = this.#atMost(node.items, (item) => item)
      .map((item) => this.check(item, definition.of, item, depth + 1))
      .filter((item) => item !== undefined);
    return definition.nonEmpty === true && items.length === 0 ? undefined : { ...node, items };
  }

  #mapping(
    node: YamlMapping,
    definition: MappingDefinition | MapDefinition,
    place: Span,
    depth: number,
  ): YamlMapping | undefined {
    if (definition.nonEmpty === true && node.entries.length === 0) {
      const keys = definition.type === 'mapping' ? Object.keys(definition.keys) : [`<${definition.key}>`];
      this.#problems.report(place, `Nothing is said here. Expected ${joined(keys.map(code), 'or')}.`);
      return undefined;
    }
    const missing =
      definition.type === 'mapping'
        ? (definition.required ?? []).filter((key) => !node.entries.some((entry) => entry.key === key))
        : [];
    if (missing.length > 0) this.#problems.report(place, `${joined(missing.map(code), 'and')} must be given.`);
    const entries = new Map<string, YamlEntry>();
    for (const entry of this.#atMost(node.entries, ({ keySpan }) => keySpan)) {
      const of = this.#definitionOf(entry, definition);
      const value = of && this.check(entry.value, of, entry.keySpan, depth + 1);
      // Deleted first, so that the order is that of the entries that count.
      entries.delete(entry.key);
      if (value !== undefined) entries.set(entry.key, { ...entry, value });
    }
    const lost = definition.type === 'mapping' && (definition.required ?? []).some((key) => !entries.has(key));
    if (lost || (definition.nonEmpty === true && entries.size === 0)) return undefined;
    return { ...node, entries: [...entries.values()] };
  }

  #atMost<T>(items: readonly T[], placeOf: (item: T) => Span): readonly T[] {
    const first = items[MAX_ENTRIES];
    if (first === undefined) return items;
    this.#problems.report(
      placeOf(first),
      `At most ${MAX_ENTRIES} entries are read here; this one and the rest are not.`,
    );
    return items.slice(0, MAX_ENTRIES);
  }

  #definitionOf({ key, keySpan }: YamlEntry, definition: MappingDefinition | MapDefinition): Definition | undefined {
    if (definition.type === 'mapping') {
      if (Object.hasOwn(definition.keys, key)) return definition.keys[key];
      const noun = definition.key ?? 'key';
      this.#problems.reportUnknown(keySpan, `Unknown ${noun} ${code(key)}.`, key, Object.keys(definition.keys));
      return undefined;
    }
    const shape = definition.keyShape;
    if (shape === undefined || this.#fits(key, shape)) return definition.of;
    this.#problems.report(keySpan, `Expected ${shape.what}, not ${code(key)}.`);
    return undefined;
  }

  #scalar(node: YamlNode, definition: Definition, scalars: readonly ScalarDefinition[]): YamlScalar | undefined {
    if (node.kind === 'scalar' && scalars.some((scalar) => this.#accepts(node, scalar))) return node;
    this.#wrong(node, definition);
    return undefined;
  }

  #accepts(node: YamlScalar, definition: ScalarDefinition): boolean {
    switch (definition.type) {
      case 'text':
        return node.tag === 'str' && (definition.shape === undefined || this.#fits(node.text, definition.shape));
      case 'value':
        return node.tag !== 'null';
      case 'enum':
        return definition.values.some(({ value }) =>
          typeof value === 'string'
            ? node.tag === 'str' && node.text === value
            : node.tag === 'bool' && node.text.toLowerCase() === String(value),
        );
      case 'boolean':
        return node.tag === 'bool';
      case 'integer':
      case 'number': {
        const number = node.tag === 'int' || node.tag === 'float' ? Number(node.text) : Number.NaN;
        if (definition.type === 'integer' ? !Number.isInteger(number) : !Number.isFinite(number)) return false;
        return definition.min === undefined || number >= definition.min;
      }
    }
  }

  #fits(text: string, shape: TextShape): boolean {
    let pattern = this.#patterns.get(shape.pattern);
    if (pattern === undefined) {
      pattern = new RegExp(shape.pattern, 'u');
      this.#patterns.set(shape.pattern, pattern);
    }
    return pattern.test(text);
  }

  #wrong(node: YamlNode, definition: Definition): void {
    const message = `Expected ${joined(expectations(definition), 'or')}, not ${found(node)}.`;
    if (node.kind === 'scalar' && node.tag === 'str') {
      const near = nearest(node.text, enumTexts(definition));
      this.#problems.report(node, near === undefined ? message : `${message} Did you mean ${code(near)}?`, near);
    } else if (node.kind === 'scalar' && node.tag !== 'null' && this.#wouldFitQuoted(node, definition)) {
      const quoted = `"${node.text}"`;
      this.#problems.report(node, `${message} Put it in quotes: ${code(quoted)}.`, quoted);
    } else this.#problems.report(node, message);
  }

  #wouldFitQuoted(node: YamlScalar, definition: Definition): boolean {
    const quoted: YamlScalar = { ...node, tag: 'str' };
    return scalarsOf(definition).some((scalar) => scalar.type === 'text' && this.#accepts(quoted, scalar));
  }
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag === 'null';
}

function scalarsOf(definition: Definition): readonly ScalarDefinition[] {
  switch (definition.type) {
    case 'either':
      return definition.scalars;
    case 'list':
    case 'mapping':
    case 'map':
    case 'any':
    case 'shared':
      return [];
    default:
      return [definition];
  }
}

function enumTexts(definition: Definition): string[] {
  return scalarsOf(definition).flatMap((scalar) =>
    scalar.type === 'enum' ? scalar.values.map(({ value }) => String(value)) : [],
  );
}

/** What is accepted, as parts of a sentence. */
export function expectations(definition: Definition): readonly string[] {
  switch (definition.type) {
    case 'text':
      return [definition.shape?.what ?? 'text'];
    case 'value':
      return ['text', 'a number', 'a boolean'];
    case 'enum':
      return definition.values.map(({ value }) => code(String(value)));
    case 'boolean':
      return ['`true`', '`false`'];
    case 'integer':
    case 'number': {
      const noun = definition.type === 'integer' ? 'a whole number' : 'a number';
      return [definition.min === undefined ? noun : `${noun} of at least ${definition.min}`];
    }
    case 'list':
      return [definition.nonEmpty === true ? 'a list that is not empty' : 'a list'];
    case 'mapping':
    case 'map':
      return ['a mapping'];
    case 'either':
      return [
        ...definition.scalars.flatMap(expectations),
        ...(definition.list === undefined ? [] : ['a list']),
        ...(definition.mapping === undefined ? [] : ['a mapping']),
      ];
    case 'shared':
      return [definition.name];
    case 'any':
      return ['anything'];
  }
}
