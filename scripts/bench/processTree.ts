/** Memory and processor time of a process and everything it started. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

/** Milliseconds between two looks. */
const INTERVAL = 25;
/** Looking for children costs more than looking at memory. */
const LOOKS_PER_SEARCH = 20;

/** The kernel counts processor time in hundredths of a second. */
const TICK = 10;

/** Undefined where the system does not tell. */
export interface Use {
  /** Bytes: the highest sum of resident memory seen. */
  readonly memory: number | undefined;
  /** Milliseconds of processor time, of all threads. Other work on the machine does not change it much. */
  readonly cpu: number | undefined;
}

/** Follows one process tree from its start. */
export class ProcessWatch {
  readonly #root: number;
  readonly #timer: NodeJS.Timeout;
  #pids: readonly number[];
  #looks = 0;
  #peak = 0;
  /** Last seen, by process: a process that has ended can no longer be asked. */
  readonly #cpu = new Map<number, number>();

  constructor(pid: number) {
    this.#root = pid;
    this.#pids = [pid];
    this.#timer = setInterval(() => this.#look(), INTERVAL);
  }

  /** Ends the watch. Call while the process is still there, for figures up to this moment. */
  stop(): Use {
    this.#look();
    clearInterval(this.#timer);
    // The kernel's own high-water mark sees what lies between two looks; it exists for one process only.
    const exact = this.#pids.length === 1 ? statusOf(this.#root, 'VmHWM') : undefined;
    const peak = Math.max(this.#peak, exact ?? 0);
    let cpu = 0;
    for (const time of this.#cpu.values()) cpu += time;
    return { memory: peak === 0 ? undefined : peak, cpu: cpu === 0 ? undefined : cpu };
  }

  #look(): void {
    if (this.#looks++ % LOOKS_PER_SEARCH === 1) this.#pids = [this.#root, ...descendants(this.#root)];
    let sum = 0;
    for (const pid of this.#pids) {
      sum += residentOf(pid) ?? 0;
      const stat = statOf(pid);
      if (stat !== undefined) this.#cpu.set(pid, (Number(stat[11]) + Number(stat[12])) * TICK);
    }
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
    const stat = statOf(Number(name));
    const parent = Number(stat?.[1]);
    if (stat !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
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

/** Fields of /proc/PID/stat from the third on: state, parent, … */
function statOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the other fields follow the last one.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    // Ended meanwhile, or no /proc on this system.
    return undefined;
  }
}
