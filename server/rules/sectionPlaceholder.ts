import { type Article, fieldText } from '../article/article.ts';
import type { Body, Heading } from '../article/parsed.ts';
import type { Kind, Section } from '../model/model.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { sectionEnd, sectionsIn, sectionTable } from './sections.ts';
import { quoted } from './wording.ts';

export const sectionPlaceholder: ArticleRule = {
  code: 'section-placeholder',
  group: 'General',
  title: 'Section without content',
  severity: 'error',
  scope: 'article',
  what: 'A section that the kind needs in the present state is empty, or template text was left in it: `TODO`, `TBD`, `{{…}}`. In sections that are not needed yet, template text is an information.',
  why: 'A heading alone passes for a plan until somebody needs the plan.',
  fix: 'Write what belongs there. When nothing applies, say so and why: "none, because …".',
  example: {
    bad: '---\nid: TRM-001\ntitle: Change request\npreferred: change request\n---\n\n## Definition\n\nTODO\n',
    good: '---\nid: TRM-001\ntitle: Change request\npreferred: change request\n---\n\n## Definition\n\nA formal proposal.\n',
  },
  options: [],
  source: 'Prometheus operator runbooks, template',
  check: findPlaceholders,
};

function findPlaceholders(article: Article, context: RuleContext): readonly Found[] {
  const { kind, body } = article;
  if (kind === undefined || body === undefined || kind.sections.length === 0) return NONE;
  let found: Found[] | undefined;
  for (const [section, index] of sectionsIn(body, context.derived(sectionTable, kind))) {
    const state = contentOf(body, index);
    if (state === undefined) continue;
    const required = isRequired(article, kind, section, context);
    if (state.placeholder === undefined && !required) continue;
    found ??= [];
    found.push({
      message:
        state.placeholder === undefined
          ? `The section ${quoted(section.title)} is empty. Write what belongs there, or why nothing does.`
          : `Template text was left in the section ${quoted(section.title)}. Replace it.`,
      in: 'source',
      span: state.placeholder ?? (body.headings[index] as Heading).content,
      ...(!required && { severity: 'info' as const }),
      data: { section: section.title },
    });
  }
  return found ?? NONE;
}

/** Undefined when the section says something and nothing was left over. */
function contentOf(body: Body, index: number): { readonly placeholder?: Heading['placeholder'] } | undefined {
  const end = sectionEnd(body, index);
  let words = 0;
  for (let i = index; i < end; i++) {
    const heading = body.headings[i] as Heading;
    if (heading.placeholder !== undefined) return { placeholder: heading.placeholder };
    words += heading.words;
  }
  if (words > 0) return undefined;
  const from = (body.headings[index] as Heading).end;
  const to = body.headings[end]?.start ?? Number.POSITIVE_INFINITY;
  return body.links.some((link) => link.start >= from && link.start < to) ? undefined : {};
}

function isRequired(article: Article, kind: Kind, section: Section, { corpus }: RuleContext): boolean {
  return corpus.model.isRequired(section.required, kind, article.status?.value, (name) => fieldText(article, name));
}
