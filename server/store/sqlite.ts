/** Node's own SQLite, which is not in every Node that can run us. */
import type { DatabaseSync } from 'node:sqlite';

export type Sqlite = typeof import('node:sqlite');

/** The part of `process` that is used. */
export interface HostProcess {
  getBuiltinModule?(name: string): object | undefined;
  emitWarning: typeof process.emitWarning;
}

/** Undefined before Node 22.13. Some later versions warn that the module is experimental: of no use to the user. */
export function loadSqlite(host: HostProcess = process): Sqlite | undefined {
  const emitWarning = host.emitWarning;
  host.emitWarning = ((warning: string | Error, ...rest: readonly unknown[]) => {
    const text = warning instanceof Error ? warning.message : warning;
    if (!text.includes('SQLite')) Reflect.apply(emitWarning, host, [warning, ...rest]);
  }) as typeof process.emitWarning;
  try {
    const module = host.getBuiltinModule?.('node:sqlite');
    return module === undefined ? undefined : (module as Sqlite);
  } finally {
    host.emitWarning = emitWarning;
  }
}

/**
 * What went wrong, as far as it matters to a cache. `locked`: another process holds it; `damaged`: the file is not, or
 * no longer, a database; `read-only`: it cannot be written, or not in the way that was tried; `other`: no space, no
 * folder, a failing disk.
 */
export type SqliteFailure = 'locked' | 'damaged' | 'read-only' | 'other';

/** Undefined when the error is none of SQLite's. */
export function sqliteFailure(error: unknown): SqliteFailure | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  // A number too large for JavaScript was never written by us.
  if (error.code === 'ERR_OUT_OF_RANGE') return 'damaged';
  if (error.code !== 'ERR_SQLITE_ERROR' || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  // Primary result codes, https://sqlite.org/rescode.html
  switch (error.errcode & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
    case 15: // SQLITE_PROTOCOL
      return 'locked';
    case 1: // SQLITE_ERROR: a table or column is not what it was
    case 11: // SQLITE_CORRUPT
    case 20: // SQLITE_MISMATCH
    case 24: // SQLITE_FORMAT
    case 26: // SQLITE_NOTADB
      return 'damaged';
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return 'read-only';
    default:
      return 'other';
  }
}

/** Runs `action` in one transaction that has the right to write from its start. Undone when `action` throws. */
export function transact<T>(database: DatabaseSync, action: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = action();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Some failures have ended the transaction already, which SQLite reports as an error of its own. */
function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch (error) {
    if (sqliteFailure(error) === undefined) throw error;
  }
}
