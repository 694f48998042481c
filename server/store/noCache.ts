import type { ParseCache } from './parseCache.ts';

/** Remembers nothing: everything is read anew. */
export function noCache(): ParseCache {
  return {
    all: () => [],
    byHash: () => undefined,
    save: () => undefined,
    close: () => undefined,
  };
}
