/**
 * The one owner of a repository's state: takes in files, buffers and configuration, publishes immutable snapshots.
 * Stages: nothing → `graph` (front matter of every article) → `ready` (bodies too, every rule has run).
 */
import type { Article } from '../article/article.ts';
import { ArticleReader } from '../article/articleReader.ts';
import { Utf8Decoder } from '../article/parseText.ts';
import { fileNameOf, folderOf, isMarkdown } from '../article/paths.ts';
import { lineTable, rangeOf } from '../article/text.ts';
import { type ConfigurationProblem, readConfiguration } from '../configuration/readConfiguration.ts';
import { Corpus, type CorpusChange, type FileChange } from '../corpus/corpus.ts';
import { instantOf } from '../model/calendar.ts';
import { CompiledModel } from '../model/compiled.ts';
import type { Configuration } from '../model/configuration.ts';
import { projectOps } from '../model/projectOps/index.ts';
import { avoidedTerms } from '../rules/avoidedTerms.ts';
import { RULES } from '../rules/index.ts';
import type { Finding } from '../rules/rule.ts';
import { RuleRunner } from '../rules/runner.ts';
import type { ParseCache } from '../store/parseCache.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import { CONFIGURATION_FILE } from '../workspace/pathFilter.ts';
import { type Scan, scan } from '../workspace/scan.ts';
import type { BodyParser } from './bodyParser.ts';
import { byPlace, Checker, type FindingCounts } from './checker.ts';
import { Inputs } from './inputs.ts';
import { TimeSlice } from './timeSlice.ts';

/** Articles put into a snapshot at once while bodies come in: a batch must not keep a hover waiting. */
const BATCH = 200;

export interface EngineOptions {
  readonly fs: FileSystem;
  readonly cache: ParseCache;
  readonly bodies: BodyParser;
  /** Milliseconds since the epoch; asked once a load, unless the configuration or `now` says otherwise. */
  readonly clock: () => number;
  /** Overrides the configuration's `now` and the clock. */
  readonly now?: number;
  /** Instead of `throughline.yaml` at the root; relative to it. */
  readonly configurationPath?: string;
  readonly onProgress?: (progress: Progress) => void;
  readonly onLog?: (message: string) => void;
}

export interface Progress {
  readonly stage: 'scanning' | 'reading' | 'parsing' | 'checking';
  readonly done: number;
  /** Unknown while scanning. */
  readonly total?: number;
}

/** A consistent state; what a request started with stays as it was. */
export interface Snapshot {
  readonly corpus: Corpus;
  readonly configuration: Configuration;
  readonly now: number;
  readonly stage: 'empty' | 'graph' | 'ready';
  readonly nestedRoots: readonly string[];
  readonly skipped: Scan['skipped'];
}

export interface Published {
  readonly snapshot: Snapshot;
  /** Paths of the files whose findings may differ from the last time. */
  readonly findingsOf: ReadonlySet<string>;
}

export class Engine {
  readonly #options: EngineOptions;
  readonly #inputs: Inputs;
  readonly #checker: Checker;
  readonly #listeners = new Set<(published: Published) => void>();
  #reader: ArticleReader;
  #configuration: Configuration;
  #configurationFindings: readonly Finding[] = [];
  #corpus: Corpus;
  #scan: Scan | undefined;
  #stage: Snapshot['stage'] = 'empty';
  #now: number;
  #abort = new AbortController();
  /** Work under way; {@link settled} waits for it. */
  #work: Promise<void> = Promise.resolve();
  #reloadWanted = false;
  /** Articles that changed while a load is reading the others; it reads them again at its end. */
  #late: Set<string> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    const { configuration } = readConfiguration(undefined, { builtIn: projectOps, rules: RULES });
    this.#configuration = configuration;
    const model = new CompiledModel(configuration.model);
    this.#corpus = Corpus.empty(model);
    this.#reader = new ArticleReader(model);
    this.#now = options.now ?? options.clock();
    this.#inputs = new Inputs(options.fs, options.cache, new Utf8Decoder(), this.#reader);
    this.#checker = new Checker(new RuleRunner(RULES, configuration, this.#now), this.#corpus);
  }

  get snapshot(): Snapshot {
    return {
      corpus: this.#corpus,
      configuration: this.#configuration,
      now: this.#now,
      stage: this.#stage,
      nestedRoots: this.#scan?.nestedRoots ?? [],
      skipped: this.#scan?.skipped ?? [],
    };
  }

  get configurationPath(): string {
    return this.#options.configurationPath ?? CONFIGURATION_FILE;
  }

  onDidPublish(listener: (published: Published) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads the repository, or reads it again; only what changed is parsed. Resolves when every finding is current. */
  load(): Promise<void> {
    return this.#enqueue(() => this.#load());
  }

  /** Waits for everything asked for so far; every finding is current then. */
  async settled(): Promise<Snapshot> {
    let work: Promise<void>;
    do {
      work = this.#work;
      await work;
    } while (work !== this.#work);
    return this.snapshot;
  }

  /** An editor's buffer replaces the file until it is closed. Findings of this article are current on return. */
  setOverlay(path: string, text: string): void {
    this.#inputs.setOverlay(path, text);
    this.#bufferChanged(path);
  }

  /** The file itself counts again. */
  clearOverlay(path: string): void {
    this.#inputs.clearOverlay(path);
    this.#bufferChanged(path);
  }

  /** Files changed on disk, or were created or deleted: one batch, one update. */
  filesChanged(paths: readonly string[]): void {
    if (this.#scan === undefined) return;
    const articles = new Set<string>();
    const files: FileChange[] = [];
    for (const path of paths) {
      const name = fileNameOf(path);
      if (path === this.configurationPath || name === '.gitignore' || name === CONFIGURATION_FILE) {
        this.#reload();
        return;
      }
      switch (this.#scan.filter.classify(path)) {
        case 'ignored':
          break;
        case 'article':
          articles.add(path);
          break;
        case 'sidecar':
          for (const beside of this.#besides(path)) articles.add(beside);
          break;
        case 'file':
          // A folder came or went: what is in it is found by looking again.
          if (this.#isFolder(path)) {
            this.#reload();
            return;
          }
          files.push({ path, exists: this.#options.fs.stat(path) !== undefined });
          break;
      }
    }
    this.#refresh([...articles], files);
  }

  /** All findings, of one file when `path` is given, sorted by file and place. Those of the configuration included. */
  findings(path?: string): readonly Finding[] {
    if (path === this.configurationPath) return this.#configurationFindings;
    if (path !== undefined) {
      const articles = this.#isSidecar(path) ? this.#besides(path) : [path];
      return articles
        .flatMap((article) => this.#checker.findingsOf(article))
        .filter((finding) => finding.path === path);
    }
    const all = this.#checker.paths().flatMap((article) => [...this.#checker.findingsOf(article)]);
    return [...this.#configurationFindings, ...all].sort(byPlace);
  }

  counts(): FindingCounts {
    const counts = this.#checker.counts();
    return { ...counts, error: counts.error + this.#configurationFindings.length };
  }

  /** The article whose front matter is in this file. */
  articleOfSidecar(path: string): Article | undefined {
    const [article] = this.#isSidecar(path) ? this.#besides(path) : [];
    return article === undefined ? undefined : this.#corpus.article(article);
  }

  /** The text as the editor has it, else the file's. */
  text(path: string): string | undefined {
    return this.#inputs.text(path);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#work;
    this.#inputs.save();
    await this.#options.bodies.close();
    this.#options.cache.close();
  }

  #bufferChanged(path: string): void {
    if (path === this.configurationPath) this.#reload();
    else if (this.#stage !== 'empty' && this.#isArticle(path)) {
      this.#refresh(this.#isSidecar(path) ? this.#besides(path) : [path]);
    }
  }

  /** For work that nobody waits for: what fails is logged, and does not end the process as an unhandled rejection. */
  #runLater(task: () => Promise<void>): void {
    this.#enqueue(task).catch(() => undefined);
  }

  #enqueue(task: () => Promise<void>): Promise<void> {
    const work = this.#work.then(task);
    // A failed task must not keep later ones from running; its caller still sees the failure.
    this.#work = work.catch((error: unknown) => this.#options.onLog?.(`Internal error: ${describe(error)}`));
    return work;
  }

  #reload(): void {
    if (this.#reloadWanted) return;
    this.#reloadWanted = true;
    this.#runLater(() => this.#load());
  }

  async #load(): Promise<void> {
    this.#reloadWanted = false;
    const signal = this.#abort.signal;
    const { fs, onProgress } = this.#options;
    const model = this.#readConfiguration();
    this.#late = new Set();
    const configuration = this.#configuration;
    const found = await scan(fs, {
      include: configuration.include,
      exclude: configuration.exclude,
      sidecarNames: this.#reader.sidecarNames,
      signal,
      onProgress: (done) => onProgress?.({ stage: 'scanning', done }),
    });
    if (signal.aborted) return;
    this.#scan = found;
    const wanted = new Set(found.articles);
    for (const path of this.#inputs.overlayPaths())
      if (this.#isArticle(path) && !this.#isSidecar(path)) wanted.add(path);
    const gone = [...this.#inputs.paths()].filter((path) => !wanted.has(path));
    for (const path of gone) this.#inputs.forget(path);
    const changes: CorpusChange[] = [];
    const slice = new TimeSlice();
    for (const path of wanted) {
      if (signal.aborted) return;
      this.#inputs.refresh(path, false);
      const article = this.#read(path);
      if (article !== undefined) changes.push({ path, article });
      onProgress?.({ stage: 'reading', done: changes.length, total: wanted.size });
      await slice.pause();
    }
    const files = found.files.map((path) => ({ path, exists: true }));
    for (const path of this.#late) changes.push({ path, article: this.#read(path) });
    this.#late = undefined;
    const empty = Corpus.empty(model, (path) => !found.isIndexed(path));
    this.#corpus = empty.update(changes, files).corpus;
    this.#inputs.releaseRows();
    this.#stage = 'graph';
    this.#inputs.setTerms(avoidedTerms(this.#corpus));
    this.#publish();
    await this.#parseBodies(gone);
    if (signal.aborted) return;
    this.#corpus = this.#corpus.update([], [], true).corpus;
    this.#checker.reset(new RuleRunner(RULES, configuration, this.#now), this.#corpus);
    onProgress?.({ stage: 'checking', done: 0, total: this.#corpus.size });
    await this.#checker.run(signal);
    this.#stage = 'ready';
    this.#publish([this.configurationPath]);
  }

  async #parseBodies(removed: readonly string[] = []): Promise<void> {
    const pending = [...this.#inputs.paths()].filter((path) => this.#inputs.isPending(path));
    const changes: CorpusChange[] = [];
    let done = 0;
    const flush = () => {
      if (changes.length > 0)
        this.#corpus = this.#corpus.update(changes.splice(0), [], this.#corpus.complete, false).corpus;
      this.#inputs.save();
    };
    this.#inputs.save(removed);
    for (const path of pending) {
      const overlay = this.#inputs.overlay(path);
      if (overlay === undefined) continue;
      this.#inputs.setOverlay(path, overlay);
      changes.push({ path, article: this.#read(path) });
    }
    await this.#options.bodies.parse(
      pending.filter((path) => this.#inputs.overlay(path) === undefined),
      this.#inputs.terms,
      (file) => {
        if (this.#inputs.accept(file)) changes.push({ path: file.path, article: this.#read(file.path) });
        done++;
        this.#options.onProgress?.({ stage: 'parsing', done, total: pending.length });
        if (changes.length >= BATCH) flush();
      },
      this.#abort.signal,
    );
    flush();
  }

  #refresh(paths: readonly string[], files: readonly FileChange[] = []): void {
    if (paths.length === 0 && files.length === 0) return;
    for (const path of paths) {
      this.#inputs.refresh(path, true);
      this.#late?.add(path);
    }
    const changes = paths.map((path) => ({ path, article: this.#read(path) }));
    const before = this.#corpus;
    const update = before.update(changes, files);
    this.#corpus = update.corpus;
    // While bodies are still being parsed nothing is checked: everything will be, at the end.
    if (this.#stage !== 'ready') return;
    this.#checker.update(before, update);
    this.#checker.checkNow(update.changed);
    this.#publish();
    this.#runLater(() => this.#finishChecks());
  }

  async #finishChecks(): Promise<void> {
    const terms = avoidedTerms(this.#corpus);
    if (terms.join('\n') !== this.#inputs.terms.join('\n')) {
      // Another vocabulary: prose is searched again, in the background.
      this.#inputs.setTerms(terms);
      await this.#parseBodies();
      this.#checker.reset(new RuleRunner(RULES, this.#configuration, this.#now), this.#corpus);
    }
    if (!this.#checker.isIdle) await this.#checker.run(this.#abort.signal);
    this.#inputs.save();
    this.#publish();
  }

  #readConfiguration(): CompiledModel {
    const path = this.configurationPath;
    const text = this.#inputs.text(path);
    const { configuration, problems } = readConfiguration(text, { builtIn: projectOps, rules: RULES });
    const changed = configuration.modelVersion !== this.#configuration.modelVersion || this.#stage === 'empty';
    this.#configuration = configuration;
    this.#configurationFindings = problems.map((problem) => configurationFinding(path, text ?? '', problem));
    const configuredNow = configuration.now === undefined ? undefined : instantOf(configuration.now);
    this.#now = this.#options.now ?? configuredNow ?? this.#options.clock();
    if (!changed) return this.#corpus.model;
    const model = new CompiledModel(configuration.model);
    this.#reader = new ArticleReader(model);
    this.#inputs.setReader(this.#reader);
    return model;
  }

  #read(path: string): Article | undefined {
    const input = this.#inputs.get(path);
    return input === undefined ? undefined : this.#reader.read(input);
  }

  #isArticle(path: string): boolean {
    if (path.startsWith('untitled:')) return true;
    if (this.#scan === undefined) return isMarkdown(path);
    const type = this.#scan.filter.classify(path);
    return type === 'article' || type === 'sidecar';
  }

  #isSidecar(path: string): boolean {
    return this.#reader.sidecarNames.includes(fileNameOf(path));
  }

  #isFolder(path: string): boolean {
    return this.#options.fs.list(path).length > 0 || (!this.#corpus.hasFile(path) && this.#corpus.hasFolder(path));
  }

  /** Articles whose front matter is in this sidecar file. */
  #besides(sidecar: string): string[] {
    const folder = folderOf(sidecar);
    const name = fileNameOf(sidecar);
    return [...this.#inputs.paths()].filter(
      (path) => folderOf(path) === folder && this.#reader.sidecarOf(path) === name,
    );
  }

  #publish(also: readonly string[] = []): void {
    const findingsOf = new Set([...also, ...this.#checker.takeChanges()]);
    const published = { snapshot: this.snapshot, findingsOf };
    for (const listener of this.#listeners) listener(published);
  }
}

function configurationFinding(path: string, text: string, problem: ConfigurationProblem): Finding {
  return {
    code: problem.code,
    severity: 'error',
    message: problem.message,
    path,
    range: rangeOf(lineTable(text), problem.span),
    span: problem.span,
    related: [],
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
