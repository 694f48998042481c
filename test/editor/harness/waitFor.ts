/** Milliseconds between two looks, and until giving up unless the caller says otherwise. */
const INTERVAL = 50;
const LIMIT = 15_000;

/**
 * Asks `probe` until it gives something other than undefined or false, and returns that.
 * @throws after `limit` milliseconds, naming `what` was awaited.
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
  limit: number = LIMIT,
): Promise<T> {
  const until = performance.now() + limit;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > until) throw new Error(`Waited ${limit} ms for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  }
}
