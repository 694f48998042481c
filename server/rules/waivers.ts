/** Findings that an article knowingly accepts: `waivers: [{rule, reason, by, until}]`. */
import { type Article, fieldEntry } from '../article/article.ts';
import { entryOf, textOf, type YamlMapping } from '../article/yaml.ts';
import { instantOf, startOfDay } from '../model/calendar.ts';

export interface Waiver {
  readonly rule?: string;
  readonly reason?: string;
  readonly until?: string;
  readonly node: YamlMapping;
}

const NO_WAIVERS: readonly Waiver[] = [];

export function waiversOf(article: Article): readonly Waiver[] {
  const node = fieldEntry(article, 'waivers')?.value;
  if (node === undefined) return NO_WAIVERS;
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.flatMap((item) => (item.kind === 'mapping' ? [readWaiver(item)] : []));
}

function readWaiver(node: YamlMapping): Waiver {
  const rule = given(node, 'rule');
  const reason = given(node, 'reason');
  const until = given(node, 'until');
  return {
    node,
    ...(rule !== undefined && { rule }),
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
  };
}

function given(node: YamlMapping, name: string): string | undefined {
  const text = textOf(entryOf(node, name)?.value);
  return text === '' ? undefined : text;
}

/** It names a rule, says why, and its last day is not over. One without a last day holds for good. */
export function isInForce({ rule, reason, until }: Waiver, now: number): boolean {
  if (rule === undefined || reason === undefined) return false;
  if (until === undefined) return true;
  const last = instantOf(until);
  return last !== undefined && startOfDay(now) <= startOfDay(last);
}
