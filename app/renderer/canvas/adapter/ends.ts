// A port of React Flow as an end of a wire of the document, with what flows there.

import type { PortEnd } from "../../edits/ports.ts";
import type { FlowNode } from "./elements.ts";

export type FlowEnd = PortEnd & { readonly flow: string };

/** null for a port that is not drawn. */
export function endOf(
  nodes: readonly FlowNode[],
  node: string,
  port: string | null | undefined,
  type: "source" | "target",
): FlowEnd | null {
  const card = nodes.find(({ id }) => id === node);
  if (card?.type !== "card") return null;
  const { inputs, outputs } = card.data.ports;
  const found = (type === "source" ? outputs : inputs).find(({ id }) => id === port);
  return found ? { node, port: found.id, side: found.side, flow: found.flow } : null;
}
