/**
 * Prose as written: wiki links, ids that are mentioned, avoided terms, left-over template text, and how many words.
 * Works on the source itself, so that every position is exact; what is not prose is masked by who read the Markdown.
 * One pass, linear in the text.
 */
import type { Span } from '../text.ts';
import { isAsciiPunctuation, isLetter, isSpace, WordCounter, wordCharLength, wordEnd } from './characters.ts';
import type { Mask } from './inline.ts';
import { breakEnd, type TermIndex } from './terms.ts';

export interface WikiLink extends Span {
  readonly target: Span;
  readonly fragment?: Span;
  readonly label?: string;
}

/** Receives what is found, in the order of the text. */
export interface ProseSink {
  wiki(link: WikiLink): void;
  mention(start: number, end: number): void;
  term(start: number, end: number, term: string): void;
  /** `isTemplate` for `{{…}}`, which is left over wherever it stands. */
  placeholder(start: number, end: number, isTemplate: boolean): void;
}

const PLACEHOLDERS: ReadonlySet<string> = new Set(['TODO', 'TBD', 'TBC', 'FIXME', 'XXX']);

/** Code units that are looked at one by one; everything else is a word, a space or of no interest. */
const [LESS, PERCENT] = [60, 37];
const [BANG, AMPERSAND, HYPHEN, DOT, SLASH, COLON, AT, OPEN, BACKSLASH, CLOSE, UNDERSCORE, BRACE] = [
  33, 38, 45, 46, 47, 58, 64, 91, 92, 93, 95, 123,
];

/** Returns the number of words. A link's text is no place for a mention: the link is the reference. */
export function readProse(
  text: string,
  start: number,
  end: number,
  masks: readonly Mask[],
  terms: TermIndex,
  sink: ProseSink,
): number {
  return new ProseReader(text, start, end, masks, terms, sink).read();
}

class ProseReader {
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  readonly #masks: readonly Mask[];
  readonly #terms: TermIndex;
  readonly #sink: ProseSink;
  readonly #counter = new WordCounter();
  /** Up to here a wiki link, URL or mention reaches: words count, nothing else is looked for. */
  #quietUntil = 0;
  /** Up to here words joined by hyphens were already looked at as one id. */
  #chainUntil = 0;
  /** No `}}` before this. */
  #noBraceUntil = 0;
  #maskIndex = 0;
  /** Where the mask before the current place ended; nothing before it belongs to the same word. */
  #runStart: number;
  /** Where the next mask starts, or the prose ends. */
  #runEnd: number;

  constructor(text: string, start: number, end: number, masks: readonly Mask[], terms: TermIndex, sink: ProseSink) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
    this.#masks = masks;
    this.#terms = terms;
    this.#sink = sink;
    this.#runStart = start;
    this.#runEnd = start;
  }

  read(): number {
    let position = this.#start;
    let linkDepth = 0;
    for (;;) {
      const mask = this.#masks[this.#maskIndex];
      this.#runStart = position;
      this.#runEnd = mask === undefined ? this.#end : Math.min(mask.start, this.#end);
      this.#readRun(position, linkDepth > 0);
      if (mask === undefined) break;
      if (mask.kind === 'code') this.#counter.add(this.#text, mask.start, mask.end);
      else if (mask.kind === 'image' || mask.kind === 'autolink') this.#counter.addObject();
      else if (mask.kind === 'linkOpen') linkDepth++;
      else if (mask.kind === 'linkClose') linkDepth--;
      position = mask.end;
      this.#maskIndex++;
    }
    this.#counter.endRun();
    return this.#counter.words;
  }

  #readRun(from: number, inLink: boolean): void {
    const text = this.#text;
    const end = this.#runEnd;
    let i = from;
    while (i < end) {
      const code = text.charCodeAt(i);
      if (isSpace(code)) {
        this.#counter.endRun();
        i++;
      } else if (wordCharLength(text, i) > 0) i = this.#readWord(i, inLink);
      else if (code === BACKSLASH) i += i + 1 < end && isAsciiPunctuation(text.charCodeAt(i + 1)) ? 2 : 1;
      else if (code === AMPERSAND) i = this.#characterReferenceEnd(i);
      else if (i < this.#quietUntil) i++;
      else if (code === OPEN) i = this.#readWiki(i, i);
      else if (code === BANG && text.charCodeAt(i + 1) === OPEN && i + 1 < end) i = this.#readWiki(i + 1, i);
      else if (code === BRACE && text.charCodeAt(i + 1) === BRACE) i = this.#readTemplate(i);
      else i = this.#readMark(i);
    }
  }

  /** The word at `i`, as part of an id, as placeholder, as term. Returns its end. */
  #readWord(i: number, inLink: boolean): number {
    const text = this.#text;
    const end = wordEnd(text, i, this.#runEnd);
    this.#counter.add(text, i, end);
    if (i < this.#quietUntil) return end;
    if (i >= this.#chainUntil && this.#readChain(i, end, inLink)) return end;
    if (!this.#terms.isEmpty) this.#readTerm(i);
    return end;
  }

  /** True when the words joined by hyphens that start at `i` were an id, a URL's scheme or a placeholder. */
  #readChain(i: number, firstEnd: number, inLink: boolean): boolean {
    const text = this.#text;
    const limit = this.#runEnd;
    let last = i;
    let end = firstEnd;
    while (end + 1 < limit && text.charCodeAt(end) === HYPHEN && wordCharLength(text, end + 1) > 0) {
      last = end + 1;
      end = wordEnd(text, last, limit);
    }
    this.#chainUntil = end;
    if (text.charCodeAt(end) === COLON && text.startsWith('://', end)) {
      this.#quietUntil = this.#urlEnd(end);
      return true;
    }
    if (last === i) return this.#readPlaceholder(i, end);
    if (!isDigits(text, last, end) || !isLetter(text, i) || !this.#standsAlone(i, end)) return false;
    if (!inLink) this.#sink.mention(i, end);
    this.#quietUntil = end;
    return true;
  }

  #readPlaceholder(start: number, end: number): boolean {
    const length = end - start;
    if (length < 3 || length > 5) return false;
    const word = this.#text.slice(start, end);
    if (PLACEHOLDERS.has(word)) {
      if (!this.#standsAlone(start, end)) return false;
      this.#sink.placeholder(start, end, false);
      return true;
    }
    if (length === 5 && word.toLowerCase() === 'lorem') {
      const second = breakEnd(this.#text, end, this.#runEnd);
      const secondEnd = wordEnd(this.#text, second, this.#runEnd);
      if (second > end && this.#text.slice(second, secondEnd).toLowerCase() === 'ipsum') {
        this.#sink.placeholder(start, secondEnd, false);
      }
    }
    return false;
  }

  /** Not part of a path, an address, a file name or an option such as `--retry-3`. */
  #standsAlone(start: number, end: number): boolean {
    const text = this.#text;
    // `_` beside a word is emphasis: between two words it would be part of the word.
    let before = start - 1;
    while (before >= this.#runStart && text.charCodeAt(before) === UNDERSCORE) before--;
    if (before >= this.#runStart) {
      const code = text.charCodeAt(before);
      if (code === SLASH || code === BACKSLASH || code === AT || code === HYPHEN) return false;
      if (code === DOT && before > this.#runStart && endsWithWord(text, before)) return false;
    }
    let after = end;
    while (after < this.#runEnd && text.charCodeAt(after) === UNDERSCORE) after++;
    if (after >= this.#runEnd) return true;
    const code = text.charCodeAt(after);
    if (code === SLASH || code === AT) return false;
    return !(code === DOT && after + 1 < this.#runEnd && wordCharLength(text, after + 1) > 0);
  }

  #readTerm(i: number): void {
    const match = this.#terms.match(this.#text, i, this.#runEnd);
    if (match === undefined) return;
    this.#sink.term(i, match.end, match.term);
    // Terms do not overlap: `go live date` is found, not also `live date`.
    this.#quietUntil = match.end;
    this.#chainUntil = Math.max(this.#chainUntil, match.end);
  }

  /** A mark that is no markup; terms such as `.NET` start with one. */
  #readMark(i: number): number {
    if (!this.#terms.isEmpty) this.#readTerm(i);
    return i + 1;
  }

  /** `[[target#fragment|label]]` with its first bracket at `open`. Returns where to read on. */
  #readWiki(open: number, start: number): number {
    const text = this.#text;
    if (open + 1 >= this.#runEnd || text.charCodeAt(open + 1) !== OPEN) return this.#readMark(start);
    let bar = -1;
    let hash = -1;
    let maskIndex = this.#maskIndex;
    let limit = this.#runEnd;
    let i = open + 2;
    for (;;) {
      if (i >= limit) {
        // Code or markup may stand in a label, as in `[[RB-001|the \`restart\` runbook]]`.
        const mask = this.#masks[maskIndex];
        if (mask === undefined || bar < 0 || mask.kind === 'linkClose') return start + 1;
        i = mask.end;
        limit = this.#masks[++maskIndex]?.start ?? this.#end;
        continue;
      }
      const code = text.charCodeAt(i);
      if (code === 10 || code === 13 || code === OPEN) return start + 1;
      if (code === CLOSE) break;
      if (code === 124 && bar < 0) bar = i;
      if (code === 35 && hash < 0 && bar < 0) hash = i;
      i++;
    }
    if (i + 1 >= limit || text.charCodeAt(i + 1) !== CLOSE) return start + 1;
    // In a table the bar is written `\|`.
    const targetEnd = bar < 0 ? i : text.charCodeAt(bar - 1) === BACKSLASH ? bar - 1 : bar;
    const target = trimmed(text, open + 2, hash < 0 ? targetEnd : hash);
    const fragment = hash < 0 ? undefined : trimmed(text, hash + 1, targetEnd);
    const hasFragment = fragment !== undefined && fragment.end > fragment.start;
    if (target.end === target.start && !hasFragment) return start + 1;
    const label = bar < 0 ? '' : text.slice(bar + 1, i).trim();
    this.#sink.wiki({
      start,
      end: i + 2,
      target,
      ...(hasFragment && { fragment }),
      ...(label !== '' && { label }),
    });
    this.#quietUntil = i + 2;
    return open + 2;
  }

  #readTemplate(i: number): number {
    if (i < this.#noBraceUntil) return i + 1;
    const text = this.#text;
    let j = i + 2;
    while (j + 1 < this.#runEnd) {
      const code = text.charCodeAt(j);
      if (code === 10 || code === 13) break;
      if (code === 125 && text.charCodeAt(j + 1) === 125) {
        const first = text.charCodeAt(i + 2);
        // `{{< ref "x.md" >}}` and `{{% … %}}` are calls of a site generator (Hugo), which stay in finished text.
        if (first !== LESS && first !== PERCENT) this.#sink.placeholder(i, j + 2, true);
        this.#quietUntil = j + 2;
        return i + 2;
      }
      j++;
    }
    this.#noBraceUntil = j;
    return i + 1;
  }

  #urlEnd(from: number): number {
    let i = from;
    while (i < this.#runEnd) {
      const code = this.#text.charCodeAt(i);
      if (isSpace(code) || code === 60 || code === 62 || code === OPEN || code === CLOSE || code === 124) break;
      i++;
    }
    return i;
  }

  /** `&nbsp;` is no word. Judged by its shape: which names exist does not matter here. */
  #characterReferenceEnd(i: number): number {
    const text = this.#text;
    let j = i + 1;
    if (text.charCodeAt(j) === 35) j++;
    const limit = Math.min(this.#runEnd, j + 32);
    const first = j;
    while (j < limit) {
      const code = text.charCodeAt(j);
      if (code >= 128 || wordCharLength(text, j) === 0) break;
      j++;
    }
    return j > first && j < this.#runEnd && text.charCodeAt(j) === 59 ? j + 1 : i + 1;
  }
}

function isDigits(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

function endsWithWord(text: string, end: number): boolean {
  const code = text.charCodeAt(end - 1);
  const isLowSurrogate = code >= 0xdc00 && code <= 0xdfff;
  return wordCharLength(text, isLowSurrogate ? end - 2 : end - 1) > 0;
}

function trimmed(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}
