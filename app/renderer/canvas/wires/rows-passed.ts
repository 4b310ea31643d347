// How many rows has a wire carried? Nodes are counted, wires are not: what counts is the output, or a node with one wire only.

import { parsePort, type WorkflowDocument } from "../../../../engine/document/types.ts";
import { ERROR_PORT } from "../../edits/ports.ts";
import type { NodeStatus } from "../../stores/run-state.ts";
import type { Ports } from "../adapter/ports.ts";

/** Whose counter is the wire's: the node's it comes from, its output's, the node's it leads to; null where nobody counts it. */
export type CountedBy = "source" | "output" | "target" | null;

export function countedBy(
  edge: WorkflowDocument["edges"][number],
  source: Ports,
  wiresInto: ReadonlyMap<string, number>,
): CountedBy {
  const outputs = source.outputs.filter(({ isError }) => !isError);
  if (parsePort(edge.from).port !== ERROR_PORT) return outputs.length === 1 ? "source" : "output";
  return wiresInto.get(parsePort(edge.to).node) === 1 ? "target" : null;
}

export function rowsPassed(
  nodes: Readonly<Record<string, NodeStatus>>,
  by: CountedBy,
  edge: WorkflowDocument["edges"][number],
): number | null {
  const from = parsePort(edge.from);
  const source = nodes[from.node]?.counters;
  switch (by) {
    case "source":
      return source?.rowsOut ?? null;
    case "output":
      return source?.rowsByPort?.[from.port] ?? null;
    case "target":
      return nodes[parsePort(edge.to).node]?.counters?.rowsIn ?? null;
    case null:
      return null;
  }
}
