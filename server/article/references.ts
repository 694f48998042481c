/** References of an article: typed links and id fields from front matter, and whatever the body points at. */
import type { CompiledModel } from '../model/compiled.ts';
import type { Field, FieldType, Kind, LinkType } from '../model/model.ts';
import type { Reference } from './article.ts';
import { applyFormat, idPrefix } from './identify.ts';
import type { Body, BodyLink } from './parsed.ts';
import { idKey, isMarkdown, nameKey, pathKey, resolvePath } from './paths.ts';
import type { Span } from './text.ts';
import { entryOf, type YamlEntry, type YamlMapping, type YamlNode, type YamlScalar } from './yaml.ts';

export function frontMatterReferences(
  path: string,
  kind: Kind | undefined,
  root: YamlMapping | undefined,
  model: CompiledModel,
): Reference[] {
  const references: Reference[] = [];
  if (kind === undefined || root === undefined) return references;
  const fields = model.fieldsOf(kind);
  for (const entry of root.entries) {
    const name = modelName(kind, entry.key);
    const field = fields.get(name);
    if (field !== undefined) {
      collectIds(name, field.value, entry.value, references);
      continue;
    }
    const link = model.linkTypeByField(name);
    if (link !== undefined) {
      collectLinks(path, link, false, entry, references);
      continue;
    }
    const inverse = model.linkTypeByInverse(name);
    if (inverse !== undefined) collectLinks(path, inverse, true, entry, references);
  }
  return references;
}

/** The model's name for a field as it is written in files of this kind. */
export function modelName(kind: Kind, written: string): string {
  for (const [own, file] of Object.entries(kind.aliases ?? {})) if (file === written) return own;
  return written;
}

function collectIds(name: string, type: FieldType, node: YamlNode, into: Reference[]): void {
  switch (type.type) {
    case 'id':
      if (node.kind === 'scalar' && node.tag !== 'null' && node.text.trim() !== '') {
        const target = unwrapWiki(node.text.trim());
        into.push({ form: 'field', type: name, keys: [idKey(target)], target, span: innerSpan(node), node });
      }
      return;
    case 'list':
      if (node.kind === 'sequence') for (const item of node.items) collectIds(name, type.of, item, into);
      else collectIds(name, type.of, node, into);
      return;
    case 'object':
      if (node.kind === 'mapping') collectFields(name, type.fields, node, into);
      return;
    case 'map':
      if (node.kind === 'mapping') for (const entry of node.entries) collectIds(name, type.of, entry.value, into);
      return;
    default:
      return;
  }
}

function collectFields(prefix: string, fields: readonly Field[], node: YamlMapping, into: Reference[]): void {
  for (const entry of node.entries) {
    const field = fields.find((candidate) => candidate.name === entry.key);
    if (field !== undefined) collectIds(`${prefix}.${field.name}`, field.value, entry.value, into);
  }
}

function collectLinks(path: string, link: LinkType, inverse: boolean, entry: YamlEntry, into: Reference[]): void {
  for (const value of linkValues(entry.value)) {
    const target = targetOf(path, link, value.text, inverse);
    into.push({
      form: 'typed',
      type: link.name,
      ...target,
      span: value.span,
      node: value.node,
      ...(inverse && { inverse }),
    });
  }
}

interface LinkValue {
  readonly text: string;
  readonly span: Span;
  readonly node: YamlNode;
}

/**
 * The targets in a link field's value: a scalar, a comma-separated scalar, `{to: …}`, `[[ID]]` (which YAML reads as a
 * nested list), or a list of these. Values of any other shape are left to the rule `field-invalid`.
 */
export function linkValues(node: YamlNode): LinkValue[] {
  switch (node.kind) {
    case 'scalar':
      return scalarTargets(node);
    case 'mapping': {
      const to = entryOf(node, 'to')?.value;
      return to?.kind === 'scalar' ? scalarTargets(to).map((value) => ({ ...value, node })) : [];
    }
    case 'sequence':
      return node.items.flatMap(linkValues);
  }
}

function scalarTargets(node: YamlScalar): LinkValue[] {
  if (node.tag === 'null') return [];
  const span = innerSpan(node);
  const exact = span.end - span.start === node.text.length;
  if (!node.text.includes(',') || !exact) {
    const text = unwrapWiki(node.text.trim());
    return text === '' ? [] : [{ text, span, node }];
  }
  const values: LinkValue[] = [];
  let start = 0;
  for (const part of node.text.split(',')) {
    const lead = part.length - part.trimStart().length;
    const text = unwrapWiki(part.trim());
    const from = span.start + start + lead;
    if (text !== '') values.push({ text, span: { start: from, end: from + part.trim().length }, node });
    start += part.length + 1;
  }
  return values;
}

/** Without the quotes. */
function innerSpan(node: YamlScalar): Span {
  const quoted = node.quoted === true && node.end - node.start === node.text.length + 2;
  return quoted ? { start: node.start + 1, end: node.end - 1 } : { start: node.start, end: node.end };
}

function unwrapWiki(text: string): string {
  if (!text.startsWith('[[') || !text.endsWith(']]')) return text;
  return (text.slice(2, -2).split('|')[0] ?? '').trim();
}

const URL_START = /^[a-z][a-z0-9+.-]*:\/\//i;

function targetOf(path: string, link: LinkType, text: string, inverse: boolean): Pick<Reference, 'target' | 'keys'> {
  const markdown = /^\[[^\]]*\]\(([^)\s]*)\)$/.exec(text);
  const value = markdown?.[1] ?? text;
  // A page elsewhere; whether it is there is nobody's to say here.
  if (URL_START.test(value)) return { target: value, keys: [] };
  const file = decode(value.split('#', 1)[0] ?? '');
  if (isMarkdown(file) || /^\.{0,2}\//.test(file)) return { target: value, keys: pathKeys(path, [file]) };
  // Paths are often written from the root without saying so. An id may have a slash in it too.
  if (value.includes('/')) return { target: value, keys: [idKey(value), ...pathKeys(path, [`/${file}`, file])] };
  const target = link.format !== undefined && !inverse ? applyFormat(link.format, value) : value;
  return { target, keys: [idKey(target)] };
}

function pathKeys(path: string, targets: readonly string[]): string[] {
  const resolved = targets.map((target) => resolvePath(path, target));
  return [...new Set(resolved.filter((target) => target !== undefined).map(pathKey))];
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Not an encoded path: a file may be called `100%.md`.
    return text;
  }
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

export function bodyReferences(path: string, body: Body, knownPrefix: (prefix: string) => boolean): Reference[] {
  const references: Reference[] = [];
  for (const link of body.links) {
    const reference = bodyReference(path, link, knownPrefix);
    if (reference !== undefined) references.push(reference);
  }
  return references;
}

function bodyReference(path: string, link: BodyLink, knownPrefix: (prefix: string) => boolean): Reference | undefined {
  const common = {
    target: link.target,
    span: link.targetSpan,
    ...(link.fragment !== undefined && { fragment: link.fragment }),
    ...(link.fragmentSpan !== undefined && { fragmentSpan: link.fragmentSpan }),
  };
  switch (link.form) {
    case 'mention': {
      const prefix = idPrefix(link.target);
      if (prefix === undefined || !knownPrefix(prefix)) return undefined;
      return { ...common, form: 'mention', type: 'mentions', keys: [idKey(link.target)] };
    }
    case 'wiki': {
      if (link.target === '') return { ...common, form: 'wiki', type: 'mentions', keys: [pathKey(path)] };
      const keys = [idKey(link.target)];
      if (link.target.includes('/') || isMarkdown(link.target)) {
        const resolved = resolvePath(path, link.target);
        if (resolved !== undefined) keys.push(pathKey(resolved));
        keys.push(pathKey(link.target.replace(/^\/+/, '')));
      } else keys.push(nameKey(link.target));
      return { ...common, form: 'wiki', type: 'mentions', keys };
    }
    case 'link':
    case 'image':
    case 'definition': {
      if (SCHEME.test(link.target) || link.target.startsWith('//')) return undefined;
      if (link.target === '') {
        // `#anchor` alone; `[x]()` points nowhere on purpose.
        return link.fragment === undefined
          ? undefined
          : { ...common, form: link.form, type: 'link', keys: [pathKey(path)] };
      }
      const resolved = resolvePath(path, link.target.replace(/\?.*$/, ''));
      return { ...common, form: link.form, type: 'link', keys: resolved === undefined ? [] : [pathKey(resolved)] };
    }
  }
}
