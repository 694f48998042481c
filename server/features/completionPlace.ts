/**
 * Where completion was asked for. Works on the text before the cursor, since half-typed front matter is rarely valid
 * YAML; the tree of the last good parse is not trusted here.
 */
import type { Article } from '../article/article.ts';
import { modelName } from '../article/references.ts';
import { lineAt, type Range, rangeOf } from '../article/text.ts';

export type CompletionPlace =
  | { readonly type: 'none' }
  /** A field name. `path` is that of the mapping it is in, `present` the names there already. */
  | { readonly type: 'key'; readonly path: readonly string[]; readonly present: readonly string[] }
  /** A field's value; `range` is what the value replaces. */
  | { readonly type: 'value'; readonly path: readonly string[]; readonly typed: string; readonly range: Range }
  /** Behind `[[`; `closed` when `]]` follows. */
  | { readonly type: 'wiki'; readonly typed: string; readonly range: Range; readonly closed: boolean }
  /** A word in prose that could become an id. */
  | { readonly type: 'prose'; readonly typed: string; readonly range: Range };

export function completionPlace(article: Article, text: string, offset: number): CompletionPlace {
  const line = lineAt(article.source, offset);
  const start = article.source.lineStarts[line] ?? 0;
  const before = text.slice(start, offset);
  const front = article.frontMatter;
  const inFront =
    article.front.path === article.source.path &&
    front !== undefined &&
    offset >= front.content.start &&
    offset <= front.content.end;
  if (inFront) return inFrontMatter(article, text, offset, before);
  if (insideCode(article, offset)) return { type: 'none' };
  const wiki = before.lastIndexOf('[[');
  if (wiki >= 0 && !before.slice(wiki).includes(']]')) {
    const typed = before.slice(wiki + 2);
    if (typed.includes('|') || typed.includes('#')) return { type: 'none' };
    const rest = /^[^\]|#\n]*/.exec(text.slice(offset))?.[0] ?? '';
    const closed = text.startsWith(']]', offset + rest.length);
    return {
      type: 'wiki',
      typed,
      closed,
      range: rangeOf(article.source, { start: offset - typed.length, end: closed ? offset + rest.length : offset }),
    };
  }
  const word = /[\p{L}\p{N}_-]+$/u.exec(before)?.[0] ?? '';
  // Prose is for writing: ids are offered only once the word begins like one.
  if (!/^\p{Lu}{2,}-?\d*$/u.test(word)) return { type: 'none' };
  return { type: 'prose', typed: word, range: rangeOf(article.source, { start: offset - word.length, end: offset }) };
}

function insideCode(article: Article, offset: number): boolean {
  return article.body?.code.some((block) => block.start < offset && offset < block.end) ?? false;
}

function inFrontMatter(article: Article, text: string, offset: number, before: string): CompletionPlace {
  if (before.includes('#') && /(^|\s)#/.test(before)) return { type: 'none' };
  const contentStart = article.frontMatter?.content.start ?? 0;
  const lines = text.slice(contentStart, offset).split(/\r?\n/);
  const current = lines.pop() ?? '';
  const indent = indentOf(current);
  const parents = parentKeys(lines, indent, current.trimStart().startsWith('-'));
  const own = (keys: readonly string[]) =>
    keys.map((key, index) => (index === 0 && article.kind !== undefined ? modelName(article.kind, key) : key));
  const range = (typed: string): Range =>
    rangeOf(article.source, { start: offset - typed.length, end: offset + rest(text, offset) });

  const flow = openFlow(current);
  if (flow !== undefined) {
    const key = /^\s*(?:-\s+)?([^:\s][^:]*?)\s*:/.exec(current)?.[1];
    const path = own(key === undefined ? parents : [...parents, key]);
    const inner = flow.key === undefined ? path : [...path, flow.key];
    if (flow.inMapping && flow.key === undefined) return { type: 'key', path, present: flow.present };
    return { type: 'value', path: inner, typed: flow.typed, range: range(flow.typed) };
  }
  const pair = /^(\s*(?:-\s+)*)([^:#]+?)\s*:\s+(.*)$/.exec(current);
  if (pair !== null) {
    const typed = (pair[3] ?? '').replace(/^["']/, '');
    const last = typed.includes(',') ? typed.slice(typed.lastIndexOf(',') + 1).trimStart() : typed;
    return { type: 'value', path: own([...parents, pair[2] ?? '']), typed: last, range: range(last) };
  }
  const item = /^\s*-\s+(.*)$/.exec(current);
  if (item !== null) return { type: 'value', path: own(parents), typed: item[1] ?? '', range: range(item[1] ?? '') };
  if (/^\s*[^:\s]*$/.test(current)) {
    return {
      type: 'key',
      path: own(parents),
      present: siblings(text, contentStart, article.frontMatter?.content.end ?? offset, indent, parents.length === 0),
    };
  }
  return { type: 'none' };
}

/** How much of the word after the cursor the value replaces. */
function rest(text: string, offset: number): number {
  return /^[\p{L}\p{N}_.:+-]*/u.exec(text.slice(offset, offset + 200))?.[0].length ?? 0;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Keys of the mappings that hold a line with this indentation, the outermost first. */
function parentKeys(lines: readonly string[], indent: number, isItem: boolean): string[] {
  const keys: string[] = [];
  let limit = indent;
  let inclusive = isItem;
  for (let i = lines.length - 1; i >= 0 && (limit > 0 || inclusive); i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const match = /^(\s*)((?:-\s+)*)([^:#]+?)\s*:(\s|$)/.exec(line);
    const lead = indentOf(line);
    if (match === null) continue;
    const column = lead + (match[2]?.length ?? 0);
    if (match[2] !== '' && lead < limit && column >= limit) {
      // `- key: v` with the cursor under `key`: the list's own key is further up, at the dash or left of it.
      limit = lead;
      inclusive = true;
      continue;
    }
    if (column < limit || (inclusive && column <= limit && match[2] === '')) {
      keys.unshift(match[3] ?? '');
      limit = column;
      inclusive = false;
    }
  }
  return keys;
}

function siblings(text: string, start: number, end: number, indent: number, top: boolean): string[] {
  const present: string[] = [];
  for (const line of text.slice(start, end).split(/\r?\n/)) {
    const match = /^(\s*)([^:#\s][^:#]*?)\s*:(\s|$)/.exec(line);
    if (match !== null && (top ? match[1] === '' : match[1]?.length === indent)) present.push(match[2] ?? '');
  }
  return present;
}

interface OpenFlow {
  readonly inMapping: boolean;
  /** The key whose value is being typed, in a mapping. */
  readonly key?: string;
  readonly typed: string;
  readonly present: readonly string[];
}

/** The innermost `[` or `{` still open at the end of a line. */
function openFlow(line: string): OpenFlow | undefined {
  const stack: { readonly bracket: string; readonly at: number }[] = [];
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? '';
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /[\s[{,:]/.test(line[i - 1] ?? ' ')) quote = char;
    else if (char === '[' || char === '{') stack.push({ bracket: char, at: i });
    else if (char === ']' || char === '}') stack.pop();
  }
  const open = stack.at(-1);
  if (open === undefined) return undefined;
  const inner = line.slice(open.at + 1);
  const part = inner.slice(inner.lastIndexOf(',') + 1).trimStart();
  if (open.bracket === '[') return { inMapping: false, typed: part, present: [] };
  const present = [...inner.matchAll(/([\w-]+)\s*:/g)].map((match) => match[1] ?? '');
  const pair = /^([\w-]+)\s*:\s*(.*)$/.exec(part);
  if (pair === null) return { inMapping: true, typed: part, present };
  return { inMapping: true, key: pair[1] ?? '', typed: pair[2] ?? '', present };
}
