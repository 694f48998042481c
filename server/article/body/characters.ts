/** Character classes of prose. Offsets count UTF-16 code units; a letter outside the basic plane takes two. */

const UNDERSCORE = 95;

/** 1: letter, 2: decimal digit, 0: anything else. Covers ASCII only. */
const ASCII_CLASS: Readonly<Uint8Array> = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return 2;
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ? 1 : 0;
});

const WORD = /[\p{L}\p{M}\p{N}]/u;
const LETTER = /\p{L}/u;

/** Length of the letter, mark or digit at `index`: 0 when there is none, 2 for a surrogate pair. */
export function wordCharLength(text: string, index: number): 0 | 1 | 2 {
  const code = text.charCodeAt(index);
  if (code < 128) return ASCII_CLASS[code] === 0 ? 0 : 1;
  // Whole alphabets first: a regular expression for every letter of a Cyrillic or Chinese text is what would be slow.
  if (code >= 0x4e00 && code <= 0x9fff) return 1;
  if ((code >= 0x400 && code <= 0x481) || (code >= 0x48a && code <= 0x52f)) return 1;
  if (code >= 0xc0 && code <= 0x24f) return code === 0xd7 || code === 0xf7 ? 0 : 1;
  if (code >= 0xac00 && code <= 0xd7a3) return 1;
  if (code >= 0x2000 && code <= 0x206f) return 0;
  const point = text.codePointAt(index);
  // `charCodeAt` past the end is NaN and fails every comparison above.
  if (point === undefined || !WORD.test(String.fromCodePoint(point))) return 0;
  return point > 0xffff ? 2 : 1;
}

export function isLetter(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return ASCII_CLASS[code] === 1;
  const point = text.codePointAt(index);
  return point !== undefined && LETTER.test(String.fromCodePoint(point));
}

/** End of the word that starts at `index`: letters, marks, digits, and underscores between them. */
export function wordEnd(text: string, index: number, limit: number): number {
  let end = index;
  let i = index;
  while (i < limit) {
    const length = wordCharLength(text, i);
    if (length > 0) {
      i += length;
      end = i;
    } else if (text.charCodeAt(i) === UNDERSCORE) i++;
    else break;
  }
  return Math.min(end, limit);
}

/** Scripts written without spaces, where each character counts as a word. */
export function isIdeograph(code: number): boolean {
  return (code >= 0x3041 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff);
}

export function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029
  );
}

export function isAsciiPunctuation(code: number): boolean {
  return (
    (code >= 33 && code <= 47) ||
    (code >= 58 && code <= 64) ||
    (code >= 91 && code <= 96) ||
    (code >= 123 && code <= 126)
  );
}

/** Words in text that is no markup, such as code: runs of non-space with a letter or digit; ideographs one by one. */
export class WordCounter {
  words = 0;
  private inWord = false;
  private ideographs = 0;

  /** Counts `text` from `start` to `end` as one more piece of the same run. */
  add(text: string, start: number, end: number): void {
    for (let i = start; i < end; i++) {
      const code = text.charCodeAt(i);
      if (isSpace(code)) this.endRun();
      else if (isIdeograph(code)) {
        this.inWord = true;
        this.ideographs++;
      } else if (!this.inWord && wordCharLength(text, i) > 0) this.inWord = true;
    }
  }

  /** Something that shows and has no text of its own, such as an image. */
  addObject(): void {
    this.inWord = true;
  }

  endRun(): void {
    if (this.inWord) this.words += Math.max(1, this.ideographs);
    this.inWord = false;
    this.ideographs = 0;
  }
}
