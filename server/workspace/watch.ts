/**
 * Collects what a watcher reports, one event at a time, into batches: a branch switch that touches thousands of files
 * becomes one update. What an event was (created, changed, deleted) is not kept: by the time a batch is delivered it
 * can be otherwise, so whoever takes the batch looks at the files.
 */

export interface BatcherTimers {
  /** Calls back once after some milliseconds; the function returned calls that off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Milliseconds, from any start. */
  now(): number;
}

export interface BatcherOptions {
  /** A batch is delivered after this many milliseconds without an event. */
  readonly quiet?: number;
  /** And at the latest this many milliseconds after its first event. */
  readonly atMost?: number;
  readonly timers?: BatcherTimers;
}

const SYSTEM_TIMERS: BatcherTimers = {
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
  now: () => performance.now(),
};

export class EventBatcher {
  readonly #deliver: (changed: readonly string[]) => void;
  readonly #quiet: number;
  readonly #atMost: number;
  readonly #timers: BatcherTimers;
  #waiting = new Set<string>();
  /** When the batch under way must be delivered. */
  #latest = 0;
  #callOff: (() => void) | undefined;

  /** `deliver` gets each path or URI once, in the order of the first event. */
  constructor(deliver: (changed: readonly string[]) => void, options: BatcherOptions = {}) {
    this.#deliver = deliver;
    this.#quiet = options.quiet ?? 50;
    this.#atMost = options.atMost ?? 500;
    this.#timers = options.timers ?? SYSTEM_TIMERS;
  }

  add(changed: Iterable<string>): void {
    const before = this.#waiting.size;
    for (const path of changed) this.#waiting.add(path);
    if (this.#waiting.size === 0) return;
    const now = this.#timers.now();
    if (before === 0) this.#latest = now + this.#atMost;
    this.#callOff?.();
    this.#callOff = this.#timers.after(Math.max(0, Math.min(this.#quiet, this.#latest - now)), () => this.flush());
  }

  /** Delivers what is waiting now. */
  flush(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const batch = this.#waiting;
    if (batch.size === 0) return;
    this.#waiting = new Set();
    this.#deliver([...batch]);
  }

  /** What is waiting is dropped. */
  dispose(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#waiting.clear();
  }
}
