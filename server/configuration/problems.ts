/** Problems of `throughline.yaml`, and where in its text they are. */
import type { Span } from '../article/text.ts';
import type { YamlNode, YamlScalar } from '../article/yaml.ts';
import { nearest } from '../model/nearest.ts';

export interface ConfigurationProblem {
  readonly code: 'configuration-invalid';
  readonly severity: 'error';
  /** What is wrong, and what would be right. */
  readonly message: string;
  readonly span: Span;
  /** What may be written in place of the span, when there is a likely correction. */
  readonly replacement?: string;
}

/** More are not reported: who has a hundred to mend reads no further, and looking for near names takes time. */
const MAX_PROBLEMS = 100;

/** Collects the problems of one text, the first hundred. */
export class ProblemList {
  readonly #text: string;
  readonly #problems: ConfigurationProblem[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  report(span: Span, message: string, replacement?: string): void {
    if (this.#problems.length >= MAX_PROBLEMS) return;
    this.#problems.push({
      code: 'configuration-invalid',
      severity: 'error',
      message,
      span: { start: span.start, end: span.end },
      ...(replacement !== undefined && { replacement }),
    });
  }

  /** A name that is none of the known ones: `what` says that in a sentence. */
  reportUnknown(span: Span, what: string, name: string, known: Iterable<string>): void {
    if (this.#problems.length >= MAX_PROBLEMS) return;
    const names = [...known];
    const near = nearest(name, names);
    if (near !== undefined) this.report(span, `${what} Did you mean ${code(near)}?`, near);
    else if (names.length > 0 && names.length <= 16) this.report(span, `${what} Known: ${listed(names, 'and')}.`);
    else this.report(span, what);
  }

  /**
   * The characters `start` to `end` of a scalar's value. The whole scalar when escapes, folding or a block style make
   * the value differ from what is written.
   */
  within(node: YamlScalar, start: number, end: number): Span {
    const open = node.quoted === true ? 1 : 0;
    const from = node.start + open;
    const exact = this.#text.startsWith(node.text, from) && node.end === from + node.text.length + open;
    return exact ? { start: from + start, end: from + end } : { start: node.start, end: node.end };
  }

  /** In the order of the text. */
  get all(): readonly ConfigurationProblem[] {
    return [...this.#problems].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}

/** Longer texts are cut in messages. */
const SHOWN = 60;

export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
  return shown.includes('`') ? `“${shown}”` : `\`${shown}\``;
}

/** `a`, `b` or `c`. */
export function listed(names: readonly string[], conjunction: 'and' | 'or'): string {
  return joined(names.map(code), conjunction);
}

export function joined(parts: readonly string[], conjunction: 'and' | 'or'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${conjunction} ${parts.at(-1)}`;
}

/** What a node is, in words. */
export function found(node: YamlNode): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  switch (node.tag) {
    case 'null':
      return 'nothing';
    case 'bool':
      return `the boolean ${code(node.text)}`;
    case 'int':
    case 'float':
      return `the number ${code(node.text)}`;
    case 'str':
      return code(node.text);
  }
}
