/** What one text says, before any model is applied. Depends on the text alone, so it is cached by content hash. */
import type { LineTable, Span } from './text.ts';
import type { YamlMapping } from './yaml.ts';

/** Something wrong with the text itself. Parsing never fails: it returns these. */
export interface Problem extends Span {
  readonly code: 'front-matter-invalid' | 'encoding-invalid';
  readonly message: string;
}

export interface FrontMatter {
  /** From the opening `---` to the end of the closing one, without the line break after it. */
  readonly block: Span;
  /** The YAML between the fences. */
  readonly content: Span;
  /** Undefined when empty or when nothing could be read. Entries that could be read are there beside problems. */
  readonly root?: YamlMapping;
}

export interface Heading extends Span {
  readonly depth: number;
  /** Plain text without markup. */
  readonly text: string;
  /** Span of the text as written. */
  readonly content: Span;
  /** GitHub's anchor, numbered when repeated in the file: `usage`, `usage-1`. */
  readonly slug: string;
  /** Words up to the next heading of any depth; comments and headings do not count, code does. */
  readonly words: number;
  /** First left-over template text up to the next heading: `TODO`, `TBD`, `{{…}}`. */
  readonly placeholder?: Span;
}

/**
 * A reference written in the body.
 * `wiki`: `[[target#fragment|label]]`; `link`, `image`: inline, or by reference (the target is that of the definition);
 * `definition`: `[label]: target`; `mention`: a bare word shaped like an id, in prose.
 */
export interface BodyLink extends Span {
  readonly form: 'wiki' | 'link' | 'image' | 'definition' | 'mention';
  /** Path, URL or id without fragment; percent-decoded for paths when it decodes. Empty for `#anchor` alone. */
  readonly target: string;
  /** Span of the target as written, without fragment. For links by reference: the whole link. */
  readonly targetSpan: Span;
  readonly fragment?: string;
  readonly fragmentSpan?: Span;
  readonly label?: string;
}

export interface Task extends Span {
  readonly done: boolean;
  readonly text: string;
}

export interface CodeBlock extends Span {
  /** Info string's first word, lower case. */
  readonly language?: string;
}

export interface Table extends Span {
  readonly rows: number;
}

/** An HTML comment that begins with `throughline-`. */
export interface Directive extends Span {
  readonly text: string;
}

/** A word or phrase that the vocabulary says to avoid, found in prose. */
export interface TermUse extends Span {
  readonly term: string;
}

export interface Body {
  readonly headings: readonly Heading[];
  readonly links: readonly BodyLink[];
  readonly tasks: readonly Task[];
  readonly code: readonly CodeBlock[];
  readonly tables: readonly Table[];
  readonly directives: readonly Directive[];
  readonly terms: readonly TermUse[];
  /** Words before the first heading. */
  readonly leadWords: number;
}

export interface ParsedText extends LineTable {
  readonly frontMatter?: FrontMatter;
  /** Undefined in the first stage of indexing, when only front matter was read. */
  readonly body?: Body;
  readonly problems: readonly Problem[];
}
