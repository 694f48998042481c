/** A program from start to end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ProcessWatch, type Use } from './processTree.ts';

export interface ProcessRun extends Use {
  /** Milliseconds. */
  readonly time: number;
  readonly exitCode: number | null;
}

/** Runs a program and throws its output away. */
export async function runProcess(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ProcessRun> {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  child.stdout.resume();
  child.stderr.resume();
  const watch = new ProcessWatch(child.pid ?? 0);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  return { time: performance.now() - started, ...watch.stop(), exitCode };
}
