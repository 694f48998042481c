/** Walks a front matter value by the type the model gives it and collects what does not fit, each at its own place. */
import { linkValues } from '../article/references.ts';
import type { YamlMapping, YamlNode, YamlScalar } from '../article/yaml.ts';
import { entryOf } from '../article/yaml.ts';
import type { Field, FieldType, LinkType } from '../model/model.ts';
import { headSpan } from './place.ts';
import type { Found } from './rule.ts';
import { type ScalarProblem, scalarProblem } from './scalarProblems.ts';
import { quoted } from './wording.ts';

export interface ValueChecks {
  readonly isTimezone: (name: string) => boolean;
  readonly into: Found[];
}

/** `name` is the path people read: `slos[0].target`. */
export function checkValue(name: string, type: FieldType, node: YamlNode, checks: ValueChecks): void {
  switch (type.type) {
    case 'any':
      return;
    case 'list':
      checkList(name, type.of, node, checks);
      return;
    case 'object':
      checkObject(name, type.fields, node, checks);
      return;
    case 'map':
      checkMap(name, type.of, node, checks);
      return;
    case 'id':
      checkId(name, node, checks);
      return;
    default:
      if (node.kind === 'scalar') report(checks, node, name, scalarProblem(type, node, checks.isTimezone));
      else if (!holdsNothing(node)) report(checks, node, name, shapeProblem('a single value', node));
  }
}

function checkMap(name: string, of: FieldType, node: YamlNode, checks: ValueChecks): void {
  if (node.kind === 'mapping') {
    for (const entry of node.entries) checkValue(`${name}.${entry.key}`, of, entry.value, checks);
  } else if (!isNull(node)) {
    report(checks, node, name, shapeProblem('a mapping of names to values', node));
  }
}

function checkList(name: string, of: FieldType, node: YamlNode, checks: ValueChecks): void {
  if (isNull(node)) return;
  if (node.kind !== 'sequence') {
    const text = node.kind === 'scalar' && node.quoted !== true ? node.text.trim() : undefined;
    const replacement = text === undefined || text.includes('\n') ? undefined : `[${text}]`;
    const advice =
      replacement === undefined ? 'Write each item on a line of its own after `- `.' : `Write ${quoted(replacement)}.`;
    report(checks, node, name, {
      message: `needs a list, even of one. ${advice}`,
      ...(replacement && { replacement }),
    });
    return;
  }
  for (const [index, item] of node.items.entries()) checkValue(`${name}[${index}]`, of, item, checks);
}

function checkObject(name: string, fields: readonly Field[], node: YamlNode, checks: ValueChecks): void {
  if (isNull(node)) return;
  if (node.kind !== 'mapping') {
    const names = fields.slice(0, 4).map((field) => `${field.name}: …`);
    report(checks, node, name, { message: `needs named values. Write them as in \`{${names.join(', ')}}\`.` });
    return;
  }
  for (const entry of node.entries) {
    const field = fields.find((candidate) => candidate.name === entry.key);
    if (field !== undefined) checkValue(`${name}.${entry.key}`, field.value, entry.value, checks);
  }
}

/** The shape alone: whether the id is known is a question of `link-broken`. */
function checkId(name: string, node: YamlNode, checks: ValueChecks): void {
  if (isNull(node)) return;
  if (node.kind !== 'scalar') {
    const wiki = unquotedWikiLink(node);
    const problem: ScalarProblem =
      wiki === undefined
        ? shapeProblem('one id', node)
        : {
            message: `is a list in YAML because of its brackets. Write the id alone: ${quoted(wiki)}.`,
            replacement: wiki,
          };
    report(checks, node, name, problem);
    return;
  }
  if (!isIdShaped(node.text)) {
    report(checks, node, name, {
      message: `is ${quoted(node.text)}, which is not an id. Write the id of an article, for instance \`PER-001\`.`,
    });
  }
}

/** Ids have no white space in them; `[[ID|text]]` may. */
export function isIdShaped(text: string): boolean {
  const value = text.trim();
  return (value.startsWith('[[') && value.endsWith(']]')) || !/\s/.test(value);
}

function unquotedWikiLink(node: YamlNode): string | undefined {
  if (node.kind !== 'sequence' || node.items.length !== 1) return undefined;
  const [inner] = node.items;
  if (inner?.kind !== 'sequence' || inner.items.length !== 1) return undefined;
  const [id] = inner.items;
  return id?.kind === 'scalar' ? id.text : undefined;
}

/** A typed link's value: an id, `{to: id, …}`, or a list of these. */
export function checkLinkValue(name: string, link: LinkType, node: YamlNode, checks: ValueChecks): void {
  switch (node.kind) {
    case 'scalar':
      if (node.tag === 'bool' && node.quoted !== true) report(checks, node, name, notALink(node));
      return;
    case 'sequence':
      for (const item of node.items) checkLinkValue(name, link, item, checks);
      return;
    case 'mapping':
      checkLinkMapping(name, link, node, checks);
      return;
  }
}

function checkLinkMapping(name: string, link: LinkType, node: YamlMapping, checks: ValueChecks): void {
  const to = entryOf(node, 'to');
  if (to === undefined) {
    report(checks, node, name, {
      message: 'is a mapping without `to`, so it leads nowhere. Write `{to: ID}` or the id alone.',
    });
    return;
  }
  if (to.value.kind !== 'scalar' && linkValues(to.value).length !== 1) {
    report(checks, to.value, `${name}.to`, { message: 'needs one id. Write one mapping for each target.' });
  }
  for (const attribute of link.attributes ?? []) {
    const entry = entryOf(node, attribute.name);
    if (entry !== undefined) checkValue(`${name}.${attribute.name}`, attribute.value, entry.value, checks);
  }
}

function notALink(node: YamlScalar): ScalarProblem {
  return { message: `is ${quoted(node.text)}, which is a truth value and not an id. Write the id of an article.` };
}

function shapeProblem(needed: string, node: YamlNode): ScalarProblem {
  const found = node.kind === 'sequence' ? 'a list' : node.kind === 'mapping' ? 'a mapping' : 'a single value';
  return { message: `is ${found}, and ${needed} is needed. Correct its shape.` };
}

function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.tag === 'null';
}

function holdsNothing(node: YamlNode): boolean {
  return (
    (node.kind === 'sequence' && node.items.length === 0) || (node.kind === 'mapping' && node.entries.length === 0)
  );
}

function report(checks: ValueChecks, node: YamlNode, name: string, problem: ScalarProblem | undefined): void {
  if (problem === undefined) return;
  checks.into.push({
    message: `${quoted(name)} ${problem.message}`,
    in: 'front',
    span: problem.replacement !== undefined ? { start: node.start, end: node.end } : headSpan(node),
    ...(problem.replacement !== undefined && { data: { replacement: problem.replacement } }),
  });
}
