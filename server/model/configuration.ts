/** What `throughline.yaml` says, read and checked, with every default filled in. */
import type { Model } from './model.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Order from the most to the least severe. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export interface RuleSetting {
  /** Replaces the rule's own severity, in every state. */
  readonly severity?: Severity | 'off';
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Calendar {
  /** IANA name. */
  readonly timezone: string;
  /** ISO weekdays, 1 = Monday. */
  readonly workdays: readonly number[];
  /** ISO dates. */
  readonly holidays: readonly string[];
}

/** Numbers that more than one rule or view takes as given. */
export interface Thresholds {
  /** How long a review holds for an article whose kind names no `reviewEvery`: `365d`. */
  readonly reviewPeriod: string;
}

export interface Configuration {
  readonly model: Model;
  /** Globs of the files that are articles, relative to the root, `/` between segments. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** RFC 3339 instant that rules take as the present; undefined for the clock. */
  readonly now?: string;
  readonly rules: Readonly<Record<string, RuleSetting>>;
  /** `default` is always there. */
  readonly calendars: Readonly<Record<string, Calendar>>;
  readonly thresholds: Thresholds;
  /** Changes whenever the model or what articles are read from changes; part of cache keys. */
  readonly modelVersion: string;
}
