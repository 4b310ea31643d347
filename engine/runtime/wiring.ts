// Which wires must never make their sender wait, because the node at their end may be waiting for that very sender.

import type { Plan, PlannedEdge } from "../plan/types.ts";

/**
 * Wires of nodes with several inputs whose sources also feed another wire of that node, or another node with several
 * inputs: held back, they could stop the frame that somebody is waiting for. All other wires are bounded.
 */
export function elasticWires({ nodes, edges }: Plan): ReadonlySet<PlannedEdge> {
  const sources = new Map<string, ReadonlySet<string>>();
  for (const { id } of nodes) {
    const incoming = edges.filter((edge) => edge.to === id);
    const own = incoming.flatMap((edge) => [...(sources.get(edge.from) ?? [])]);
    sources.set(id, new Set(incoming.length === 0 ? [id] : own));
  }
  const joins = nodes
    .map(({ id }) => edges.filter((edge) => edge.to === id))
    .filter((wires) => wires.length > 1);
  const elastic = new Set<PlannedEdge>();
  for (const wire of joins.flat()) {
    const others = joins.flat().filter((other) => other !== wire);
    const shared = [...sources.get(wire.from)!].some((source) =>
      others.some((other) => sources.get(other.from)!.has(source)),
    );
    if (shared) elastic.add(wire);
  }
  return elastic;
}
