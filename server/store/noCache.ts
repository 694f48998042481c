import type { ParseCache } from './parseCache.ts';

/** Keeps nothing. */
export function noCache(): ParseCache {
  return {
    all: () => [],
    byHash: () => undefined,
    save: () => undefined,
    close: () => undefined,
  };
}
