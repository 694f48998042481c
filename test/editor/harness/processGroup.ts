import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** How long a process may take to end by itself, in milliseconds. */
const GRACE = 3000;

export interface ProcessGroup {
  readonly pid: number;
  /** The exit code, or null when a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Ends the process and all its descendants, and resolves when they are gone. Calling it again does nothing more. */
  stop(): Promise<void>;
}

/** What a process group is started with; `onOutput` gets stdout and stderr as they come. */
export interface ProcessGroupOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onOutput?: (text: string) => void;
  /**
   * How the group is ended when this process ends first. Default SIGKILL; SIGTERM for a process that has groups of its
   * own to end.
   */
  readonly atExit?: 'SIGKILL' | 'SIGTERM';
}

/**
 * Starts `command` as the leader of its own process group. The group ends with `stop()` and, at the latest, with this
 * process, however that ends short of SIGKILL.
 */
export async function startProcessGroup(
  command: string,
  args: readonly string[],
  options: ProcessGroupOptions = {},
): Promise<ProcessGroup> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  const onOutput = options.onOutput ?? (() => {});
  child.stdout.setEncoding('utf8').on('data', onOutput);
  child.stderr.setEncoding('utf8').on('data', onOutput);
  const pid = await pidOf(child);
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));

  const endNow = () => signalGroup(pid, options.atExit ?? 'SIGKILL');
  const exitOnInterrupt = () => process.exit(130);
  const exitOnTerminate = () => process.exit(143);
  // Before whatever removes the files that the group has open.
  process.prependOnceListener('exit', endNow);
  process.once('SIGINT', exitOnInterrupt);
  process.once('SIGTERM', exitOnTerminate);

  const stopOnce = async () => {
    signalGroup(pid, 'SIGTERM');
    const late = AbortSignal.timeout(GRACE);
    await Promise.race([exited, new Promise((resolve) => late.addEventListener('abort', resolve))]);
    // The leader may be gone while a descendant that ignores SIGTERM is not.
    signalGroup(pid, 'SIGKILL');
    await exited;
    process.off('exit', endNow);
    process.off('SIGINT', exitOnInterrupt);
    process.off('SIGTERM', exitOnTerminate);
  };
  let stopping: Promise<void> | undefined;
  return {
    pid,
    exited,
    stop: () => {
      stopping ??= stopOnce();
      return stopping;
    },
  };
}

function pidOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      if (child.pid === undefined) reject(new Error('The process has no id.'));
      else resolve(child.pid);
    });
  });
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: the whole group has ended already, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
