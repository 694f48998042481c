/**
 * HTML comments that keep findings quiet: `<!-- throughline-disable-next-line CODE CODE -- why -->`, and the same with
 * `-line` for the lines the comment is on and `-file` for the whole article, front matter included.
 */
import type { Article } from '../article/article.ts';
import type { Directive } from '../article/parsed.ts';
import { lineAt } from '../article/text.ts';

export const SUPPRESSION_NAMES = [
  'throughline-disable-next-line',
  'throughline-disable-line',
  'throughline-disable-file',
] as const;

export interface Instruction {
  /** First word of the comment: one of {@link SUPPRESSION_NAMES}, if it is right. */
  readonly name: string;
  readonly codes: readonly { readonly code: string; readonly offset: number }[];
}

/** Offsets are those in the directive's text. What comes after ` -- ` is a reason for people. */
export function readInstruction({ text }: Directive): Instruction {
  const codes: { code: string; offset: number }[] = [];
  let name: string | undefined;
  for (const { 0: word, index } of text.matchAll(/[^\s,]+/g)) {
    if (word === '--') break;
    if (name === undefined) name = word;
    else codes.push({ code: word, offset: index });
  }
  return { name: name ?? '', codes };
}

export interface Suppressions {
  hides(code: string, where: 'front' | 'source', line: number): boolean;
}

/** Undefined when the article has none. */
export function suppressionsOf(article: Article): Suppressions | undefined {
  const directives = article.body?.directives;
  if (directives === undefined || directives.length === 0) return undefined;
  const everywhere = new Set<string>();
  const byLine = new Map<number, Set<string>>();
  for (const directive of directives) {
    const { name, codes } = readInstruction(directive);
    const first = lineAt(article.source, directive.start);
    const last = lineAt(article.source, directive.end);
    for (const { code } of codes) {
      if (name === 'throughline-disable-file') everywhere.add(code);
      else if (name === 'throughline-disable-next-line') addTo(byLine, last + 1, code);
      else if (name === 'throughline-disable-line')
        for (let line = first; line <= last; line++) addTo(byLine, line, code);
    }
  }
  const hasSidecar = article.front !== article.source;
  return {
    hides: (code, where, line) =>
      everywhere.has(code) || (!(hasSidecar && where === 'front') && byLine.get(line)?.has(code) === true),
  };
}

function addTo(byLine: Map<number, Set<string>>, line: number, code: string): void {
  const codes = byLine.get(line);
  if (codes === undefined) byLine.set(line, new Set([code]));
  else codes.add(code);
}
