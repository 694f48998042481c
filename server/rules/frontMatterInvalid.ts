import type { Article } from '../article/article.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found } from './rule.ts';

export const frontMatterInvalid: ArticleRule = {
  code: 'front-matter-invalid',
  group: 'General',
  title: 'Front matter that cannot be read',
  severity: 'error',
  fixedSeverity: true,
  scope: 'article',
  what: 'The YAML front matter, or the sidecar file that holds it, has a syntax error, the same key twice, aliases that expand without end, or another language than YAML.',
  why: 'What cannot be read is not there for any other check: the article may lose its id, and every link to it breaks.',
  fix: 'Go to the marked place and correct the YAML. Values with `: ` or ` #` in them need quotes; indentation needs spaces, not tabs.',
  example: {
    bad: '---\nid: REQ-001\ntitle: "Refunds within a day\n---\n',
    good: '---\nid: REQ-001\ntitle: "Refunds within a day"\n---\n',
  },
  options: [],
  source: 'YAML 1.2.2',
  check: (article) => problemsOf(article, 'front-matter-invalid'),
};

/** The reader's own problems with this code. */
export function problemsOf(article: Article, code: Article['problems'][number]['code']): readonly Found[] {
  if (article.problems.length === 0) return NONE;
  return article.problems
    .filter((problem) => problem.code === code)
    .map(({ message, in: where, start, end }) => ({ message, in: where, span: { start, end } }));
}
