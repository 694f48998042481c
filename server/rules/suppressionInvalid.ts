import type { Article } from '../article/article.ts';
import type { Directive } from '../article/parsed.ts';
import type { Span } from '../article/text.ts';
import { nearest } from '../model/nearest.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { readInstruction, SUPPRESSION_NAMES } from './suppressions.ts';
import { didYouMean, orList, quoted } from './wording.ts';

export const suppressionInvalid: ArticleRule = {
  code: 'suppression-invalid',
  group: 'General',
  title: 'Suppression that hides nothing',
  severity: 'warning',
  scope: 'article',
  what: 'A comment that begins with `throughline-` names no rule, names one that does not exist, or is not one of `throughline-disable-next-line`, `throughline-disable-line` and `throughline-disable-file`.',
  why: 'The finding it was written for is still there, or comes back one day and nobody knows what was meant.',
  fix: 'Name the rule: `<!-- throughline-disable-next-line link-broken -- the page is generated -->`.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\n---\n\n<!-- throughline-disable-file -->\n\n## Outcome\n\nCustomers know.\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\n---\n\n<!-- throughline-disable-file section-missing -- imported, to be rewritten -->\n\n## Outcome\n\nCustomers know.\n',
  },
  options: [],
  source: 'ESLint, disable comments',
  check: findInvalid,
};

function findInvalid(article: Article, context: RuleContext): readonly Found[] {
  const directives = article.body?.directives;
  if (directives === undefined || directives.length === 0) return NONE;
  return directives.flatMap((directive) => problemsOf(directive, context));
}

const KNOWN: ReadonlySet<string> = new Set(SUPPRESSION_NAMES);

function problemsOf(directive: Directive, { codes }: RuleContext): Found[] {
  const instruction = readInstruction(directive);
  const whole = { start: directive.start, end: directive.end };
  if (!KNOWN.has(instruction.name)) {
    const near = nearest(instruction.name, SUPPRESSION_NAMES);
    const advice = didYouMean(near === undefined ? [] : [near], `Write ${orList(SUPPRESSION_NAMES)}.`);
    return [
      {
        message: `${quoted(instruction.name)} means nothing, so this comment hides nothing. ${advice}`,
        in: 'source',
        span: whole,
      },
    ];
  }
  if (instruction.codes.length === 0) {
    return [
      {
        message: 'This comment names no rule, so it hides nothing. Write the code of the rule after it.',
        in: 'source',
        span: whole,
      },
    ];
  }
  return instruction.codes
    .filter(({ code }) => !codes.has(code))
    .map(({ code, offset }) => {
      const near = nearest(code, codes);
      return {
        message: `There is no rule ${quoted(code)}, so it hides nothing. ${didYouMean(near === undefined ? [] : [near], 'Correct the code.')}`,
        in: 'source' as const,
        span: spanOf(code, offset, directive),
        ...(near !== undefined && { data: { replacement: near } }),
      };
    });
}

/** The code's own place when the comment is written with one space after `<!--`, which tells where its text begins. */
function spanOf(code: string, offset: number, { start, end, text }: Directive): Span {
  if (end - start !== text.length + '<!--  -->'.length) return { start, end };
  const from = start + '<!-- '.length + offset;
  return { start: from, end: from + code.length };
}
