import { type Article, sourceOf } from '../article/article.ts';
import { NONE } from './found.ts';
import { headOf } from './place.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { quoted } from './wording.ts';

export const idDuplicate: ArticleRule = {
  code: 'id-duplicate',
  group: 'General',
  title: 'Id used twice',
  severity: 'error',
  scope: 'links',
  what: 'Two or more articles have the same id, or an article lists as a former id (`aliases`) what is the id of another.',
  why: 'Every link to the id may mean either. Two branches that both took the next number merge without a conflict, so nothing else notices.',
  fix: 'Give the later article the next free number and rewrite the references that mean it.',
  example: {
    bad: '---\nid: REQ-001\ntitle: First\naliases: [REQ-002]\n---\n\n<!-- file: other.md -->\n---\nid: REQ-001\ntitle: Second\n---\n',
    good: '---\nid: REQ-001\ntitle: First\n---\n\n<!-- file: other.md -->\n---\nid: REQ-002\ntitle: Second\n---\n',
  },
  options: [],
  source: 'Doorstop issue 84; adr-tools issue 102',
  check: findDuplicates,
};

function findDuplicates(article: Article, { corpus }: RuleContext): readonly Found[] {
  const id = article.id?.value;
  if (id === undefined) return NONE;
  const holders = corpus.byId(id);
  const found: Found[] = [];
  if (holders.length > 1) {
    const others = holders.filter((other) => other.path !== article.path);
    const [first] = others;
    if (first !== undefined) {
      const more = others.length === 1 ? '' : ` and ${others.length - 1} more`;
      found.push({
        message: `${quoted(id)} is also the id of ${quoted(first.path)}${more}, so links to it may mean either. Renumber the later one.`,
        ...headOf(article),
        related: others.map(definition),
        data: { id, paths: others.map((other) => other.path) },
      });
    }
  }
  for (const alias of article.aliases) {
    const owner = corpus.byId(alias.value).find((other) => other.id?.value === alias.value);
    if (owner === undefined || owner === article || alias.span === undefined) continue;
    found.push({
      message: `${quoted(alias.value)} is the id of ${quoted(owner.path)}, so as a former id it never leads here. Remove it.`,
      in: alias.in,
      span: alias.span,
      severity: 'warning',
      tag: 'unnecessary',
    });
  }
  return found;
}

function definition(article: Article) {
  const { in: where, span } = headOf(article);
  return { message: 'The same id is defined here.', source: sourceOf(article, where), span };
}
