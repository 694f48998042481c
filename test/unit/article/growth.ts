/** How the time of a function grows with its input, which holds on any machine. */

/** Shortest of five runs, in milliseconds: others on the machine can only lengthen one. */
export function best(run: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/**
 * Time for a text four times as long over the time for the text: about 4 when linear, 16 when quadratic. Measured up to
 * three times, and the least counts. What takes less than two milliseconds counts as two.
 */
export function growth(make: (n: number) => string, run: (text: string) => unknown, n: number): number {
  const small = make(n);
  const large = make(4 * n);
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && least > 5; attempt++) {
    const before = Math.max(
      2,
      best(() => run(small)),
    );
    least = Math.min(least, best(() => run(large)) / before);
  }
  return least;
}
