/**
 * The parse cache in SQLite. Whatever happens to its file, the worst that follows is that files are parsed again: a
 * file that is locked, full, read-only or of another version answers "not here" and takes nothing; a damaged one is
 * left behind for a new one. A process killed at any moment leaves what its last transaction left.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CacheLocation, type OpenFile, openCacheFile, storedVersion } from './cacheFile.ts';
import type { CachedFile, ParseCache } from './parseCache.ts';
import { loadSqlite, type Sqlite, sqliteFailure, transact } from './sqlite.ts';

export interface SqliteCacheOptions extends CacheLocation {
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Characters of content kept that no file has at present, which a switch of branches may bring back. */
  readonly maxDetached?: number;
}

/** Undefined as `sqlite` means that this Node has none. */
export function openSqliteCache(
  options: SqliteCacheOptions,
  sqlite: Sqlite | undefined = loadSqlite(),
): ParseCache | { readonly unavailable: string } {
  if (sqlite === undefined) return { unavailable: 'this version of Node has no SQLite' };
  const opened = openCacheFile(sqlite, options);
  return 'unavailable' in opened ? opened : new SqliteCache(sqlite, options, opened);
}

/** File systems keep times in steps of up to two seconds (FAT). */
const RACY_WINDOW = 2000;

const DAY = 24 * 60 * 60 * 1000;
const KEPT_DETACHED = 30 * DAY;
const MAX_DETACHED = 128 * 1024 * 1024;
const PRUNE_INTERVAL = 60 * 60 * 1000;

/** Rows read at once: no statement stays open while the caller works on them. */
const PAGE = 1000;

/** Read in the same statement as the data, since another process can change both at any time. */
const IS_CURRENT = "(SELECT value FROM meta WHERE name = 'version') = ?";

/** Statements are prepared at first use: that can fail as any other use of the file can. */
class Connection {
  readonly database: DatabaseSync;
  readonly generation: number;
  readonly writable: boolean;
  #page: StatementSync | undefined;
  #byHash: StatementSync | undefined;

  constructor({ database, generation, writable }: OpenFile) {
    this.database = database;
    this.generation = generation;
    this.writable = writable;
  }

  get page(): StatementSync {
    this.#page ??= this.database.prepare(`
      SELECT path, size, modified, hash, data FROM file JOIN content ON content.id = file.content
      WHERE path > ? AND NOT racy AND ${IS_CURRENT} ORDER BY path LIMIT ${PAGE}`);
    return this.#page;
  }

  get byHash(): StatementSync {
    this.#byHash ??= this.database.prepare(`SELECT data FROM content WHERE hash = ? AND ${IS_CURRENT}`);
    return this.#byHash;
  }
}

class SqliteCache implements ParseCache {
  readonly #sqlite: Sqlite;
  readonly #options: SqliteCacheOptions;
  readonly #version: string;
  readonly #now: () => number;
  /** Undefined when closed, or when no file can be used any longer. */
  #connection: Connection | undefined;
  #lastPrune = Number.NEGATIVE_INFINITY;

  constructor(sqlite: Sqlite, options: SqliteCacheOptions, file: OpenFile) {
    this.#sqlite = sqlite;
    this.#options = options;
    this.#version = storedVersion(options.version);
    this.#now = options.now ?? Date.now;
    this.#connection = new Connection(file);
  }

  *all(): Iterable<CachedFile> {
    let after = '';
    for (;;) {
      const rows = this.#use(({ page }) => page.all(after, this.#version)) ?? [];
      for (const { path, size, modified, hash, data } of rows) {
        // A page that was overwritten can still be well-formed to SQLite.
        if (typeof path !== 'string' || typeof hash !== 'string' || typeof data !== 'string') return;
        if (typeof size === 'number' && typeof modified === 'number') yield { path, size, modified, hash, data };
        after = path;
      }
      if (rows.length < PAGE) return;
    }
  }

  byHash(hash: string): string | undefined {
    const data = this.#use(({ byHash }) => byHash.get(hash, this.#version))?.data;
    return typeof data === 'string' ? data : undefined;
  }

  save(files: readonly CachedFile[], removed: readonly string[], readAt: number = this.#now()): void {
    this.#use(({ database, writable }) => {
      if (!writable) return;
      transact(database, () => {
        const current = database.prepare(`SELECT ${IS_CURRENT} AS current`).get(this.#version);
        if (current?.current !== 1) return;
        const now = this.#now();
        write(database, files, removed, { now, readAt });
        if (now - this.#lastPrune < PRUNE_INTERVAL) return;
        this.#lastPrune = now;
        prune(database, now, this.#options.maxDetached ?? MAX_DETACHED);
      });
    });
  }

  close(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) closeQuietly(connection.database);
  }

  #use<T>(action: (connection: Connection) => T): T | undefined {
    const connection = this.#connection;
    if (connection === undefined) return undefined;
    try {
      return action(connection);
    } catch (error) {
      const failure = sqliteFailure(error);
      if (failure === undefined) throw error;
      if (failure === 'damaged') this.#leave(connection);
      return undefined;
    }
  }

  /** Goes on with a new file, in which what is found from now on is kept. */
  #leave({ database, generation }: Connection): void {
    this.#connection = undefined;
    closeQuietly(database);
    const opened = openCacheFile(this.#sqlite, this.#options, generation);
    if (!('unavailable' in opened)) this.#connection = new Connection(opened);
  }
}

/** Closing writes what is in the log back to the file; if that fails it is done by whoever opens it next. */
function closeQuietly(database: DatabaseSync): void {
  try {
    database.close();
  } catch (error) {
    if (sqliteFailure(error) === undefined) throw error;
  }
}

function write(
  database: DatabaseSync,
  files: readonly CachedFile[],
  removed: readonly string[],
  { now, readAt }: { readonly now: number; readonly readAt: number },
): void {
  const contentOf = database.prepare('SELECT content FROM file WHERE path = ?');
  const idOf = database.prepare('SELECT id FROM content WHERE hash = ?');
  const attach = database.prepare('UPDATE content SET detached = NULL WHERE id = ? AND detached IS NOT NULL');
  const detach = database.prepare(
    'UPDATE content SET detached = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM file WHERE content = content.id)',
  );
  const addContent = database.prepare('INSERT INTO content (hash, length, data) VALUES (?, ?, ?)');
  const addFile = database.prepare(
    'INSERT OR REPLACE INTO file (path, size, modified, racy, content) VALUES (?, ?, ?, ?, ?)',
  );
  const removeFile = database.prepare('DELETE FROM file WHERE path = ?');
  for (const { path, size, modified, hash, data } of files) {
    const before = contentOf.get(path)?.content;
    const known = idOf.get(hash)?.id;
    const content = known ?? addContent.run(hash, data.length, data).lastInsertRowid;
    const racy = modified > readAt - RACY_WINDOW ? 1 : 0;
    addFile.run(path, size, modified, racy, content);
    if (known !== undefined) attach.run(known);
    if (before !== undefined && before !== content) detach.run(now, before);
  }
  for (const path of removed) {
    const before = contentOf.get(path)?.content;
    removeFile.run(path);
    if (before !== undefined) detach.run(now, before);
  }
}

/** Content that no file has goes after 30 days, or when there is too much of it, the longest unused first. */
function prune(database: DatabaseSync, now: number, maxDetached: number): void {
  database.prepare('DELETE FROM content WHERE detached < ?').run(now - KEPT_DETACHED);
  database
    .prepare(`
      DELETE FROM content WHERE id IN (
        SELECT id FROM (
          SELECT id, sum(length) OVER (ORDER BY detached DESC, id DESC) AS total FROM content WHERE detached IS NOT NULL
        ) WHERE total > ?
      )`)
    .run(maxDetached);
}
