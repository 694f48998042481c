/** What counts in raw HTML: directives in comments, and whether there is anything to see. */
import type { Directive } from '../parsed.ts';
import { WordCounter } from './characters.ts';

export interface HtmlText {
  /** Words outside tags and comments; an embedded image, video or frame counts as one. */
  readonly words: number;
  readonly directives: readonly Directive[];
}

const DIRECTIVE = 'throughline-';
const SHOWN = /^<(?:img|picture|video|audio|iframe|object|embed|svg)\b/i;

export function readHtml(text: string, start: number, end: number): HtmlText {
  const html = text.slice(start, end);
  const counter = new WordCounter();
  const directives: Directive[] = [];
  let position = 0;
  while (position < html.length) {
    const open = html.indexOf('<', position);
    counter.add(html, position, open < 0 ? html.length : open);
    if (open < 0) break;
    const isComment = html.startsWith('<!--', open);
    const close = isComment ? html.indexOf('-->', open + 2) : html.indexOf('>', open);
    if (close < 0) {
      // Nothing after this closes either: an unclosed comment hides the rest, an unclosed tag is text.
      if (!isComment) counter.add(html, open + 1, html.length);
      break;
    }
    position = close + (isComment ? 3 : 1);
    if (isComment) {
      const content = html.slice(open + 4, close).trim();
      if (content.startsWith(DIRECTIVE)) directives.push({ start: start + open, end: start + position, text: content });
    } else if (SHOWN.test(html.slice(open, open + 12))) {
      counter.endRun();
      counter.addObject();
      counter.endRun();
    }
  }
  counter.endRun();
  return { words: counter.words, directives };
}
