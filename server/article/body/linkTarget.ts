/** Link destinations: path and fragment apart, each with its place. */
import type { Span } from '../text.ts';

export interface LinkTarget {
  readonly target: string;
  readonly targetSpan: Span;
  readonly fragment?: string;
  readonly fragmentSpan?: Span;
}

/**
 * A destination written at `start`…`end` (without angle brackets and title) that Markdown reads as `url`. The two differ
 * when there are escapes or character references.
 */
export function linkTarget(text: string, start: number, end: number, url: string): LinkTarget {
  const hash = url.indexOf('#');
  const decode = SCHEME.test(url) ? (value: string) => value : decodePercent;
  if (hash < 0) return { target: decode(url), targetSpan: { start, end } };
  const written = writtenHash(text, start, end);
  const targetSpan = { start, end: written };
  const target = decode(url.slice(0, hash));
  const fragment = url.slice(hash + 1);
  if (fragment === '') return { target, targetSpan };
  return { target, targetSpan, fragment: decode(fragment), fragmentSpan: { start: Math.min(written + 1, end), end } };
}

/** One letter before the colon is a drive, not a scheme. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/** Percent-decoded, or as written when that is no valid encoding of text. */
function decodePercent(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The `#` between path and fragment: not that of `&#35;`. */
function writtenHash(text: string, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    if (text.charCodeAt(i) === 35 && (i === start || text.charCodeAt(i - 1) !== 38)) {
      return i > start && text.charCodeAt(i - 1) === 92 ? i - 1 : i;
    }
  }
  return end;
}
