/** A rule is data and a pure function. One file a rule; rules/index.ts lists them. */
import type { Article, SourceText } from '../article/article.ts';
import type { Range, Span } from '../article/text.ts';
import type { Corpus, Target } from '../corpus/corpus.ts';
import type { Configuration, Severity } from '../model/configuration.ts';

export type RuleGroup = 'General';

/** One setting of a rule, by name in `rules.<code>` of throughline.yaml. */
export interface RuleOption {
  readonly name: string;
  readonly type: 'string' | 'number' | 'boolean' | 'duration' | 'strings';
  readonly description: string;
  readonly default: unknown;
}

/**
 * How far a rule sees. `article`: this text alone. `links`: this article and those it is linked with, in either
 * direction. `corpus`: everything; such a rule is asked once for all articles.
 */
export type RuleScope = 'article' | 'links' | 'corpus';

export interface RuleData {
  /** Stable; used in configuration, waivers, suppressions and reports. */
  readonly code: string;
  readonly group: RuleGroup;
  readonly title: string;
  /** At full maturity; articles in a draft state get one level less unless {@link fixedSeverity}. */
  readonly severity: Severity;
  /** Off unless the configuration gives it a severity. */
  readonly offByDefault?: true;
  /** The same in every state: the article cannot be read, whatever its state. */
  readonly fixedSeverity?: true;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** Markdown with front matter. `bad` is found by the rule, `good` is not; a test checks both. */
  readonly example: { readonly bad: string; readonly good: string };
  readonly options: readonly RuleOption[];
  /** The standard, tool or experience it comes from. */
  readonly source: string;
}

export interface ArticleRule extends RuleData {
  readonly scope: 'article' | 'links';
  check(article: Article, context: RuleContext): Iterable<Found>;
}

export interface CorpusRule extends RuleData {
  readonly scope: 'corpus';
  /** Whether a change of this article from one version to another can change the rule's findings anywhere. */
  concerns(before: Article | undefined, after: Article | undefined, context: RuleContext): boolean;
  checkAll(context: RuleContext): Iterable<Found & { readonly article: Article }>;
}

export type Rule = ArticleRule | CorpusRule;

export interface RuleContext {
  readonly corpus: Corpus;
  readonly configuration: Configuration;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The value of one of the rule's options: as configured, or its default. */
  option<T>(rule: RuleData, name: string): T;
  /** Where each of the article's references leads, in the order of `article.references`. */
  targets(article: Article): readonly Target[];
  /** Codes of all rules there are, on or off. */
  readonly codes: ReadonlySet<string>;
  /** What a pure function makes of an object that outlives the check (a kind, a model, a corpus), computed once. */
  derived<K extends object, V>(derive: Derivation<K, V>, from: K): V;
}

/** The function itself is the key under which its results are kept, so it must be a constant. */
export type Derivation<K extends object, V> = (from: K, context: RuleContext) => V;

/** What a rule reports. The engine adds code, severity and help. */
export interface Found {
  /** What is wrong, why it matters and what to do, in one or two sentences. */
  readonly message: string;
  readonly in: 'front' | 'source';
  readonly span: Span;
  /** Raises or lowers this finding from the rule's severity by state. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** For editors: greyed out or struck through. */
  readonly tag?: 'unnecessary' | 'deprecated';
  /** What a quick fix needs to know, for instance the nearest known id. */
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
}

export interface Related {
  readonly message: string;
  readonly source: SourceText;
  readonly span: Span;
}

/** A finding as every face shows it. */
export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** The file the range is in: the article's, or its sidecar's. */
  readonly path: string;
  readonly range: Range;
  readonly span: Span;
  readonly article?: string;
  readonly related: readonly { readonly message: string; readonly path: string; readonly range: Range }[];
  readonly tag?: 'unnecessary' | 'deprecated';
  readonly data?: Readonly<Record<string, string | readonly string[]>>;
}
