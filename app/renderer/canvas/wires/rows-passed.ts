// How many rows has a wire carried? Nodes are counted, wires are not: it can be told where only one wire is meant.

import { parsePort, type WorkflowDocument } from "../../../../engine/document/types.ts";
import { ERROR_PORT } from "../../edits/ports.ts";
import type { NodeStatus } from "../../stores/run.ts";
import type { Ports } from "../adapter/ports.ts";

/** Whose counter is the wire's: of the node it comes from or leads to; null where neither is. */
export type CountedBy = "source" | "target" | null;

export function countedBy(
  edge: WorkflowDocument["edges"][number],
  source: Ports,
  wiresInto: ReadonlyMap<string, number>,
): CountedBy {
  const outputs = source.outputs.filter(({ isError }) => !isError);
  if (outputs.length === 1 && parsePort(edge.from).port !== ERROR_PORT) return "source";
  return wiresInto.get(parsePort(edge.to).node) === 1 ? "target" : null;
}

export function rowsPassed(
  nodes: Readonly<Record<string, NodeStatus>>,
  by: CountedBy,
  source: string,
  target: string,
): number | null {
  if (by === "source") return nodes[source]?.counters?.rowsOut ?? null;
  return by === "target" ? (nodes[target]?.counters?.rowsIn ?? null) : null;
}
