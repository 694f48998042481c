/**
 * How cost grows, as a figure that holds on any machine: how many times longer the work takes on a larger input, over
 * how many times larger the input is. 1 is linear; quadratic work gives the ratio of the sizes itself.
 */

export interface ScaledWork {
  /** Does the work on the smaller input. */
  readonly small: () => unknown;
  readonly large: () => unknown;
  /** Size of the large input over that of the small one. */
  readonly factor: number;
}

/** Rounds of measuring; the least of the ratios counts, for others on the machine can only lengthen a run. */
const ROUNDS = 4;
/** Below this many milliseconds a clock says little. */
const SHORTEST = 1;

/** Time ratio ÷ size ratio. Ends early when a round is below `bound`. */
export async function growthOf({ small, large, factor }: ScaledWork, bound: number): Promise<number> {
  await small();
  let least = Number.POSITIVE_INFINITY;
  let shortest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS && least > bound; round++) {
    shortest = Math.min(shortest, await timeOf(small), await timeOf(small));
    least = Math.min(least, (await timeOf(large)) / Math.max(SHORTEST, shortest) / factor);
  }
  return least;
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
