/** An article in a few lines of Markdown: what hover and completion show. */
import type { Article } from '../article/article.ts';
import { fieldText } from '../article/article.ts';
import type { FeatureContext } from './feature.ts';

/** Links listed by name; more are counted. */
const SHOWN = 6;

export function articleCard(context: FeatureContext, article: Article): string {
  const { corpus } = context;
  const kind = article.kind;
  const uri = context.uriOf(article.path);
  const id = article.id?.value;
  const lines = [`**[${escapeMarkdown(id ?? article.path)}](${uri})** ${escapeMarkdown(article.title.value)}`];
  const facts: string[] = [];
  if (kind !== undefined) facts.push(kind.title);
  if (article.status !== undefined) facts.push(`\`${article.status.value}\``);
  const owner = fieldText(article, 'owner');
  if (owner !== undefined) facts.push(`owner ${named(context, owner)}`);
  const counts = new Map<string, number>();
  for (const finding of context.findingsOf(article.path)) {
    counts.set(finding.severity, (counts.get(finding.severity) ?? 0) + 1);
  }
  const errors = counts.get('error') ?? 0;
  const warnings = counts.get('warning') ?? 0;
  if (errors > 0) facts.push(plural(errors, 'error'));
  if (warnings > 0) facts.push(plural(warnings, 'warning'));
  if (facts.length > 0) lines.push(facts.join(' · '));
  const outgoing = new Map<string, Set<string>>();
  for (const { reference, target } of corpus.outgoing(article)) {
    if (reference.form !== 'typed' || (target.type !== 'article' && target.type !== 'ambiguous')) continue;
    add(outgoing, reference.inverse ? inverseName(context, reference.type) : reference.type, name(target.article));
  }
  const incoming = new Map<string, Set<string>>();
  for (const { from, reference } of corpus.incoming(article)) {
    if (reference.form === 'typed') {
      add(incoming, reference.inverse ? reference.type : inverseName(context, reference.type), name(from));
    }
  }
  const links = [...section('→', outgoing), ...section('←', incoming)];
  if (links.length > 0) lines.push('', '---', ...links);
  return lines.join('  \n');
}

function section(arrow: string, links: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return [...links].map(([type, ids]) => {
    const shown = [...ids].slice(0, SHOWN).join(', ');
    const more = ids.size > SHOWN ? ` and ${ids.size - SHOWN} more` : '';
    return `${arrow} ${escapeMarkdown(type.replaceAll('_', ' '))}: ${escapeMarkdown(shown)}${more}`;
  });
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key) ?? new Set();
  map.set(key, set.add(value));
}

function inverseName(context: FeatureContext, type: string): string {
  return context.corpus.model.linkType(type)?.inverse ?? type;
}

/** The person or team behind an id: `Mara Lind (PER-001)`. */
function named(context: FeatureContext, id: string): string {
  const [person] = context.corpus.byId(id);
  return escapeMarkdown(person === undefined ? id : `${person.title.value} (${id})`);
}

function name(article: Article): string {
  return article.id?.value ?? article.path;
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Text from a repository shown as text, whatever it holds. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&').replace(/\s+/g, ' ');
}
