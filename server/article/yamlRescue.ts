/** Reads a broken mapping entry by entry, so that one bad line costs one field. */

import type { YamlEntry, YamlMapping } from './yaml.ts';
import { compose, isBreak, lineEnd, reportFaults } from './yamlCompose.ts';
import { readYamlFast } from './yamlFast.ts';
import { notAnEntry } from './yamlMessages.ts';
import type { NodeConverter } from './yamlNodes.ts';

/** Offsets are in the content. */
interface Block {
  readonly start: number;
  /** Where the next block begins. */
  readonly end: number;
  /** Undefined for text above the first key. */
  readonly key?: Key;
}

interface Key {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly colon: number;
}

/**
 * The mapping of the entries whose keys begin a line. Undefined when there are none. Faults are reported to the
 * converter.
 */
export function rescueMapping(content: string, base: number, converter: NodeConverter): YamlMapping | undefined {
  const blocks = topLevelBlocks(content);
  const entries = blocks.flatMap((block) => readBlock(block, content, base, converter));
  const [first, last] = [entries[0], entries.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  converter.checkKeys(entries);
  return { kind: 'mapping', entries, start: first.keySpan.start, end: last.value.end };
}

function topLevelBlocks(content: string): readonly Block[] {
  const starts: { readonly start: number; readonly key?: Key }[] = [];
  let end = content.length;
  for (let at = 0; at < content.length; ) {
    const next = content.indexOf('\n', at) + 1 || content.length;
    const line = content.slice(at, next);
    const key = keyAt(line, at);
    if (key !== undefined) starts.push({ start: at, key });
    else if (isMarker(line)) {
      if (starts.length > 0) {
        end = at;
        break;
      }
    } else if (starts.length === 0 && line.trim() !== '' && !/^\s*#/.test(line) && !line.startsWith('%')) {
      starts.push({ start: at });
    }
    at = next;
  }
  return starts.map((start, index) => ({ ...start, end: starts[index + 1]?.start ?? end }));
}

function isMarker(line: string): boolean {
  return (line.startsWith('---') || line.startsWith('...')) && line.slice(3, 4).trim() === '';
}

/** The key that a line begins with, not indented. */
function keyAt(line: string, offset: number): Key | undefined {
  const quote = line.charAt(0);
  if (quote === '"' || quote === "'") {
    const close = line.indexOf(quote, 1);
    if (close < 0) return undefined;
    let colon = close + 1;
    while (line.charAt(colon) === ' ') colon++;
    if (line.charAt(colon) !== ':' || line.slice(colon + 1, colon + 2).trim() !== '') return undefined;
    return { text: line.slice(1, close), start: offset, end: offset + close + 1, colon: offset + colon };
  }
  if (/^[\s#,[\]{}&*!|>%@`]/.test(line) || /^[-?:](?:\s|$)/.test(line)) return undefined;
  const colon = line.search(/:(?:\s|$)/);
  const comment = line.indexOf(' #');
  if (colon <= 0 || (comment >= 0 && comment < colon)) return undefined;
  const text = line.slice(0, colon).trimEnd();
  return { text, start: offset, end: offset + text.length, colon: offset + colon };
}

function readBlock(block: Block, content: string, base: number, converter: NodeConverter): readonly YamlEntry[] {
  const { start, end, key } = block;
  const text = content.slice(start, end);
  const fast = readYamlFast(text, base + start);
  if (fast !== undefined) return fast.entries;
  const rescued = key === undefined ? [] : [firstLine(key, content, base)];
  if (converter.full) return rescued;
  const { contents, faults } = compose(text);
  const node = contents === null ? undefined : converter.convert(contents, start);
  reportFaults(faults, converter, content, start);
  if (key === undefined) {
    if (faults.length === 0) {
      const end = lineEnd(content, start);
      converter.report(notAnEntry(content.slice(start, end)), start, end);
    }
    return rescued;
  }
  const entries = node?.kind === 'mapping' ? node.entries : [];
  if (!faults.some(isBreak)) return entries.length > 0 ? entries : rescued;
  const entry = entries.find(({ keySpan }) => keySpan.start === base + start);
  // What goes on over several lines is best left to the library. Of a scalar, the first line is the safer part.
  const opening = content.slice(key.colon + 1, lineEnd(content, key.colon + 1)).trim();
  return entry !== undefined && /^(?:$|[[{|>#&!])/.test(opening) ? [entry] : rescued;
}

/** The entry that a key's own line says: as YAML if it is, otherwise the bare text behind the colon. */
function firstLine(key: Key, content: string, base: number): YamlEntry {
  const end = lineEnd(content, key.colon + 1);
  const entry = readYamlFast(content.slice(key.start, end), base + key.start)?.entries[0];
  if (entry !== undefined) return entry;
  let start = key.colon + 1;
  while (start < end && content.slice(start, start + 1).trim() === '') start++;
  const written = content.slice(start, end);
  const text = /^["'](?!.*["'])/.test(written) ? written.slice(1) : written;
  return {
    key: key.text,
    keySpan: { start: base + key.start, end: base + key.end },
    value: { kind: 'scalar', tag: text === '' ? 'null' : 'str', text, start: base + start, end: base + end },
  };
}
