// A node says what to set where a column is made: which node makes it, and can it be set so?

import type { Fix } from "../document/issue.ts";
import { findField } from "../frames/frame.ts";
import { sameType } from "../frames/types.ts";
import type { Mend } from "../sdk/node-definition.ts";
import { paramShape } from "./params.ts";
import type { PlannedEdge, PlannedNode } from "./types.ts";

/** null where the column comes from several nodes, or from one that has no such params. */
export function mendFix(
  { column, label, params }: Mend,
  incoming: readonly PlannedEdge[],
  nodes: readonly PlannedNode[],
  edges: readonly PlannedEdge[],
): Fix | null {
  const maker = makerOf(column, incoming, nodes, edges);
  if (!maker) return null;
  const known = paramShape(maker.definition);
  if (!Object.keys(params).every((name) => name in known)) return null;
  const commands = Object.entries(params).map(
    ([param, value]) => ({ do: "set-param", id: maker.id, param, value }) as const,
  );
  return { label, commands };
}

/** The first node, going up the wires, that does not let the column through as it came. */
export function makerOf(
  column: string,
  incoming: readonly PlannedEdge[],
  nodes: readonly PlannedNode[],
  edges: readonly PlannedEdge[],
): PlannedNode | null {
  let wires = incoming;
  for (;;) {
    const [wire, ...others] = wires;
    if (!wire || others.length > 0) return null;
    const sender = nodes.find(({ id }) => id === wire.from);
    const given = sender?.outputs[wire.fromPort] && findField(sender.outputs[wire.fromPort], column);
    if (!sender || !given) return null;
    const [taken] = Object.values(sender.inputs);
    const before = taken && findField(taken, column);
    if (!before || !sameType(before.type, given.type)) return sender;
    wires = edges.filter(({ to }) => to === sender.id);
  }
}
