/** Hashes for cache keys. Not for secrets: anyone can make two texts with the same one. */

/**
 * A hash of 64 bits over the UTF-16 code units of the text, as 16 hexadecimal digits; the same on every platform and
 * in every version. Two multiplicative lanes of 32 bits, mixed at the end as in MurmurHash3: the 64-bit arithmetic
 * that FNV-1a needs is thirty times as slow in JavaScript.
 */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  const high = mix(a ^ mix(b ^ text.length));
  const low = mix(b ^ high);
  return hex(high) + hex(low);
}

/** The finaliser of MurmurHash3: every bit of the input changes about half of the bits of the output. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** Hash of plain data. The order of object keys does not count, that of lists does. */
export function hashData(data: unknown): string {
  return hashText(canonical(data));
}

function canonical(data: unknown): string {
  if (Array.isArray(data)) return `[${data.map(canonical).join(',')}]`;
  if (typeof data !== 'object' || data === null) return JSON.stringify(data) ?? 'null';
  const parts = Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`);
  return `{${parts.join(',')}}`;
}
