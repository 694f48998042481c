/** Names that must be unique over the whole model: prefixes, links, inverses, and fields beside links. */
import type { YamlNode } from '../article/yaml.ts';
import type { Field, Kind, LinkType, Model } from '../model/model.ts';
import { defaultInverse } from './links.ts';
import { code, type ProblemList } from './problems.ts';
import { child, type Reading, scalarsOf } from './reading.ts';

/** The model without what clashes. Of two that clash, the one that the file names goes, and is reported. */
export function checkNames(model: Model, reading: Reading): Model {
  const kinds = checkPrefixes(model.kinds, reading);
  const linkTypes = checkLinkNames(model.linkTypes, reading);
  return checkFieldsBesideLinks({ ...model, kinds, linkTypes }, reading);
}

function checkPrefixes(kinds: readonly Kind[], { origins, problems }: Reading): readonly Kind[] {
  const owners = new Map<string, Kind>();
  const isConfigured = (kind: Kind) => child(origins.nodes.get(kind), 'prefix') !== undefined;
  // Prefixes of the starting model first, so that one set in the file never takes one from there.
  const order = [...kinds.filter((kind) => !isConfigured(kind)), ...kinds.filter(isConfigured)];
  const clashing = new Set<Kind>();
  for (const kind of order) {
    if (kind.prefix === undefined) continue;
    const owner = owners.get(kind.prefix);
    if (owner === undefined) {
      owners.set(kind.prefix, kind);
      continue;
    }
    const written = child(origins.nodes.get(kind), 'prefix');
    if (written === undefined) continue;
    clashing.add(kind);
    problems.report(written, `${code(kind.prefix)} is already the prefix of the kind ${code(owner.name)}.`);
  }
  return kinds.map((kind) => {
    if (!clashing.has(kind)) return kind;
    const { prefix: _, ...rest } = kind;
    return moved(kind, rest, { origins });
  });
}

/** A changed copy, known to have been written where the original was. */
function moved<T extends object>(from: object, to: T, { origins }: Pick<Reading, 'origins'>): T {
  const node = origins.nodes.get(from);
  const key = origins.keys.get(from);
  if (node !== undefined) origins.nodes.set(to, node);
  if (key !== undefined) origins.keys.set(to, key);
  return to;
}

function checkLinkNames(links: readonly LinkType[], reading: Reading): readonly LinkType[] {
  const { origins, problems } = reading;
  const isConfigured = (link: LinkType) => origins.keys.has(link);
  const kept = links.filter((link) => {
    const key = origins.keys.get(link);
    const owner = links.find(
      (other) =>
        other !== link && other.inverse === link.name && child(origins.nodes.get(other), 'inverse') === undefined,
    );
    if (key === undefined || owner === undefined) return true;
    problems.report(key, `${code(link.name)} is already the inverse of ${code(owner.name)}, which is computed.`);
    return false;
  });
  const names = new TakenNames();
  for (const link of kept) names.take(link.name, `the link ${code(link.name)}`);
  for (const link of kept.filter((candidate) => !isConfigured(candidate))) {
    names.take(link.inverse, `the inverse of ${code(link.name)}`);
    for (const field of link.fields ?? []) names.take(field, `the link ${code(link.name)}`);
  }
  return kept.map((link) => (isConfigured(link) ? withOwnNames(link, names, reading) : link));
}

/** What names in front matter stand for. */
class TakenNames {
  readonly #owners = new Map<string, string>();

  take(name: string, owner: string): void {
    if (!this.#owners.has(name)) this.#owners.set(name, owner);
  }

  ownerOf(name: string): string | undefined {
    return this.#owners.get(name);
  }
}

/** With the default inverse and without the fields whose names belong to others. */
function withOwnNames(link: LinkType, names: TakenNames, reading: Reading): LinkType {
  const { problems, origins } = reading;
  const node = origins.nodes.get(link);
  let inverse = link.inverse;
  const owner = inverse === link.name ? undefined : names.ownerOf(inverse);
  if (owner !== undefined) {
    const written = child(node, 'inverse');
    if (written !== undefined) problems.report(written, `${code(inverse)} is already ${owner}.`);
    inverse = defaultInverse(link.name);
  }
  names.take(inverse, `the inverse of ${code(link.name)}`);
  const { fields, ...rest } = link;
  const written = child(node, 'fields');
  const kept = written === undefined ? (fields ?? []) : ownFields(link.name, written, names, problems);
  return moved(link, { ...rest, inverse, ...(kept.length > 0 && { fields: kept }) }, reading);
}

function ownFields(link: string, node: YamlNode, names: TakenNames, problems: ProblemList): readonly string[] {
  const fields = new Set<string>();
  for (const scalar of scalarsOf(node)) {
    const owner = scalar.text === link ? undefined : names.ownerOf(scalar.text);
    if (owner === undefined) fields.add(scalar.text);
    else problems.report(scalar, `${code(scalar.text)} is already ${owner}.`);
  }
  for (const field of fields) names.take(field, `the link ${code(link)}`);
  return [...fields];
}

/** A field and a link of one name cannot be told apart in front matter. */
function checkFieldsBesideLinks(model: Model, reading: Reading): Model {
  const { origins, problems } = reading;
  const links = linksByField(model.linkTypes);
  const droppedFields = new Set<Field>();
  const droppedLinks = new Set<LinkType>();
  const check = (field: Field, kind: Kind | undefined) => {
    const link = links.get(field.name)?.find((candidate) => kind === undefined || comesFrom(candidate, kind));
    if (link === undefined) return;
    const fieldKey = origins.keys.get(field);
    const linkKey = origins.keys.get(link);
    if (fieldKey !== undefined) {
      droppedFields.add(field);
      const what = link.name === field.name ? 'a link' : `the link ${code(link.name)}`;
      problems.report(fieldKey, `${code(field.name)} is already ${what}.`);
    } else if (linkKey !== undefined && !droppedLinks.has(link)) {
      droppedLinks.add(link);
      const what = `${code(field.name)} is already a field of ${kind === undefined ? 'every kind' : code(kind.name)}.`;
      problems.report(linkKey, `${what} Remove the field first, or name the link otherwise.`);
    }
  };
  for (const field of model.commonFields) check(field, undefined);
  for (const kind of model.kinds) for (const field of kind.fields) check(field, kind);
  if (droppedFields.size === 0 && droppedLinks.size === 0) return model;
  const keep = (field: Field) => !droppedFields.has(field);
  return {
    ...model,
    commonFields: model.commonFields.filter(keep),
    kinds: model.kinds.map((kind) => moved(kind, { ...kind, fields: kind.fields.filter(keep) }, reading)),
    linkTypes: model.linkTypes.filter((link) => !droppedLinks.has(link)),
  };
}

/** By every name under which they may stand in front matter. */
function linksByField(links: readonly LinkType[]): ReadonlyMap<string, readonly LinkType[]> {
  const byField = new Map<string, LinkType[]>();
  for (const link of links) {
    for (const name of new Set([link.name, ...(link.fields ?? [])])) {
      const list = byField.get(name);
      if (list === undefined) byField.set(name, [link]);
      else list.push(link);
    }
  }
  return byField;
}

function comesFrom({ from }: LinkType, kind: Kind): boolean {
  return from.kinds.includes('*') || from.kinds.includes(kind.name);
}
