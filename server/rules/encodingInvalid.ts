import { problemsOf } from './frontMatterInvalid.ts';
import type { ArticleRule } from './rule.ts';

export const encodingInvalid: ArticleRule = {
  code: 'encoding-invalid',
  group: 'General',
  title: 'File that is not UTF-8',
  severity: 'error',
  fixedSeverity: true,
  scope: 'article',
  what: 'The file has bytes that are not UTF-8. They are shown as the replacement character.',
  why: 'Names and ids with such characters are not found by searches and links, and saving the file loses them for good.',
  fix: 'Open the file with the encoding it was written in, often Windows-1252, and save it as UTF-8.',
  example: {
    bad: '---\nid: REQ-001\ntitle: Cafe receipts\n---\nCaf\uFFFD\n',
    good: '---\nid: REQ-001\ntitle: Cafe receipts\n---\nCafé\n',
  },
  options: [],
  source: 'RFC 3629',
  check: (article) => problemsOf(article, 'encoding-invalid'),
};
