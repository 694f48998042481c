/**
 * An immutable map with string keys whose change costs the keys changed, not the size: entries lie in buckets, and a
 * change copies the list of buckets and the buckets it touches. The number of buckets grows with the square root of
 * the size, so both copies stay small (at 100,000 entries: 512 buckets of about 200).
 */
export class PersistentMap<V> {
  readonly size: number;
  readonly #buckets: readonly (ReadonlyMap<string, V> | undefined)[];

  private constructor(buckets: readonly (ReadonlyMap<string, V> | undefined)[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(new Array(16).fill(undefined), 0);
  }

  get(key: string): V | undefined {
    return this.#buckets[bucketOf(key, this.#buckets.length)]?.get(key);
  }

  has(key: string): boolean {
    return this.#buckets[bucketOf(key, this.#buckets.length)]?.has(key) === true;
  }

  /** A map with these keys set, or removed where the value is undefined. */
  with(changes: Iterable<readonly [string, V | undefined]>): PersistentMap<V> {
    const buckets = [...this.#buckets];
    const owned = new Set<number>();
    let size = this.size;
    for (const [key, value] of changes) {
      const index = bucketOf(key, buckets.length);
      let bucket = buckets[index] as Map<string, V> | undefined;
      if (!owned.has(index)) {
        bucket = new Map(bucket);
        buckets[index] = bucket;
        owned.add(index);
      }
      if (bucket === undefined) continue;
      const before = bucket.size;
      if (value === undefined) bucket.delete(key);
      else bucket.set(key, value);
      size += bucket.size - before;
    }
    const wanted = bucketCount(size);
    return wanted > buckets.length * 2 || wanted * 4 < buckets.length
      ? rebuild(buckets, size, wanted, (b, s) => new PersistentMap<V>(b, s))
      : new PersistentMap<V>(buckets, size);
  }

  /** No particular order. */
  *entries(): IterableIterator<[string, V]> {
    for (const bucket of this.#buckets) if (bucket !== undefined) yield* bucket.entries();
  }

  *values(): IterableIterator<V> {
    for (const bucket of this.#buckets) if (bucket !== undefined) yield* bucket.values();
  }

  *keys(): IterableIterator<string> {
    for (const bucket of this.#buckets) if (bucket !== undefined) yield* bucket.keys();
  }
}

function rebuild<V, M>(
  buckets: readonly (ReadonlyMap<string, V> | undefined)[],
  size: number,
  wanted: number,
  make: (buckets: (Map<string, V> | undefined)[], size: number) => M,
): M {
  const grown: (Map<string, V> | undefined)[] = new Array(wanted).fill(undefined);
  for (const bucket of buckets) {
    for (const [key, value] of bucket ?? []) {
      const index = bucketOf(key, wanted);
      let target = grown[index];
      if (target === undefined) {
        target = new Map();
        grown[index] = target;
      }
      target.set(key, value);
    }
  }
  return make(grown, size);
}

/** A power of two near the square root of the size, at least 16. */
function bucketCount(size: number): number {
  return Math.max(16, 2 ** Math.ceil(Math.log2(Math.sqrt(size) || 1)));
}

/** FNV-1a; `count` is a power of two. */
function bucketOf(key: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) & (count - 1);
}
