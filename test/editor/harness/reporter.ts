import type { Runner, Test } from 'mocha';

/** How the reporter writes a line; the extension host sends it out another way than a process does. */
export type WriteLine = (line: string) => void;

const INDENT = '  ';
/** Milliseconds above which a test's duration is worth a reader's attention. */
const SLOW = 500;

/**
 * Mocha reporter of the editor tests: the tree of suites, failures with their stack at the end, and a last line
 * `N passed, N failed[, N skipped]`, which `run.ts` adds up.
 */
export default class EditorReporter {
  readonly #write: WriteLine;
  readonly #failures: { readonly test: Test; readonly error: unknown }[] = [];
  #depth = -1;
  #passed = 0;
  #skipped = 0;

  constructor(runner: Runner, _options?: unknown, write: WriteLine = (line) => console.log(line)) {
    this.#write = write;
    runner.on('suite', (suite) => {
      this.#depth++;
      if (!suite.root) this.#line(suite.title);
    });
    runner.on('suite end', () => {
      this.#depth--;
    });
    runner.on('pass', (test) => {
      this.#passed++;
      const duration = test.duration ?? 0;
      this.#line(`${INDENT}✓ ${test.title}${duration > SLOW ? ` (${duration} ms)` : ''}`);
    });
    runner.on('pending', (test) => {
      this.#skipped++;
      this.#line(`${INDENT}- ${test.title}`);
    });
    runner.on('fail', (test, error: unknown) => {
      this.#failures.push({ test, error });
      this.#line(`${INDENT}✗ ${test.title}`);
    });
    runner.once('end', () => this.#finish());
  }

  #line(text: string): void {
    this.#write(`${INDENT.repeat(Math.max(0, this.#depth))}${text}`);
  }

  #finish(): void {
    for (const { test, error } of this.#failures) {
      this.#write('');
      this.#write(`✗ ${test.fullTitle()}`);
      for (const line of describeError(error).split('\n')) this.#write(`${INDENT}${line}`);
    }
    this.#write('');
    this.#write(formatCounts({ passed: this.#passed, failed: this.#failures.length, skipped: this.#skipped }));
  }
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function formatCounts(counts: Counts): string {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  return `${counts.passed} passed, ${counts.failed} failed${skipped}`;
}

/** The counts of a line that `formatCounts` wrote; undefined for any other line. */
export function parseCounts(line: string): Counts | undefined {
  const found = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(line.trim());
  if (!found) return undefined;
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) };
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** Message and stack, without the frames of the runner, which say nothing about the failure. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return `Thrown: ${String(error)}`;
  const stack = error.stack ?? error.message;
  const kept = stack.split('\n').filter((line) => !/^\s+at .*(node_modules\/mocha\/|\(?node:internal\/)/.test(line));
  const text = kept.join('\n');
  return text.includes(error.message) ? text : `${error.message}\n${text}`;
}
