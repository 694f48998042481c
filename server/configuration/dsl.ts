/**
 * The language in which the shape of `throughline.yaml` is defined once. The validator, the JSON Schema, the reference
 * in the documentation and the editor's hover and completion are all read from such definitions.
 */

interface Described {
  /** One or two sentences in Markdown for the person who writes the file. */
  readonly description: string;
  /** Plain data, as it would be written in YAML. */
  readonly examples?: readonly unknown[];
}

/** Form of a text, beyond being one. */
export interface TextShape {
  /** Our own expression, anchored, linear in time; compiled with the `u` flag, also by readers of the JSON Schema. */
  readonly pattern: string;
  /** What such a text is, with article: `a duration such as 180d, 12w, 6m or 1y`. */
  readonly what: string;
}

/** A text. A number or boolean is refused, since YAML would have changed its spelling (`1.10`, `007`). */
export interface TextDefinition extends Described {
  readonly type: 'text';
  readonly shape?: TextShape;
  /** Values worth proposing; others are allowed. */
  readonly suggestions?: readonly string[];
}

/** Any scalar but null, taken as it is written. */
export interface ValueDefinition extends Described {
  readonly type: 'value';
}

export interface EnumDefinition extends Described {
  readonly type: 'enum';
  readonly values: readonly { readonly value: string | boolean; readonly description: string }[];
}

export interface BooleanDefinition extends Described {
  readonly type: 'boolean';
}

export interface NumberDefinition extends Described {
  readonly type: 'number' | 'integer';
  readonly min?: number;
}

export type ScalarDefinition = TextDefinition | ValueDefinition | EnumDefinition | BooleanDefinition | NumberDefinition;

/**
 * Entries of one list or mapping; far more than anybody writes by hand. Checks that compare everything with everything
 * stay bounded by it.
 */
export const MAX_ENTRIES = 1000;

export interface ListDefinition extends Described {
  readonly type: 'list';
  readonly of: Definition;
  /** At least one item. */
  readonly nonEmpty?: true;
}

/** A mapping with known keys; any other key is an error. */
export interface MappingDefinition extends Described {
  readonly type: 'mapping';
  /** What a key is, for messages, when not simply a key: `rule`. */
  readonly key?: string;
  readonly keys: Readonly<Record<string, Definition>>;
  readonly required?: readonly string[];
  /** At least one key. */
  readonly nonEmpty?: true;
}

/** A mapping with free keys and values of one definition. */
export interface MapDefinition extends Described {
  readonly type: 'map';
  /** What a key is, for headings: `name`, `state`. */
  readonly key: string;
  readonly keyShape?: TextShape;
  readonly of: Definition;
  /** Keys worth proposing, with what each stands for; others are allowed. */
  readonly suggestions?: readonly { readonly key: string; readonly description: string }[];
  readonly nonEmpty?: true;
}

/** Alternatives, told apart by the kind of YAML node alone: messages then never guess what was meant. */
export interface EitherDefinition extends Described {
  readonly type: 'either';
  readonly scalars: readonly ScalarDefinition[];
  readonly list?: ListDefinition;
  readonly mapping?: MappingDefinition | MapDefinition;
}

/** A definition that is used in several places or contains itself. */
export interface SharedDefinition extends Described {
  readonly type: 'shared';
  readonly name: string;
}

/** Anything at all. */
export interface AnyDefinition extends Described {
  readonly type: 'any';
}

export type Definition =
  | ScalarDefinition
  | ListDefinition
  | MappingDefinition
  | MapDefinition
  | EitherDefinition
  | SharedDefinition
  | AnyDefinition;

/** A whole file's definition. */
export interface DocumentDefinition {
  readonly root: MappingDefinition;
  readonly shared: Readonly<Record<string, Exclude<Definition, SharedDefinition>>>;
}

/** The definition itself where `definition` names a shared one, under the description given at the place of use. */
export function resolve(definition: Definition, document: DocumentDefinition): Exclude<Definition, SharedDefinition> {
  if (definition.type !== 'shared') return definition;
  const shared = document.shared[definition.name];
  if (shared === undefined) throw new Error(`No shared definition is called ${definition.name}.`);
  const { description, examples } = definition;
  return { ...shared, description, ...(examples && { examples }) };
}

/** One scalar, or a list of such. The examples may be either. */
export function oneOrMore({ examples, ...of }: ScalarDefinition): EitherDefinition {
  const { description } = of;
  return {
    type: 'either',
    description,
    ...(examples && { examples }),
    scalars: [of],
    list: { type: 'list', description, of },
  };
}

/**
 * The definition of what stands at a path of YAML keys, list positions being any text: `['kinds', 'adr', 'fields']`.
 * Undefined when nothing may stand there.
 */
export function definitionAt(
  path: readonly string[],
  document: DocumentDefinition,
): Exclude<Definition, SharedDefinition> | undefined {
  let current: Exclude<Definition, SharedDefinition> = document.root;
  for (const step of path) {
    const next = inside(current, step);
    if (next === undefined) return undefined;
    current = resolve(next, document);
  }
  return current;
}

function inside(definition: Exclude<Definition, SharedDefinition>, step: string): Definition | undefined {
  switch (definition.type) {
    case 'mapping':
      return Object.hasOwn(definition.keys, step) ? definition.keys[step] : undefined;
    case 'map':
      return definition.of;
    case 'list':
      return definition.of;
    case 'either': {
      const { list, mapping } = definition;
      if (list !== undefined && (mapping === undefined || /^\d+$/.test(step))) return list.of;
      return mapping === undefined ? undefined : inside(mapping, step);
    }
    case 'any':
      return definition;
    default:
      return undefined;
  }
}
