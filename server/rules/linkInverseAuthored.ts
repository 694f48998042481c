import type { Article } from '../article/article.ts';
import type { LinkType } from '../model/model.ts';
import { entriesOf, entryTable } from './entries.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { quoted } from './wording.ts';

export const linkInverseAuthored: ArticleRule = {
  code: 'link-inverse-authored',
  group: 'General',
  title: 'Computed side of a link written by hand',
  severity: 'info',
  scope: 'article',
  what: 'The front matter holds a link by the name it has on the other side, for instance `verified_by` in a requirement. Throughline computes that side.',
  why: 'A link kept on both sides drifts apart: one is changed, the other forgotten.',
  fix: 'Write the link in the article that owns it and delete it here.',
  example: {
    bad: '---\nid: REQ-001\ntitle: Refunds within a day\nverified_by: [VER-001]\n---\n\n<!-- file: verification.md -->\n---\nid: VER-001\ntitle: Load test\n---\n',
    good: '---\nid: REQ-001\ntitle: Refunds within a day\n---\n\n<!-- file: verification.md -->\n---\nid: VER-001\ntitle: Load test\nverifies: [REQ-001]\n---\n',
  },
  options: [],
  source: 'Backstage, relations in catalogue files',
  check: findInverse,
};

function findInverse(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined) return NONE;
  const { uses } = context.derived(entryTable, kind);
  let found: Found[] | undefined;
  for (const { key, keySpan } of entriesOf(article)) {
    const use = uses.get(key);
    if (use?.type !== 'inverse') continue;
    found ??= [];
    found.push({
      message: `${quoted(key)} is computed from ${quoted(use.link.name)} in the other article, so a copy here drifts. Write ${quoted(use.link.name)} there and delete this.`,
      in: 'front',
      span: keySpan,
      data: { link: use.link.name, targets: targetsOf(article, use.link) },
    });
  }
  return found ?? NONE;
}

function targetsOf(article: Article, link: LinkType): readonly string[] {
  const own = article.references.filter((reference) => reference.inverse === true && reference.type === link.name);
  return own.map((reference) => reference.target);
}
