import type { Article, Reference } from '../article/article.ts';
import { contains, type Span } from '../article/text.ts';
import { entryOf, textOf, type YamlMapping, type YamlNode } from '../article/yaml.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { isMarkedInactive, isSettled } from './standing.ts';
import { quoted, quotedName } from './wording.ts';

export const personInactive: ArticleRule = {
  code: 'person-inactive',
  group: 'General',
  title: 'Person or team that has left',
  severity: 'warning',
  scope: 'links',
  what: 'An article at work names a person or team that is inactive, as owner, implementer, approver, escalation or otherwise. What is on record with a date (a review held, an approval given, an action done) is history and not judged.',
  why: 'Nobody answers: approvals stall and escalations ring out.',
  fix: 'Name somebody who is there. When a person leaves, reassign all they hold at once.',
  example: {
    bad: '---\nid: RB-001\ntitle: Fail over\nowner: PER-001\n---\n\n<!-- file: person.md -->\n---\nid: PER-001\ntitle: Ada Moss\nstatus: inactive\nemail: ada@example.org\nactive: false\n---\n',
    good: '---\nid: RB-001\ntitle: Fail over\nowner: PER-001\n---\n\n<!-- file: person.md -->\n---\nid: PER-001\ntitle: Ada Moss\nstatus: active\nemail: ada@example.org\nactive: true\n---\n',
  },
  options: [
    {
      name: 'ignore',
      type: 'strings',
      description: 'Fields that may name people who left, for instance `requester`.',
      default: [],
    },
  ],
  source: 'Runbook reviews: steps that name people who left',
  check: findInactive,
};

const PEOPLE: ReadonlySet<string> = new Set(['person', 'team']);

export function isPerson(article: Article): boolean {
  return article.kind !== undefined && PEOPLE.has(article.kind.name);
}

function findInactive(article: Article, context: RuleContext): readonly Found[] {
  if (article.kind === undefined) return NONE;
  const targets = context.targets(article);
  let found: Found[] | undefined;
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (target?.type !== 'article' && target?.type !== 'ambiguous') continue;
    const person = target.article;
    if (!isPerson(person) || !context.derived(isGone, person)) continue;
    const reference = article.references[i] as Reference;
    if (reference.form !== 'typed' && reference.form !== 'field') continue;
    if (isSettled(article, context) || isOnRecord(article, reference, context)) continue;
    found ??= [];
    found.push({
      message: `${quoted(person.title.value)} (${quotedName(person)}) is inactive and will not answer as ${quoted(reference.type)}. Name somebody who is there.`,
      in: 'front',
      span: reference.span,
      tag: 'deprecated',
      data: { target: reference.target, field: reference.type },
    });
  }
  return found ?? NONE;
}

function isGone(person: Article, context: RuleContext): boolean {
  return isMarkedInactive(person) || isSettled(person, context);
}

const CLOSED: ReadonlySet<string> = new Set(['done', 'dropped']);

function isOnRecord(article: Article, reference: Reference, context: RuleContext): boolean {
  if (context.option<readonly string[]>(personInactive, 'ignore').includes(reference.type)) return true;
  const around = mappingAround(article.frontMatter?.root, reference.span);
  if (around === undefined || around === article.frontMatter?.root) return false;
  const status = textOf(entryOf(around, 'status')?.value);
  if (status !== undefined && CLOSED.has(status)) return true;
  return textOf(entryOf(around, 'on')?.value) !== undefined || textOf(entryOf(around, 'at')?.value) !== undefined;
}

/** The innermost mapping that holds the span. */
function mappingAround(root: YamlMapping | undefined, span: Span): YamlMapping | undefined {
  let innermost: YamlMapping | undefined;
  let node: YamlNode | undefined = root;
  while (node !== undefined && node.kind !== 'scalar') {
    if (node.kind === 'mapping') innermost = node;
    const children: readonly YamlNode[] =
      node.kind === 'sequence' ? node.items : node.entries.map((entry) => entry.value);
    node = children.find((child) => contains(child, span.start) && contains(child, span.end));
  }
  return innermost;
}
