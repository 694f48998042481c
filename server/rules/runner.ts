/** Runs rules and turns what they found into findings: severity by state, waivers, suppressions, positions. */
import { type Article, type SourceText, sourceOf } from '../article/article.ts';
import { lineAt, rangeOf } from '../article/text.ts';
import { type Corpus, comparePaths, type Target } from '../corpus/corpus.ts';
import { type Configuration, SEVERITIES, type Severity } from '../model/configuration.ts';
import { affectedBy } from './affected.ts';
import type { ArticleRule, CorpusRule, Derivation, Finding, Found, Rule, RuleContext, RuleData } from './rule.ts';
import { stageOf } from './standing.ts';
import { type Suppressions, suppressionsOf } from './suppressions.ts';
import { waiverExpired } from './waiverExpired.ts';
import { isInForce, waiversOf } from './waivers.ts';

const NO_FINDINGS: readonly Finding[] = [];

/** For one configuration and one `now`. Keeps what rules derive from kinds and models, but no findings. */
export class RuleRunner {
  readonly #articleRules: readonly ArticleRule[];
  readonly #corpusRules: readonly CorpusRule[];
  readonly #codes: ReadonlySet<string>;
  readonly #configuration: Configuration;
  readonly #now: number;
  readonly #derived = new Map<unknown, WeakMap<object, unknown>>();
  readonly #options = new Map<RuleData, Readonly<Record<string, unknown>>>();
  /** Of the last snapshot asked about; requests come in runs of the same. */
  #context: RuleContext | undefined;

  constructor(rules: readonly Rule[], configuration: Configuration, now: number) {
    const active = rules.filter((rule) => isOn(rule, configuration));
    this.#articleRules = active.filter((rule) => rule.scope !== 'corpus');
    this.#corpusRules = active.filter((rule) => rule.scope === 'corpus');
    this.#codes = new Set(rules.map((rule) => rule.code));
    this.#configuration = configuration;
    this.#now = now;
    for (const rule of rules) this.#options.set(rule, optionsOf(rule, configuration));
  }

  /** Findings of all rules but those of scope `corpus`, sorted by file and place. */
  checkArticle(article: Article, corpus: Corpus): readonly Finding[] {
    const context = this.#contextOf(corpus);
    let findings: Finding[] | undefined;
    let judge: Judge | undefined;
    for (const rule of this.#articleRules) {
      for (const found of rule.check(article, context)) {
        judge ??= new Judge(article, this.#configuration, context);
        const finding = judge.finding(rule, found);
        if (finding === undefined) continue;
        findings ??= [];
        findings.push(finding);
      }
    }
    return findings === undefined ? NO_FINDINGS : findings.sort(byPlace);
  }

  /** Findings of these rules of scope `corpus` (all of them when none are given), by code and by article path. */
  checkCorpusRules(
    corpus: Corpus,
    rules: readonly CorpusRule[] = this.#corpusRules,
  ): Map<string, Map<string, Finding[]>> {
    const context = this.#contextOf(corpus);
    const byCode = new Map<string, Map<string, Finding[]>>();
    for (const rule of rules) {
      const byPath = new Map<string, Finding[]>();
      for (const { article, ...found } of rule.checkAll(context)) {
        const finding = new Judge(article, this.#configuration, context).finding(rule, found);
        if (finding === undefined) continue;
        const own = byPath.get(article.path);
        if (own === undefined) byPath.set(article.path, [finding]);
        else own.push(finding);
      }
      for (const findings of byPath.values()) findings.sort(byPlace);
      byCode.set(rule.code, byPath);
    }
    return byCode;
  }

  /** The rules of scope `corpus` whose findings may have changed with this article. `corpus` holds `after`. */
  concerned(before: Article | undefined, after: Article | undefined, corpus: Corpus, hasFindings = true): CorpusRule[] {
    // What decides on the severity and the silence of findings may stand in an article that they do not depend on.
    if (hasFindings && before !== undefined && after !== undefined && leniency(before) !== leniency(after)) {
      return [...this.#corpusRules];
    }
    const context = this.#contextOf(corpus);
    return this.#corpusRules.filter((rule) => rule.concerns(before, after, context));
  }

  /**
   * Paths of articles that must be checked again beside those that an update calls changed or touched. `corpus` holds
   * `after`.
   */
  affected(before: Article | undefined, after: Article | undefined, corpus: Corpus): ReadonlySet<string> {
    return affectedBy(before, after, corpus);
  }

  #contextOf(corpus: Corpus): RuleContext {
    if (this.#context?.corpus === corpus) return this.#context;
    let lastArticle: Article | undefined;
    let lastTargets: readonly Target[] = [];
    const context: RuleContext = {
      corpus,
      configuration: this.#configuration,
      now: this.#now,
      codes: this.#codes,
      option: <T>(rule: RuleData, name: string) => this.#options.get(rule)?.[name] as T,
      targets: (article) => {
        if (article !== lastArticle) {
          lastTargets = article.references.map((reference) => corpus.resolve(reference));
          lastArticle = article;
        }
        return lastTargets;
      },
      derived: (derive, from) => this.#derive(derive, from, context),
    };
    this.#context = context;
    return context;
  }

  #derive<K extends object, V>(derive: Derivation<K, V>, from: K, context: RuleContext): V {
    let values = this.#derived.get(derive) as WeakMap<K, { readonly value: V }> | undefined;
    if (values === undefined) {
      values = new WeakMap();
      this.#derived.set(derive, values);
    }
    let held = values.get(from);
    if (held === undefined) {
      held = { value: derive(from, context) };
      values.set(from, held);
    }
    return held.value;
  }
}

function isOn(rule: Rule, configuration: Configuration): boolean {
  const severity = configuration.rules[rule.code]?.severity;
  return severity === undefined ? rule.offByDefault !== true : severity !== 'off';
}

function optionsOf(rule: Rule, configuration: Configuration): Readonly<Record<string, unknown>> {
  const configured = configuration.rules[rule.code]?.options;
  return Object.fromEntries(rule.options.map(({ name, default: own }) => [name, configured?.[name] ?? own]));
}

/** Decides on the findings of one article. */
class Judge {
  readonly #article: Article;
  readonly #configuration: Configuration;
  readonly #isDraft: boolean;
  readonly #waived: ReadonlySet<string>;
  readonly #suppressions: Suppressions | undefined;

  constructor(article: Article, configuration: Configuration, context: RuleContext) {
    this.#article = article;
    this.#configuration = configuration;
    this.#isDraft = stageOf(article, context) === 'draft';
    this.#suppressions = suppressionsOf(article);
    const waived = new Set<string>();
    for (const waiver of waiversOf(article)) {
      if (waiver.rule !== undefined && waiver.rule !== waiverExpired.code && isInForce(waiver, context.now))
        waived.add(waiver.rule);
    }
    this.#waived = waived;
  }

  /** Undefined when it is waived or suppressed. */
  finding(rule: Rule, found: Found): Finding | undefined {
    const { code } = rule;
    if (this.#waived.has(code)) return undefined;
    const source = sourceOf(this.#article, found.in);
    if (this.#suppressions?.hides(code, found.in, lineAt(source, found.span.start)) === true) return undefined;
    return {
      code,
      severity: this.#severityOf(rule, found),
      message: found.message,
      path: source.path,
      range: rangeOf(source, found.span),
      span: found.span,
      ...(this.#article.id !== undefined && { article: this.#article.id.value }),
      related: (found.related ?? []).map(({ message, source: other, span }) => relatedTo(message, other, span)),
      ...(found.tag !== undefined && { tag: found.tag }),
      ...(found.data !== undefined && { data: found.data }),
    };
  }

  #severityOf(rule: Rule, found: Found): Severity {
    const configured = this.#configuration.rules[rule.code]?.severity;
    if (configured !== undefined && configured !== 'off') return configured;
    const severity = found.severity ?? rule.severity;
    return this.#isDraft && rule.fixedSeverity !== true ? oneLevelLess(severity) : severity;
  }
}

function relatedTo(message: string, source: SourceText, span: Found['span']): Finding['related'][number] {
  return { message, path: source.path, range: rangeOf(source, span) };
}

function oneLevelLess(severity: Severity): Severity {
  return SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? severity;
}

function byPlace(a: Finding, b: Finding): number {
  return (
    comparePaths(a.path, b.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    comparePaths(a.code, b.code)
  );
}

/** State, waivers and suppressions of an article, without positions. */
function leniency(article: Article): string {
  const waivers = waiversOf(article).map(({ rule, reason, until }) => `${rule} ${reason === undefined} ${until}`);
  const directives = article.body?.directives.map((directive) => directive.text) ?? [];
  return [article.kind?.name, article.status?.value, ...waivers, ...directives].join('\n');
}
