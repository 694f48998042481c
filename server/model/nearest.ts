/** Finds what somebody probably meant. */

/** Longer names are compared no more: nobody recognises a slip in them, and the cost grows with the square. */
const MAX_LENGTH = 64;

/**
 * The candidate with the fewest slips from `name` (a letter missing, too many, wrong, or two neighbours exchanged),
 * when these are few for its length: one for up to five letters, then one more for every three. Letter case does not
 * count. The first of equals wins; undefined when nothing is near.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  if (wanted === '' || wanted.length > MAX_LENGTH) return undefined;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = slips(wanted, candidate.toLowerCase(), least - 1);
    // A name that would have to change in every letter is not near, however short it is.
    if (distance >= least || distance >= Math.max(wanted.length, candidate.length)) continue;
    best = candidate;
    least = distance;
    if (distance === 0) break;
  }
  return best;
}

/**
 * Damerau–Levenshtein distance in its "optimal string alignment" form (no part is edited twice), counted in UTF-16
 * units. Any number above `limit` stands for "more than `limit`".
 */
export function slips(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let smallest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] as number) + 1,
        (current[j - 1] as number) + 1,
        (previous[j - 1] as number) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] as number) + 1);
      }
      current.push(cost);
      if (cost < smallest) smallest = cost;
    }
    // An exchange reaches back two rows, so both must be beyond the limit.
    if (smallest > limit && Math.min(...previous) > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length] as number;
}
