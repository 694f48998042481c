/** Reads the typed links. */
import type { YamlEntry, YamlNode } from '../article/yaml.ts';
import type { LinkType, Requirement } from '../model/model.ts';
import { readFields } from './fields.ts';
import { code } from './problems.ts';
import {
  child,
  childText,
  entriesOf,
  isRemoval,
  type Reading,
  readKindNames,
  readRequirement,
  reportUnknownKind,
  textsOf,
} from './reading.ts';

/** The link types of `base`, changed and added to. */
export function readLinks(
  base: readonly LinkType[],
  node: YamlNode | undefined,
  reading: Reading,
): readonly LinkType[] {
  const links = new Map(base.map((link) => [link.name, link]));
  for (const entry of entriesOf(node)) {
    const known = links.get(entry.key);
    if (!isRemoval(entry.value)) {
      links.set(entry.key, readLink(entry, known ?? blank(entry.key), reading));
    } else if (known === undefined) {
      const what = `There is no link ${code(entry.key)} to remove.`;
      reading.problems.reportUnknown(entry.keySpan, what, entry.key, links.keys());
    } else links.delete(entry.key);
  }
  return [...links.values()];
}

export function defaultInverse(name: string): string {
  return `inverse_${name}`;
}

function blank(name: string): LinkType {
  return { name, inverse: defaultInverse(name), description: '', from: { kinds: ['*'] }, to: { kinds: ['*'] } };
}

function readLink({ keySpan, value: node }: YamlEntry, base: LinkType, reading: Reading): LinkType {
  const { max: baseMax, acyclic: baseAcyclic, required: baseRequired, allowsTags: baseTags, ...rest } = base;
  const max = readMax(node, baseMax);
  const acyclic = readAcyclic(node, baseAcyclic);
  const from = readEnd(child(node, 'from'), [], reading) ?? base.from;
  const required = readRequired(child(node, 'required'), baseRequired ?? [], from.kinds, reading);
  const tags = childText(node, 'tags');
  const allowsTags = tags === undefined ? baseTags : tags.toLowerCase() === 'true';
  const inverse = childText(node, 'inverse');
  const description = childText(node, 'description');
  const format = childText(node, 'format');
  const fields = child(node, 'fields');
  const attributes = child(node, 'attributes');
  const link: LinkType = {
    ...rest,
    ...(inverse !== undefined && { inverse }),
    ...(description !== undefined && { description }),
    ...(format !== undefined && { format }),
    from,
    to: readEnd(child(node, 'to'), ['same'], reading) ?? base.to,
    ...(max !== undefined && { max }),
    ...(acyclic !== undefined && { acyclic }),
    ...(required.length > 0 && { required }),
    ...(allowsTags === true && { allowsTags }),
    ...(fields && { fields: textsOf(fields) }),
    ...(attributes && { attributes: readFields(base.attributes ?? [], attributes, reading) }),
  };
  reading.origins.nodes.set(link, node);
  reading.origins.keys.set(link, keySpan);
  return link;
}

/** Undefined when nothing valid is named. */
function readEnd(node: YamlNode | undefined, special: readonly string[], reading: Reading) {
  const kinds = readKindNames(node, reading, ['*', ...special]);
  if (kinds.length === 0) return undefined;
  return { kinds: kinds.includes('*') ? ['*'] : kinds };
}

function readMax(node: YamlNode, base: number | undefined): number | undefined {
  const text = childText(node, 'max');
  if (text === undefined) return base;
  return text === 'none' ? undefined : Number(text);
}

function readAcyclic(node: YamlNode, base: LinkType['acyclic']): LinkType['acyclic'] {
  const text = childText(node, 'acyclic');
  if (text === undefined) return base;
  return text === 'error' || text === 'warning' ? text : undefined;
}

function readRequired(
  node: YamlNode | undefined,
  base: NonNullable<LinkType['required']>,
  from: readonly string[],
  reading: Reading,
): NonNullable<LinkType['required']> {
  const required = new Map<string, Requirement>(base.map(({ kind, requirement }) => [kind, requirement]));
  for (const { key: kind, keySpan, value } of entriesOf(node)) {
    if (!reading.kinds.has(kind)) {
      reportUnknownKind(keySpan, kind, reading.kinds, reading.problems);
    } else if (!from.includes('*') && !from.includes(kind)) {
      reading.problems.reportUnknown(
        keySpan,
        `${code(kind)} is not in \`from\`, so it never has this link.`,
        kind,
        from,
      );
    } else {
      const requirement = readRequirement(value, reading);
      if (requirement === undefined) required.delete(kind);
      else required.set(kind, requirement);
    }
  }
  return [...required].map(([kind, requirement]) => ({ kind, requirement }));
}
