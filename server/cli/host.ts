/** The world of a command: where it runs and where it prints. */
import { COLOURED, type Palette, PLAIN } from '../reports/paint.ts';

export interface Stream {
  readonly isTerminal: boolean;
  /** Cells a line, when known. */
  readonly columns: number | undefined;
  write(text: string): void;
}

export interface Host {
  /** Absolute and native. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Milliseconds that only ever grow. */
  readonly elapsed: () => number;
}

/** What a command ends with. */
export const EXIT = { fine: 0, findings: 1, usage: 2, internal: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command was called in a way that cannot be served. Its message is for the person who called it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export function paletteOf(host: Host): Palette {
  return hasColour(host) ? COLOURED : PLAIN;
}

/**
 * `FORCE_COLOR` before `NO_COLOR` (https://no-color.org, any text but the empty one) before what the stream is, as
 * Node.js itself does.
 */
function hasColour({ environment, stdout }: Host): boolean {
  const force = environment.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if ((environment.NO_COLOR ?? '') !== '') return false;
  return stdout.isTerminal && environment.TERM !== 'dumb';
}

/** Cells a line; no limit where the output is not looked at in a terminal. */
export function widthOf({ stdout }: Host): number {
  return stdout.isTerminal ? Math.max(40, stdout.columns ?? 80) : Number.POSITIVE_INFINITY;
}

export function listOptions(host: Host) {
  return { palette: paletteOf(host), width: widthOf(host), titles: host.stdout.isTerminal };
}

export function printJson(host: Host, value: unknown): void {
  host.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}
