/** What an article's state means for those who refer to it. */
import type { Article } from '../article/article.ts';
import { fieldEntry } from '../article/article.ts';
import type { Stage } from '../model/model.ts';
import type { RuleContext } from './rule.ts';

/** Undefined without a status, and for one that the lifecycle does not have: what is not known to be a draft is none. */
export function stageOf(article: Article, context: RuleContext): Stage | undefined {
  const { kind, status } = article;
  return kind === undefined || status === undefined ? undefined : context.corpus.model.state(kind, status.value)?.stage;
}

/** Its work is over: what it refers to is history. */
export function isSettled(article: Article, context: RuleContext): boolean {
  const stage = stageOf(article, context);
  return stage === 'done' || stage === 'retired';
}

/** A field `active` that says false. */
export function isMarkedInactive(article: Article): boolean {
  const node = fieldEntry(article, 'active')?.value;
  return node?.kind === 'scalar' && node.tag === 'bool' && node.text.toLowerCase() === 'false';
}
