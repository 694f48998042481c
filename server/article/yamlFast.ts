/**
 * The YAML that front matter is nearly always written in, read some twenty times as fast as the full reader does.
 *
 * It understands block mappings and sequences, flow collections on one line, plain and quoted scalars on one line and
 * comments. At the first thing it does not fully understand it gives up, so that no text is ever read differently here.
 */
import type { Span } from './text.ts';
import {
  coreTag,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  type YamlSequence,
} from './yaml.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const COMMA = 44;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Deeper nesting is left to the full reader, which reports it. */
const MAX_DEPTH = 32;
/** YAML allows 1,024 characters up to the colon; near the limit the full reader decides. */
const MAX_KEY = 1000;
/** Up to here comparing keys in pairs is cheaper than a set. */
const FEW_KEYS = 12;

/**
 * The mapping that readYaml gives for the same text, or undefined when only readYaml can tell: the root is no mapping,
 * something is wrong, or something outside the subset is used. Spans are offsets in `content` plus `base`.
 */
export function readYamlFast(content: string, base: number): YamlMapping | undefined {
  return new FastReader(content, base).document();
}

class FastReader {
  readonly #text: string;
  readonly #base: number;
  readonly #length: number;
  #pos = 0;
  #lineStart = 0;
  /** Indentation of the line at #pos, when #pos is at its first character; -1 after the last line. */
  #column = 0;
  /** Set by #plain: the end of the scalar without trailing spaces. */
  #plainEnd = 0;

  constructor(text: string, base: number) {
    this.#text = text;
    this.#base = base;
    this.#length = text.length;
  }

  document(): YamlMapping | undefined {
    if (!this.#nextLine() || this.#column < 0) return undefined;
    const root = this.#mapping(this.#column, 0);
    return this.#column < 0 ? root : undefined;
  }

  /** Of the character at `index`; a line feed stands for the end of the text. */
  #code(index: number): number {
    return index < this.#length ? this.#text.charCodeAt(index) : LF;
  }

  /** Whether a token that must be followed by white space ends before `index`. */
  #isGap(index: number): boolean {
    const code = this.#code(index);
    return code === SPACE || code === LF || (code === CR && this.#text.charCodeAt(index + 1) === LF);
  }

  #skipSpaces(): number {
    while (this.#code(this.#pos) === SPACE) this.#pos++;
    return this.#code(this.#pos);
  }

  /** From the start of a line to the first character that is neither blank nor comment. False: not understood. */
  #nextLine(): boolean {
    for (;;) {
      this.#lineStart = this.#pos;
      const code = this.#skipSpaces();
      if (this.#pos >= this.#length) {
        this.#column = -1;
        return true;
      }
      if (code !== HASH && code !== LF && code !== CR) {
        this.#column = this.#pos - this.#lineStart;
        return true;
      }
      if (!this.#lineBreak(code)) return false;
    }
  }

  /** From the end of a value over a comment to the next line that says something. False: not understood. */
  #endLine(): boolean {
    const code = this.#skipSpaces();
    if (code === HASH && this.#code(this.#pos - 1) !== SPACE) return false;
    return this.#lineBreak(code) && this.#nextLine();
  }

  #lineBreak(code: number): boolean {
    if (code === HASH) {
      const end = this.#text.indexOf('\n', this.#pos);
      this.#pos = end < 0 ? this.#length : end + 1;
      return true;
    }
    if (code === CR && this.#text.charCodeAt(this.#pos + 1) === LF) this.#pos++;
    else if (code !== LF) return false;
    this.#pos = Math.min(this.#pos + 1, this.#length);
    return true;
  }

  #isItem(): boolean {
    return this.#code(this.#pos) === DASH && this.#isGap(this.#pos + 1);
  }

  #block(indent: number, depth: number): YamlNode | undefined {
    if (depth > MAX_DEPTH) return undefined;
    return this.#isItem() ? this.#sequence(indent, depth) : this.#mapping(indent, depth);
  }

  #mapping(indent: number, depth: number): YamlMapping | undefined {
    const entries: YamlEntry[] = [];
    const start = this.#pos + this.#base;
    let end = start;
    do {
      const entry = this.#entry(indent, depth);
      if (entry === undefined || this.#column > indent) return undefined;
      entries.push(entry);
      end = entry.value.end;
    } while (this.#column === indent && !this.#isItem());
    if (this.#column === indent) return undefined;
    return hasDuplicates(entries) ? undefined : { kind: 'mapping', entries, start, end };
  }

  #entry(indent: number, depth: number): YamlEntry | undefined {
    const keyStart = this.#pos;
    const code = this.#code(keyStart);
    let key: string;
    let keyEnd: number;
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      const quoted = this.#quoted(code);
      if (quoted === undefined || this.#skipSpaces() !== COLON) return undefined;
      key = quoted.text;
      keyEnd = quoted.end - this.#base;
    } else {
      // A dot could begin the end marker `...`.
      if (code === DOT || !beginsPlain(code) || !this.#plain(false) || this.#code(this.#pos) !== COLON)
        return undefined;
      keyEnd = this.#plainEnd;
      key = this.#text.slice(keyStart, keyEnd);
      if (key === '<<') return undefined;
    }
    const colon = this.#pos;
    if (colon - keyStart > MAX_KEY || !this.#isGap(colon + 1)) return undefined;
    this.#pos = colon + 1;
    const value = this.#isLineEnd() ? this.#below(indent, colon + 1, depth) : this.#inline(indent, depth);
    if (value === undefined) return undefined;
    return { key, keySpan: this.#span(keyStart, keyEnd), value };
  }

  /** Skips spaces. Whether nothing but a comment follows on this line. */
  #isLineEnd(): boolean {
    const code = this.#skipSpaces();
    return code === LF || code === HASH || code === CR;
  }

  /** The value of a key with nothing behind its colon. */
  #below(indent: number, emptyAt: number, depth: number): YamlNode | undefined {
    if (!this.#lineBreak(this.#code(this.#pos)) || !this.#nextLine()) return undefined;
    if (this.#column > indent) return this.#block(this.#column, depth + 1);
    if (this.#column === indent && this.#isItem()) return this.#sequence(indent, depth + 1);
    return this.#empty(emptyAt);
  }

  /** A scalar or flow collection that ends on this line. */
  #inline(indent: number, depth: number): YamlNode | undefined {
    const start = this.#pos;
    const code = this.#code(start);
    let node: YamlNode | undefined;
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) node = this.#quoted(code);
    else if (code === OPEN_BRACKET || code === OPEN_BRACE) node = this.#flow(code, depth + 1);
    else {
      if (code === DASH ? this.#isGap(start + 1) : !beginsPlain(code)) return undefined;
      if (!this.#plain(false) || this.#code(this.#pos) === COLON) return undefined;
      node = this.#scalar(start, this.#plainEnd);
    }
    // A deeper line would continue a plain scalar.
    if (node === undefined || !this.#endLine() || this.#column > indent) return undefined;
    return node;
  }

  #sequence(indent: number, depth: number): YamlSequence | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const items: YamlNode[] = [];
    const start = this.#pos + this.#base;
    let end = start;
    do {
      const item = this.#item(indent, depth);
      if (item === undefined || this.#column > indent) return undefined;
      items.push(item);
      end = item.end;
    } while (this.#column === indent && this.#isItem());
    return { kind: 'sequence', items, start, end };
  }

  #item(indent: number, depth: number): YamlNode | undefined {
    const afterDash = this.#pos + 1;
    this.#pos = afterDash;
    if (this.#isLineEnd()) {
      if (!this.#lineBreak(this.#code(this.#pos)) || !this.#nextLine()) return undefined;
      return this.#column > indent ? this.#block(this.#column, depth + 1) : this.#empty(afterDash);
    }
    const column = this.#pos - this.#lineStart;
    if (this.#isItem()) return this.#sequence(column, depth + 1);
    return this.#isKey() ? this.#block(column, depth + 1) : this.#inline(indent, depth);
  }

  /** Whether a key stands at #pos, which stays where it is. */
  #isKey(): boolean {
    const start = this.#pos;
    const code = this.#code(start);
    let found = false;
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      found = this.#quoted(code) !== undefined && this.#skipSpaces() === COLON && this.#isGap(this.#pos + 1);
    } else if (beginsPlain(code)) {
      found = this.#plain(false) && this.#code(this.#pos) === COLON;
    }
    this.#pos = start;
    return found;
  }

  /**
   * Moves over a plain scalar to what ends it: a line break, a comment, `: `, in flow collections also an indicator.
   * False: not understood.
   */
  #plain(inFlow: boolean): boolean {
    const text = this.#text;
    const length = this.#length;
    let end = this.#pos;
    let i = this.#pos;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code === SPACE) continue;
      if (code === COLON) {
        if (this.#isGap(i + 1)) break;
        const next = this.#code(i + 1);
        if (next === TAB || next === CR || (inFlow && isFlowIndicator(next))) return false;
      } else if (code === HASH) {
        if (text.charCodeAt(i - 1) === SPACE) break;
      } else if (code < SPACE) {
        if (code === LF || (code === CR && text.charCodeAt(i + 1) === LF)) break;
        return false;
      } else if (inFlow && isFlowIndicator(code)) break;
      end = i + 1;
    }
    this.#pos = i;
    this.#plainEnd = end;
    return true;
  }

  #quoted(quote: number): YamlScalar | undefined {
    const text = this.#text;
    const start = this.#pos;
    let i = start + 1;
    for (; i < this.#length; i++) {
      const code = text.charCodeAt(i);
      if (code === quote) break;
      if (code < SPACE || code === BACKSLASH) return undefined;
    }
    if (i >= this.#length || (quote === SINGLE_QUOTE && this.#code(i + 1) === SINGLE_QUOTE)) return undefined;
    this.#pos = i + 1;
    const base = this.#base;
    return {
      kind: 'scalar',
      tag: 'str',
      text: text.slice(start + 1, i),
      quoted: true,
      start: start + base,
      end: i + 1 + base,
    };
  }

  #flow(open: number, depth: number): YamlNode | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const start = this.#pos;
    const close = open === OPEN_BRACKET ? CLOSE_BRACKET : CLOSE_BRACE;
    const items: YamlNode[] = [];
    const entries: YamlEntry[] = [];
    this.#pos++;
    while (this.#skipSpaces() !== close) {
      if (open === OPEN_BRACKET) {
        const item = this.#flowValue(depth);
        if (item === undefined) return undefined;
        items.push(item);
      } else {
        const entry = this.#flowEntry(depth);
        if (entry === undefined) return undefined;
        entries.push(entry);
      }
      const code = this.#skipSpaces();
      if (code === COMMA) this.#pos++;
      else if (code !== close) return undefined;
    }
    this.#pos++;
    const span = this.#span(start, this.#pos);
    if (open === OPEN_BRACKET) return { kind: 'sequence', items, ...span };
    return hasDuplicates(entries) ? undefined : { kind: 'mapping', entries, ...span };
  }

  #flowEntry(depth: number): YamlEntry | undefined {
    const keyStart = this.#pos;
    const code = this.#code(keyStart);
    if (code === OPEN_BRACKET || code === OPEN_BRACE) return undefined;
    const key = this.#flowScalar(code);
    if (key === undefined || key.text === '<<' || this.#skipSpaces() !== COLON) return undefined;
    if (this.#pos - keyStart > MAX_KEY || this.#code(this.#pos + 1) !== SPACE) return undefined;
    this.#pos++;
    this.#skipSpaces();
    const value = this.#flowValue(depth);
    return value && { key: key.text, keySpan: { start: key.start, end: key.end }, value };
  }

  #flowValue(depth: number): YamlNode | undefined {
    const code = this.#code(this.#pos);
    return code === OPEN_BRACKET || code === OPEN_BRACE ? this.#flow(code, depth + 1) : this.#flowScalar(code);
  }

  #flowScalar(code: number): YamlScalar | undefined {
    if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return this.#quoted(code);
    const start = this.#pos;
    if (code === DASH) {
      const next = this.#code(start + 1);
      if (!beginsPlain(next)) return undefined;
    } else if (!beginsPlain(code)) return undefined;
    return this.#plain(true) ? this.#scalar(start, this.#plainEnd) : undefined;
  }

  #scalar(start: number, end: number): YamlScalar {
    const text = this.#text.slice(start, end);
    return { kind: 'scalar', tag: coreTag(text), text, start: start + this.#base, end: end + this.#base };
  }

  #empty(at: number): YamlScalar {
    return { kind: 'scalar', tag: 'null', text: '', start: at + this.#base, end: at + this.#base };
  }

  #span(start: number, end: number): Span {
    return { start: start + this.#base, end: end + this.#base };
  }
}

/** Whether a plain scalar can begin with this character whatever follows it. A byte order mark is left aside. */
function beginsPlain(code: number): boolean {
  if (code >= 97 && code <= 122) return true;
  switch (code) {
    case 0x21: // ! tag
    case DOUBLE_QUOTE:
    case HASH:
    case 0x25: // % directive
    case 0x26: // & anchor
    case SINGLE_QUOTE:
    case 0x2a: // * alias
    case COMMA:
    case DASH:
    case COLON:
    case 0x3e: // > folded block scalar
    case 0x3f: // ? explicit key
    case 0x40: // @ reserved
    case OPEN_BRACKET:
    case CLOSE_BRACKET:
    case 0x60: // ` reserved
    case OPEN_BRACE:
    case 0x7c: // | literal block scalar
    case CLOSE_BRACE:
    case 0xfeff:
      return false;
    default:
      return code > SPACE;
  }
}

function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA || code === OPEN_BRACKET || code === CLOSE_BRACKET || code === OPEN_BRACE || code === CLOSE_BRACE
  );
}

function hasDuplicates(entries: readonly YamlEntry[]): boolean {
  if (entries.length > FEW_KEYS) return new Set(entries.map(({ key }) => key)).size < entries.length;
  for (let i = 1; i < entries.length; i++) {
    const key = entries[i]?.key;
    for (let j = 0; j < i; j++) if (entries[j]?.key === key) return true;
  }
  return false;
}
