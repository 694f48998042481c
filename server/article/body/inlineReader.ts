/**
 * Reads the inline Markdown of one block without building a tree: code spans, links, images, autolinks, tags, escapes.
 * Emphasis only matters where text without markup is wanted (headings, labels, tasks). Exact or not at all: what is not
 * certain returns undefined, for remark to read. Linear: no construct looks further than a bounded number of times.
 */
import type { Directive } from '../parsed.ts';
import { isAsciiPunctuation } from './characters.ts';
import { readHtml } from './htmlText.ts';
import { type Inline, type InlineLink, type Mask, NO_INLINE } from './inline.ts';
import { completeTagEnd, isBlank, runLength } from './lines.ts';
import { type LinkTarget, linkTarget } from './linkTarget.ts';
import { oneLine, plainText } from './plainText.ts';
import { byReference, type Definitions, normalizeLabel } from './reference.ts';

/**
 * `exact` gives up on what it is not sure of. `approximate` never does: awkward constructs are text. For input on which
 * remark takes more than linear time.
 */
export type Precision = 'exact' | 'approximate';

export function readInline(
  text: string,
  start: number,
  end: number,
  definitions: Definitions,
  precision: Precision,
): Inline | undefined {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 91 || code === 96 || code === 60) {
      return new InlineReader(text, start, end, definitions, precision).read(i);
    }
  }
  return NO_INLINE;
}

/** `[` or `![` that may start a link or image, and how much had been found before it. */
interface Opener {
  readonly start: number;
  readonly textStart: number;
  readonly isImage: boolean;
  readonly maskCount: number;
  readonly linkCount: number;
}

interface Resource {
  readonly end: number;
  readonly target: LinkTarget;
}

/** Of CommonMark: longer labels are none. */
const MAX_LABEL = 999;
/** Of the tokenizer: parentheses nested deeper in a target end it. */
const MAX_PARENTHESES = 32;

// biome-ignore lint/suspicious/noControlCharactersInRegex: CommonMark excludes control characters from autolinks.
const AUTOLINK = /<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20<>\x7f]*>/y;
const MAIL_START = /<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@/y;

const UNSURE = Symbol('unsure');

class InlineReader {
  readonly #text: string;
  readonly #start: number;
  readonly #end: number;
  readonly #definitions: Definitions;
  readonly #precision: Precision;
  readonly #masks: Mask[] = [];
  readonly #links: InlineLink[] = [];
  readonly #directives: Directive[] = [];
  readonly #openers: Opener[] = [];
  /** Openers of links before this index would make a link around a link, which there is not. */
  #inactiveCount = 0;
  /** Starts of backtick runs not yet passed, last first, by length. */
  #runs: Map<number, number[]> | undefined;
  #lastAngle: number | undefined;
  #hasNoCommentEnd = false;
  /** Characters that targets and titles may still be searched for: what fails to be one is read again as text. */
  #budget: number;

  constructor(text: string, start: number, end: number, definitions: Definitions, precision: Precision) {
    this.#text = text;
    this.#start = start;
    this.#end = end;
    this.#definitions = definitions;
    this.#precision = precision;
    this.#budget = 1000 + 40 * (end - start);
  }

  read(from: number): Inline | undefined {
    const text = this.#text;
    const end = this.#end;
    // Before `from` there are at most escapes and exclamation marks; one escape may reach over it.
    let i = from > this.#start && this.#isEscaped(from) ? from + 1 : from;
    if (i === from && text.charCodeAt(from) === 91 && from > this.#start && text.charCodeAt(from - 1) === 33) {
      if (!this.#isEscaped(from - 1)) i = from - 1;
    }
    while (i < end) {
      let next: number | typeof UNSURE;
      switch (text.charCodeAt(i)) {
        case 33: // !
          next = i + 1 < end && text.charCodeAt(i + 1) === 91 ? this.#open(i, true) : i + 1;
          break;
        case 60: // <
          next = this.#readAngle(i);
          break;
        case 91: // [
          next = this.#open(i, false);
          break;
        case 92: // \
          next = i + (i + 1 < end && isAsciiPunctuation(text.charCodeAt(i + 1)) ? 2 : 1);
          break;
        case 93: // ]
          next = this.#close(i);
          break;
        case 96: // `
          next = this.#readCode(i);
          break;
        default:
          next = i + 1;
      }
      if (next === UNSURE) {
        if (this.#precision === 'exact') return undefined;
        next = i + 1;
      }
      i = next;
    }
    return { masks: this.#masks, links: this.#links, directives: this.#directives };
  }

  #isEscaped(index: number): boolean {
    let i = index;
    while (i > this.#start && this.#text.charCodeAt(i - 1) === 92) i--;
    return (index - i) % 2 === 1;
  }

  #readCode(i: number): number {
    const size = runLength(this.#text, i, this.#end);
    this.#runs ??= this.#backtickRuns(i);
    const starts = this.#runs.get(size);
    if (starts === undefined) return i + size;
    while (starts.length > 0 && (starts[starts.length - 1] as number) < i + size) starts.pop();
    const close = starts[starts.length - 1];
    if (close === undefined) return i + size;
    this.#masks.push({ kind: 'code', start: i, end: close + size });
    return close + size;
  }

  #backtickRuns(from: number): Map<number, number[]> {
    const runs = new Map<number, number[]>();
    const found: [number, number][] = [];
    for (let i = from; i < this.#end; i++) {
      if (this.#text.charCodeAt(i) !== 96) continue;
      const size = runLength(this.#text, i, this.#end);
      found.push([i, size]);
      i += size;
    }
    for (const [start, size] of found.reverse()) {
      const starts = runs.get(size);
      if (starts === undefined) runs.set(size, [start]);
      else starts.push(start);
    }
    return runs;
  }

  #readAngle(i: number): number | typeof UNSURE {
    const text = this.#text;
    this.#lastAngle ??= text.slice(this.#start, this.#end).lastIndexOf('>') + this.#start;
    if (this.#lastAngle < i) return i + 1;
    AUTOLINK.lastIndex = i;
    if (AUTOLINK.test(text) && AUTOLINK.lastIndex <= this.#end) {
      const end = AUTOLINK.lastIndex;
      const url = text.slice(i + 1, end - 1);
      this.#masks.push({ kind: 'autolink', start: i, end });
      this.#links.push({ form: 'link', start: i, end, ...linkTarget(text, i + 1, end - 1, url), label: url });
      return end;
    }
    const next = text.charCodeAt(i + 1);
    if (isBlank(next) || next === 10 || next === 13) return i + 1;
    if (next === 33 || next === 63) return this.#readDeclaration(i);
    const tagEnd = completeTagEnd(text, i, this.#end, false);
    if (tagEnd > 0) return this.#addHtml(i, tagEnd);
    MAIL_START.lastIndex = i;
    const isName = (next >= 65 && next <= 90) || (next >= 97 && next <= 122) || next === 47;
    return isName || MAIL_START.test(text) ? UNSURE : i + 1;
  }

  #readDeclaration(i: number): number | typeof UNSURE {
    const text = this.#text;
    if (!text.startsWith('<!--', i)) return UNSURE;
    if (this.#hasNoCommentEnd) return UNSURE;
    // Within the block only: the rest of a large text is not to be searched for every comment.
    const close = text.slice(i + 2, this.#end).indexOf('-->');
    if (close < 0) {
      this.#hasNoCommentEnd = true;
      return UNSURE;
    }
    return this.#addHtml(i, i + 2 + close + 3);
  }

  #addHtml(start: number, end: number): number {
    const html = readHtml(this.#text, start, end);
    this.#directives.push(...html.directives);
    this.#masks.push({ kind: html.words > 0 ? 'image' : 'markup', start, end });
    return end;
  }

  #open(start: number, isImage: boolean): number {
    const textStart = start + (isImage ? 2 : 1);
    this.#openers.push({
      start,
      textStart,
      isImage,
      maskCount: this.#masks.length,
      linkCount: this.#links.length,
    });
    return textStart;
  }

  #close(i: number): number | typeof UNSURE {
    const opener = this.#openers.pop();
    if (opener === undefined) return i + 1;
    const index = this.#openers.length;
    const isInactive = !opener.isImage && index < this.#inactiveCount;
    this.#inactiveCount = Math.min(this.#inactiveCount, index);
    if (isInactive) return i + 1;
    const next = i + 1 < this.#end ? this.#text.charCodeAt(i + 1) : 0;
    if (next === 40) {
      const resource = this.#readResource(i + 1);
      if (resource === UNSURE) return UNSURE;
      if (resource !== undefined) {
        const { start, isImage } = opener;
        const { end, target } = resource;
        return this.#addLink(opener, i, { form: isImage ? 'image' : 'link', start, end, ...target });
      }
    }
    return this.#definitions.size === 0 ? i + 1 : this.#closeReference(opener, i, next);
  }

  #closeReference(opener: Opener, i: number, next: number): number | typeof UNSURE {
    const { start, textStart, isImage } = opener;
    const form = isImage ? 'image' : 'link';
    const isLabel = i - textStart <= MAX_LABEL;
    const own = isLabel ? this.#definitions.get(normalizeLabel(this.#text.slice(textStart, i))) : undefined;
    if (next === 91) {
      const labelEnd = this.#labelEnd(i + 1);
      const full =
        labelEnd === undefined
          ? undefined
          : this.#definitions.get(normalizeLabel(this.#text.slice(i + 2, labelEnd - 1)));
      if (full !== undefined && labelEnd !== undefined) {
        return this.#addLink(opener, i, byReference(form, { start, end: labelEnd }, false, full));
      }
      const isCollapsed = i + 2 < this.#end && this.#text.charCodeAt(i + 2) === 93;
      if (own === undefined || !isCollapsed) return i + 1;
      return this.#addLink(opener, i, byReference(form, { start, end: i + 3 }, !isImage, own));
    }
    if (own === undefined) return i + 1;
    return this.#addLink(opener, i, byReference(form, { start, end: i + 1 }, true, own));
  }

  /** End of `[label]` at `open`, if it is one. */
  #labelEnd(open: number): number | undefined {
    const limit = Math.min(this.#end, open + MAX_LABEL + 2);
    let hasText = false;
    for (let i = open + 1; i < limit; i++) {
      const code = this.#text.charCodeAt(i);
      if (code === 93) return hasText ? i + 1 : undefined;
      if (code === 91) return undefined;
      if (!isSpaceOrBreak(code)) hasText = true;
      if (code === 92) {
        const escaped = this.#text.charCodeAt(i + 1);
        if (escaped >= 91 && escaped <= 93) i++;
      }
    }
    return undefined;
  }

  #addLink(opener: Opener, close: number, link: InlineLink): number | typeof UNSURE {
    const { start, textStart, isImage, maskCount, linkCount } = opener;
    const masks = this.#masks.slice(maskCount);
    const inner = this.#links.slice(linkCount);
    const found = plainText(this.#text, this.#start, this.#end, textStart, close, { masks, links: inner }, isImage);
    if (found === undefined && this.#precision === 'exact') return UNSURE;
    // Links around links, each with the text of all within, would add up to the square of their number.
    const text = oneLine(found ?? this.#text.slice(textStart, Math.min(close, textStart + 200)));
    const labelled: InlineLink = text === '' ? link : { ...link, label: text };
    if (isImage) {
      this.#masks.length = maskCount;
      this.#links.length = linkCount;
      this.#masks.push({ kind: 'image', start, end: link.end });
      this.#links.push(labelled);
      return link.end;
    }
    if (link.isBare !== true) {
      this.#masks.splice(maskCount, 0, { kind: 'linkOpen', start, end: start + 1 });
      this.#masks.push({ kind: 'linkClose', start: close, end: link.end });
    }
    this.#links.splice(linkCount, 0, labelled);
    this.#inactiveCount = this.#openers.length;
    return link.end;
  }

  /** `(target "title")` at `open`; undefined when it is none. */
  #readResource(open: number): Resource | undefined | typeof UNSURE {
    const text = this.#text;
    let i = this.#skipSpace(open + 1);
    if (text.charCodeAt(i) === 41 && i < this.#end) {
      return { end: i + 1, target: linkTarget(text, open + 1, open + 1, '') };
    }
    const isEnclosed = text.charCodeAt(i) === 60;
    const start = isEnclosed ? i + 1 : i;
    const close = isEnclosed ? this.#enclosedEnd(start) : this.#rawEnd(start);
    if (this.#budget < 0) return UNSURE;
    if (close === undefined) return undefined;
    i = isEnclosed ? close + 1 : close;
    const afterTarget = this.#skipSpace(i);
    if (afterTarget > i && afterTarget < this.#end) {
      const marker = text.charCodeAt(afterTarget);
      const titleEnd = marker === 34 || marker === 39 || marker === 40 ? this.#titleEnd(afterTarget) : afterTarget;
      if (this.#budget < 0) return UNSURE;
      if (titleEnd === undefined) return undefined;
      i = this.#skipSpace(titleEnd);
    } else i = afterTarget;
    if (i >= this.#end || text.charCodeAt(i) !== 41) return undefined;
    const url = text.slice(start, close);
    // Escapes and character references are remark's to decode.
    if (this.#precision === 'exact' && (url.includes('\\') || url.includes('&'))) return UNSURE;
    // `[text](<>)`, as in the syntax tree, has no target to point at.
    const target = url === '' ? linkTarget(text, open + 1, open + 1, '') : linkTarget(text, start, close, url);
    return { end: i + 1, target };
  }

  #enclosedEnd(start: number): number | undefined {
    for (let i = start; i < this.#end; i++) {
      this.#budget--;
      const code = this.#text.charCodeAt(i);
      if (code === 62) return i;
      if (code === 60 || code === 10 || code === 13) return undefined;
      if (code === 92) {
        const next = this.#text.charCodeAt(i + 1);
        if (next === 60 || next === 62 || next === 92) i++;
      }
    }
    return undefined;
  }

  #rawEnd(start: number): number | undefined {
    let depth = 0;
    for (let i = start; i < this.#end; i++) {
      if (this.#budget-- < 0) return undefined;
      const code = this.#text.charCodeAt(i);
      if (code === 41) {
        if (depth === 0) return i === start ? undefined : i;
        depth--;
      } else if (code === 40) {
        if (++depth > MAX_PARENTHESES) return undefined;
      } else if (code <= 32 || code === 127) {
        return depth === 0 && i > start && isSpaceOrBreak(code) ? i : undefined;
      } else if (code === 92) {
        const next = this.#text.charCodeAt(i + 1);
        if (next === 40 || next === 41 || next === 92) i++;
      }
    }
    return undefined;
  }

  #titleEnd(open: number): number | undefined {
    const opening = this.#text.charCodeAt(open);
    const marker = opening === 40 ? 41 : opening;
    for (let i = open + 1; i < this.#end; i++) {
      if (this.#budget-- < 0) return undefined;
      const code = this.#text.charCodeAt(i);
      if (code === marker) return i + 1;
      if (code === 92) {
        const next = this.#text.charCodeAt(i + 1);
        if (next === marker || next === 92) i++;
      }
    }
    return undefined;
  }

  #skipSpace(from: number): number {
    let i = from;
    while (i < this.#end && isSpaceOrBreak(this.#text.charCodeAt(i))) i++;
    return i;
  }
}

function isSpaceOrBreak(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}
