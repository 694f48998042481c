/** The words that the repository's vocabulary (articles of kind `term`) says to avoid. */
import { type Article, fieldEntry, fieldText, nameOf } from '../article/article.ts';
import { textOf } from '../article/yaml.ts';
import { type Corpus, comparePaths } from '../corpus/corpus.ts';

export interface AvoidedTerm {
  /** As the vocabulary writes it. */
  readonly term: string;
  /** The word to use instead. */
  readonly preferred?: string;
  /** Id of the article that says so, or its path. */
  readonly source: string;
}

const TERM = 'term';

/** Sorted, each once whatever its case. */
export function avoidedTerms(corpus: Corpus): readonly string[] {
  return [...vocabularyOf(corpus).values()].map(({ term }) => term).sort(comparePaths);
}

/** By the term in lower case. Of two articles that avoid the same word, the first by path counts. */
export function vocabularyOf(corpus: Corpus): ReadonlyMap<string, AvoidedTerm> {
  const vocabulary = new Map<string, AvoidedTerm>();
  for (const article of corpus.ofKind(TERM)) {
    for (const entry of avoidedBy(article)) {
      const key = entry.term.toLowerCase();
      if (!vocabulary.has(key)) vocabulary.set(key, entry);
    }
  }
  return vocabulary;
}

export function isTerm(article: Article): boolean {
  return article.kind?.name === TERM;
}

/** Its `avoid` list, and the term itself when it is deprecated in favour of another. */
export function avoidedBy(article: Article): readonly AvoidedTerm[] {
  const preferred = fieldText(article, 'preferred');
  const node = fieldEntry(article, 'avoid')?.value;
  const items = node === undefined ? [] : node.kind === 'sequence' ? node.items : [node];
  const words = items.map(textOf);
  if (article.status?.value === 'deprecated') words.push(article.title.value);
  const avoided: AvoidedTerm[] = [];
  for (const term of words) {
    if (term === undefined || term === '' || term.toLowerCase() === preferred?.toLowerCase()) continue;
    avoided.push({ term, source: nameOf(article), ...(preferred !== undefined && preferred !== '' && { preferred }) });
  }
  return avoided;
}
