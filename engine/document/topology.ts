// In which order do the nodes stand, and what lies before and behind a node?

import { parsePort, type EdgeDocument, type WorkflowDocument } from "./types.ts";

/** For each node id, in file order, the ids its wires lead to, in file order, each once. Dangling wires are left out. */
type Arrows = ReadonlyMap<string, readonly string[]>;

/** The ids of the nodes a wire joins; null for a dangling one, whose node or port is not there. */
export function ends(
  edge: EdgeDocument,
  ids: { has(id: string): boolean },
): { from: string; to: string } | null {
  const from = parsePort(edge.from);
  const to = parsePort(edge.to);
  const whole = from.port !== "" && to.port !== "" && ids.has(from.node) && ids.has(to.node);
  return whole ? { from: from.node, to: to.node } : null;
}

/** The wires as arrows between node ids. */
function arrows(document: WorkflowDocument, edges: readonly EdgeDocument[] = document.edges): Arrows {
  const targets = new Map<string, Set<string>>(document.nodes.map((node) => [node.id, new Set()]));
  for (const edge of edges) {
    const joined = ends(edge, targets);
    if (joined) targets.get(joined.from)?.add(joined.to);
  }
  return new Map(Array.from(targets, ([id, ids]) => [id, [...ids]]));
}

/**
 * All node ids, each behind those it gets data from; where the wires leave a choice, the file's order decides. Nodes
 * in or behind a cycle have no such place and come last, in file order.
 */
export function topologicalOrder(document: WorkflowDocument): string[] {
  const graph = arrows(document);
  const ids = [...graph.keys()];
  const positions = new Map(ids.map((id, position) => [id, position]));
  const waitsFor = new Map(ids.map((id) => [id, 0]));
  for (const targets of graph.values())
    for (const id of targets) waitsFor.set(id, (waitsFor.get(id) ?? 0) + 1);

  // Positions of the nodes that wait for nobody, largest first, so that the next one is popped.
  const ready = ids.flatMap((id, position) => (waitsFor.get(id) === 0 ? [position] : [])).reverse();
  const order = new Set<string>();
  for (let position = ready.pop(); position !== undefined; position = ready.pop()) {
    const id = ids[position];
    order.add(id);
    for (const target of graph.get(id) ?? []) {
      const left = (waitsFor.get(target) ?? 0) - 1;
      waitsFor.set(target, left);
      if (left === 0) insertDescending(ready, positions.get(target) ?? 0);
    }
  }
  for (const id of ids) order.add(id);
  return [...order];
}

/** The ids of all nodes that get data from this one, directly or through others, in file order. */
export function downstream(document: WorkflowDocument, id: string): string[] {
  return reachable(document, id, document.edges);
}

/** The ids of all nodes this one gets data from, directly or through others, in file order. */
export function upstream(document: WorkflowDocument, id: string): string[] {
  const turned = document.edges.map((edge) => ({ from: edge.to, to: edge.from }));
  return reachable(document, id, turned);
}

/** The ports of a node that wires name, in file order: all that is known of an unknown kind's ports. */
export function wiredPorts(document: WorkflowDocument, id: string): { inputs: string[]; outputs: string[] } {
  const ports = (end: "from" | "to"): string[] => {
    const refs = document.edges.map((edge) => parsePort(edge[end])).filter((ref) => ref.node === id);
    return [...new Set(refs.map((ref) => ref.port))];
  };
  return { inputs: ports("to"), outputs: ports("from") };
}

/** A shortest way along the wires, both ends included and at least one wire long; null when there is none. */
export function pathBetween(document: WorkflowDocument, from: string, to: string): string[] | null {
  const graph = arrows(document);
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (const id of queue) {
    for (const target of graph.get(id) ?? []) {
      if (!cameFrom.has(target)) {
        cameFrom.set(target, id);
        queue.push(target);
      }
    }
  }
  if (!cameFrom.has(to)) return null;
  const path = [to];
  do path.unshift(cameFrom.get(path[0]) ?? from);
  while (path[0] !== from);
  return path;
}

function reachable(document: WorkflowDocument, id: string, edges: readonly EdgeDocument[]): string[] {
  const graph = arrows(document, edges);
  const found = new Set(graph.get(id));
  for (const next of found) for (const target of graph.get(next) ?? []) found.add(target);
  return [...graph.keys()].filter((candidate) => found.has(candidate));
}

function insertDescending(positions: number[], position: number): void {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle] > position) low = middle + 1;
    else high = middle;
  }
  positions.splice(low, 0, position);
}
