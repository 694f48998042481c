/** Which kind an article is of and what its id is, by the rules of the configuration. */
import { RE2JS } from 're2js';
import { compileGlobs, type Glob } from '../model/glob.ts';
import type { Condition, IdSource, Kind } from '../model/model.ts';
import { fileNameOf, folderOf, stemOf } from './paths.ts';
import type { Span } from './text.ts';
import { entryOf, textOf, type YamlMapping } from './yaml.ts';

/** A kind with its globs and patterns compiled. */
export interface KindReader {
  readonly kind: Kind;
  readonly path?: Glob;
  readonly field?: Condition;
  readonly id?: IdReader;
}

interface IdReader {
  readonly source: IdSource;
  readonly pattern?: RE2JS;
}

export interface FoundId {
  readonly value: string;
  /** Where it stands in the front matter; undefined when it comes from the path. */
  readonly span?: Span;
}

export function kindReader(kind: Kind): KindReader {
  return {
    kind,
    ...(kind.match?.path && { path: compileGlobs(kind.match.path) }),
    ...(kind.match?.field && { field: kind.match.field }),
    ...(kind.id && { id: idReader(kind.id) }),
  };
}

function idReader(source: IdSource): IdReader {
  if (source.pattern === undefined) return { source };
  try {
    return { source, pattern: RE2JS.compile(source.pattern) };
  } catch {
    // The configuration reader has reported it at its place; here an unusable pattern is one that matches nothing.
    return { source, pattern: RE2JS.compile('[^\\s\\S]') };
  }
}

/** All given parts of `match` hold; false when the kind has none. */
export function matchesKind(reader: KindReader, path: string, root: YamlMapping | undefined): boolean {
  if (reader.path === undefined && reader.field === undefined) return false;
  if (reader.path !== undefined && !reader.path.matches(path)) return false;
  for (const [name, accepted] of Object.entries(reader.field ?? {})) {
    const text = textOf(entryOf(root, reader.kind.aliases?.[name] ?? name)?.value);
    if (text === undefined || !accepted.includes(text)) return false;
  }
  return true;
}

/** The id of an article of this kind; without a configured source, the field `id`. */
export function findId(
  reader: KindReader | undefined,
  path: string,
  root: YamlMapping | undefined,
): FoundId | undefined {
  const source = reader?.id?.source;
  if (source === undefined || (source.from !== 'file' && source.from !== 'folder' && source.from !== 'path')) {
    const name = source?.from ?? 'id';
    const node = entryOf(root, reader?.kind.aliases?.[name] ?? name)?.value;
    const text = textOf(node);
    if (node === undefined || text === undefined || text === '') return undefined;
    const value = extract(reader?.id, text);
    return value === undefined ? undefined : { value, span: { start: node.start, end: node.end } };
  }
  const text =
    source.from === 'file'
      ? stemOf(path)
      : source.from === 'folder'
        ? fileNameOf(folderOf(path))
        : path.replace(/\.[^./]*$/, '');
  const value = extract(reader?.id, text);
  return value === undefined ? undefined : { value };
}

function extract(id: IdReader | undefined, text: string): string | undefined {
  if (id === undefined) return text;
  let value = text;
  if (id.pattern !== undefined) {
    const matcher = id.pattern.matcher(text);
    if (!matcher.find()) return undefined;
    const named = 'value' in id.pattern.namedGroups() ? matcher.group('value') : null;
    value = named ?? (matcher.groupCount() > 0 ? matcher.group(1) : matcher.group()) ?? text;
  }
  return id.source.format === undefined ? value : applyFormat(id.source.format, value);
}

const SLOT = /\{value(?::(\d{1,2}))?\}/;

/** `EIP-{value}` and `20` give `EIP-20`; a value that is in the format already is left alone. */
export function applyFormat(format: string, value: string): string {
  const slot = SLOT.exec(format);
  if (slot === null) return value;
  const before = format.slice(0, slot.index);
  const after = format.slice(slot.index + slot[0].length);
  if (
    value.length > before.length + after.length &&
    value.startsWith(before) &&
    value.endsWith(after) &&
    before + after !== ''
  ) {
    return value;
  }
  const padded = slot[1] !== undefined && /^\d+$/.test(value) ? value.padStart(Number(slot[1]), '0') : value;
  return before + padded + after;
}

/** The literal start of a format up to its last hyphen, if it ends in one: `EIP-{value}` → `EIP`. */
export function formatPrefix(format: string | undefined): string | undefined {
  const slot = format === undefined ? null : SLOT.exec(format);
  if (format === undefined || slot === null) return undefined;
  const before = format.slice(0, slot.index);
  return before.endsWith('-') && before.length > 1 ? before.slice(0, -1) : undefined;
}

/** The part of an id before its last `-` and digits: `SEC-REQ-012` → `SEC-REQ`. Undefined for other shapes. */
export function idPrefix(id: string): string | undefined {
  const hyphen = id.lastIndexOf('-');
  if (hyphen <= 0 || hyphen === id.length - 1) return undefined;
  for (let i = hyphen + 1; i < id.length; i++) {
    const code = id.charCodeAt(i);
    if (code < 48 || code > 57) return undefined;
  }
  return id.slice(0, hyphen);
}
