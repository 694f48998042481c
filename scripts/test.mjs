/**
 * `npm test`: everything, in the order in which a failure is cheapest to find. Plain Node 18 JavaScript. Ends with
 * `N passed, N failed` over all suites. Options: `--no-editor` leaves out the real editor.
 */
import { spawn } from 'node:child_process';

const steps = [
  ['types', 'tsc', []],
  ['lint', 'biome', ['check', '--error-on-warnings']],
  ['generated files', 'node', ['scripts/generateSchemas.ts', '--check']],
  ['generated documentation', 'node', ['scripts/generateDocs.ts', '--check']],
  ['build', 'node', ['esbuild.mjs']],
  ['sizes', 'node', ['scripts/sizes.mjs']],
  ['unit tests', 'mocha', ['--reporter', 'dot']],
  [
    'protocol tests',
    'mocha',
    ['--no-config', '--reporter', 'dot', '--spec', 'test/protocol/**/*.test.ts', '--timeout', '60000'],
  ],
];
if (!process.argv.includes('--no-editor')) {
  steps.push(['browser', 'node', ['scripts/ensureBrowser.mjs']], ['editor tests', 'node', ['test/editor/run.ts']]);
}

let passed = 0;
let failed = 0;
for (const [name, command, args] of steps) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { code, output } = await run(command, args);
  const counts = countsIn(output);
  if (counts === undefined) {
    if (code === 0) passed++;
    else failed++;
  } else {
    passed += counts.passed;
    failed += counts.failed;
    if (code !== 0 && counts.failed === 0) failed++;
  }
  console.log(
    `── ${name}: ${code === 0 ? 'ok' : `failed (exit code ${code})`}, ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  // Nothing after a broken build says anything new.
  if (code !== 0 && name === 'build') break;
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** `npm run` has put node_modules/.bin, with the project's own Node, first on the PATH. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', (error) => resolve({ code: String(error), output }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Of mocha's closing lines, or of our own `N passed, N failed`. */
function countsIn(output) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters.
  const plain = output.replace(/\u001b\[[0-9;]*m/g, '');
  const own = [...plain.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed/gm)].at(-1);
  if (own) return { passed: Number(own[1]), failed: Number(own[2]) };
  const passing = [...plain.matchAll(/^\s*(\d+) passing/gm)];
  if (passing.length === 0) return undefined;
  const failing = [...plain.matchAll(/^\s*(\d+) failing/gm)];
  const sum = (matches) => matches.reduce((total, match) => total + Number(match[1]), 0);
  return { passed: sum(passing), failed: sum(failing) };
}
