/** The `yaml` library's nodes as YamlNode: exact spans, aliases resolved within a budget, keys as text. */
import { type Alias, type CST, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Scalar } from 'yaml';
import type { Span } from './text.ts';
import { coreTag, type YamlEntry, type YamlNode, type YamlScalar } from './yaml.ts';
import { lineEnd } from './yamlCompose.ts';

export interface YamlProblem extends Span {
  readonly message: string;
}

/** Nodes one text may hold after aliases are put in place: ten lines of aliases can stand for a billion. */
const MAX_EXPANDED = 10_000;
/** A text that is wrong in more places than this is not helped by a longer list. */
const MAX_PROBLEMS = 100;

interface Anchored {
  readonly node: YamlNode;
  /** Nodes in it, itself included, with aliases put in place. */
  readonly size: number;
}

/** Converts the nodes of one text. Keeps its anchors, so that a text can be converted in pieces, in order. */
export class NodeConverter {
  readonly problems: YamlProblem[] = [];
  readonly #content: string;
  readonly #base: number;
  readonly #firstLine: number;
  /** Undefined while the anchored node itself is being converted. */
  readonly #anchors = new Map<string, Anchored | undefined>();
  #size = 0;
  #expanded = 0;
  /** End of the line with the latest bracket that is not closed. */
  #unclosedOn = -1;

  /** `firstLine` is the number, for messages, of the line that `content` begins with. */
  constructor(content: string, base: number, firstLine: number) {
    this.#content = content;
    this.#base = base;
    this.#firstLine = firstLine;
  }

  /** `shift`: where in the whole content the text begins that the node was read from. */
  convert(node: Node | null, shift: number): YamlNode {
    return this.#node(node, shift, 0);
  }

  /** Whether further problems are dropped. */
  get full(): boolean {
    return this.problems.length >= MAX_PROBLEMS;
  }

  /** Offsets are in the content. */
  report(message: string, start: number, end: number): void {
    if (this.full) return;
    this.problems.push({ message, start: start + this.#base, end: end + this.#base });
  }

  /** Reports keys that say nothing or say it twice. */
  checkKeys(entries: readonly YamlEntry[]): void {
    const seen = new Map<string, Span>();
    for (const { key, keySpan } of entries) {
      const first = seen.get(key);
      if (first === undefined) seen.set(key, keySpan);
      else if (!this.full) {
        const lines = `lines ${this.#line(first.start)} and ${this.#line(keySpan.start)}`;
        this.#reportAt(`The key \`${key}\` is written twice, on ${lines}. Keep one of them.`, keySpan);
      }
      if (key === '<<') this.#reportAt('Merge keys (`<<`) are not supported. Write the fields out.', keySpan);
    }
  }

  #reportAt(message: string, span: Span): void {
    this.report(message, span.start - this.#base, span.end - this.#base);
  }

  #line(offset: number): number {
    let line = this.#firstLine;
    const end = offset - this.#base;
    for (let at = this.#content.indexOf('\n'); at >= 0 && at < end; at = this.#content.indexOf('\n', at + 1)) line++;
    return line;
  }

  #node(node: Node | null, shift: number, emptyAt: number): YamlNode {
    if (node === null) return this.#scalarAt('null', '', emptyAt, emptyAt);
    this.#size++;
    if (isAlias(node)) return this.#alias(node, shift);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    const before = this.#size;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const converted = this.#anchorless(node, shift);
    if (anchor !== undefined) this.#anchors.set(anchor, { node: converted, size: this.#size - before + 1 });
    return converted;
  }

  #anchorless(node: Node, shift: number): YamlNode {
    const [from, to] = node.range ?? [0, 0];
    let start = from + shift;
    let end = to + shift;
    if (isScalar(node)) return this.#scalar(node, start, end);
    // Block collections end, for the library, after the comments and blank lines below them.
    const flow = node.srcToken?.type === 'flow-collection' ? node.srcToken : undefined;
    if (flow !== undefined && !isClosed(flow)) {
      const line = lineEnd(this.#content, start);
      // Of several on one line, the outermost is enough.
      if (line !== this.#unclosedOn) {
        const message =
          'The bracket that opens here is not closed. Add the closing bracket, or quote the value if it is text.';
        this.report(message, start, Math.min(end, line));
      }
      this.#unclosedOn = line;
      while (end > start && isBlankOrBreak(this.#content.charCodeAt(end - 1))) end--;
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#node(item as Node | null, shift, start));
      const last = items.at(-1);
      if (flow === undefined && last !== undefined) end = Math.max(start, last.end - this.#base);
      return { kind: 'sequence', items, ...this.#span(start, end) };
    }
    if (!isMap(node)) return this.#scalarAt('str', this.#content.slice(start, end), start, end);
    const entries = node.items.map((pair) => this.#entry(pair as Pair<Node, Node | null>, shift));
    const first = entries[0];
    const last = entries.at(-1);
    if (flow === undefined && first !== undefined && last !== undefined) {
      start = first.keySpan.start - this.#base;
      end = Math.max(start, last.value.end - this.#base);
    }
    this.checkKeys(entries);
    return { kind: 'mapping', entries, ...this.#span(start, end) };
  }

  #entry(pair: Pair<Node, Node | null>, shift: number): YamlEntry {
    const key = this.#node(pair.key, shift, 0);
    const start = key.start - this.#base;
    const end = key.end - this.#base;
    return {
      key: key.kind === 'scalar' ? key.text : this.#content.slice(start, end),
      keySpan: { start: key.start, end: key.end },
      value: this.#node(pair.value, shift, end),
    };
  }

  #scalar(node: Scalar, start: number, end: number): YamlScalar {
    const text = node.source ?? '';
    const quoted = node.type !== undefined && node.type !== Scalar.PLAIN;
    if (node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE) {
      const content = this.#content;
      if (end - start < 2 || content.charCodeAt(end - 1) !== content.charCodeAt(start)) {
        const message = 'The quote that opens here is not closed. Add the closing quote.';
        this.report(message, start, Math.min(end, lineEnd(content, start)));
      }
    }
    if (!quoted && text === '') {
      // The library puts a missing value behind the spaces that follow its indicator.
      let at = start;
      while (at > 0 && isBlank(this.#content.charCodeAt(at - 1))) at--;
      return this.#scalarAt(tagOf(node, text, false), text, at, at);
    }
    let last = end;
    if (node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED) {
      while (last > start && isBlankOrBreak(this.#content.charCodeAt(last - 1))) last--;
    }
    const scalar = this.#scalarAt(tagOf(node, text, quoted), text, start, last);
    return quoted ? { ...scalar, quoted } : scalar;
  }

  #alias(node: Alias, shift: number): YamlNode {
    const [from, to] = node.range ?? [0, 0];
    const start = from + shift;
    const end = to + shift;
    const target = this.#anchors.get(node.source);
    const written = `*${node.source}`;
    if (target === undefined) {
      const why = this.#anchors.has(node.source)
        ? 'refers to a value that it is part of'
        : 'refers to no anchor above it';
      this.report(`\`${written}\` ${why}. If it is meant as text, put it in quotes.`, start, end);
      return this.#scalarAt('str', written, start, end);
    }
    if (this.#expanded + target.size > MAX_EXPANDED) {
      if (this.#expanded < MAX_EXPANDED) {
        this.report(`Too many aliases: together they stand for more than ${MAX_EXPANDED} values.`, start, end);
      }
      this.#expanded = MAX_EXPANDED;
      return this.#scalarAt('str', written, start, end);
    }
    this.#expanded += target.size;
    this.#size += target.size - 1;
    return { ...target.node, ...this.#span(start, end) };
  }

  #scalarAt(tag: YamlScalar['tag'], text: string, start: number, end: number): YamlScalar {
    return { kind: 'scalar', tag, text, ...this.#span(start, end) };
  }

  #span(start: number, end: number): Span {
    return { start: start + this.#base, end: end + this.#base };
  }
}

/** A tag that the library does not know has been reported; its value stays text. */
function tagOf(node: Scalar, text: string, quoted: boolean): YamlScalar['tag'] {
  switch (node.tag) {
    case undefined:
      return quoted ? 'str' : coreTag(text);
    case 'tag:yaml.org,2002:null':
    case 'tag:yaml.org,2002:bool':
    case 'tag:yaml.org,2002:int':
    case 'tag:yaml.org,2002:float':
      return coreTag(text);
    default:
      return 'str';
  }
}

function isClosed({ start, end }: CST.FlowCollection): boolean {
  return end[0]?.source === (start.source === '{' ? '}' : ']');
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

function isBlankOrBreak(code: number): boolean {
  return isBlank(code) || code === 10 || code === 13;
}
