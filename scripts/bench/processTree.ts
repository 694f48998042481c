/** Memory of a process and everything it started. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** Milliseconds between two looks. */
const INTERVAL = 25;
/** Looking for children costs more than looking at memory. */
const LOOKS_PER_SEARCH = 20;

/** Follows one process tree from its start; `peak` is the highest sum of resident memory seen, in bytes. */
export class MemoryWatch {
  readonly #root: number;
  readonly #timer: NodeJS.Timeout;
  #pids: readonly number[];
  #looks = 0;
  #peak = 0;

  constructor(pid: number) {
    this.#root = pid;
    this.#pids = [pid];
    this.#timer = setInterval(() => this.#look(), INTERVAL);
  }

  /** Ends the watch. Undefined where the system does not tell. Call while the process is still there. */
  stop(): number | undefined {
    this.#look();
    clearInterval(this.#timer);
    // The kernel's own high-water mark sees what lies between two looks; it exists for one process only.
    const exact = this.#pids.length === 1 ? statusOf(this.#root, 'VmHWM') : undefined;
    const peak = Math.max(this.#peak, exact ?? 0);
    return peak === 0 ? undefined : peak;
  }

  #look(): void {
    if (this.#looks++ % LOOKS_PER_SEARCH === 1) this.#pids = [this.#root, ...descendants(this.#root)];
    let sum = 0;
    for (const pid of this.#pids) sum += residentOf(pid) ?? 0;
    this.#peak = Math.max(this.#peak, sum);
  }
}

function residentOf(pid: number): number | undefined {
  if (platform() === 'linux') return statusOf(pid, 'VmRSS');
  if (platform() === 'win32') return undefined;
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  } catch {
    // The process has ended.
    return undefined;
  }
}

function statusOf(pid: number, name: 'VmRSS' | 'VmHWM'): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    // No such process, or no /proc on this system.
    return undefined;
  }
}

function descendants(root: number): number[] {
  if (platform() !== 'linux') return [];
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(name);
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const own = children.get(pid) ?? [];
    found.push(...own);
    waiting.push(...own);
  }
  return found;
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; state and parent follow the last one.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // Ended while the list was read.
    return undefined;
  }
}
