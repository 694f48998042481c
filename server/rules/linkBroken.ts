import type { Article, Reference } from '../article/article.ts';
import { NONE } from './found.ts';
import { nearestIds, nearestNames, nearestPaths } from './nearestIds.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { isIdShaped } from './valueProblems.ts';
import { didYouMean, quoted } from './wording.ts';

export const linkBroken: ArticleRule = {
  code: 'link-broken',
  group: 'General',
  title: 'Link that leads nowhere',
  severity: 'error',
  scope: 'links',
  what: 'A link, in front matter or prose, names an id that no article has, or a file that does not exist. Bare ids in prose count when their prefix belongs to a kind. Links into folders that are excluded are not judged.',
  why: 'Readers do not arrive, and traces, impact and coverage are computed without the link.',
  fix: 'Take the proposed id or path, create the missing article, or remove the link.',
  example: {
    bad: '---\nid: REQ-001\ntitle: Refunds within a day\nderives_from: [OBJ-009]\n---\n\n<!-- file: objective.md -->\n---\nid: OBJ-001\ntitle: Fewer calls\n---\n',
    good: '---\nid: REQ-001\ntitle: Refunds within a day\nderives_from: [OBJ-001]\n---\n\n<!-- file: objective.md -->\n---\nid: OBJ-001\ntitle: Fewer calls\n---\n',
  },
  options: [
    { name: 'mentions', type: 'boolean', description: 'Whether bare ids in prose are checked.', default: true },
  ],
  source: 'Doorstop, item validation',
  check: findBroken,
};

function findBroken(article: Article, context: RuleContext): readonly Found[] {
  const targets = context.targets(article);
  let found: Found[] | undefined;
  for (let i = 0; i < targets.length; i++) {
    if (targets[i]?.type !== 'missing') continue;
    const reference = article.references[i] as Reference;
    if (isJudgedElsewhere(reference, context)) continue;
    found ??= [];
    found.push(broken(article, reference, context));
  }
  return found ?? NONE;
}

function isJudgedElsewhere(reference: Reference, context: RuleContext): boolean {
  switch (reference.form) {
    case 'field':
      return !isIdShaped(reference.target);
    case 'typed':
      // A tag names no article.
      return (
        reference.inverse !== true &&
        context.corpus.model.linkType(reference.type)?.allowsTags === true &&
        !/-\d+$/.test(reference.target)
      );
    case 'mention':
      return !context.option<boolean>(linkBroken, 'mentions');
    default:
      return false;
  }
}

function broken(article: Article, reference: Reference, { corpus }: RuleContext): Found {
  const { target, span, form } = reference;
  const isPath = reference.keys.some((key) => key.startsWith('path:'));
  const isName = form === 'wiki' && !isPath;
  const nearest = isPath
    ? nearestPaths(article.path, target, corpus)
    : isName
      ? nearestNames(target, corpus)
      : nearestIds(target, corpus);
  const missing = isPath
    ? `There is no file ${quoted(target)} here`
    : isName
      ? `No article here has the id or file name ${quoted(target)}`
      : `No article here has the id ${quoted(target)}`;
  const advice = didYouMean(nearest, isPath ? 'Correct the path.' : 'Correct it or create the article.');
  return {
    message: `${missing}, so this link leads nowhere. ${advice}`,
    in: form === 'typed' || form === 'field' ? 'front' : 'source',
    span,
    data: { target, ...(nearest.length > 0 && { nearest }) },
  };
}
