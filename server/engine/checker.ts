/** Keeps the findings of all articles current: runs rules where an update can have changed their answer. */
import { type Article, fieldEntry } from '../article/article.ts';
import type { Corpus, CorpusUpdate } from '../corpus/corpus.ts';
import { comparePaths } from '../corpus/corpus.ts';
import type { Severity } from '../model/configuration.ts';
import { linkBroken } from '../rules/linkBroken.ts';
import type { Finding } from '../rules/rule.ts';
import type { RuleRunner } from '../rules/runner.ts';
import { TimeSlice } from './timeSlice.ts';

export type FindingCounts = Readonly<Record<Severity, number>>;

type ByPath = ReadonlyMap<string, readonly Finding[]>;

export class Checker {
  #runner: RuleRunner;
  #corpus: Corpus;
  /** Of article and links rules, by article path. */
  #findings = new Map<string, readonly Finding[]>();
  /** Articles with broken links: their findings propose names from the whole corpus. */
  readonly #broken = new Set<string>();
  #counts = { error: 0, warning: 0, info: 0, hint: 0 };
  /** Of corpus rules, by code, by article path. */
  #corpusFindings: ReadonlyMap<string, ByPath> = new Map();
  /** Articles to check again; the newest changes come first. */
  #dirty = new Set<string>();
  #corpusDirty = false;
  /** Articles whose findings changed since the last {@link takeChanges}. */
  #reported = new Set<string>();

  constructor(runner: RuleRunner, corpus: Corpus) {
    this.#runner = runner;
    this.#corpus = corpus;
  }

  /** Other rules or another `now`: everything is checked again. */
  reset(runner: RuleRunner, corpus: Corpus): void {
    this.#runner = runner;
    this.#corpus = corpus;
    for (const path of this.#findings.keys()) this.#reported.add(path);
    this.#findings.clear();
    this.#broken.clear();
    this.#counts = { error: 0, warning: 0, info: 0, hint: 0 };
    this.#dirty = new Set([...corpus.articles()].map((article) => article.path));
    this.#corpusDirty = true;
  }

  update(before: Corpus, update: CorpusUpdate): void {
    this.#corpus = update.corpus;
    for (const path of update.changed) {
      this.#dirty.add(path);
      const from = before.article(path);
      const to = update.corpus.article(path);
      if (!this.#corpusDirty) {
        // A suppressed finding is none, so an article that can suppress counts as having some.
        const hasFindings = this.#hasCorpusFinding(path) || suppresses(from) || suppresses(to);
        this.#corpusDirty = this.#runner.concerned(from, to, update.corpus, hasFindings).length > 0;
      }
      for (const affected of this.#runner.affected(from, to, update.corpus)) this.#dirty.add(affected);
      if (to === undefined && this.#findings.has(path)) {
        this.#set(path, []);
        this.#reported.add(path);
      }
    }
    for (const path of update.touched) this.#dirty.add(path);
    if (update.namesChanged) for (const path of this.#broken) this.#dirty.add(path);
  }

  get isIdle(): boolean {
    return this.#dirty.size === 0 && !this.#corpusDirty;
  }

  /** Checks these at once, whatever else waits: the article being typed in. */
  checkNow(paths: Iterable<string>): void {
    for (const path of paths) if (this.#dirty.delete(path)) this.#check(path);
  }

  /** Checks all that waits, giving way to other events. Ends early when aborted; the rest stays waiting. */
  async run(signal: AbortSignal): Promise<void> {
    const slice = new TimeSlice();
    while (this.#dirty.size > 0) {
      for (const path of this.#dirty) {
        if (signal.aborted) return;
        this.#dirty.delete(path);
        this.#check(path);
        await slice.pause();
      }
    }
    if (this.#corpusDirty) {
      this.#corpusDirty = false;
      this.#checkCorpus();
    }
  }

  /** How many findings there are in all; kept as they come and go. */
  counts(): FindingCounts {
    const counts = { ...this.#counts };
    for (const byPath of this.#corpusFindings.values()) {
      for (const findings of byPath.values()) for (const { severity } of findings) counts[severity]++;
    }
    return counts;
  }

  /** All findings of an article, sorted by place. */
  findingsOf(path: string): readonly Finding[] {
    const own = this.#findings.get(path) ?? [];
    let all: Finding[] | undefined;
    for (const byPath of this.#corpusFindings.values()) {
      const more = byPath.get(path);
      if (more !== undefined) all = [...(all ?? own), ...more];
    }
    return all === undefined ? own : all.sort(byPlace);
  }

  /** Paths of the articles with findings, sorted. */
  paths(): string[] {
    const paths = new Set<string>();
    for (const [path, findings] of this.#findings) if (findings.length > 0) paths.add(path);
    for (const byPath of this.#corpusFindings.values()) for (const path of byPath.keys()) paths.add(path);
    return [...paths].sort(comparePaths);
  }

  takeChanges(): ReadonlySet<string> {
    const changes = this.#reported;
    this.#reported = new Set();
    return changes;
  }

  #check(path: string): void {
    const article: Article | undefined = this.#corpus.article(path);
    const findings = article === undefined ? [] : this.#runner.checkArticle(article, this.#corpus);
    const before = this.#findings.get(path);
    this.#set(path, findings);
    if (findings.length > 0 || (before?.length ?? 0) > 0) this.#reported.add(path);
  }

  #hasCorpusFinding(path: string): boolean {
    for (const byPath of this.#corpusFindings.values()) if (byPath.has(path)) return true;
    return false;
  }

  #set(path: string, findings: readonly Finding[]): void {
    for (const { severity } of this.#findings.get(path) ?? []) this.#counts[severity]--;
    for (const { severity } of findings) this.#counts[severity]++;
    if (findings.some(({ code }) => code === linkBroken.code)) this.#broken.add(path);
    else this.#broken.delete(path);
    if (findings.length === 0) this.#findings.delete(path);
    else this.#findings.set(path, findings);
  }

  #checkCorpus(): void {
    const before = this.#corpusFindings;
    this.#corpusFindings = this.#runner.checkCorpusRules(this.#corpus);
    for (const findings of [before, this.#corpusFindings]) {
      for (const byPath of findings.values()) for (const path of byPath.keys()) this.#reported.add(path);
    }
  }
}

function suppresses(article: Article | undefined): boolean {
  if (article === undefined) return false;
  return (article.body?.directives.length ?? 0) > 0 || fieldEntry(article, 'waivers') !== undefined;
}

export function byPlace(a: Finding, b: Finding): number {
  return (
    comparePaths(a.path, b.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    comparePaths(a.code, b.code)
  );
}
