/** Reads the sections of a kind. */
import type { Span } from '../article/text.ts';
import type { YamlNode } from '../article/yaml.ts';
import type { Section } from '../model/model.ts';
import { code } from './problems.ts';
import { child, childText, entriesOf, isRemoval, type Reading, readRequirement, textsOf } from './reading.ts';

/** A list replaces the sections of `base`; a mapping by title changes, adds and removes single ones. */
export function readSections(base: readonly Section[], node: YamlNode | undefined, reading: Reading) {
  if (node?.kind === 'sequence') return listed(node.items, reading);
  const sections = new Map(base.map((section) => [keyOf(section.title), section]));
  for (const { key, keySpan, value } of entriesOf(node)) {
    const known = sections.get(keyOf(key));
    if (!isRemoval(value)) {
      sections.set(keyOf(key), readSection(known?.title ?? key.trim(), value, known, reading));
    } else if (known === undefined) {
      const titles = [...sections.values()].map(({ title }) => title);
      reading.problems.reportUnknown(keySpan, `There is no section ${code(key)} to remove.`, key, titles);
    } else sections.delete(keyOf(key));
  }
  return [...sections.values()];
}

function listed(items: readonly YamlNode[], reading: Reading): readonly Section[] {
  const sections = new Map<string, Section>();
  for (const item of items) {
    const place: Span = child(item, 'title') ?? item;
    const title = (item.kind === 'scalar' ? item.text : (childText(item, 'title') ?? '')).trim();
    if (sections.has(keyOf(title))) {
      reading.problems.report(place, `The section ${code(title)} is listed twice.`);
    } else sections.set(keyOf(title), readSection(title, item, undefined, reading));
  }
  return [...sections.values()];
}

function readSection(title: string, node: YamlNode, base: Section | undefined, reading: Reading): Section {
  const written = child(node, 'required');
  const fallback = base === undefined ? ({ from: 'always' } as const) : base.required;
  const required = written === undefined ? fallback : readRequirement(written, reading);
  const aliasNode = child(node, 'aliases');
  const aliases = aliasNode === undefined ? base?.aliases : textsOf(aliasNode);
  return {
    title,
    description: childText(node, 'description') ?? base?.description ?? '',
    ...(aliases && { aliases }),
    ...(required && { required }),
  };
}

/** Titles are compared without case and surrounding space. */
function keyOf(title: string): string {
  return title.trim().toLowerCase();
}
