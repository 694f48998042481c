#!/usr/bin/env node
/** Entry of the command line. */
import type { Host, Stream } from './host.ts';

// Node.js 22 and 24 warn that SQLite may still change, which is ours to know and not the caller's.
const emitWarning = process.emitWarning.bind(process);
process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
  const text = warning instanceof Error ? warning.message : warning;
  if (text.startsWith('SQLite is an experimental feature')) return;
  (emitWarning as (warning: string | Error, ...rest: unknown[]) => void)(warning, ...rest);
}) as typeof process.emitWarning;

const host: Host = {
  folder: process.cwd(),
  environment: process.env,
  stdout: streamOf(process.stdout),
  stderr: streamOf(process.stderr),
  elapsed: () => performance.now(),
};

// Loaded after the above has taken effect.
const { reportBug, run } = await import('./program.ts');

process.on('unhandledRejection', (error) => {
  process.exitCode = reportBug(error, process.argv.includes('--debug'), host);
});

// Not `process.exit`: what is written to a pipe may still be on its way.
const exitCode = await run(process.argv.slice(2), host);
process.exitCode = Math.max(exitCode, Number(process.exitCode ?? 0));

function streamOf(stream: NodeJS.WriteStream): Stream {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has seen enough: `throughline list | head`.
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return;
    process.exitCode = 3;
  });
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
    write: (text) => {
      stream.write(text);
    },
  };
}
