/** The editor's folders, each with an engine of its own, and the way from a document's URI to an article. */
import type { Article } from '../article/article.ts';
import { offsetAt, type Position } from '../article/text.ts';
import type { Engine, Progress, Published } from '../engine/engine.ts';
import type { FeatureContext } from '../features/feature.ts';
import type { InitializationOptions, SummaryParams } from '../protocol.ts';
import type { Git } from '../workspace/git.ts';
import { rootUriOf, toPath, toUri } from '../workspace/uris.ts';
import { EventBatcher } from '../workspace/watch.ts';

export interface EngineHooks {
  readonly onProgress: (progress: Progress) => void;
  readonly onLog: (message: string) => void;
}

/** Makes the engine of one root, and git there. `root` is a URI. */
export type EngineFactory = (
  root: string,
  options: InitializationOptions,
  hooks: EngineHooks,
) => { readonly engine: Engine; readonly git: Git };

export interface Folder {
  readonly root: string;
  readonly engine: Engine;
  readonly git: Git;
  uriOf(path: string): string;
  context(): FeatureContext;
}

/** A document and the article it belongs to, in the snapshot of this moment. */
export interface Located {
  readonly folder: Folder;
  readonly context: FeatureContext;
  readonly article: Article;
  /** Of the document: the article's own file or its sidecar. */
  readonly path: string;
  offsetAt(position: Position): number;
}

export interface WorkspaceOptions {
  readonly roots: readonly string[];
  readonly createEngine: (root: string, hooks: EngineHooks) => { readonly engine: Engine; readonly git: Git };
  readonly onPublish: (folder: Folder, published: Published) => void;
  readonly onFolderClosed: (folder: Folder) => void;
  readonly onSummary: (summary: SummaryParams) => void;
  readonly onLog: (message: string) => void;
}

/** Progress is sent at most this often, in milliseconds. */
const PROGRESS_INTERVAL = 100;

export class Workspace {
  readonly #options: WorkspaceOptions;
  readonly #folders = new Map<string, Folder>();
  readonly #events: EventBatcher;
  /** Open documents by URI, for folders that are opened after them. */
  readonly #open = new Map<string, { readonly text: string; readonly language: string }>();
  #started = false;
  #lastProgress = 0;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#events = new EventBatcher((uris) => this.#deliver(uris));
    for (const root of options.roots) this.#addRoot(root);
  }

  start(): void {
    this.#started = true;
    for (const folder of this.#folders.values()) this.#load(folder);
    if (this.#folders.size === 0) this.#summarise('ready');
  }

  changeRoots(added: readonly string[], removed: readonly string[]): void {
    for (const uri of removed) {
      const root = rootUriOf(uri);
      for (const folder of [...this.#folders.values()]) {
        if (folder.root !== root && !folder.root.startsWith(`${root}/`)) continue;
        this.#folders.delete(folder.root);
        this.#options.onFolderClosed(folder);
        void folder.engine.close();
      }
    }
    for (const uri of added) this.#addRoot(uri);
    this.#summarise('ready');
  }

  setOverlay(uri: string, text: string, language: string): void {
    this.#open.set(uri, { text, language });
    const found = this.#find(uri, language);
    if (found !== undefined) found.folder.engine.setOverlay(found.path, text);
  }

  clearOverlay(uri: string): void {
    const language = this.#open.get(uri)?.language ?? '';
    this.#open.delete(uri);
    const found = this.#find(uri, language);
    if (found !== undefined) found.folder.engine.clearOverlay(found.path);
  }

  filesChanged(uris: readonly string[]): void {
    this.#events.add(uris);
  }

  contexts(): FeatureContext[] {
    return [...this.#folders.values()].map((folder) => folder.context());
  }

  contextFor(uri: string | undefined): FeatureContext | undefined {
    return this.folderFor(uri)?.context();
  }

  /** The folder a URI lies in; the first one for URIs outside all of them. */
  folderFor(uri: string | undefined): Folder | undefined {
    const found = uri === undefined ? undefined : this.#find(uri, 'markdown');
    return found?.folder ?? this.#folders.values().next().value;
  }

  locate(uri: string): Located | undefined {
    const found = this.#find(uri, this.#open.get(uri)?.language ?? 'markdown');
    if (found === undefined) return undefined;
    const { folder, path } = found;
    const context = folder.context();
    const article = context.corpus.article(path) ?? folder.engine.articleOfSidecar(path);
    if (article === undefined) return undefined;
    const source = article.source.path === path ? article.source : article.front;
    return { folder, context, article, path, offsetAt: (position) => offsetAt(source, position) };
  }

  async close(): Promise<void> {
    this.#events.dispose();
    await Promise.all([...this.#folders.values()].map((folder) => folder.engine.close()));
    this.#folders.clear();
  }

  #addRoot(uri: string): void {
    const root = rootUriOf(uri);
    if (this.#folders.has(root)) return;
    const { engine, git } = this.#options.createEngine(root, {
      onProgress: (progress) => this.#progress(progress),
      onLog: this.#options.onLog,
    });
    const uriOf = (path: string) => (path.startsWith('untitled:') ? path : toUri(root, path));
    const folder: Folder = {
      root,
      engine,
      git,
      uriOf,
      context() {
        const { corpus, configuration, now } = engine.snapshot;
        return {
          corpus,
          configuration,
          now,
          uriOf,
          textOf: (path) => engine.text(path),
          findingsOf: (path) => engine.findings(path),
        };
      },
    };
    this.#folders.set(root, folder);
    engine.onDidPublish((published) => this.#published(folder, published));
    for (const [open, { text, language }] of this.#open) {
      const found = this.#find(open, language);
      if (found?.folder === folder) engine.setOverlay(found.path, text);
    }
    if (this.#started) this.#load(folder);
  }

  #load(folder: Folder): void {
    folder.engine.load().catch((error: unknown) => {
      this.#options.onLog(`Could not read ${folder.root}: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  /** Folders with a configuration of their own below a root are repositories of their own. */
  #published(folder: Folder, published: Published): void {
    if (published.snapshot.stage === 'graph') {
      for (const path of published.snapshot.nestedRoots) this.#addRoot(toUri(folder.root, path));
    }
    this.#options.onPublish(folder, published);
    this.#summarise(published.snapshot.stage);
  }

  #progress({ stage, done, total }: Progress): void {
    const now = performance.now();
    if (now - this.#lastProgress < PROGRESS_INTERVAL) return;
    this.#lastProgress = now;
    this.#summarise(stage, done, total);
  }

  #summarise(stage: SummaryParams['stage'], done?: number, total?: number): void {
    let articles = 0;
    let links = 0;
    const counts = { error: 0, warning: 0, info: 0, hint: 0 };
    for (const { engine } of this.#folders.values()) {
      const { corpus } = engine.snapshot;
      articles += corpus.size;
      links += corpus.linkCount;
      const own = engine.counts();
      for (const severity of ['error', 'warning', 'info', 'hint'] as const) counts[severity] += own[severity];
    }
    this.#options.onSummary({
      stage,
      articles,
      links,
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      hints: counts.hint,
      ...(done !== undefined && { done }),
      ...(total !== undefined && { total }),
    });
  }

  #deliver(uris: readonly string[]): void {
    const byFolder = new Map<Folder, string[]>();
    for (const uri of uris) {
      const found = this.#find(uri, '');
      if (found === undefined) continue;
      const paths = byFolder.get(found.folder) ?? [];
      byFolder.set(found.folder, paths);
      paths.push(found.path);
    }
    for (const [folder, paths] of byFolder) folder.engine.filesChanged(paths);
  }

  /** The folder whose root is nearest above; unsaved Markdown belongs to the first folder. */
  #find(uri: string, language: string): { readonly folder: Folder; readonly path: string } | undefined {
    if (uri.startsWith('untitled:')) {
      const first = this.#folders.values().next().value;
      return first === undefined || language !== 'markdown' ? undefined : { folder: first, path: uri };
    }
    let best: { readonly folder: Folder; readonly path: string } | undefined;
    for (const folder of this.#folders.values()) {
      const path = toPath(folder.root, uri);
      if (path !== undefined && (best === undefined || path.length < best.path.length)) best = { folder, path };
    }
    return best;
  }
}
