/** Reads the lifecycle of a kind. */
import type { Span } from '../article/text.ts';
import type { YamlNode, YamlScalar } from '../article/yaml.ts';
import type { Lifecycle, Stage, State, Transition } from '../model/model.ts';
import { code } from './problems.ts';
import { child, childText, isRemoval, type Reading, readCondition, scalarsOf } from './reading.ts';

/** Where no transitions are given, one is made of every pair of states. */
const MAX_STATES = 50;

/** Undefined when the kind's status is free. */
export function readLifecycle(
  base: Lifecycle | undefined,
  node: YamlNode | undefined,
  reading: Reading,
): Lifecycle | undefined {
  if (node === undefined) return base;
  if (isRemoval(node)) return undefined;
  const written = child(node, 'states');
  const states = written === undefined ? (base?.states ?? []) : readStates(written, reading);
  const transitionsNode = child(node, 'transitions');
  if (states.length === 0) {
    if (transitionsNode !== undefined) {
      reading.problems.report(transitionsNode, 'There are no states to go between: `states` is missing.');
    }
    return undefined;
  }
  if (transitionsNode === undefined && written === undefined && base !== undefined) return base;
  const transitions = transitionsNode === undefined ? [] : readTransitions(transitionsNode, states, reading);
  return { states, transitions: transitions.length === 0 ? everyPair(states) : transitions };
}

function everyPair(states: readonly State[]): readonly Transition[] {
  return states.flatMap(({ name: from }) =>
    states.filter(({ name }) => name !== from).map(({ name: to }) => ({ from, to })),
  );
}

function readStates(node: YamlNode, { problems }: Reading): readonly State[] {
  const states = new Map<string, State>();
  let nextRank = 0;
  for (const item of node.kind === 'sequence' ? node.items : []) {
    const place: Span = child(item, 'name') ?? item;
    const name = (item.kind === 'scalar' ? item.text : (childText(item, 'name') ?? '')).trim();
    if (states.has(name)) {
      problems.report(place, `The state ${code(name)} is listed twice.`);
      continue;
    }
    if (states.size === MAX_STATES) {
      problems.report(place, `A lifecycle has at most ${MAX_STATES} states.`);
      break;
    }
    const writtenRank = childText(item, 'rank');
    const rank = writtenRank === 'none' ? undefined : writtenRank === undefined ? nextRank : Number(writtenRank);
    if (rank !== undefined) nextRank = rank + 1;
    states.set(name, {
      name,
      description: childText(item, 'description') ?? '',
      stage: (childText(item, 'stage') as Stage | undefined) ?? (states.size === 0 ? 'draft' : 'live'),
      ...(rank !== undefined && { rank }),
    });
  }
  return [...states.values()];
}

function readTransitions(node: YamlNode, states: readonly State[], reading: Reading): readonly Transition[] {
  const names = states.map(({ name }) => name);
  const transitions: Transition[] = [];
  for (const item of node.kind === 'sequence' ? node.items : []) {
    const ends = item.kind === 'scalar' ? arrow(item, names, reading) : fromAndTo(item, names, reading);
    const whenNode = child(item, 'when');
    const when = readCondition(whenNode);
    for (const from of ends.from) {
      for (const to of ends.to) {
        const transition: Transition = { from, to, ...(when && { when }) };
        if (whenNode !== undefined) reading.origins.nodes.set(transition, whenNode);
        transitions.push(transition);
      }
    }
  }
  return transitions;
}

interface Ends {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** `draft -> accepted`. */
function arrow(node: YamlScalar, names: readonly string[], reading: Reading): Ends {
  const at = node.text.indexOf('->');
  const end = (start: number, text: string) => {
    const lead = text.length - text.trimStart().length;
    const name = text.trim();
    const span = reading.problems.within(node, start + lead, start + lead + name.length);
    return isState(name, span, names, reading) ? [name] : [];
  };
  return { from: end(0, node.text.slice(0, at)), to: end(at + 2, node.text.slice(at + 2)) };
}

function fromAndTo(node: YamlNode, names: readonly string[], reading: Reading): Ends {
  const end = (key: string) => {
    const valid = scalarsOf(child(node, key)).filter((scalar) => isState(scalar.text, scalar, names, reading));
    return [...new Set(valid.map(({ text }) => text))];
  };
  return { from: end('from'), to: end('to') };
}

function isState(name: string, span: Span, names: readonly string[], { problems }: Reading): boolean {
  if (names.includes(name)) return true;
  problems.reportUnknown(span, `${code(name)} is not a state of this lifecycle.`, name, names);
  return false;
}
