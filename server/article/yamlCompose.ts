/** Runs the `yaml` library over a text and collects what it finds wrong. */
import { Composer, type CST, type ErrorCode, Lexer, type Node, Parser } from 'yaml';
import { yamlMessage } from './yamlMessages.ts';
import type { NodeConverter } from './yamlNodes.ts';

/** Faults kept of one text. */
const MAX_FAULTS = 100;
/** Levels of nesting. */
const MAX_DEPTH = 100;

export interface Fault {
  readonly code: ErrorCode;
  /** As the library words it. */
  readonly message: string;
  /** Offsets in the text that was composed. */
  readonly start: number;
  readonly end: number;
  readonly warning: boolean;
}

export interface Composed {
  /** Null when the text says nothing. */
  readonly contents: Node | null;
  readonly faults: readonly Fault[];
}

/** Composes the first document of a text; nothing of it when it is nested deeper than a hundred levels. */
export function compose(text: string): Composed {
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') {
    const fault: Fault = { code: 'RESOURCE_EXHAUSTION', message: '', start: tokens - 1, end: tokens, warning: false };
    return { contents: null, faults: [fault] };
  }
  const faults: Fault[] = [];
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    keepSourceTokens: true,
    prettyErrors: false,
    strict: true,
    // Comparing every key with every other takes quadratic time; NodeConverter looks for duplicates.
    uniqueKeys: false,
    logLevel: 'silent',
  });
  // The library's own handler captures a stack for each fault: a quarter of a megabyte of commas takes five seconds.
  Object.defineProperty(composer, 'onError', {
    value: (source: FaultSource, code: ErrorCode, message: string, warning = false) => {
      if (faults.length < MAX_FAULTS) faults.push({ code, message, warning, ...spanOf(source) });
    },
  });
  let contents: Node | null | undefined;
  for (const document of composer.compose(tokens, true, text.length)) {
    if (contents !== undefined) {
      const start = document.range[0];
      faults.push({ code: 'MULTIPLE_DOCS', message: '', start, end: start + 3, warning: false });
      break;
    }
    contents = document.contents ?? null;
    for (const { code, message, pos } of document.errors) {
      faults.push({ code, message, start: pos[0], end: pos[1], warning: false });
    }
  }
  return { contents: contents === undefined || isNothing(contents) ? null : contents, faults };
}

/** Whether the fault can have spoilt what was read around it. */
export function isBreak({ code, warning }: Fault): boolean {
  switch (code) {
    case 'MULTIPLE_DOCS':
    case 'BAD_DQ_ESCAPE':
    case 'BAD_SCALAR_START':
      return false;
    default:
      return !warning;
  }
}

/** `shift`: where in `content` the text began that was composed. */
export function reportFaults(faults: readonly Fault[], converter: NodeConverter, content: string, shift: number): void {
  const lines = new Set<number>();
  for (const fault of faults) {
    // NodeConverter reports these where the quote or bracket opens; the library only knows where the text ended.
    if (/^Missing closing|end with a .$/.test(fault.message)) continue;
    let start = Math.min(fault.start + shift, content.length);
    const line = lineEnd(content, start);
    // The first fault of a line is the cause, the others follow from it.
    if (lines.has(line)) continue;
    lines.add(line);
    let end = Math.min(Math.max(fault.end + shift, start), content.length);
    if (fault.code === 'BAD_DQ_ESCAPE') end++;
    if ((line > start && line < end) || fault.code === 'BLOCK_AS_IMPLICIT_KEY') end = Math.max(start, line);
    if (start === end) start = Math.max(0, start - 1);
    converter.report(yamlMessage(fault.code, fault.message, content.slice(start, end)), start, end);
  }
}

/** End of the line at `from` without trailing white space; never before `from`. */
export function lineEnd(content: string, from: number): number {
  const at = content.indexOf('\n', from);
  let end = at < 0 ? content.length : at;
  while (end > from && isSpace(content.charCodeAt(end - 1))) end--;
  return end;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** A number is the offset at which the text is nested too deeply. The library recurses, and would exhaust the stack. */
function tokensOf(text: string): readonly CST.Token[] | number {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let errors = 0;
  const keep = (token: CST.Token): void => {
    if (token.type !== 'error' || ++errors <= MAX_FAULTS) tokens.push(token);
  };
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) keep(token);
    if (parser.stack.length > MAX_DEPTH) return parser.offset;
  }
  for (const token of parser.end()) keep(token);
  return tokens;
}

type FaultSource =
  | number
  | readonly [number, number, ...number[]]
  | { readonly offset: number; readonly source?: unknown };

function spanOf(source: FaultSource): { start: number; end: number } {
  if (typeof source === 'number') return { start: source, end: source + 1 };
  if ('offset' in source) {
    const length = typeof source.source === 'string' ? source.source.length : 1;
    return { start: source.offset, end: source.offset + length };
  }
  return { start: source[0], end: source[1] };
}

/** An empty document holds an empty scalar that nobody wrote. */
function isNothing(contents: Node | null): boolean {
  const range = contents?.range;
  return range == null || (range[0] === range[1] && contents?.tag === undefined);
}
