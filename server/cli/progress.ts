/** One line on the terminal that says what is under way. */
import type { Progress } from '../engine/engine.ts';
import type { Host } from './host.ts';

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Leaves no trace of the line. */
  readonly clear: () => void;
}

/** Milliseconds; short runs show nothing, and no terminal is kept busy with drawing. */
const INTERVAL = 100;

const STAGES: Readonly<Record<Progress['stage'], string>> = {
  scanning: 'Looking for articles',
  reading: 'Reading front matter',
  parsing: 'Reading articles',
  checking: 'Checking',
};

export function progressLine({ stderr, elapsed }: Host): ProgressLine {
  if (!stderr.isTerminal) return { show: () => {}, clear: () => {} };
  let last = elapsed();
  let shown = false;
  return {
    show: ({ stage, done, total }) => {
      const now = elapsed();
      if (now - last < INTERVAL) return;
      last = now;
      shown = true;
      const count = total === undefined ? `${done}` : `${done} of ${total}`;
      stderr.write(`\r\u001b[K${STAGES[stage]}: ${count}`);
    },
    clear: () => {
      if (shown) stderr.write('\r\u001b[K');
      shown = false;
    },
  };
}
