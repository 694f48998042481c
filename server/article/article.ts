/** A text read with a model: what the rest of the engine works on. Immutable. */
import type { Kind } from '../model/model.ts';
import type { Body, FrontMatter, ParsedText, Problem } from './parsed.ts';
import type { LineTable, Span } from './text.ts';
import type { YamlEntry, YamlNode } from './yaml.ts';

/** A file that positions refer to. */
export interface SourceText extends LineTable {
  readonly path: string;
}

/** How a reference is written. `typed`: a link type of the model; `field`: a field of type `id`, such as `owner`. */
export type ReferenceForm = 'typed' | 'field' | 'wiki' | 'link' | 'image' | 'definition' | 'mention';

export interface Reference {
  readonly form: ReferenceForm;
  /** Link type's name; the field's path (`owner`, `approvals.by`); `mentions` for `wiki` and `mention`; else `link`. */
  readonly type: string;
  /** What it points at, as keys of paths.ts in order of preference. Empty when it cannot point into the workspace. */
  readonly keys: readonly string[];
  /** The id or path for messages, after the configured format was applied. */
  readonly target: string;
  /** In the front matter's file for `typed` and `field`, else in the Markdown file. */
  readonly span: Span;
  readonly fragment?: string;
  readonly fragmentSpan?: Span;
  /** The front matter value: a scalar, or a mapping with attributes such as `{to, fp, note}`. */
  readonly node?: YamlNode;
  /** A typed link written on the side where the model computes it. */
  readonly inverse?: true;
}

/** A value of the article and where it was written, if it was. */
export interface Written {
  readonly value: string;
  readonly span?: Span;
  /** Which file the span is in. */
  readonly in: 'front' | 'source';
}

export interface Article {
  /** Of the Markdown file, relative to the root. */
  readonly path: string;
  /** Content hash of what it was read from. */
  readonly hash: string;
  readonly source: SourceText;
  /** Where the front matter stands: `source`, or the sidecar file. */
  readonly front: SourceText;
  readonly frontMatter?: FrontMatter;
  readonly body?: Body;
  readonly problems: readonly (Problem & { readonly in: 'front' | 'source' })[];
  /** Undefined for plain Markdown. */
  readonly kind?: Kind;
  readonly id?: Written;
  readonly title: Written;
  readonly status?: Written;
  /** Former ids that still resolve here. */
  readonly aliases: readonly Written[];
  readonly references: readonly Reference[];
}

/** What identifies an article to people: its id, or its path. */
export function nameOf(article: Article): string {
  return article.id?.value ?? article.path;
}

/** The entry of a field in the article's front matter, by the model's name for it. */
export function fieldEntry(article: Article, name: string): YamlEntry | undefined {
  const written = article.kind?.aliases?.[name] ?? name;
  const entries = article.frontMatter?.root?.entries;
  if (entries === undefined) return undefined;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i] as YamlEntry;
    if (entry.key === written) return entry;
  }
  return undefined;
}

export function fieldText(article: Article, name: string): string | undefined {
  const node = fieldEntry(article, name)?.value;
  return node?.kind === 'scalar' && node.tag !== 'null' ? node.text.trim() : undefined;
}

export function sourceOf(article: Article, where: 'front' | 'source'): SourceText {
  return where === 'front' ? article.front : article.source;
}

export type { ParsedText };
