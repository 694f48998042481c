/** What `check` found, before it is written in any format. */
import type { Severity } from '../model/configuration.ts';
import type { Finding } from '../rules/rule.ts';

export interface CheckReport {
  /** Absolute, in the form of the operating system. */
  readonly root: string;
  /** Of the whole workspace, whatever is printed. */
  readonly articles: number;
  readonly links: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Those to print, by file and place. */
  readonly findings: readonly Finding[];
  /** Folders below the root with a configuration of their own, which were left out. */
  readonly nestedRoots: readonly string[];
  readonly skipped: readonly { readonly path: string; readonly reason: 'link' | 'unreadable' }[];
}

/** `3 errors, 1 warning`; empty when there is nothing to count. */
export function countsText(
  counts: Readonly<Record<Severity, number>>,
  paint: (severity: Severity, text: string) => string = (_, text) => text,
): string {
  const parts: string[] = [];
  if (counts.error > 0) parts.push(paint('error', counted(counts.error, 'error')));
  if (counts.warning > 0) parts.push(paint('warning', counted(counts.warning, 'warning')));
  if (counts.info > 0) parts.push(paint('info', `${counts.info} info`));
  if (counts.hint > 0) parts.push(paint('hint', counted(counts.hint, 'hint')));
  return parts.join(', ');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Paths named in a note; more are counted. */
const NAMED = 5;

/** What was not looked at, one sentence each: nobody should take silence about it for a pass. */
export function leftOut({ nestedRoots, skipped }: Pick<CheckReport, 'nestedRoots' | 'skipped'>): string[] {
  const notes: string[] = [];
  const links = skipped.filter(({ reason }) => reason === 'link').map(({ path }) => path);
  const unreadable = skipped.filter(({ reason }) => reason === 'unreadable').map(({ path }) => path);
  if (nestedRoots.length > 0) {
    notes.push(`Not checked, for they have a configuration of their own: ${named(nestedRoots)}`);
  }
  if (links.length > 0) notes.push(`Symbolic links not followed: ${named(links)}`);
  if (unreadable.length > 0) notes.push(`Folders that could not be read: ${named(unreadable)}`);
  return notes;
}

function named(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMED).map((path) => (path === '' ? '.' : path));
  return shown.join(', ') + (paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '');
}
