/**
 * `npm start`: builds, checks the example repository, prints the findings, and opens the example in an editor with the
 * extension running. `npm start -- --no-editor` stops after the check. Plain Node 18 JavaScript.
 */
import { spawnSync } from 'node:child_process';

const example = 'examples/payment-gateway';
step('Building', 'node', ['esbuild.mjs']);
console.error(`Checking ${example}`);
const check = spawnSync('node', ['dist/cli.js', 'check', '--root', example, '--fail-on', 'never'], {
  stdio: 'inherit',
});
if (check.status !== 0) process.exit(check.status ?? 1);
if (!process.argv.includes('--no-editor')) step('Opening the editor', 'node', ['scripts/openExample.ts']);

function step(what, command, args) {
  console.error(what);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (error || status !== 0) {
    console.error(`${what} failed${error ? `: ${error.message}` : ''}.`);
    process.exit(status || 1);
  }
}
