/** Front matter values with the place of each, independent of the library that read them. */
import type { Span } from './text.ts';

/** YAML 1.2 core types. `text` is what the author wrote (unescaped when quoted), so `1.10` is not lost to `1.1`. */
export interface YamlScalar extends Span {
  readonly kind: 'scalar';
  readonly tag: 'str' | 'int' | 'float' | 'bool' | 'null';
  readonly text: string;
  /** Set when written in quotes or as a block scalar; the span includes the quotes. */
  readonly quoted?: boolean;
}

export interface YamlSequence extends Span {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}

export interface YamlEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: YamlNode;
}

export interface YamlMapping extends Span {
  readonly kind: 'mapping';
  readonly entries: readonly YamlEntry[];
}

export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

const NULL = /^(?:~|[Nn]ull|NULL)?$/;
const BOOL = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/;
const INT = /^(?:0o[0-7]+|[-+]?[0-9]+|0x[0-9a-fA-F]+)$/;
const FLOAT =
  /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+|[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*))$/;

/** The type of an unquoted scalar in YAML 1.2's core schema (section 10.3.2): `yes`, `1_000` and dates are text. */
export function coreTag(text: string): YamlScalar['tag'] {
  switch (text.charAt(0)) {
    case '':
    case '~':
    case 'n':
    case 'N':
      return NULL.test(text) ? 'null' : 'str';
    case 't':
    case 'T':
    case 'f':
    case 'F':
      return BOOL.test(text) ? 'bool' : 'str';
    default:
      if (text.charCodeAt(0) > 0x39) return 'str';
      if (INT.test(text)) return 'int';
      return FLOAT.test(text) ? 'float' : 'str';
  }
}

/** A plain JavaScript value. Numbers that would not print back as written (`1.10`, `007`, 20-digit ids) stay text. */
export function plain(node: YamlNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return scalarValue(node);
    case 'sequence':
      return node.items.map(plain);
    case 'mapping': {
      const result: Record<string, unknown> = Object.create(null);
      for (const { key, value } of node.entries) result[key] = plain(value);
      return result;
    }
  }
}

export function scalarValue(node: YamlScalar): string | number | boolean | null {
  switch (node.tag) {
    case 'null':
      return null;
    case 'bool':
      return node.text.toLowerCase() === 'true';
    case 'int':
    case 'float': {
      const value = Number(node.text);
      return String(value) === node.text ? value : node.text;
    }
    case 'str':
      return node.text;
  }
}

/** The value of `key` in a mapping; the last one wins when it is written twice (which is a problem of its own). */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== 'mapping') return undefined;
  for (let i = node.entries.length - 1; i >= 0; i--) {
    const entry = node.entries[i] as YamlEntry;
    if (entry.key === key) return entry;
  }
  return undefined;
}

/** Text of a non-null scalar, trimmed; undefined for anything else. */
export function textOf(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.tag !== 'null' ? node.text.trim() : undefined;
}
