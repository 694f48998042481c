import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { noCache } from '../../../server/store/noCache.ts';
import type { CachedFile, ParseCache } from '../../../server/store/parseCache.ts';
import { type HostProcess, loadSqlite } from '../../../server/store/sqlite.ts';
import { openSqliteCache, type SqliteCacheOptions } from '../../../server/store/sqliteCache.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 0, 31);

function file(path: string, content: string, modified = 1000.25): CachedFile {
  return { path, size: content.length, modified, hash: `hash of ${content}`, data: `data of ${content}` };
}

function paths(cache: ParseCache): string[] {
  return [...cache.all()].map(({ path }) => path);
}

describe('the cache in SQLite', function () {
  this.timeout(30_000);
  let folder: string;
  let open: ParseCache[];
  let children: ChildProcess[];

  before(function () {
    if (loadSqlite() !== undefined) return;
    console.log('    this Node has no SQLite: nothing about it is tested');
    this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-cache-'));
    open = [];
    children = [];
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const cache of open) cache.close();
    rmSync(folder, { recursive: true });
  });

  function tryOpen(options: Partial<SqliteCacheOptions> = {}): ParseCache | { readonly unavailable: string } {
    return openSqliteCache({ folder, root: '/r', version: '1', now: () => NOW, ...options });
  }

  function cacheOf(options: Partial<SqliteCacheOptions> = {}): ParseCache {
    const cache = tryOpen(options);
    if ('unavailable' in cache) throw new Error(cache.unavailable);
    open.push(cache);
    return cache;
  }

  function database(): string {
    const [name] = readdirSync(folder).filter((name) => name.endsWith('.db'));
    return join(folder, name ?? 'none');
  }

  describe('keeps', () => {
    it('files from one run to the next', () => {
      const files = [file('a.md', 'A', 12345.678), file('б/в.md', 'Ж😀')];
      const cache = cacheOf();
      cache.save(files, []);
      cache.close();
      assert.deepEqual([...cacheOf().all()], files);
    });

    it('more files than are read at once', () => {
      const files = Array.from({ length: 2500 }, (_, i) => file(`${i}`.padStart(4, '0'), `${i % 3}`));
      cacheOf().save(files, []);
      assert.deepEqual([...cacheOf().all()], files);
    });

    it('what was saved last for a path', () => {
      const cache = cacheOf();
      cache.save([file('a', 'A'), file('b', 'B')], []);
      cache.save([file('a', 'C')], ['b', 'never there']);
      assert.deepEqual([...cache.all()], [file('a', 'C')]);
    });

    it('content that no file has any longer, for the other side of a branch switch', () => {
      const cache = cacheOf();
      cache.save([file('a', 'A')], []);
      cache.save([file('a', 'B')], []);
      assert.equal(cache.byHash('hash of A'), 'data of A');
      assert.equal(cache.byHash('hash of C'), undefined);
    });

    it('roots apart', () => {
      cacheOf({ root: '/r' }).save([file('a', 'A')], []);
      assert.deepEqual(paths(cacheOf({ root: '/s' })), []);
    });

    it('names as they are', () => {
      cacheOf().save([file('__proto__', 'A'), file("'; DROP TABLE file; --", 'B')], []);
      assert.deepEqual(paths(cacheOf()), ["'; DROP TABLE file; --", '__proto__']);
    });
  });

  describe('lets go of', () => {
    /** Saves two contents under one path, so that the first has no file, and looks some days later. */
    function later(days: number, options: Partial<SqliteCacheOptions> = {}): ParseCache {
      const cache = cacheOf();
      cache.save([file('a', 'A'), file('b', 'shared'), file('c', 'shared')], []);
      cache.save([file('a', 'B')], ['b']);
      const reopened = cacheOf({ now: () => NOW + days * DAY, ...options });
      reopened.save([], []);
      return reopened;
    }

    it('content that no file has had for 30 days', () => {
      assert.equal(later(29).byHash('hash of A'), 'data of A');
      assert.equal(later(31).byHash('hash of A'), undefined);
    });

    it('nothing that a file has, however long', () => {
      const cache = later(1000, { maxDetached: 0 });
      assert.deepEqual(paths(cache), ['a', 'c']);
      assert.equal(cache.byHash('hash of shared'), 'data of shared');
    });

    it('the content unused the longest when there is too much', () => {
      let now = NOW;
      const cache = cacheOf({ now: () => now, maxDetached: 'data of 2'.length * 2 });
      for (const content of ['1', '2', '3', '4']) {
        now += DAY;
        cache.save([file('a', content)], []);
      }
      now += DAY;
      cache.save([], []);
      const kept = ['1', '2', '3', '4'].filter((content) => cache.byHash(`hash of ${content}`) !== undefined);
      assert.deepEqual(kept, ['2', '3', '4']);
    });

    it('nothing that has come back', () => {
      const cache = cacheOf();
      cache.save([file('a', 'A')], []);
      cache.save([file('a', 'B')], []);
      cache.save([file('a', 'A')], []);
      const reopened = cacheOf({ now: () => NOW + 100 * DAY });
      reopened.save([], []);
      assert.equal(reopened.byHash('hash of A'), 'data of A');
    });
  });

  describe('does not trust the time of a file', () => {
    it('modified less than two seconds before it was read, or after', () => {
      const cache = cacheOf();
      cache.save([file('old', 'A', NOW - 2001), file('fresh', 'B', NOW - 1999), file('future', 'C', NOW + DAY)], []);
      assert.deepEqual(paths(cache), ['old']);
      assert.equal(cache.byHash('hash of B'), 'data of B');
    });

    it('saved long after it was read', () => {
      const cache = cacheOf();
      cache.save([file('a', 'A', NOW - 10_000)], [], NOW - 9_000);
      assert.deepEqual(paths(cache), []);
    });

    it('until it is saved again later', () => {
      cacheOf().save([file('a', 'A', NOW)], []);
      const cache = cacheOf({ now: () => NOW + DAY });
      cache.save([file('a', 'A', NOW)], []);
      assert.deepEqual(paths(cache), ['a']);
    });
  });

  describe('of another version', () => {
    it('is emptied', () => {
      cacheOf({ version: '1' }).save([file('a', 'A')], []);
      const cache = cacheOf({ version: '2' });
      assert.deepEqual([paths(cache), cache.byHash('hash of A')], [[], undefined]);
      cache.save([file('b', 'B')], []);
      assert.deepEqual(paths(cacheOf({ version: '2' })), ['b']);
    });

    it('neither gives to nor takes from those who still have it open', () => {
      const old = cacheOf({ version: '1' });
      const current = cacheOf({ version: '2' });
      current.save([file('a', 'A')], []);
      assert.deepEqual([paths(old), old.byHash('hash of A')], [[], undefined]);
      old.save([file('b', 'B')], []);
      assert.deepEqual(paths(current), ['a']);
    });
  });

  describe('that is damaged', () => {
    function filled(): void {
      const cache = cacheOf();
      cache.save(
        Array.from({ length: 500 }, (_, i) => file(`${i}`, `${i} ${'x'.repeat(3000)}`)),
        [],
      );
      cache.close();
    }

    function expectUsable(): void {
      const cache = cacheOf();
      cache.save([file('new', 'N')], []);
      assert.ok(paths(cache).includes('new'));
      cache.close();
      assert.ok(paths(cacheOf()).includes('new'));
    }

    for (const [name, damage] of [
      ['by other bytes', (path: string) => writeFileSync(path, Buffer.alloc(100_000, 'garbage '))],
      ['by another header', (path: string) => patch(path, 0, 'not SQLite format 3')],
      ['by a lost end', (path: string) => truncateSync(path, 20_000)],
      ['by a short start', (path: string) => truncateSync(path, 50)],
      ['by a lost schema', (path: string) => patch(path, 100, '\u{ff}'.repeat(2000))],
      ['in its first pages', (path: string) => patch(path, 8192, '\u{ff}'.repeat(100_000))],
      [
        'in its last pages',
        (path: string) => patch(path, readFileSync(path).length - 400_000, '\u{ff}'.repeat(399_000)),
      ],
      ['to nothing', (path: string) => truncateSync(path, 0)],
    ] as const) {
      it(`${name} is made anew`, () => {
        filled();
        damage(database());
        const cache = cacheOf();
        for (const { path, data } of cache.all())
          assert.ok(data.startsWith(`data of ${path} `) || !data.includes('data'));
        cache.close();
        expectUsable();
      });
    }

    it('while in use goes on with a new one', () => {
      filled();
      const cache = cacheOf();
      patch(database(), 8192, '\u{ff}'.repeat(1_500_000));
      assert.deepEqual(paths(cache).length < 500, true);
      cache.save([file('new', 'N')], []);
      assert.deepEqual(paths(cache), ['new']);
      cache.close();
      assert.deepEqual(paths(cacheOf()), ['new']);
    });

    it('does not stay', () => {
      filled();
      const damaged = database();
      writeFileSync(damaged, 'garbage that is long enough to be looked at'.repeat(100));
      writeFileSync(`${damaged}-wal`, 'garbage');
      cacheOf().close();
      assert.deepEqual([existsSync(damaged), existsSync(`${damaged}-wal`)], [false, false]);
    });

    it('in its log is usable', () => {
      filled();
      writeFileSync(`${database()}-wal`, 'garbage'.repeat(10_000));
      assert.equal(paths(cacheOf()).length, 500);
    });

    function patch(path: string, at: number, text: string): void {
      const bytes = readFileSync(path);
      bytes.write(text, at, 'latin1');
      writeFileSync(path, bytes);
    }
  });

  describe('shared with other processes', () => {
    const MODULES = {
      cache: new URL('../../../server/store/sqliteCache.ts', import.meta.url).href,
      sqlite: 'node:sqlite',
    };

    function child(script: string, ...args: string[]): ChildProcess {
      const prelude = `
        import { openSqliteCache } from ${JSON.stringify(MODULES.cache)};
        const [folder, ...args] = process.argv.slice(1);
        const options = { folder, root: '/r', version: '1' };
        const file = (path, content) => ({ path, size: 1, modified: 1, hash: 'hash of ' + content, data: 'data of ' + content });
      `;
      const started = spawn(process.execPath, ['--input-type=module', '--eval', prelude + script, folder, ...args], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      children.push(started);
      return started;
    }

    function ended(process: ChildProcess): Promise<number | null> {
      return new Promise((resolve) => process.once('close', resolve));
    }

    function lines(process: ChildProcess): AsyncIterableIterator<string> {
      if (process.stdout === null) throw new Error('no output');
      return createInterface({ input: process.stdout })[Symbol.asyncIterator]();
    }

    it('loses nothing when one is killed at any moment', async () => {
      const script = `
        const cache = openSqliteCache(options);
        const text = 'x'.repeat(20000);
        for (let i = 0; ; i++) {
          cache.save(Array.from({ length: 20 }, (_, j) => file(i + '/' + j, i + '/' + j + ' ' + text)), []);
          process.stdout.write(i + '\\n');
        }
      `;
      for (const count of [1, 2, 5, 20, 60]) {
        const writer = child(script);
        const end = ended(writer);
        const output = lines(writer);
        let last = -1;
        for (let i = 0; i < count; i++) last = Number((await output.next()).value);
        writer.kill('SIGKILL');
        await end;
        const cache = cacheOf();
        const found = new Map([...cache.all()].map(({ path, data }) => [path, data]));
        for (let i = 0; i <= last; i++) {
          for (let j = 0; j < 20; j++) assert.ok(found.get(`${i}/${j}`)?.startsWith(`data of ${i}/${j} `));
        }
        assert.equal(found.size % 20, 0);
        cache.close();
      }
    });

    it('survives a kill while it is made', async () => {
      for (let i = 0; i < 3; i++) {
        const writer = child(
          "process.stdout.write('here\\n'); for (;;) openSqliteCache({ ...options, version: String(Math.random()) }).close();",
        );
        const end = ended(writer);
        await lines(writer).next();
        const meanwhile = tryOpen();
        if (!('unavailable' in meanwhile)) meanwhile.close();
        writer.kill('SIGKILL');
        await end;
        const cache = cacheOf();
        cache.save([file('a', 'A')], []);
        assert.deepEqual(paths(cache), ['a']);
        cache.close();
      }
    });

    it('takes from two that write at once', async () => {
      const script = `
        const cache = openSqliteCache(options);
        const [name] = args;
        for (let i = 0; i < 100; i++) cache.save([file(name + i, name + i), file('both', name + i)], []);
        cache.close();
      `;
      const codes = await Promise.all([ended(child(script, 'a')), ended(child(script, 'b'))]);
      assert.deepEqual(codes, [0, 0]);
      const cache = cacheOf();
      const rows = [...cache.all()];
      for (const { hash, data } of rows) assert.equal(data.slice('data of '.length), hash.slice('hash of '.length));
      for (const name of ['a', 'b']) assert.ok(rows.some(({ path }) => path.startsWith(name) && path !== 'both'));
    });

    it('can be found damaged by several at once', async () => {
      cacheOf().close();
      writeFileSync(database(), 'garbage that is long enough to be looked at'.repeat(100));
      const script = `
        const cache = openSqliteCache(options);
        for (let i = 0; i < 20; i++) cache.save([file(args[0] + i, args[0] + i)], []);
        cache.close();
      `;
      const codes = await Promise.all(['a', 'b', 'c'].map((name) => ended(child(script, name))));
      assert.deepEqual(codes, [0, 0, 0]);
      assert.ok(paths(cacheOf()).length > 0);
    });

    it('waits only shortly for one that holds it, and writes when it can', async () => {
      const cache = cacheOf();
      cache.save([file('a', 'A')], []);
      const holder = child(
        `
        import { DatabaseSync } from 'node:sqlite';
        const database = new DatabaseSync(args[0]);
        database.exec('BEGIN IMMEDIATE');
        process.stdout.write('held\\n');
        process.stdin.once('data', () => { database.close(); process.exit(0); });
      `,
        database(),
      );
      const end = ended(holder);
      await lines(holder).next();
      cache.save([file('b', 'B')], []);
      assert.deepEqual(paths(cache), ['a']);
      assert.deepEqual(paths(cacheOf()), ['a']);
      holder.stdin?.write('x');
      await end;
      cache.save([file('b', 'B')], []);
      assert.deepEqual(paths(cache), ['a', 'b']);
    });

    it('is unavailable while another holds all of it', async () => {
      cacheOf().close();
      const holder = child(
        `
        import { DatabaseSync } from 'node:sqlite';
        const database = new DatabaseSync(args[0]);
        database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
        process.stdout.write('held\\n');
        process.stdin.once('data', () => { database.close(); process.exit(0); });
      `,
        database(),
      );
      const end = ended(holder);
      await lines(holder).next();
      const cache = tryOpen();
      assert.ok('unavailable' in cache && cache.unavailable.includes('locked'));
      holder.stdin?.write('x');
      await end;
      assert.deepEqual(paths(cacheOf()), []);
    });

    /** Permissions do not hold for the superuser, so the child gives up being it. */
    const USE_READ_ONLY = `
      if (process.getuid?.() === 0) { process.setgid(65534); process.setuid(65534); }
      const cache = openSqliteCache(options);
      if ('unavailable' in cache) process.stdout.write('unavailable');
      else {
        cache.save([file('b', 'B')], ['a']);
        process.stdout.write([...cache.all()].map(({ path }) => path) + ' ' + cache.byHash('hash of A'));
        cache.close();
      }
    `;

    async function outputOf(process: ChildProcess): Promise<string> {
      let output = '';
      process.stdout?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
      assert.equal(await ended(process), 0);
      return output;
    }

    for (const [name, prepare, expected] of [
      ['a folder that is read-only', () => undefined, 'a data of A'],
      ['an empty folder that is read-only', () => rmSync(database()), 'unavailable'],
      ['a read-only folder of another version', () => cacheOf({ version: '2' }).close(), 'unavailable'],
      ['a read-only damaged file', () => writeFileSync(database(), 'garbage '.repeat(1000)), 'unavailable'],
    ] as const) {
      it(`can be ${name}`, async function () {
        if (process.platform === 'win32') this.skip();
        const cache = cacheOf();
        cache.save([file('a', 'A')], []);
        cache.close();
        prepare();
        for (const entry of readdirSync(folder)) chmodSync(join(folder, entry), 0o444);
        chmodSync(folder, 0o555);
        try {
          assert.equal(await outputOf(child(USE_READ_ONLY)), expected);
        } finally {
          chmodSync(folder, 0o755);
        }
      });
    }

    it('prints no warning of its own', async () => {
      const process = child('openSqliteCache(options).close()');
      let errors = '';
      process.stderr?.on('data', (chunk: Buffer) => {
        errors += chunk.toString();
      });
      assert.equal(await ended(process), 0);
      assert.equal(errors, '');
    });
  });

  it('is unavailable where its folder cannot be', () => {
    writeFileSync(join(folder, 'file'), '');
    assert.ok('unavailable' in tryOpen({ folder: join(folder, 'file', 'below') }));
  });

  it('makes its folder', () => {
    assert.deepEqual(paths(cacheOf({ folder: join(folder, 'a', 'b') })), []);
  });

  it('is unavailable where something else has its name', () => {
    cacheOf().close();
    const path = database();
    rmSync(path);
    mkdirSync(path);
    assert.ok('unavailable' in tryOpen());
  });

  it('takes and gives nothing once it is closed', () => {
    const cache = cacheOf();
    cache.close();
    cache.close();
    cache.save([file('a', 'A')], []);
    assert.deepEqual([paths(cache), cache.byHash('x')], [[], undefined]);
  });
});

describe('SQLite', () => {
  it('is unavailable in older versions of Node', () => {
    const options = { folder: tmpdir(), root: '/r', version: '1' };
    assert.ok('unavailable' in openSqliteCache(options, undefined) === (loadSqlite() === undefined));
    assert.equal(loadSqlite({ emitWarning: () => undefined }), undefined);
    assert.equal(loadSqlite({ emitWarning: () => undefined, getBuiltinModule: () => undefined }), undefined);
  });

  it('does not warn that it is experimental; other warnings are given', () => {
    const warnings: unknown[] = [];
    const emitWarning = ((...args: unknown[]) => warnings.push(args)) as unknown as typeof process.emitWarning;
    const host: HostProcess = {
      emitWarning,
      getBuiltinModule() {
        host.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning');
        host.emitWarning('other', 'Warning');
        return {};
      },
    };
    loadSqlite(host);
    assert.deepEqual(warnings, [['other', 'Warning']]);
    assert.equal(host.emitWarning, emitWarning);
  });
});

describe('no cache', () => {
  it('remembers nothing', () => {
    const cache = noCache();
    cache.save([file('a', 'A')], []);
    assert.deepEqual([paths(cache), cache.byHash('hash of A')], [[], undefined]);
  });
});
