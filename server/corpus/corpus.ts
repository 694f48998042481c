/**
 * The immutable snapshot of all articles and how they hang together. Links are stored by key and resolved when asked,
 * so an update changes three indexes and nothing else, and is equal to building anew by construction.
 */
import type { Article, Reference } from '../article/article.ts';
import { folderOf, idKey, nameKey, pathKey, stemOf } from '../article/paths.ts';
import type { CompiledModel } from '../model/compiled.ts';
import { PersistentMap } from './persistentMap.ts';

/** Where a reference leads. */
export type Target =
  | { readonly type: 'article'; readonly article: Article; readonly alias?: true }
  /** Several articles claim the id; the first by path is taken, `id-duplicate` reports it. */
  | { readonly type: 'ambiguous'; readonly article: Article; readonly articles: readonly Article[] }
  | { readonly type: 'file'; readonly path: string }
  /** In a place that is not indexed (excluded, ignored, outside the root): nothing can be said. */
  | { readonly type: 'unknown' }
  | { readonly type: 'missing' };

export interface IncomingReference {
  readonly from: Article;
  readonly reference: Reference;
}

export interface OutgoingReference {
  readonly reference: Reference;
  readonly target: Target;
}

export interface CorpusChange {
  readonly path: string;
  /** Undefined when the article is gone. */
  readonly article: Article | undefined;
}

export interface FileChange {
  readonly path: string;
  readonly exists: boolean;
}

/** What an update can have changed for others; rules of scope `links` and `corpus` are run again by it. */
export interface CorpusUpdate {
  readonly corpus: Corpus;
  /** Articles that were created, changed or removed. */
  readonly changed: ReadonlySet<string>;
  /** Other articles whose references, or references to which, may now mean something else. */
  readonly touched: ReadonlySet<string>;
  /** Whether an id, file name or path came or went: what a broken link may have meant is another question then. */
  readonly namesChanged: boolean;
}

type Paths = readonly string[];

export class Corpus {
  readonly model: CompiledModel;
  /** False while only front matter has been read. */
  readonly complete: boolean;
  /** References in all articles, resolved or not. */
  readonly linkCount: number;
  readonly #articles: PersistentMap<Article>;
  /** Key → paths of the articles it names, sorted. */
  readonly #defined: PersistentMap<Paths>;
  /** Key → paths of the articles that refer to it. */
  readonly #referrers: PersistentMap<Paths>;
  /** Kind's name → paths of its articles, sorted. */
  readonly #kinds: PersistentMap<Paths>;
  /** Files that are not articles, by path key. */
  readonly #files: PersistentMap<Paths>;
  /** Folder → how many articles and files lie in it, at any depth. */
  readonly #folders: PersistentMap<number>;
  /** Tells whether a path is in a place that is not indexed. */
  readonly #isUnknown: (path: string) => boolean;

  private constructor(parts: CorpusParts) {
    this.model = parts.model;
    this.complete = parts.complete;
    this.linkCount = parts.linkCount;
    this.#articles = parts.articles;
    this.#defined = parts.defined;
    this.#referrers = parts.referrers;
    this.#kinds = parts.kinds;
    this.#files = parts.files;
    this.#folders = parts.folders;
    this.#isUnknown = parts.isUnknown;
  }

  static empty(model: CompiledModel, isUnknown: (path: string) => boolean = () => false): Corpus {
    return new Corpus({
      model,
      complete: false,
      linkCount: 0,
      articles: PersistentMap.empty(),
      defined: PersistentMap.empty(),
      referrers: PersistentMap.empty(),
      kinds: PersistentMap.empty(),
      files: PersistentMap.empty(),
      folders: PersistentMap.empty(),
      isUnknown,
    });
  }

  get size(): number {
    return this.#articles.size;
  }

  /** In no particular order. */
  articles(): IterableIterator<Article> {
    return this.#articles.values();
  }

  /** Sorted by path, which is what people expect of lists. */
  sorted(): Article[] {
    return [...this.#articles.values()].sort((a, b) => comparePaths(a.path, b.path));
  }

  article(path: string): Article | undefined {
    return this.#articles.get(path);
  }

  /** All articles with this id, sorted by path; those that hold it as a former id (`aliases`) only when no other does. */
  byId(id: string): readonly Article[] {
    const named = this.#named(idKey(id));
    const own = named.filter((article) => article.id?.value === id);
    return own.length > 0 ? own : named;
  }

  /** Articles of a kind, sorted by path. */
  ofKind(name: string): Article[] {
    return (this.#kinds.get(name) ?? []).flatMap((path) => this.#articles.get(path) ?? []);
  }

  hasFile(path: string): boolean {
    return this.#articles.has(path) || (this.#files.get(pathKey(path))?.includes(path) ?? false);
  }

  /** Whether any article or file lies below this folder. */
  hasFolder(folder: string): boolean {
    return this.#folders.has(folder);
  }

  resolve(reference: Reference): Target {
    for (const key of reference.keys) {
      const target = this.#resolveKey(key, reference);
      if (target !== undefined) return target;
    }
    if (reference.keys.length === 0) return { type: 'unknown' };
    const pathLike = reference.keys.find((key) => key.startsWith('path:'));
    if (pathLike !== undefined && this.#isUnknown(pathLike.slice(5))) return { type: 'unknown' };
    return { type: 'missing' };
  }

  /** The article a reference leads to, whatever else is unclear about it. */
  targetOf(reference: Reference): Article | undefined {
    const target = this.resolve(reference);
    return target.type === 'article' || target.type === 'ambiguous' ? target.article : undefined;
  }

  outgoing(article: Article): OutgoingReference[] {
    return article.references.map((reference) => ({ reference, target: this.resolve(reference) }));
  }

  /** References from other articles that lead to this one. */
  incoming(article: Article): IncomingReference[] {
    const found: IncomingReference[] = [];
    for (const path of this.referrersOf(keysOf(article))) {
      if (path === article.path) continue;
      const from = this.#articles.get(path);
      if (from === undefined) continue;
      for (const reference of from.references) {
        if (this.targetOf(reference) === article) found.push({ from, reference });
      }
    }
    return found;
  }

  /** Paths of the articles that refer to any of these keys, sorted. */
  referrersOf(keys: Iterable<string>): readonly string[] {
    const paths = new Set<string>();
    for (const key of keys) for (const path of this.#referrers.get(key) ?? []) paths.add(path);
    return [...paths].sort(comparePaths);
  }

  /**
   * A new snapshot. Work is proportional to what changed and what refers to it. Without `findTouched` it says nothing
   * about other articles: for loads, after which everything is checked.
   */
  update(
    changes: readonly CorpusChange[],
    files: readonly FileChange[] = [],
    complete = this.complete,
    findTouched = true,
  ): CorpusUpdate {
    let linkCount = this.linkCount;
    let namesChanged = false;
    const changed = new Set<string>();
    const articles = new Map<string, Article | undefined>();
    const defined = new IndexEdit(this.#defined);
    const referrers = new IndexEdit(this.#referrers);
    const kinds = new IndexEdit(this.#kinds);
    /** Keys that now name something else, and articles that gained or lost a reference. */
    const shaken = new Set<string>();
    const touched = new Set<string>();
    for (const { path, article } of changes) {
      const before = articles.has(path) ? articles.get(path) : this.#articles.get(path);
      if (before === undefined && article === undefined) continue;
      changed.add(path);
      articles.set(path, article);
      linkCount += (article?.references.length ?? 0) - (before?.references.length ?? 0);
      const oldKeys = before === undefined ? [] : keysOf(before);
      const newKeys = article === undefined ? [] : keysOf(article);
      defined.move(path, oldKeys, newKeys);
      kinds.move(path, kindsOf(before), kindsOf(article));
      namesChanged ||= oldKeys.join('\n') !== newKeys.join('\n');
      const oldTargets = before === undefined ? [] : targetKeys(before);
      const newTargets = article === undefined ? [] : targetKeys(article);
      referrers.move(path, oldTargets, newTargets);
      // Of an empty corpus nothing else can be touched: a first load need not look for it.
      if (this.size === 0 || !findTouched) continue;
      if (before === undefined || article === undefined || standing(before) !== standing(article)) {
        for (const key of oldKeys) shaken.add(key);
        for (const key of newKeys) shaken.add(key);
      }
      if (before === undefined || article === undefined || outline(before) !== outline(article)) {
        for (const key of oldTargets) for (const other of this.#defined.get(key) ?? []) touched.add(other);
        for (const key of newTargets) for (const other of defined.get(key)) touched.add(other);
      }
    }
    const fileEdit = new IndexEdit(this.#files);
    const folders = new Map<string, number>();
    for (const [path, article] of articles) {
      if (this.#articles.has(path) !== (article !== undefined)) this.#count(folders, path, article !== undefined);
    }
    for (const { path, exists } of files) {
      const key = pathKey(path);
      const before = this.#files.get(key)?.includes(path) ?? false;
      if (before === exists) continue;
      fileEdit.move(path, before ? [key] : [], exists ? [key] : []);
      this.#count(folders, path, exists);
      shaken.add(key);
    }
    for (const [folder, count] of folders) {
      if ((this.#folders.get(folder) ?? 0) > 0 !== count > 0) shaken.add(pathKey(folder));
    }
    for (const key of shaken) {
      for (const path of this.#referrers.get(key) ?? []) touched.add(path);
      for (const path of referrers.get(key)) touched.add(path);
      // Others with the same id, on both sides of a duplicate.
      for (const path of this.#defined.get(key) ?? []) touched.add(path);
      for (const path of defined.get(key)) touched.add(path);
    }
    for (const path of changed) touched.delete(path);
    const corpus = new Corpus({
      model: this.model,
      complete,
      linkCount,
      articles: this.#articles.with(articles),
      defined: defined.apply(),
      referrers: referrers.apply(),
      kinds: kinds.apply(),
      files: fileEdit.apply(),
      folders: this.#folders.with([...folders].map(([folder, count]) => [folder, count > 0 ? count : undefined])),
      isUnknown: this.#isUnknown,
    });
    return { corpus, changed, touched, namesChanged };
  }

  #count(folders: Map<string, number>, path: string, exists: boolean): void {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const count = folders.get(folder) ?? this.#folders.get(folder) ?? 0;
      folders.set(folder, count + (exists ? 1 : -1));
      if (folder === '') return;
    }
  }

  #named(key: string): Article[] {
    const found: Article[] = [];
    for (const path of this.#defined.get(key) ?? []) {
      const article = this.#articles.get(path);
      if (article !== undefined) found.push(article);
    }
    return found;
  }

  #resolveKey(key: string, reference: Reference): Target | undefined {
    if (key.startsWith('path:')) return this.#resolvePath(key, reference);
    const named = this.#named(key);
    const [first] = named;
    if (first === undefined) return undefined;
    if (named.length === 1) {
      const alias = key.startsWith('id:') && first.id?.value !== key.slice(3);
      return alias ? { type: 'article', article: first, alias } : { type: 'article', article: first };
    }
    const own = key.startsWith('id:') ? named.filter((article) => article.id?.value === key.slice(3)) : named;
    const [owner] = own;
    if (owner !== undefined && own.length === 1) return { type: 'article', article: owner };
    return { type: 'ambiguous', article: owner ?? first, articles: own.length > 0 ? own : named };
  }

  /** The file itself before the same name with `.md`, before the README of a folder. */
  #resolvePath(key: string, reference: Reference): Target | undefined {
    const named = this.#named(key);
    const others = this.#files.get(key) ?? [];
    if (named.length + others.length === 0) {
      return this.#folders.has(key.slice(5)) ? { type: 'file', path: key.slice(5) } : undefined;
    }
    const written = reference.target.replace(/\/+$/, '');
    const exact = named.find((article) => article.path.endsWith(written.replace(/^(?:\.{0,2}\/)+/, '')));
    const article = exact ?? named[0];
    if (article !== undefined) return { type: 'article', article };
    const [file] = others;
    return file === undefined ? undefined : { type: 'file', path: file };
  }
}

interface CorpusParts {
  readonly model: CompiledModel;
  readonly complete: boolean;
  readonly linkCount: number;
  readonly articles: PersistentMap<Article>;
  readonly defined: PersistentMap<Paths>;
  readonly referrers: PersistentMap<Paths>;
  readonly kinds: PersistentMap<Paths>;
  readonly files: PersistentMap<Paths>;
  readonly folders: PersistentMap<number>;
  readonly isUnknown: (path: string) => boolean;
}

/** Every key that names this article. */
export function keysOf(article: Article): readonly string[] {
  const keys = [pathKey(article.path), nameKey(stemOf(article.path))];
  if (article.id !== undefined) keys.push(idKey(article.id.value));
  for (const alias of article.aliases) keys.push(idKey(alias.value));
  return keys;
}

function kindsOf(article: Article | undefined): readonly string[] {
  return article?.kind === undefined ? [] : [article.kind.name];
}

function targetKeys(article: Article): readonly string[] {
  const keys = new Set<string>();
  for (const reference of article.references) for (const key of reference.keys) keys.add(key);
  return [...keys];
}

/** What others can see of an article through a reference: when this changes, they may have other findings. */
function standing(article: Article): string {
  const anchors = article.body?.headings.map((heading) => heading.slug).join(' ') ?? '';
  const aliases = article.aliases.map((alias) => alias.value).join(' ');
  return `${article.id?.value}\n${article.kind?.name}\n${article.status?.value}\n${aliases}\n${anchors}\n${activity(article)}`;
}

/** People are referred to for being there: `active: false` and the like live in fields. */
function activity(article: Article): string {
  const successor = article.references.filter((reference) => reference.type === 'supersedes');
  return successor.map((reference) => reference.target).join(' ');
}

/** What an article points at, without positions. */
function outline(article: Article): string {
  let text = `${article.id?.value} ${article.kind?.name}`;
  for (const reference of article.references) text += `\n${reference.type} ${reference.keys[0]}`;
  return text;
}

export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Collects changes to an index of key → sorted paths and applies them once. */
class IndexEdit {
  readonly #index: PersistentMap<Paths>;
  readonly #edited = new Map<string, Set<string>>();

  constructor(index: PersistentMap<Paths>) {
    this.#index = index;
  }

  get(key: string): Iterable<string> {
    return this.#edited.get(key) ?? this.#index.get(key) ?? [];
  }

  move(path: string, from: readonly string[], to: readonly string[]): void {
    for (const key of from) if (!to.includes(key)) this.#editable(key).delete(path);
    for (const key of to) if (!from.includes(key)) this.#editable(key).add(path);
  }

  apply(): PersistentMap<Paths> {
    const changes: [string, Paths | undefined][] = [];
    for (const [key, paths] of this.#edited) {
      changes.push([key, paths.size === 0 ? undefined : [...paths].sort(comparePaths)]);
    }
    return changes.length === 0 ? this.#index : this.#index.with(changes);
  }

  #editable(key: string): Set<string> {
    let paths = this.#edited.get(key);
    if (paths === undefined) {
      paths = new Set(this.#index.get(key));
      this.#edited.set(key, paths);
    }
    return paths;
  }
}
