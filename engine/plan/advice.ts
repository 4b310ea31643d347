// A column has a type that a node cannot use: does the source it comes from know what to do about it?

import type { NodeIssue, Blame } from "../sdk/node-definition.ts";
import { findField } from "../frames/frame.ts";
import { sameType } from "../frames/types.ts";
import type { PlannedEdge, PlannedNode } from "./types.ts";

/** The issue with what the source of the first such column says, where one says anything. */
export function adviceOf(
  { columns, wants }: Blame,
  issue: Omit<NodeIssue, "misses" | "blames" | "meant" | "mends">,
  incoming: readonly PlannedEdge[],
  nodes: readonly PlannedNode[],
  edges: readonly PlannedEdge[],
): Omit<NodeIssue, "misses" | "blames" | "meant" | "mends"> {
  for (const column of columns) {
    const source = sourceOf(column, incoming, nodes, edges);
    const { id, params, facts, definition } = source ?? {};
    const advice = definition?.advise?.({ node: id!, params: params!, facts, column, wants });
    if (!advice) continue;
    const { note, hint, fix } = advice;
    const commands = fix?.commands.map((command) =>
      "id" in command && command.id === "" ? { ...command, id: id! } : command,
    );
    return {
      ...issue,
      message: `${issue.message} ${note}`,
      hint,
      ...(fix && commands && { fix: { ...fix, commands } }),
    };
  }
  return issue;
}

/** The source that gives the column, where every node on the way lets it through as it is. */
function sourceOf(
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
    if (Object.keys(sender.definition.inputs).length === 0) return sender;
    const [taken] = Object.values(sender.inputs);
    const before = taken && findField(taken, column);
    if (!before || !sameType(before.type, given.type)) return null;
    wires = edges.filter(({ to }) => to === sender.id);
  }
}
