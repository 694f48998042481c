/** What stands at a position of a file: the question behind hover, definition, references and completion. */
import type { Article, Reference, Written } from '../article/article.ts';
import { modelName } from '../article/references.ts';
import { contains, type Span } from '../article/text.ts';
import type { YamlEntry, YamlNode } from '../article/yaml.ts';
import type { Corpus } from '../corpus/corpus.ts';
import type { Field, FieldType, LinkType } from '../model/model.ts';

export type Located =
  | {
      readonly type: 'reference';
      readonly article: Article;
      readonly reference: Reference;
      readonly onFragment: boolean;
    }
  /** The article's own id or one of its former ids. */
  | { readonly type: 'id'; readonly article: Article; readonly id: Written & { readonly span: Span } }
  | { readonly type: 'field'; readonly article: Article; readonly path: readonly string[]; readonly entry: YamlEntry }
  | { readonly type: 'value'; readonly article: Article; readonly path: readonly string[]; readonly node: YamlNode }
  | { readonly type: 'heading'; readonly article: Article; readonly index: number }
  | { readonly type: 'none'; readonly article: Article };

/** `path` is the file's, which may be a sidecar; undefined when it belongs to no article. */
export function locate(article: Article, path: string, offset: number): Located {
  const inFront = article.front.path === path;
  const inSource = article.source.path === path;
  for (const reference of article.references) {
    const here = reference.form === 'typed' || reference.form === 'field' ? inFront : inSource;
    if (!here) continue;
    if (reference.fragmentSpan !== undefined && contains(reference.fragmentSpan, offset)) {
      return { type: 'reference', article, reference, onFragment: true };
    }
    if (contains(reference.span, offset)) return { type: 'reference', article, reference, onFragment: false };
  }
  if (inFront) {
    for (const id of [article.id, ...article.aliases]) {
      if (id?.span !== undefined && contains(id.span, offset))
        return { type: 'id', article, id: { ...id, span: id.span } };
    }
    const root = article.frontMatter?.root;
    if (root !== undefined && contains(root, offset)) return inMapping(article, [], root.entries, offset);
  }
  if (inSource) {
    const headings = article.body?.headings ?? [];
    const index = headings.findIndex((heading) => contains(heading, offset));
    if (index >= 0) return { type: 'heading', article, index };
  }
  return { type: 'none', article };
}

function inMapping(article: Article, path: readonly string[], entries: readonly YamlEntry[], offset: number): Located {
  for (const entry of entries) {
    const key = path.length === 0 && article.kind !== undefined ? modelName(article.kind, entry.key) : entry.key;
    if (contains(entry.keySpan, offset)) return { type: 'field', article, path: [...path, key], entry };
    if (contains(entry.value, offset)) return inValue(article, [...path, key], entry.value, offset);
  }
  return { type: 'none', article };
}

function inValue(article: Article, path: readonly string[], node: YamlNode, offset: number): Located {
  if (node.kind === 'mapping') return inMapping(article, path, node.entries, offset);
  if (node.kind === 'sequence') {
    const item = node.items.find((candidate) => contains(candidate, offset));
    return item === undefined ? { type: 'value', article, path, node } : inValue(article, path, item, offset);
  }
  return { type: 'value', article, path, node };
}

/** The field or link type that a path of names in front matter means, for an article of some kind. */
export function definitionOf(
  corpus: Corpus,
  article: Article,
  path: readonly string[],
): { readonly field: Field } | { readonly link: LinkType; readonly inverse: boolean } | undefined {
  const [first, ...rest] = path;
  if (article.kind === undefined || first === undefined) return undefined;
  const field = corpus.model.fieldsOf(article.kind).get(first);
  if (field !== undefined) {
    const nested = nestedField(field, rest);
    return nested === undefined ? undefined : { field: nested };
  }
  const link = corpus.model.linkTypeByField(first);
  const inverse = link === undefined ? corpus.model.linkTypeByInverse(first) : undefined;
  const type = link ?? inverse;
  if (type === undefined) return undefined;
  const [attribute] = rest;
  if (attribute === undefined || attribute === 'to') return { link: type, inverse: inverse !== undefined };
  const own = type.attributes?.find((candidate) => candidate.name === attribute);
  return own === undefined ? undefined : { field: own };
}

function nestedField(field: Field, path: readonly string[]): Field | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return field;
  const fields = fieldsIn(field.value);
  if (fields === undefined)
    return field.value.type === 'map' ? nestedField({ ...field, value: field.value.of }, rest) : undefined;
  const nested = fields.find((candidate) => candidate.name === name);
  return nested === undefined ? undefined : nestedField(nested, rest);
}

/** The fields a mapping of this type has: its own, or those of its items. */
export function fieldsIn(type: FieldType): readonly Field[] | undefined {
  if (type.type === 'object') return type.fields;
  if (type.type === 'list') return fieldsIn(type.of);
  return undefined;
}
