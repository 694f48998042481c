/** Bundles the extension (`dist/extension.cjs`), the server, its parser thread and the command line. `--watch`, `--dev`. */
import { existsSync, rmSync } from 'node:fs';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const dev = watch || process.argv.includes('--dev');

/** gray-matter and lunr are CommonJS and ask for Node's own modules at run time. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: dev ? 'linked' : false,
  minify: !dev,
  keepNames: true,
  logLevel: 'warning',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: ['client/extension.ts'],
    outfile: 'dist/extension.cjs',
    format: 'cjs',
    external: ['vscode'],
  },
  {
    ...common,
    entryPoints: {
      server: 'server/lsp/main.ts',
      cli: 'server/cli/main.ts',
      parserWorker: 'server/engine/parserWorker.ts',
    },
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: 'shared/[name]-[hash]',
    banner: { js: requireBanner },
  },
];

if (existsSync('scripts/editorBundles.mjs')) {
  const { editorBundles } = await import('./scripts/editorBundles.mjs');
  if (dev) bundles.push(...(await editorBundles()).map((bundle) => ({ ...common, ...bundle })));
}

// Shared chunks carry a hash in their names: those of earlier builds would be packaged too.
rmSync('dist/shared', { recursive: true, force: true });

const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
if (watch) {
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
}
