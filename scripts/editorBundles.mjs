/**
 * Bundles of the editor tests, for `esbuild.mjs` (so that F5 can run them) and for `test/editor/run.ts`, which always
 * builds its own, so that a test never runs yesterday's code.
 */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The test files below `folder`, as sorted paths relative to it with `/`. */
export function suiteFiles(folder = join(root, 'test/editor/suite')) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * esbuild options for the bundle that runs inside the extension host: `test/editor/suite/index.ts` and every
 * `*.test.ts` below `suiteFolder`, each evaluated only when its suite runs. CommonJS, because an ES module cannot
 * `require('vscode')`; mocha stays outside and is resolved from `node_modules`.
 *
 * @param {{ suiteFolder?: string, outfile?: string }} [options]
 * @returns {Promise<import('esbuild').BuildOptions[]>}
 */
export async function editorBundles(options = {}) {
  const suiteFolder = options.suiteFolder ?? join(root, 'test/editor/suite');
  return [
    {
      entryPoints: [join(root, 'test/editor/suite/index.ts')],
      outfile: options.outfile ?? join(root, 'dist/test/editor/index.cjs'),
      bundle: true,
      platform: 'node',
      target: 'node22',
      format: 'cjs',
      external: ['vscode', 'mocha'],
      sourcemap: 'inline',
      minify: false,
      legalComments: 'none',
      logLevel: 'warning',
      plugins: [suiteListPlugin(suiteFolder)],
    },
  ];
}

/**
 * Gives `import { suites } from 'throughline:suites'` its content: test file → function that evaluates it.
 * @returns {import('esbuild').Plugin}
 */
function suiteListPlugin(folder) {
  return {
    name: 'throughline-suites',
    setup(build) {
      build.onResolve({ filter: /^throughline:suites$/ }, () => ({ path: folder, namespace: 'suites' }));
      build.onLoad({ filter: /.*/, namespace: 'suites' }, () => {
        const entries = suiteFiles(folder).map((file) => {
          const specifier = JSON.stringify(`./${file}`);
          return `  ${JSON.stringify(file)}: () => import(${specifier}),`;
        });
        return {
          contents: `export const suites = {\n${entries.join('\n')}\n};\n`,
          resolveDir: folder,
          watchDirs: [folder],
        };
      });
    },
  };
}
