/**
 * Words and phrases to find in prose. A tree of tokens instead of one pattern per term: a word of the text is looked
 * up once however many terms there are.
 */
import { wordCharLength, wordEnd } from './characters.ts';

interface TermNode {
  readonly next: Map<string, TermNode>;
  /** Set when a term ends here: the term as given. */
  term?: string;
}

export interface TermMatch {
  readonly term: string;
  readonly end: number;
}

const SPACE = ' ';

/** A phrase can have this many words and punctuation marks; what follows is not compared. Bounds the work per word. */
const MAX_TOKENS = 64;

/** Case does not matter. A space in a term matches one space or one line break. Blank terms are never found. */
export class TermIndex {
  private readonly first = new Map<string, TermNode>();
  readonly isEmpty: boolean;

  constructor(terms: readonly string[]) {
    for (const term of terms) {
      let level = this.first;
      let node: TermNode | undefined;
      for (const token of tokensOf(term.toLowerCase().trim()).slice(0, MAX_TOKENS)) {
        node = level.get(token) ?? { next: new Map() };
        level.set(token, node);
        level = node.next;
      }
      if (node !== undefined) node.term ??= term;
    }
    this.isEmpty = this.first.size === 0;
  }

  /** The longest term that starts with the word or mark at `start` and ends before `limit`. */
  match(text: string, start: number, limit: number): TermMatch | undefined {
    let found: TermMatch | undefined;
    let level = this.first;
    let i = start;
    while (i < limit) {
      let node: TermNode | undefined;
      if (wordCharLength(text, i) > 0) {
        const end = wordEnd(text, i, limit);
        node = level.get(text.slice(i, end).toLowerCase());
        i = end;
      } else {
        const end = breakEnd(text, i, limit);
        node = level.get(end > i ? SPACE : text.charAt(i));
        i = end > i ? end : i + 1;
      }
      if (node === undefined) break;
      if (node.term !== undefined) found = { term: node.term, end: i };
      level = node.next;
    }
    return found;
  }
}

function tokensOf(term: string): string[] {
  const tokens: string[] = [];
  let i = 0;
  while (i < term.length) {
    if (wordCharLength(term, i) > 0) {
      const end = wordEnd(term, i, term.length);
      tokens.push(term.slice(i, end));
      i = end;
    } else if (/\s/.test(term.charAt(i))) {
      if (tokens.at(-1) !== SPACE) tokens.push(SPACE);
      i++;
    } else tokens.push(term.charAt(i++));
  }
  return tokens;
}

/**
 * Where one space, or one line break with the indentation and quote marks of the next line, ends. `index` itself when
 * there is none.
 */
export function breakEnd(text: string, index: number, limit: number): number {
  let i = index;
  while (i < limit && isBlank(text.charCodeAt(i))) i++;
  const code = text.charCodeAt(i);
  if (i >= limit || (code !== 10 && code !== 13)) {
    const first = text.charCodeAt(index);
    return index < limit && (isBlank(first) || first === 0xa0) ? index + 1 : index;
  }
  i += code === 13 && text.charCodeAt(i + 1) === 10 ? 2 : 1;
  while (i < limit && (isBlank(text.charCodeAt(i)) || text.charCodeAt(i) === 62)) i++;
  return Math.min(i, limit);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
