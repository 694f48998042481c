import type { Article, Reference } from '../article/article.ts';
import type { Configuration } from '../model/configuration.ts';
import type { FieldType, Kind } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { entriesOf, entryTable } from './entries.ts';
import { NONE } from './found.ts';
import type { ArticleRule, Found, RuleContext } from './rule.ts';
import { checkLinkValue, checkValue } from './valueProblems.ts';
import { orList, quoted, quotedName, withArticle } from './wording.ts';

export const fieldInvalid: ArticleRule = {
  code: 'field-invalid',
  group: 'General',
  title: 'Value that does not fit its field',
  severity: 'error',
  scope: 'links',
  what: 'A front matter value has another type or shape than its field: a state or choice that does not exist, a date that cannot be read, a time without offset, text where a number is needed, a list where one value is needed, an owner that is no person or team. Values that YAML turns into something else (`1.10`, `007`, `02:30`, `true`, `yes`) are found too.',
  why: 'A value that one tool reads as text and another as a number or truth value means different things to both; one that nothing can read counts as absent.',
  fix: 'Write the value as proposed. Put versions, times of day and numbers with leading zeros in quotes.',
  example: {
    bad: '---\nid: REL-001\ntitle: Dark deploy\nversion: 1.10\nenvironment: production\n---\n',
    good: '---\nid: REL-001\ntitle: Dark deploy\nversion: "1.10.0"\nenvironment: production\n---\n',
  },
  options: [],
  source: 'Doorstop, item validation; YAML 1.2.2 section 10.3',
  check: findInvalid,
};

function findInvalid(article: Article, context: RuleContext): readonly Found[] {
  const kind = article.kind;
  if (kind === undefined) return NONE;
  const { uses } = context.derived(entryTable, kind);
  const checks = { isTimezone: context.derived(timezones, context.configuration), into: [] as Found[] };
  for (const { key, value } of entriesOf(article)) {
    const use = uses.get(key);
    if (use === undefined) continue;
    if (use.type === 'field') checkValue(key, use.field.value, value, checks);
    else if (use.type === 'link') checkLinkValue(key, use.link, value, checks);
  }
  checkStatus(article, kind, context, checks.into);
  checkTargets(article, kind, context, checks.into);
  return checks.into.length === 0 ? NONE : checks.into;
}

function checkStatus(article: Article, kind: Kind, context: RuleContext, into: Found[]): void {
  const status = article.status;
  if (status?.span === undefined || kind.lifecycle === undefined) return;
  if (context.corpus.model.state(kind, status.value) !== undefined) return;
  // Reported as a value of the field's own type already.
  if (context.corpus.model.fieldsOf(kind).get('status')?.value.type === 'enum') return;
  const names = kind.lifecycle.states.map((state) => state.name);
  const near = nearest(status.value, names);
  const advice = near === undefined ? `It can be ${orList(names, 12)}.` : `Did you mean ${quoted(near)}?`;
  into.push({
    message: `${quoted(status.value)} is not a state of ${withArticle(kind.title.toLowerCase())}. ${advice}`,
    in: status.in,
    span: status.span,
    data: { nearest: near === undefined ? names : [near], ...(near !== undefined && { replacement: near }) },
  });
}

/** References of id fields that lead to an article of a kind that the field does not take. */
function checkTargets(article: Article, kind: Kind, context: RuleContext, into: Found[]): void {
  const accepted = context.derived(acceptedKinds, kind);
  const targets = context.targets(article);
  for (let i = 0; i < targets.length; i++) {
    const reference = article.references[i] as Reference;
    if (reference.form !== 'field') continue;
    const kinds = accepted.get(reference.type);
    const target = targets[i];
    if (kinds === undefined || (target?.type !== 'article' && target?.type !== 'ambiguous')) continue;
    const other = target.article.kind;
    if (other !== undefined && kinds.includes(other.name)) continue;
    const titles = kinds.map((name) => withArticle((context.corpus.model.kind(name)?.title ?? name).toLowerCase()));
    const what = other === undefined ? 'of no kind' : withArticle(other.title.toLowerCase());
    into.push({
      message: `${quoted(reference.type)} takes ${titles.join(' or ')}, but ${quotedName(target.article)} is ${what}. Name another.`,
      in: 'front',
      span: reference.span,
      data: { field: reference.type, kinds },
    });
  }
}

/** Path of each id field → kinds it takes; as in the `type` of references. */
function acceptedKinds(kind: Kind, { corpus }: RuleContext): ReadonlyMap<string, readonly string[]> {
  const accepted = new Map<string, readonly string[]>();
  const visit = (path: string, type: FieldType): void => {
    if (type.type === 'id' && type.kinds !== undefined && !type.kinds.includes('*')) accepted.set(path, type.kinds);
    if (type.type === 'list' || type.type === 'map') visit(path, type.of);
    if (type.type === 'object') for (const field of type.fields) visit(`${path}.${field.name}`, field.value);
  };
  for (const [name, field] of corpus.model.fieldsOf(kind)) visit(name, field.value);
  return accepted;
}

/** Asking `Intl` is slow, and a repository has few zones. */
function timezones(_configuration: Configuration): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    let valid = known.get(name);
    if (valid === undefined) {
      valid = isTimezone(name);
      if (known.size < 1000) known.set(name, valid);
    }
    return valid;
  };
}

function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name) || name.length > 64) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch {
    // RangeError is how Intl says that it does not know the zone.
    return false;
  }
}
