import { type Article, fieldEntry, fieldText, type Reference } from '../article/article.ts';
import type { Kind, LinkType, Requirement } from '../model/model.ts';
import { isFrontMatterBroken, writtenName } from './entries.ts';
import { exampleId } from './exampleValue.ts';
import { NONE } from './found.ts';
import { headOf, statusOrHead } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { quoted, theKind } from './wording.ts';

export const linkCardinality: ArticleRule = {
  code: 'link-cardinality',
  group: 'General',
  title: 'Too many or too few links',
  severity: 'error',
  scope: 'links',
  what: 'A typed link that may lead to one article leads to several, or a link that is required in the present state is missing.',
  why: 'A requirement that derives from nothing, or an incident that is a symptom of two problems, breaks traces and counts.',
  fix: 'Remove the links that are too many, or add the missing one.',
  example: {
    bad: '---\nid: PM-001\ntitle: Outage of 3 May\nreviews: []\n---\n',
    good: '---\nid: PM-001\ntitle: Outage of 3 May\nreviews: [INC-001]\n---\n\n<!-- file: incident.md -->\n---\nid: INC-001\ntitle: Checkout down\n---\n',
  },
  options: [],
  source: 'The link table of the model',
  check: findCounts,
};

interface CountedLink {
  readonly link: LinkType;
  readonly requirement?: Requirement;
}

function findCounts(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined) return NONE;
  const counted = context.derived(countedLinks, kind);
  if (counted.length === 0) return NONE;
  const found: Found[] = [];
  for (const { link, requirement } of counted) {
    let count = 0;
    let first: Reference | undefined;
    for (const reference of article.references) {
      if (reference.form !== 'typed' || reference.type !== link.name || reference.inverse === true) continue;
      count++;
      first ??= reference;
      if (link.max !== undefined && count === link.max + 1) found.push(tooMany(article, link, reference, first));
    }
    if (count === 0 && requirement !== undefined) {
      const missing = tooFew(article, kind, link, requirement, context);
      if (missing !== undefined) found.push(missing);
    }
  }
  return found.length === 0 ? NONE : found;
}

function countedLinks(kind: Kind, { corpus }: RuleContext): readonly CountedLink[] {
  return corpus.model.linksFrom(kind).flatMap((link) => {
    const requirement = link.required?.find(
      (candidate) => candidate.kind === kind.name || candidate.kind === '*',
    )?.requirement;
    if (requirement === undefined && link.max === undefined) return [];
    return [{ link, ...(requirement !== undefined && { requirement }) }];
  });
}

function tooMany(article: Article, link: LinkType, surplus: Reference, first: Reference): Found {
  const limit = link.max === 1 ? 'one article' : `${link.max} articles`;
  return {
    message: `${quoted(link.name)} can lead to ${limit} only, and this is one more. Keep the one that counts.`,
    in: 'front',
    span: surplus.span,
    related: [{ message: `The first ${link.name} link.`, source: article.front, span: first.span }],
    data: { link: link.name },
  };
}

function tooFew(
  article: Article,
  kind: Kind,
  link: LinkType,
  requirement: Requirement,
  context: RuleContext,
): Found | undefined {
  const model = context.corpus.model;
  if (isFrontMatterBroken(article)) return undefined;
  if (!model.isRequired(requirement, kind, article.status?.value, (name) => fieldText(article, name))) return undefined;
  if (isLinkedFromOtherSide(article, link, context)) return undefined;
  const written = link.fields?.[0] ?? writtenName(kind, link.name);
  const entry = fieldEntry(article, link.fields?.[0] ?? link.name);
  const fromState = requirement.from !== 'always';
  const place =
    entry !== undefined
      ? { in: 'front' as const, span: entry.keySpan }
      : fromState
        ? statusOrHead(article)
        : headOf(article);
  const example = `${written}: [${exampleId(link.to.kinds, kind, model)}]`;
  const state = fromState ? ` in state ${quoted(article.status?.value ?? '')}` : '';
  return {
    message: `${theKind(kind)}${state} needs at least one ${quoted(written)} link, and there is none. Add it, for instance ${quoted(example)}.`,
    ...place,
    data: { link: link.name, field: written, example },
  };
}

/** Written by hand on the computed side; `link-inverse-authored` speaks about that. */
function isLinkedFromOtherSide(article: Article, link: LinkType, { corpus }: RuleContext): boolean {
  return corpus.incoming(article).some(({ reference }) => reference.inverse === true && reference.type === link.name);
}
