/**
 * Keeps from remark what it takes more than linear time for: its tokenizer walks back through what it has read for
 * many constructs, so that nesting, unmatched marks and long lists cost the square of their number.
 * Limits are far beyond what people write; what exceeds one is read approximately.
 */
import { isSpace } from './characters.ts';
import { isBlank } from './lines.ts';

/** UTF-16 code units of one part. */
const MAX_LENGTH = 64 * 1024;
/** Quotes and list items inside each other on one line. */
const MAX_CONTAINERS = 24;
/** Runs of `*` or `_` between blank lines, without those inside words such as `a_b`. */
const MAX_EMPHASIS = 512;
/** `](`, `![`, `<!` and `<?` between blank lines. */
const MAX_OPENINGS = 256;
/** Lines of nothing but `-` or `=`. */
const MAX_UNDERLINES = 64;
/** What one document may cost, in about microseconds of remark. A part costs more per character the longer it is. */
const ALLOWANCE = 4_000_000;
const PART_COST = 400;
const LENGTH_OF_DOUBLE_COST = 2048;

/** One per document and pass: it adds up. */
export class RemarkGuard {
  #allowance = ALLOWANCE;

  /** Whether the part from `start` to `end` may be read with remark. */
  admits(text: string, start: number, end: number): boolean {
    const length = end - start;
    if (length > MAX_LENGTH) return false;
    const cost = PART_COST + length * (1 + length / LENGTH_OF_DOUBLE_COST);
    if (cost > this.#allowance || isAwkward(text, start, end)) return false;
    this.#allowance -= cost;
    return true;
  }
}

function isAwkward(text: string, start: number, end: number): boolean {
  let containers = 0;
  let emphasis = 0;
  let openings = 0;
  let underlines = 0;
  let isLineStart = true;
  let previous = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (isLineStart) {
      isLineStart = false;
      containers = 0;
      const lineEnd = blankOrUnderlineEnd(text, i, end);
      if (lineEnd.isBlank) {
        emphasis = 0;
        openings = 0;
      } else if (lineEnd.isUnderline && ++underlines > MAX_UNDERLINES) return true;
    }
    const next = i + 1 < end ? text.charCodeAt(i + 1) : 10;
    if (code === 10 || code === 13) isLineStart = true;
    else if (containers >= 0) {
      if (code === 62 || (isMarker(code) && isSpace(next))) containers++;
      else if (!isBlank(code) && !isDigit(code)) containers = -1;
    }
    if (containers > MAX_CONTAINERS) return true;
    const isRun = (code === 42 || code === 95) && code !== previous;
    if (isRun && !(code === 95 && isWord(previous) && isWord(next)) && ++emphasis > MAX_EMPHASIS) return true;
    const isOpening =
      (code === 40 && previous === 93) ||
      (code === 91 && previous === 33) ||
      ((code === 33 || code === 63) && previous === 60);
    if (isOpening && ++openings > MAX_OPENINGS) return true;
    previous = code;
  }
  return false;
}

/** A bullet, or the mark behind the number of an item. */
function isMarker(code: number): boolean {
  return code === 45 || code === 43 || code === 42 || code === 46 || code === 41;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isWord(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

/** Looks past quote marks, for lines of nothing, or of `-` or `=`. Stops at anything else. */
function blankOrUnderlineEnd(text: string, start: number, end: number): { isBlank: boolean; isUnderline: boolean } {
  let marker = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) break;
    if (code === 45 || code === 61) marker = code;
    else if (!isBlank(code) && code !== 62) return { isBlank: false, isUnderline: false };
  }
  return { isBlank: marker === 0, isUnderline: marker !== 0 };
}
