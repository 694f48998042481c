import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const server = join(root, 'server');

/** From the lowest up; rooms of one floor do not import each other, but for those listed as neighbours. */
const FLOORS: readonly (readonly string[])[] = [
  ['model'],
  ['article'],
  ['configuration'],
  ['workspace', 'store'],
  ['corpus'],
  ['search'],
  ['analysis'],
  ['rules'],
  ['engine'],
  ['features', 'reports'],
  ['lsp', 'cli'],
];
const WITHOUT_NODE = ['model', 'article', 'configuration'];

function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.includes(room));
}

function imports(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^;]*?from '([^']+)'/gms)].map(
    (match) => match[1] ?? '',
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the house', () => {
  it('has no room that is on no floor', () => {
    const rooms = readdirSync(server, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    assert.deepEqual(
      rooms.filter((room) => floorOf(room.name) < 0).map((room) => room.name),
      [],
    );
  });

  it('lets a room import only from rooms below it', () => {
    const wrong: string[] = [];
    for (const file of sources(server)) {
      const room = relative(server, file).split(/[\\/]/)[0] ?? '';
      if (floorOf(room) < 0) continue;
      for (const specifier of imports(file)) {
        if (!specifier.startsWith('.')) continue;
        const [target = '', rest] = relative(server, normalize(join(dirname(file), specifier))).split(/[\\/]/);
        if (rest === undefined || target === room) continue;
        const allowed = floorOf(target) < floorOf(room) || (room === 'store' && target === 'workspace');
        if (!allowed) wrong.push(`${relative(root, file)} imports ${specifier}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('keeps Node out of the lowest rooms', () => {
    const wrong = WITHOUT_NODE.flatMap((room) => sources(join(server, room))).filter((file) =>
      imports(file).some((specifier) => specifier.startsWith('node:')),
    );
    assert.deepEqual(wrong, []);
  });

  it('lets the client import only the protocol from the server', () => {
    const wrong = sources(join(root, 'client')).flatMap((file) =>
      imports(file).filter((specifier) => specifier.includes('/server/') && !specifier.endsWith('/server/protocol.ts')),
    );
    assert.deepEqual(wrong, []);
  });

  it('has a lint rule that says so too', function () {
    this.timeout(20_000);
    const probe = join(server, 'model', 'zzFloorProbe.ts');
    writeFileSync(probe, "export { Corpus } from '../corpus/corpus.ts';\n");
    try {
      const biome = spawnSync('node', [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', probe], {
        cwd: root,
        encoding: 'utf8',
      });
      assert.match(biome.stdout + biome.stderr, /noRestrictedImports/);
      assert.notEqual(biome.status, 0);
    } finally {
      rmSync(probe);
    }
  });
});
