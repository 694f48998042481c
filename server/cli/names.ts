/** Names given on the command line, and what was probably meant by those that do not exist. */
import { resolve } from 'node:path';
import type { Article } from '../article/article.ts';
import type { CompiledModel } from '../model/compiled.ts';
import type { Kind } from '../model/model.ts';
import { nearest } from '../model/nearest.ts';
import { nearestNames } from '../rules/nearestIds.ts';
import { type Host, UsageError } from './host.ts';
import { workspacePath } from './root.ts';
import type { Workspace } from './workspace.ts';

/** Names proposed in a message; more would be noise. */
const PROPOSED = 3;
/** All names there are, when nothing is near and they are few. */
const LISTED = 40;

/** By name or by id prefix, whatever the letter case of the latter. */
export function knownKind(model: CompiledModel, name: string): Kind {
  const kind = model.kind(name) ?? model.kindByPrefix(name.toUpperCase());
  if (kind !== undefined) return kind;
  throw unknownName(
    'kind',
    name,
    model.model.kinds.map((known) => known.name),
  );
}

/** All articles with this id, or the one at this path, relative to the root or to the folder of the command. */
export function knownArticles(host: Host, { root, snapshot }: Workspace, name: string): readonly Article[] {
  const { corpus } = snapshot;
  const byId = corpus.byId(name);
  if (byId.length > 0) return byId;
  for (const path of [name, workspacePath(root, resolve(host.folder, name))]) {
    const byPath = path === undefined ? undefined : corpus.article(path);
    if (byPath !== undefined) return [byPath];
  }
  const near = nearestNames(name, corpus);
  throw new UsageError(`There is no article ${quoted(name)}.${proposal(near)}`);
}

export function unknownName(what: string, name: string, known: Iterable<string>): UsageError {
  const names = [...known];
  const near = nearestOf(name, names);
  const all = near.length === 0 && names.length > 0 && names.length <= LISTED ? ` Known: ${names.join(', ')}.` : '';
  return new UsageError(`There is no ${what} ${quoted(name)}.${proposal(near)}${all}`);
}

/** Up to three, the likeliest first. */
function nearestOf(name: string, names: readonly string[]): string[] {
  const found: string[] = [];
  while (found.length < PROPOSED) {
    const next = nearest(
      name,
      names.filter((known) => !found.includes(known)),
    );
    if (next === undefined) break;
    found.push(next);
  }
  return found;
}

function proposal(names: readonly string[]): string {
  return names.length === 0 ? '' : ` Did you mean ${names.join(' or ')}?`;
}

function quoted(name: string): string {
  return `"${name}"`;
}
