/** Action items in front matter: `actions: [{id, what, owner, due, status, type, reason}]`. */
import { type Article, fieldEntry } from '../article/article.ts';
import { entryOf, textOf, type YamlMapping } from '../article/yaml.ts';

export interface Action {
  readonly id?: string;
  readonly what?: string;
  readonly owner?: string;
  readonly due?: string;
  readonly reason?: string;
  /** `open` when none is given. */
  readonly status: string;
  readonly node: YamlMapping;
}

const NO_ACTIONS: readonly Action[] = [];

export function actionsOf(article: Article): readonly Action[] {
  const node = fieldEntry(article, 'actions')?.value;
  if (node?.kind !== 'sequence') return NO_ACTIONS;
  return node.items.flatMap((item) => (item.kind === 'mapping' ? [readAction(item)] : []));
}

function readAction(node: YamlMapping): Action {
  const text = (name: 'id' | 'what' | 'owner' | 'due' | 'reason') => {
    const value = textOf(entryOf(node, name)?.value);
    return value === undefined || value === '' ? {} : { [name]: value };
  };
  const status = textOf(entryOf(node, 'status')?.value);
  return {
    ...text('id'),
    ...text('what'),
    ...text('owner'),
    ...text('due'),
    ...text('reason'),
    status: status || 'open',
    node,
  };
}
