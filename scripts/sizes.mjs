/** Holds the bundles to their size limits. Prints each size in kilobytes (1,000 bytes). Plain Node 18 JavaScript. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LIMITS = [
  ['client', ['dist/extension.cjs'], 600],
  ['server and command line', ['dist/server.js', 'dist/cli.js', 'dist/parserWorker.js', 'dist/shared'], 1500],
];

let over = false;
for (const [name, paths, limit] of LIMITS) {
  const size = paths.reduce((total, path) => total + sizeOf(path), 0) / 1000;
  const verdict = size <= limit ? 'ok' : `over the limit of ${limit} kB`;
  console.log(`${name}: ${size.toFixed(0)} kB, ${verdict}`);
  over ||= size > limit;
}
process.exitCode = over ? 1 : 0;

function sizeOf(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  return readdirSync(path).reduce((total, name) => total + (name.endsWith('.map') ? 0 : sizeOf(join(path, name))), 0);
}
