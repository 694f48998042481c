/**
 * What a `.gitignore` file says, exactly as git reads it (gitignore(5), dir.c and wildmatch.c of git 2.39). Only how
 * patterns are written differs from our own globs, so matching is that of `model/glob.ts`: O(pattern × path), whatever
 * a repository holds.
 *
 * Git compares bytes: `?` is one byte of UTF-8, not one character. Patterns and paths are therefore compared as strings
 * of bytes, which for ASCII are the strings themselves.
 */
import { matchSegments, matchTokens, type Segment, type Token } from '../model/glob.ts';

export interface IgnoreOptions {
  /** As `core.ignoreCase`, which git sets on Windows and macOS. Letters A to Z only, as in git. */
  readonly ignoreCase?: boolean;
}

export type IgnoreVerdict = 'ignored' | 'included';

interface Pattern {
  readonly verdict: IgnoreVerdict;
  readonly foldersOnly: boolean;
  readonly matches: (path: BytePath) => boolean;
}

/** Longer patterns are left out: no path is that long, and time grows with the pattern. */
const MAX_PATTERN_LENGTH = 8192;

/** Bytes of a `.gitignore` file that are read. */
const MAX_LENGTH = 1024 * 1024;

export class IgnoreRules {
  /** Last line first: the last one that matches decides. */
  readonly #patterns: readonly Pattern[];
  readonly #ignoreCase: boolean;

  private constructor(patterns: readonly Pattern[], ignoreCase: boolean) {
    this.#patterns = patterns;
    this.#ignoreCase = ignoreCase;
  }

  /** Never fails: lines that git could not match with anything match nothing. */
  static parse(content: Uint8Array, options: IgnoreOptions = {}): IgnoreRules {
    const ignoreCase = options.ignoreCase ?? false;
    let text = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, MAX_LENGTH)).toString(
      'latin1',
    );
    if (text.startsWith(BYTE_ORDER_MARK)) text = text.slice(BYTE_ORDER_MARK.length);
    const patterns: Pattern[] = [];
    for (const line of text.split('\n')) {
      const pattern = parseLine(line, ignoreCase);
      if (pattern !== undefined) patterns.push(pattern);
    }
    return new IgnoreRules(patterns.reverse(), ignoreCase);
  }

  /** How many lines are patterns. */
  get size(): number {
    return this.#patterns.length;
  }

  /**
   * What these rules say of one file or folder; undefined when nothing. `path` is relative to the folder of the
   * `.gitignore` file. A path inside an ignored folder is ignored whatever its own verdict: ask for the folder first.
   */
  verdict(path: string, isFolder: boolean): IgnoreVerdict | undefined {
    if (this.#patterns.length === 0) return undefined;
    const bytes = new BytePath(path, this.#ignoreCase);
    for (const pattern of this.#patterns) {
      if (pattern.foldersOnly && !isFolder) continue;
      if (pattern.matches(bytes)) return pattern.verdict;
    }
    return undefined;
  }
}

const BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

class BytePath {
  readonly path: string;
  readonly name: string;
  #parts: readonly string[] | undefined;

  constructor(path: string, ignoreCase: boolean) {
    const bytes = isAscii(path) ? path : Buffer.from(path, 'utf8').toString('latin1');
    this.path = ignoreCase ? foldCase(bytes) : bytes;
    this.name = this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  get parts(): readonly string[] {
    this.#parts ??= this.path.split('/');
    return this.#parts;
  }
}

function parseLine(line: string, ignoreCase: boolean): Pattern | undefined {
  if (line === '' || line.startsWith('#')) return undefined;
  // Git reads lines as C strings: what follows a zero byte is not seen.
  const zero = line.indexOf('\0');
  let text = zero >= 0 ? line.slice(0, zero) : line.endsWith('\r') ? line.slice(0, -1) : line;
  text = trimTrailingSpaces(text);
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const foldersOnly = text.endsWith('/');
  if (foldersOnly) text = text.slice(0, -1);
  if (text === '' || text.length > MAX_PATTERN_LENGTH) return undefined;
  const anchored = text.includes('/');
  const matches = anchored
    ? pathMatcher(text.startsWith('/') ? text.slice(1) : text, ignoreCase)
    : nameMatcher(text, ignoreCase);
  return matches && { verdict: negated ? 'included' : 'ignored', foldersOnly, matches };
}

/** Spaces at the end do not count unless a backslash is before them. Tabs count. */
function trimTrailingSpaces(text: string): string {
  let end = -1;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ' ') {
      if (end < 0) end = i;
      continue;
    }
    if (text[i] === '\\' && ++i >= text.length) return text;
    end = -1;
  }
  return end < 0 ? text : text.slice(0, end);
}

type Matcher = Pattern['matches'] | undefined;

/** A pattern without a slash is compared with the last part of the path alone, where `**` is no more than `*`. */
function nameMatcher(text: string, ignoreCase: boolean): Matcher {
  const literal = ignoreCase ? foldCase(text) : text;
  if (!hasSpecial(text)) return ({ name }) => name === literal;
  if (text[0] === '*' && !hasSpecial(text.slice(1))) {
    const suffix = literal.slice(1);
    return ({ name }) => name.endsWith(suffix);
  }
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; ) {
    const next = readToken(text, i, ignoreCase);
    if (next === undefined) return undefined;
    pushToken(tokens, next.token);
    i = next.end;
  }
  return ({ name }) => matchTokens(tokens, name);
}

function pathMatcher(text: string, ignoreCase: boolean): Matcher {
  if (!hasSpecial(text)) {
    const literal = ignoreCase ? foldCase(text) : text;
    return ({ path }) => path === literal;
  }
  const alternatives = readSegments(text, text.search(/[*?[\\]/), ignoreCase);
  return alternatives && (({ parts }) => alternatives.some((segments) => matchSegments(segments, parts)));
}

/**
 * The pattern's segments; undefined when git would never match it. Git cuts the literal start of a pattern off and
 * matches the rest alone, so that two stars there count as being at a start: with `b` as a second segment, `a**` spans
 * `ab`, `a/b` and `ax/y/b`. That start is `cut`. Matching nothing joins what is before and after, hence alternatives.
 */
function readSegments(text: string, cut: number, ignoreCase: boolean): (readonly Segment[])[] | undefined {
  const alternatives: (readonly Segment[])[] = [];
  const segments: Segment[] = [];
  let tokens: Token[] = [];
  let i = 0;
  while (i < text.length) {
    if (text[i] === '/') {
      segments.push(tokens);
      tokens = [];
      i++;
      continue;
    }
    const stars = text[i] === '*' ? runOfStars(text, i) : 0;
    const isStart = i === 0 || text[i - 1] === '/' || i === cut;
    const after = i + stars;
    if (stars >= 2 && isStart && after === text.length) {
      // Everything below, not the folder itself.
      pushToken(tokens, { type: 'star' });
      segments.push(tokens, 'globstar');
      return [...alternatives, segments];
    }
    if (stars >= 2 && isStart && text[after] === '/') {
      const rest = skipRepeated(text, after + 1);
      if (tokens.length === 0) segments.push('globstar');
      else {
        const joined = readSegments(text.slice(0, i) + text.slice(rest), i, ignoreCase);
        if (joined === undefined) return undefined;
        alternatives.push(...joined);
        pushToken(tokens, { type: 'star' });
        segments.push(tokens, 'globstar');
      }
      tokens = [];
      i = rest;
      continue;
    }
    if (stars >= 2 && isStart && text.startsWith('\\/', after)) {
      pushToken(tokens, { type: 'star' });
      segments.push(tokens, 'globstar');
      tokens = [];
      i = after + 2;
      continue;
    }
    if (text.startsWith('\\/', i)) {
      segments.push(tokens);
      tokens = [];
      i += 2;
      continue;
    }
    const next = readToken(text, i, ignoreCase);
    if (next === undefined) return undefined;
    pushToken(tokens, next.token);
    i = next.end;
  }
  segments.push(tokens);
  return [...alternatives, segments];
}

function runOfStars(text: string, start: number): number {
  let end = start;
  while (text[end] === '*') end++;
  return end - start;
}

/** Past any further segments of stars: they match nothing more, and each would be an alternative. */
function skipRepeated(text: string, start: number): number {
  let i = start;
  for (;;) {
    const stars = runOfStars(text, i);
    if (stars < 2 || text[i + stars] !== '/') return i;
    i += stars + 1;
  }
}

function pushToken(tokens: Token[], token: Token): void {
  if (token.type !== 'star' || tokens.at(-1)?.type !== 'star') tokens.push(token);
}

interface ReadToken {
  readonly token: Token;
  readonly end: number;
}

/** One token other than `/`; undefined when ill-formed, which in git matches nothing. */
function readToken(text: string, i: number, ignoreCase: boolean): ReadToken | undefined {
  const char = text[i] as string;
  switch (char) {
    case '*':
      return { token: { type: 'star' }, end: i + 1 };
    case '?':
      return { token: { type: 'any' }, end: i + 1 };
    case '[':
      return readSet(text, i, ignoreCase);
    case '\\': {
      const escaped = text[i + 1];
      if (escaped === undefined) return undefined;
      // Git does not fold what is escaped, so with `ignoreCase` an escaped capital matches nothing.
      return { token: { type: 'text', char: escaped }, end: i + 2 };
    }
    default:
      return { token: { type: 'text', char: ignoreCase ? foldCase(char) : char }, end: i + 1 };
  }
}

/** `[a-z]`, `[!a-z]`, `[^a-z]`, `[]a]`, `[\]a]`, `[[:alpha:]]`. It never matches `/`, which no part contains. */
function readSet(text: string, open: number, ignoreCase: boolean): ReadToken | undefined {
  const ranges: (readonly [string, string])[] = [];
  let i = open + 1;
  const negated = text[i] === '!' || text[i] === '^';
  if (negated) i++;
  let previous: string | undefined;
  for (let first = true; first || text[i] !== ']'; first = false) {
    const char = text[i];
    if (char === undefined) return undefined;
    const after = text[i + 1];
    if (char === '\\') {
      if (after === undefined) return undefined;
      ranges.push([after, after]);
      previous = after;
      i += 2;
    } else if (char === '-' && previous !== undefined && after !== undefined && after !== ']') {
      const high = after === '\\' ? text[i + 2] : after;
      if (high === undefined) return undefined;
      ranges.push(...caseRanges(previous, high, ignoreCase));
      previous = undefined;
      i += after === '\\' ? 3 : 2;
    } else if (char === '[' && after === ':') {
      const close = text.indexOf(']', i + 2);
      if (close < 0) return undefined;
      if (close > i + 2 && text[close - 1] === ':') {
        const named = NAMED_SETS.get(text.slice(i + 2, close - 1));
        if (named === undefined) return undefined;
        for (const [low, high] of named) ranges.push(...caseRanges(low, high, ignoreCase));
        previous = undefined;
        i = close + 1;
      } else {
        ranges.push(['[', '[']);
        previous = '[';
        i++;
      }
    } else {
      ranges.push([char, char]);
      previous = char;
      i++;
    }
  }
  return { token: { type: 'set', negated, ranges }, end: i + 1 };
}

/** Paths are in lower case when case does not count, so a range of capitals must mean small letters too. */
function caseRanges(low: string, high: string, ignoreCase: boolean): (readonly [string, string])[] {
  if (!ignoreCase) return [[low, high]];
  const from = low > 'A' ? low : 'A';
  const to = high < 'Z' ? high : 'Z';
  return from <= to
    ? [
        [low, high],
        [foldCase(from), foldCase(to)],
      ]
    : [[low, high]];
}

const NAMED_SETS: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  [
    'alnum',
    [
      ['0', '9'],
      ['A', 'Z'],
      ['a', 'z'],
    ],
  ],
  [
    'alpha',
    [
      ['A', 'Z'],
      ['a', 'z'],
    ],
  ],
  [
    'blank',
    [
      [' ', ' '],
      ['\t', '\t'],
    ],
  ],
  [
    'cntrl',
    [
      ['\u0001', '\u001f'],
      ['\u007f', '\u007f'],
    ],
  ],
  ['digit', [['0', '9']]],
  ['graph', [['!', '~']]],
  ['lower', [['a', 'z']]],
  ['print', [[' ', '~']]],
  [
    'punct',
    [
      ['!', '/'],
      [':', '@'],
      ['[', '`'],
      ['{', '~'],
    ],
  ],
  [
    'space',
    [
      [' ', ' '],
      ['\t', '\n'],
      ['\r', '\r'],
    ],
  ],
  ['upper', [['A', 'Z']]],
  [
    'xdigit',
    [
      ['0', '9'],
      ['A', 'F'],
      ['a', 'f'],
    ],
  ],
] as const);

function hasSpecial(text: string): boolean {
  return /[*?[\\]/.test(text);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function foldCase(bytes: string): string {
  return bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
