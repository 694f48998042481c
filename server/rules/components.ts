/** Strongly connected components of a directed graph, by Tarjan's algorithm without recursion. */

/** Node → successors. Nodes that only appear as successors need no entry. */
export type Graph<E extends { readonly to: string }> = ReadonlyMap<string, readonly E[]>;

/** Components that hold a cycle: two nodes or more, or one that leads to itself. O(nodes + edges). */
export function cyclicComponents<E extends { readonly to: string }>(graph: Graph<E>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];
  for (const root of graph.keys()) {
    if (index.has(root)) continue;
    const frames: { readonly node: string; next: number }[] = [];
    const enter = (node: string) => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      onStack.add(node);
      frames.push({ node, next: 0 });
    };
    enter(root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { node } = frame;
      const edge = graph.get(node)?.[frame.next++];
      if (edge !== undefined) {
        if (!index.has(edge.to)) enter(edge.to);
        else if (onStack.has(edge.to)) lower(low, node, index.get(edge.to));
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent !== undefined) lower(low, parent.node, low.get(node));
      if (low.get(node) !== index.get(node)) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) onStack.delete(member);
      if (component.length > 1 || graph.get(node)?.some((out) => out.to === node) === true) components.push(component);
    }
  }
  return components;
}

function lower(low: Map<string, number>, node: string, to: number | undefined): void {
  const before = low.get(node);
  if (to !== undefined && (before === undefined || to < before)) low.set(node, to);
}

/** The shortest way from `start` back to it through these nodes only; its edges in order. Empty when there is none. */
export function shortestCycle<E extends { readonly to: string }>(
  graph: Graph<E>,
  start: string,
  within: ReadonlySet<string>,
): E[] {
  const cameBy = new Map<string, { readonly from: string; readonly edge: E }>();
  const queue = [start];
  for (const node of queue) {
    for (const edge of graph.get(node) ?? []) {
      if (!within.has(edge.to) || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, { from: node, edge });
      if (edge.to === start) return wayTo(start, cameBy);
      queue.push(edge.to);
    }
  }
  return [];
}

function wayTo<E>(start: string, cameBy: ReadonlyMap<string, { readonly from: string; readonly edge: E }>): E[] {
  const edges: E[] = [];
  for (let step = cameBy.get(start); step !== undefined; step = cameBy.get(step.from)) {
    edges.unshift(step.edge);
    if (step.from === start) break;
  }
  return edges;
}

/** Whether any way leads from the node back to it. Gives up after `limit` nodes and says yes. */
export function leadsBack(start: string, successors: (node: string) => Iterable<string>, limit: number): boolean {
  const seen = new Set<string>();
  const queue = [start];
  for (const node of queue) {
    for (const to of successors(node)) {
      if (to === start) return true;
      if (seen.has(to)) continue;
      if (seen.size >= limit) return true;
      seen.add(to);
      queue.push(to);
    }
  }
  return false;
}
