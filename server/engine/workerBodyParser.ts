/** A pool of worker threads that read and parse files. Threads start with the first large job and end when idle. */
import { Worker } from 'node:worker_threads';
import type { BodyParser, ParsedFile } from './bodyParser.ts';

/** Sent to a worker. */
export interface ParseJob {
  readonly paths: readonly string[];
  readonly terms: readonly string[];
}

/** Sent back: the files of one job that could be read. */
export type ParseAnswer = readonly ParsedFile[];

/** Files a job: large enough to hide the messages' cost, small enough to keep all threads busy to the end. */
const JOB = 48;
/** Below this the threads' start costs more than they save. */
const WORTH_THREADS = 150;
/** Megabytes. Parsing one file needs little; without a limit the heaps grow before they are collected. */
const OLD_SPACE = 96;
const YOUNG_SPACE = 8;

export interface WorkerPoolOptions {
  /** The bundled or source file of parserWorker.ts. */
  readonly script: URL;
  /** Absolute path of the workspace root. */
  readonly root: string;
  readonly threads: number;
  /** For small jobs and when threads cannot be had. */
  readonly inline: BodyParser;
}

export class WorkerBodyParser implements BodyParser {
  readonly #options: WorkerPoolOptions;
  readonly #workers = new Set<Worker>();

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  async parse(
    paths: readonly string[],
    terms: readonly string[],
    onFile: (file: ParsedFile) => void,
    signal: AbortSignal,
  ): Promise<void> {
    if (paths.length < WORTH_THREADS) return this.#options.inline.parse(paths, terms, onFile, signal);
    const jobs: (readonly string[])[] = [];
    for (let start = 0; start < paths.length; start += JOB) jobs.push(paths.slice(start, start + JOB));
    jobs.reverse();
    const left: string[] = [];
    await Promise.all(
      Array.from({ length: this.#options.threads }, () => this.#runThread(jobs, terms, onFile, signal, left)),
    );
    // What a thread that died had in hand, and what no thread took.
    const rest = [...left, ...jobs.flat()];
    if (rest.length > 0 && !signal.aborted) await this.#options.inline.parse(rest, terms, onFile, signal);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
    this.#workers.clear();
  }

  /** Takes jobs until none is left or the thread fails; a failed thread's job goes to `left`. */
  #runThread(
    jobs: (readonly string[])[],
    terms: readonly string[],
    onFile: (file: ParsedFile) => void,
    signal: AbortSignal,
    left: string[],
  ): Promise<void> {
    return new Promise((resolve) => {
      const worker = new Worker(this.#options.script, {
        workerData: { root: this.#options.root },
        resourceLimits: { maxOldGenerationSizeMb: OLD_SPACE, maxYoungGenerationSizeMb: YOUNG_SPACE },
      });
      this.#workers.add(worker);
      let current: readonly string[] | undefined;
      const end = () => {
        if (!this.#workers.delete(worker)) return;
        if (current !== undefined) left.push(...current);
        void worker.terminate();
        resolve();
      };
      const next = () => {
        current = signal.aborted ? undefined : jobs.pop();
        if (current === undefined) end();
        else worker.postMessage({ paths: current, terms } satisfies ParseJob);
      };
      worker.on('message', (answer: ParseAnswer) => {
        current = undefined;
        for (const file of answer) onFile(file);
        next();
      });
      worker.on('error', end);
      worker.on('exit', end);
      next();
    });
  }
}
