/** What the readers of the parts of `throughline.yaml` share: the problems, and where things were written. */
import type { Span } from '../article/text.ts';
import { entryOf, type YamlEntry, type YamlNode, type YamlScalar } from '../article/yaml.ts';
import type { Condition, Requirement } from '../model/model.ts';
import { code, type ProblemList } from './problems.ts';

export interface Reading {
  readonly problems: ProblemList;
  /** Names of the kinds that there will be, each with its prefix when it has one. */
  readonly kinds: ReadonlyMap<string, string | undefined>;
  /**
   * The YAML that requirements, conditional transitions, kinds and links of the file were read from, and the key of
   * each field. What the starting model brings is not in it, so it is never blamed.
   */
  readonly origins: Origins;
}

export interface Origins {
  readonly nodes: Map<object, YamlNode>;
  readonly keys: Map<object, Span>;
}

/** The value of a key; undefined when it is absent or empty. */
export function child(node: YamlNode | undefined, key: string): YamlNode | undefined {
  const value = entryOf(node, key)?.value;
  return value === undefined || isEmpty(value) ? undefined : value;
}

export function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag === 'null';
}

/** Whether it is the `false` that removes something. */
export function isRemoval(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag === 'bool' && node.text.toLowerCase() === 'false';
}

export function childText(node: YamlNode | undefined, key: string): string | undefined {
  const value = child(node, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The entries of a mapping; of anything else, none. */
export function entriesOf(node: YamlNode | undefined): readonly YamlEntry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

/** One scalar or the scalars of a list. */
export function scalarsOf(node: YamlNode | undefined): readonly YamlScalar[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === 'scalar' && !isEmpty(item)) as YamlScalar[];
}

export function textsOf(node: YamlNode | undefined): readonly string[] {
  return [...new Set(scalarsOf(node).map(({ text }) => text))];
}

/** Undefined for `false`. Whether the states and fields exist is checked when the model is complete. */
export function readRequirement(node: YamlNode, { origins }: Reading): Requirement | undefined {
  if (isRemoval(node)) return undefined;
  const when = readCondition(child(node, 'when'));
  const unless = readCondition(child(node, 'unless'));
  const scalar = node.kind === 'scalar' && node.tag === 'str' ? node.text : undefined;
  const requirement: Requirement = {
    from: scalar ?? childText(node, 'from') ?? 'always',
    ...(when && { when }),
    ...(unless && { unless }),
  };
  origins.nodes.set(requirement, node);
  return requirement;
}

export function readCondition(node: YamlNode | undefined): Condition | undefined {
  if (node === undefined) return undefined;
  const condition: Record<string, readonly string[]> = Object.create(null);
  for (const { key, value } of entriesOf(node)) condition[key] = textsOf(value);
  return condition;
}

/** The names of existing kinds among the scalars; the others are reported. */
export function readKindNames(
  node: YamlNode | undefined,
  { kinds, problems }: Reading,
  alsoAllowed: readonly string[] = [],
): readonly string[] {
  const names = new Set<string>();
  for (const scalar of scalarsOf(node)) {
    const name = scalar.text;
    if (alsoAllowed.includes(name) || kinds.has(name)) names.add(name);
    else reportUnknownKind(scalar, name, kinds, problems);
  }
  return [...names];
}

export function reportUnknownKind(
  span: Span,
  name: string,
  kinds: ReadonlyMap<string, string | undefined>,
  problems: ProblemList,
): void {
  for (const [kind, prefix] of kinds) {
    if (prefix !== undefined && prefix === name.toUpperCase()) {
      problems.report(span, `No kind is called ${code(name)}: that is the prefix of ${code(kind)}.`, kind);
      return;
    }
  }
  problems.reportUnknown(span, `No kind is called ${code(name)}.`, name, kinds.keys());
}
