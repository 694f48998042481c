import type { Found } from './rule.ts';

/** What most checks find; shared, so that a check that finds nothing allocates nothing. */
export const NONE: readonly Found[] = [];
