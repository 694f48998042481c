import { type Article, fieldText } from '../article/article.ts';
import type { Body } from '../article/parsed.ts';
import type { Kind, Section } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { NONE } from './found.ts';
import { headOf, type Place, statusOrHead } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { sectionsIn, sectionTable } from './sections.ts';
import { quoted, theKind } from './wording.ts';

export const sectionMissing: ArticleRule = {
  code: 'section-missing',
  group: 'General',
  title: 'Missing section',
  severity: 'error',
  scope: 'article',
  what: 'A section that the kind needs, always or from a state of its lifecycle on, has no heading. Case, numbering and the other spellings of the model do not matter, nor does the depth of the heading.',
  why: 'Readers look for the same things in the same place, above all at night: how to undo a change, how to tell that it worked.',
  fix: 'Add the heading and what belongs under it, or go back to the state that does not need it.',
  example: {
    bad: '---\nid: TRM-001\ntitle: Change request\npreferred: change request\n---\n\nA formal proposal.\n',
    good: '---\nid: TRM-001\ntitle: Change request\npreferred: change request\n---\n\n## Definition\n\nA formal proposal.\n',
  },
  options: [],
  source: 'Prometheus operator runbooks, template',
  check: findMissing,
};

function findMissing(article: Article, context: RuleContext): readonly Found[] {
  const { kind, body } = article;
  if (kind === undefined || body === undefined || kind.sections.length === 0) return NONE;
  const model = context.corpus.model;
  const present = sectionsIn(body, context.derived(sectionTable, kind));
  if (present.size === kind.sections.length) return NONE;
  const valueFor = (name: string) => fieldText(article, name);
  let found: Found[] | undefined;
  for (const section of kind.sections) {
    if (present.has(section) || !model.isRequired(section.required, kind, article.status?.value, valueFor)) continue;
    found ??= [];
    found.push(missing(article, kind, section, body, context));
  }
  return found ?? NONE;
}

function missing(article: Article, kind: Kind, section: Section, body: Body, context: RuleContext): Found {
  const fromState = section.required?.from !== 'always' && article.status !== undefined;
  const place: Place = fromState ? statusOrHead(article) : headOf(article);
  const state = fromState ? ` in state ${quoted(article.status?.value ?? '')}` : '';
  const near = nearHeading(section, kind, body, context);
  const advice =
    near === undefined
      ? `Add the heading ${quoted(`## ${section.title}`)}.`
      : `Is the heading ${quoted(near)} meant to be it?`;
  return {
    message: `${theKind(kind)}${state} needs a section ${quoted(section.title)}. ${advice}`,
    ...place,
    data: { section: section.title, ...(near !== undefined && { nearest: near }) },
  };
}

/** A heading that is none of the kind's sections and nearly this one. */
function nearHeading(section: Section, kind: Kind, body: Body, context: RuleContext): string | undefined {
  const table = context.derived(sectionTable, kind);
  const free = body.headings.map((heading) => heading.text).filter((text) => table.sectionOf(text) === undefined);
  return nearest(section.title, free);
}
