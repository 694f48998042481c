import type { Article, Reference } from '../article/article.ts';
import type { Heading } from '../article/parsed.ts';
import type { YamlNode } from '../article/yaml.ts';
import { entryOf, textOf } from '../article/yaml.ts';
import { nearest } from '../model/nearest.ts';
import { entriesOf } from './entries.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { didYouMean, quoted, quotedName } from './wording.ts';

export const anchorBroken: ArticleRule = {
  code: 'anchor-broken',
  group: 'General',
  title: 'Link to a heading that is not there',
  severity: 'warning',
  scope: 'links',
  what: "The part of a link after `#` names no heading of the target. Anchors are GitHub's; wiki links may also give the heading's text, or the id of an entry in the target's front matter such as an action (`[[PM-004#A1]]`).",
  why: 'The link still opens the file, at its top, and readers look for what was meant.',
  fix: 'Take the proposed heading or remove the part after `#`.',
  example: {
    bad: '---\nid: OBJ-001\ntitle: Fewer calls\n---\n\nSee [how it is measured](#measures).\n\n## Measure\n\nCalls a week.\n',
    good: '---\nid: OBJ-001\ntitle: Fewer calls\n---\n\nSee [how it is measured](#measure).\n\n## Measure\n\nCalls a week.\n',
  },
  options: [],
  source: "GitHub's heading anchors; Obsidian and Foam wiki links",
  check: findBroken,
};

function findBroken(article: Article, context: RuleContext): readonly Found[] {
  let found: Found[] | undefined;
  for (let i = 0; i < article.references.length; i++) {
    const reference = article.references[i] as Reference;
    const fragment = reference.fragment;
    if (fragment === undefined || reference.form === 'image') continue;
    const target = context.targets(article)[i];
    if (target?.type !== 'article' && target?.type !== 'ambiguous') continue;
    const other = target.article;
    if (other.body === undefined || isNoHeading(fragment) || hasAnchor(other, other.body.headings, fragment, reference))
      continue;
    const near = nearestAnchor(other.body.headings, fragment, reference.form === 'wiki');
    const where = other === article ? 'This file' : quotedName(other);
    found ??= [];
    found.push({
      message: `${where} has no heading ${quoted(`#${fragment}`)}, so the link ends at its top. ${didYouMean(
        near.map((name) => `#${name}`),
        'Correct the part after `#`.',
      )}`,
      in: reference.form === 'typed' || reference.form === 'field' ? 'front' : 'source',
      span: reference.fragmentSpan ?? reference.span,
      ...(near.length > 0 && { data: { nearest: near, replacement: near[0] ?? '' } }),
    });
  }
  return found ?? NONE;
}

/** Not about headings: top of the page, lines on GitHub, text fragments, Obsidian's block references. */
function isNoHeading(fragment: string): boolean {
  return (
    fragment === '' ||
    fragment === 'top' ||
    fragment.startsWith('^') ||
    fragment.startsWith(':~:') ||
    /^L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$/.test(fragment)
  );
}

function hasAnchor(target: Article, headings: readonly Heading[], fragment: string, reference: Reference): boolean {
  const decoded = decode(fragment);
  const slug = decoded.toLowerCase().replace(/^user-content-/, '');
  for (const heading of headings) if (heading.slug === slug || heading.slug === decoded) return true;
  if (reference.form !== 'wiki' && reference.form !== 'mention') return false;
  // `[[ID#Chapter#Section]]` names a heading by its way from the top; the last step decides.
  const text = plainText(decoded.slice(decoded.lastIndexOf('#') + 1));
  for (const heading of headings) if (plainText(heading.text) === text) return true;
  return entriesOf(target).some(({ value }) => hasItem(value, decoded));
}

/** A list with an item whose `id` this is: actions, milestones, steps. */
function hasItem(node: YamlNode, id: string): boolean {
  return node.kind === 'sequence' && node.items.some((item) => textOf(entryOf(item, 'id')?.value) === id);
}

function nearestAnchor(headings: readonly Heading[], fragment: string, isWiki: boolean): string[] {
  const decoded = decode(fragment);
  const near = isWiki
    ? (nearest(
        decoded,
        headings.map((heading) => heading.text),
      ) ??
      nearest(
        decoded,
        headings.map((heading) => heading.slug),
      ))
    : nearest(
        decoded,
        headings.map((heading) => heading.slug),
      );
  return near === undefined ? [] : [near];
}

function plainText(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone `%` is itself.
    return text;
  }
}
