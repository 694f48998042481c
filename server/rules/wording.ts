/** Pieces of messages. */
import type { Article } from '../article/article.ts';
import { nameOf } from '../article/article.ts';
import type { Kind } from '../model/model.ts';

export function quoted(name: string): string {
  // A backtick inside would end the code span; such names come from hostile or broken input only.
  return `\`${shortened(name).replaceAll('`', "'")}\``;
}

const LONGEST = 80;

/** One line of at most 80 characters, so that a value of any length fits in a message. */
export function shortened(text: string): string {
  const line = text.length > LONGEST * 4 ? text.slice(0, LONGEST * 4) : text;
  const flat = line.replace(/\s+/g, ' ').trim();
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST - 1)}…` : flat;
}

/** `a change`, `an incident`. */
export function aKind(kind: Kind): string {
  return withArticle(kind.title.toLowerCase());
}

/** `A change`. */
export function theKind(kind: Kind): string {
  const text = aKind(kind);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function withArticle(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** `` `a`, `b` or `c` ``; after `limit` names, how many more there are. */
export function orList(names: readonly string[], limit = 6): string {
  return joined(names, 'or', limit);
}

export function andList(names: readonly string[], limit = 6): string {
  return joined(names, 'and', limit);
}

function joined(names: readonly string[], word: string, limit: number): string {
  const shown = names.slice(0, limit).map(quoted);
  if (names.length > limit) return `${shown.join(', ')} ${word} ${names.length - limit} more`;
  const last = shown.pop() ?? '';
  return shown.length === 0 ? last : `${shown.join(', ')} ${word} ${last}`;
}

/** `` Did you mean `x`? `` or the other advice when nothing is near. */
export function didYouMean(nearest: readonly string[], otherwise: string): string {
  return nearest.length === 0 ? otherwise : `Did you mean ${orList(nearest)}?`;
}

export function quotedName(article: Article): string {
  return quoted(nameOf(article));
}
