/** Where front matter begins and ends, and what it says. The only file that calls gray-matter. */
import matter from 'gray-matter';
import type { FrontMatter, Problem } from './parsed.ts';
import type { Span } from './text.ts';
import type { YamlMapping } from './yaml.ts';
import { readYamlFast } from './yamlFast.ts';
import { readYaml } from './yamlReader.ts';

export interface FrontMatterResult {
  /** Undefined when the text does not begin with front matter. */
  readonly frontMatter?: FrontMatter;
  /** Where the Markdown begins: after the closing fence's line, otherwise at 0, or 1 after a byte order mark. */
  readonly bodyStart: number;
  readonly problems: readonly Problem[];
}

export interface MappingResult {
  readonly root?: YamlMapping;
  readonly problems: readonly Problem[];
}

/** In UTF-16 code units. Real front matter stays below a tenth of it. */
const MAX_LENGTH = 256 * 1024;
const FENCE = '---';
const BLANK_RUN = /\s{200}/;
const INERT = { parse: () => ({}) };
/** Every engine gray-matter has by itself: nothing is parsed there, and no JavaScript is ever evaluated. */
const ENGINES = { yaml: INERT, json: INERT, javascript: INERT };
const NO_PROBLEMS: readonly Problem[] = [];

/**
 * Front matter opens with `---` at the very beginning of the text (after a byte order mark, if any) and closes with the
 * next line that is `---` and nothing else but trailing spaces. Only YAML is read; `---js` and every other language is
 * a problem and is neither run nor parsed. Without a closing fence there is no front matter, which is a problem too.
 */
export function readFrontMatter(text: string): FrontMatterResult {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const none: FrontMatterResult = { bodyStart: start, problems: NO_PROBLEMS };
  if (!text.startsWith(FENCE, start)) return none;
  const openEnd = lineEnd(text, start);
  const rest = text.slice(start + FENCE.length, openEnd);
  if (/^[ \t]*\r/.test(rest)) {
    const message =
      'Lines end with a carriage return alone here, so the front matter is not seen. Save the file with LF or CRLF line ends.';
    return { ...none, problems: [problem(message, start, start + FENCE.length)] };
  }
  const language = languageOf(rest);
  if (language === undefined) return none;
  const close = closingFence(text, openEnd);
  if (close === undefined) {
    const message =
      'The front matter that begins here has no end. Close it with a line `---`. If no front matter is meant, begin the file with something else than `---`.';
    return { ...none, problems: [problem(message, start, openEnd)] };
  }
  const content = { start: afterBreak(text, openEnd), end: close.start };
  const frontMatter: FrontMatter = { block: { start, end: close.end }, content };
  const bodyStart = afterBreak(text, close.end);
  if (!/^(?:yaml|yml)?$/i.test(language)) {
    const message = `Front matter in \`${language}\` is not read, and never run. Write it in YAML, between two lines \`---\`.`;
    return { frontMatter, bodyStart, problems: [problem(message, start, openEnd)] };
  }
  if (content.end - content.start > MAX_LENGTH) {
    const message = `This front matter is longer than ${MAX_LENGTH / 1024} KiB and is not read. Move text into the body, or check whether the closing \`---\` is where it should be.`;
    return { frontMatter, bodyStart, problems: [problem(message, start, openEnd)] };
  }
  const { root, problems } = readMapping(split(text, start, close), content.start, 2);
  return { frontMatter: root === undefined ? frontMatter : { ...frontMatter, root }, bodyStart, problems };
}

/**
 * YAML that has to be a mapping. Spans are offsets in `content` plus `base`; `firstLine` is the number of its first line
 * in messages.
 */
export function readMapping(content: string, base: number, firstLine = 1): MappingResult {
  const fast = readYamlFast(content, base);
  if (fast !== undefined) return { root: fast, problems: NO_PROBLEMS };
  const { root, problems: found } = readYaml(content, base, firstLine);
  const problems = found.map(({ message, start, end }) => problem(message, start, end));
  if (root === undefined || root.kind === 'mapping') return { ...(root && { root }), problems };
  const message = 'Front matter is made of `key: value` lines, and this is something else.';
  return {
    problems:
      problems.length > 0 ? problems : [problem(message, root.start, lineEnd(content, root.start - base) + base)],
  };
}

function problem(message: string, start: number, end: number): Problem {
  return { code: 'front-matter-invalid', message, start, end };
}

/** The word behind the opening fence, empty when there is none. Undefined: the line is no opening fence. */
function languageOf(rest: string): string | undefined {
  const word = rest.trim();
  if (word === '') return word;
  return /^[a-z_][\w+.-]*$/i.test(word) ? word : undefined;
}

/** Without the line break; the closing fence counts up to its trailing spaces. */
function closingFence(text: string, from: number): Span | undefined {
  for (let at = text.indexOf('\n---', from); at >= 0; at = text.indexOf('\n---', at + 1)) {
    let end = at + 1 + FENCE.length;
    while (text.charCodeAt(end) === 32 || text.charCodeAt(end) === 9) end++;
    if (end === text.length || isBreak(text, end)) return { start: at + 1, end };
  }
  return undefined;
}

/**
 * The YAML between the fences. gray-matter takes any line that begins with `---` for the closing fence, so it is given
 * the text up to the true one, and that line as what to look for. What comes back is a copy: a part of `text` itself
 * would keep the whole file in memory for as long as one of its values lives.
 */
function split(text: string, start: number, close: Span): string {
  const head = `${text.slice(start, close.end)}\n`;
  const fence = `${text.slice(close.start, close.end)}\n`;
  // gray-matter looks for comments with a pattern that takes quadratic time on blank lines.
  const block = BLANK_RUN.test(head)
    ? head.slice(FENCE.length, head.length - fence.length - 1)
    : matter(head, { language: 'yaml', engines: ENGINES, delimiters: [FENCE, fence] }).matter;
  return block === '' ? block : `${block.slice(block.indexOf('\n') + 1)}\n`;
}

function isBreak(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 10 || (code === 13 && text.charCodeAt(at + 1) === 10);
}

/** Offset of the line break, `\n` or `\r\n`, that ends the line at `from`. */
function lineEnd(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at < 0) return text.length;
  return at > from && text.charCodeAt(at - 1) === 13 ? at - 1 : at;
}

function afterBreak(text: string, end: number): number {
  if (text.charCodeAt(end) === 13) return end + 2;
  return Math.min(end + 1, text.length);
}
