/**
 * The database file of a root: where it is, what is in it, and what to do when it cannot be used.
 *
 * A file is never deleted or replaced while anyone may open it: two processes that find it damaged at once would take
 * each other's new one away. Instead its name has a number, a damaged file is followed by one with the next number, and
 * only files that a newer one has followed are deleted.
 */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { contentHash } from '../workspace/contentHash.ts';
import { type Sqlite, sqliteFailure, transact } from './sqlite.ts';

export interface CacheLocation {
  /** Native path of the folder, which is made when missing. */
  readonly folder: string;
  /** Names the root: its native path or URI. Each root has a file of its own. */
  readonly root: string;
  /** What the data means. Data of another version is thrown away. */
  readonly version: string;
}

export interface OpenFile {
  readonly database: DatabaseSync;
  readonly generation: number;
  readonly writable: boolean;
}

export type OpenResult = OpenFile | { readonly unavailable: string };

/** Raised whenever the tables change. */
const SCHEMA_VERSION = 1;

/**
 * `file.racy`: modified so shortly before it was read that it may have been modified once more in the same tick of the
 * file system's clock. `content.detached`: since when no file has this content, milliseconds since the epoch.
 */
const TABLES = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified REAL NOT NULL,
  racy INTEGER NOT NULL,
  content INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX file_content ON file (content);
CREATE TABLE content (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  length INTEGER NOT NULL,
  detached INTEGER,
  data TEXT NOT NULL
);
CREATE INDEX content_detached ON content (detached, length) WHERE detached IS NOT NULL;
`;

/** Milliseconds to wait for another process that writes; the event loop waits too. */
const BUSY_TIMEOUT = 200;

/** Milliseconds in which opening is tried again: while another process changes to WAL it fails at once. */
const OPEN_PATIENCE = 500;

/** The version as the database keeps it. */
export function storedVersion(version: string): string {
  return `${SCHEMA_VERSION}/${version}`;
}

/** Opens the newest file, or the one after `damaged`, and makes it ready. Never throws for what the disk does. */
export function openCacheFile(sqlite: Sqlite, location: CacheLocation, damaged = -1): OpenResult {
  const { folder, root } = location;
  attempt(() => mkdirSync(folder, { recursive: true }));
  const base = contentHash(new TextEncoder().encode(root));
  const existing = generationsIn(folder, base);
  let generation = Math.max(0, damaged + 1, ...existing);
  // The next file may be damaged too, by the same cause; after that something is wrong that a third would not cure.
  for (let attempts = 0; attempts < 3; attempts++, generation++) {
    const path = join(folder, `${base}-${generation}.db`);
    const opened = openGeneration(sqlite, path, location.version);
    if (opened === 'damaged') continue;
    if ('unavailable' in opened) return opened;
    if (opened.writable) for (const old of existing) if (old < generation) removeGeneration(folder, base, old);
    return { ...opened, generation };
  }
  return { unavailable: `the files in ${folder} are damaged` };
}

type Opened =
  | { readonly database: DatabaseSync; readonly writable: boolean }
  | { readonly unavailable: string }
  | 'damaged';

function openGeneration(sqlite: Sqlite, path: string, version: string): Opened {
  const until = performance.now() + OPEN_PATIENCE;
  for (;;) {
    const opened = tryOpen(
      () => new sqlite.DatabaseSync(path),
      (database) => prepare(database, version),
    );
    if (!('failure' in opened)) return { database: opened.database, writable: true };
    switch (opened.failure) {
      case 'damaged':
        return 'damaged';
      case 'locked':
        if (performance.now() > until) return { unavailable: `${path} is locked by another process` };
        pause(10);
        break;
      case 'read-only':
        return openReadOnly(sqlite, path, version) ?? { unavailable: `${path} cannot be written: ${opened.message}` };
      case 'other':
        return { unavailable: `${path}: ${opened.message}` };
    }
  }
}

/**
 * A database that was closed has no other files beside it, and SQLite cannot make them here; taken as immutable it needs
 * none. One that was not closed has them, and what is in them counts.
 */
function openReadOnly(sqlite: Sqlite, path: string, version: string): Opened | undefined {
  const immutable = pathToFileURL(path);
  immutable.searchParams.set('immutable', '1');
  for (const location of existsSync(`${path}-wal`) ? [path] : [path, immutable]) {
    const opened = tryOpen(
      () => new sqlite.DatabaseSync(location, { readOnly: true }),
      (database) => {
        if (readVersion(database) !== storedVersion(version)) throw new OtherVersion('It is of another version.');
      },
    );
    if (!('failure' in opened)) return { database: opened.database, writable: false };
    if (opened.failure === 'damaged' || opened.failure === 'other')
      return { unavailable: `${path}: ${opened.message}` };
  }
  return undefined;
}

class OtherVersion extends Error {}

type Failed = { readonly failure: NonNullable<ReturnType<typeof sqliteFailure>>; readonly message: string };

function tryOpen(
  open: () => DatabaseSync,
  check: (database: DatabaseSync) => void,
): { readonly database: DatabaseSync } | Failed {
  let database: DatabaseSync | undefined;
  try {
    database = open();
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}; PRAGMA trusted_schema = OFF`);
    check(database);
    return { database };
  } catch (error) {
    attempt(() => database?.close());
    const failure = error instanceof OtherVersion ? 'other' : sqliteFailure(error);
    if (failure === undefined) throw error;
    return { failure, message: error instanceof Error ? error.message : '' };
  }
}

function prepare(database: DatabaseSync, version: string): void {
  database.exec(`
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA journal_size_limit = 16777216;
  `);
  if (readVersion(database) === storedVersion(version)) return;
  transact(database, () => {
    // Another process may have been first.
    if (readVersion(database) === storedVersion(version)) return;
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .all();
    for (const { name } of tables) database.exec(`DROP TABLE "${String(name).replaceAll('"', '""')}"`);
    database.exec(TABLES);
    database.prepare("INSERT INTO meta VALUES ('version', ?)").run(storedVersion(version));
  });
}

/** Undefined when there is none: the file is new, or something else's. */
function readVersion(database: DatabaseSync): string | undefined {
  const hasMeta = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'").get();
  if (hasMeta === undefined) return undefined;
  const value = database.prepare("SELECT value FROM meta WHERE name = 'version'").get()?.value;
  return typeof value === 'string' ? value : undefined;
}

function generationsIn(folder: string, base: string): number[] {
  const names = attempt(() => readdirSync(folder)) ?? [];
  return names.flatMap((name) => {
    const [, start, number] = /^([0-9a-f]+)-(\d{1,9})\.db$/.exec(name) ?? [];
    return start === base ? [Number(number)] : [];
  });
}

function removeGeneration(folder: string, base: string, generation: number): void {
  for (const suffix of ['', '-wal', '-shm']) {
    // On Windows a file that is still open stays; it is tried again next time.
    attempt(() => rmSync(join(folder, `${base}-${generation}.db${suffix}`), { force: true }));
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** What the file system refuses is not there. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
