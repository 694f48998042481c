/**
 * Path globs without regular expressions: matching is O(pattern × path) whatever the pattern, so a glob in a
 * repository cannot hang the engine. `*` and `?` stay within a segment, `**` as a whole segment spans any number of
 * them, `[a-z]` and `[!a-z]` match one character, `{a,b}` are alternatives, `\` escapes. Case matters.
 */

export interface Glob {
  /** `path` is relative, with `/` between segments. */
  matches(path: string): boolean;
}

export interface GlobError {
  readonly error: string;
  /** Index in the pattern. */
  readonly offset: number;
}

export type Token =
  | { readonly type: 'text'; readonly char: string }
  | { readonly type: 'any' }
  | { readonly type: 'star' }
  | { readonly type: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] };

/** A segment's tokens, or `**`. */
export type Segment = readonly Token[] | 'globstar';

/** Alternatives multiply out; more than this many are refused rather than expanded. */
const MAX_ALTERNATIVES = 256;

export function compileGlob(pattern: string): Glob | GlobError {
  const expanded = expandBraces(pattern);
  if ('error' in expanded) return expanded;
  const alternatives: (readonly Segment[])[] = [];
  for (const alternative of expanded) {
    const segments: Segment[] = [];
    for (const segment of splitSegments(alternative.replace(/^\.\//, ''))) {
      if (segment === '**') {
        if (segments.at(-1) !== 'globstar') segments.push('globstar');
        continue;
      }
      const tokens = tokenize(segment);
      if ('error' in tokens) return { error: tokens.error, offset: Math.max(0, pattern.indexOf(segment)) };
      segments.push(tokens);
    }
    // `docs/` means everything in docs.
    if (alternative.endsWith('/')) segments.push('globstar');
    alternatives.push(segments);
  }
  return {
    matches(path) {
      const parts = path.split('/');
      return alternatives.some((segments) => matchSegments(segments, parts));
    },
  };
}

/** Matches when any of the globs does. Ill-formed ones never match; they are reported where they are configured. */
export function compileGlobs(patterns: readonly string[]): Glob {
  const globs: Glob[] = [];
  for (const pattern of patterns) {
    const glob = compileGlob(pattern);
    if (!('error' in glob)) globs.push(glob);
  }
  return { matches: (path) => globs.some((glob) => glob.matches(path)) };
}

function splitSegments(pattern: string): string[] {
  const segments: string[] = [];
  let current = '';
  let inSet = false;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === '\\') {
      current += char + (pattern[++i] ?? '');
    } else if (char === '/' && !inSet) {
      if (current !== '') segments.push(current);
      current = '';
    } else {
      if (char === '[') inSet = true;
      else if (char === ']') inSet = false;
      current += char;
    }
  }
  if (current !== '') segments.push(current);
  return segments;
}

function tokenize(segment: string): Token[] | GlobError {
  const tokens: Token[] = [];
  for (let i = 0; i < segment.length; i++) {
    const char = segment[i] as string;
    if (char === '*') {
      if (tokens.at(-1)?.type !== 'star') tokens.push({ type: 'star' });
    } else if (char === '?') {
      tokens.push({ type: 'any' });
    } else if (char === '[') {
      const end = segment.indexOf(']', i + 2);
      if (end < 0) return { error: 'This `[` has no closing `]`.', offset: i };
      let body = segment.slice(i + 1, end);
      const negated = body.startsWith('!') || body.startsWith('^');
      if (negated) body = body.slice(1);
      const ranges: [string, string][] = [];
      for (let j = 0; j < body.length; j++) {
        const low = body[j] as string;
        if (body[j + 1] === '-' && j + 2 < body.length) {
          ranges.push([low, body[j + 2] as string]);
          j += 2;
        } else ranges.push([low, low]);
      }
      tokens.push({ type: 'set', negated, ranges });
      i = end;
    } else if (char === '\\' && i + 1 < segment.length) {
      tokens.push({ type: 'text', char: segment[++i] as string });
    } else {
      tokens.push({ type: 'text', char });
    }
  }
  return tokens;
}

function expandBraces(pattern: string): string[] | GlobError {
  let done: string[] = [''];
  let i = 0;
  while (i < pattern.length) {
    const char = pattern[i] as string;
    if (char === '\\') {
      const escaped = char + (pattern[i + 1] ?? '');
      done = done.map((prefix) => prefix + escaped);
      i += 2;
    } else if (char === '{') {
      const end = closingBrace(pattern, i);
      if (end < 0) return { error: 'This `{` has no closing `}`.', offset: i };
      const options: string[] = [];
      for (const part of splitAlternatives(pattern.slice(i + 1, end))) {
        const inner = expandBraces(part);
        if ('error' in inner) return { error: inner.error, offset: i };
        options.push(...inner);
      }
      if (done.length * options.length > MAX_ALTERNATIVES) {
        return { error: `More than ${MAX_ALTERNATIVES} alternatives. Write several globs instead.`, offset: i };
      }
      done = done.flatMap((prefix) => options.map((option) => prefix + option));
      i = end + 1;
    } else {
      done = done.map((prefix) => prefix + char);
      i++;
    }
  }
  return done;
}

function closingBrace(pattern: string, open: number): number {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === '\\') i++;
    else if (char === '{') depth++;
    else if (char === '}' && --depth === 0) return i;
  }
  return -1;
}

function splitAlternatives(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    const char = body[i];
    if (char === '\\') i++;
    else if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(body.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(body.slice(start));
  return parts;
}

/** Whether the segments match all parts of a path. For other glob dialects too: they differ in how they are written. */
export function matchSegments(segments: readonly Segment[], parts: readonly string[]): boolean {
  // Greedy two-pointer match with one backtrack point: the last `**` seen.
  let s = 0;
  let p = 0;
  let starSegment = -1;
  let starPart = 0;
  while (p < parts.length) {
    const segment = segments[s];
    if (segment === 'globstar') {
      starSegment = s++;
      starPart = p;
    } else if (segment !== undefined && matchTokens(segment, parts[p] as string)) {
      s++;
      p++;
    } else if (starSegment >= 0) {
      s = starSegment + 1;
      p = ++starPart;
    } else return false;
  }
  while (segments[s] === 'globstar') s++;
  return s === segments.length;
}

/** Whether the tokens match the whole text. */
export function matchTokens(tokens: readonly Token[], text: string): boolean {
  let t = 0;
  let c = 0;
  let starToken = -1;
  let starChar = 0;
  while (c < text.length) {
    const token = tokens[t];
    if (token?.type === 'star') {
      starToken = t++;
      starChar = c;
    } else if (token !== undefined && matchToken(token, text[c] as string)) {
      t++;
      c++;
    } else if (starToken >= 0) {
      t = starToken + 1;
      c = ++starChar;
    } else return false;
  }
  while (tokens[t]?.type === 'star') t++;
  return t === tokens.length;
}

function matchToken(token: Token, char: string): boolean {
  switch (token.type) {
    case 'text':
      return token.char === char;
    case 'any':
      return true;
    case 'set':
      return token.ranges.some(([low, high]) => low <= char && char <= high) !== token.negated;
    case 'star':
      return false;
  }
}
