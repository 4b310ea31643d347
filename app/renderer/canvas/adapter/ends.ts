// A port of React Flow as an end of a wire of the document, with what flows there.

import type { Position } from "../../../../engine/document/types.ts";
import type { PortEnd } from "../../edits/ports.ts";
import type { FlowNode } from "./elements.ts";
import { CARD_WIDTH } from "./ports.ts";

export interface FlowEnd extends PortEnd {
  readonly flow: string;
  /** A wire names it, and the node has no such port. */
  readonly unknown: boolean;
}

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
  return found ? { node, port: found.id, side: found.side, flow: found.flow, unknown: found.unknown } : null;
}

export function isSameEnd(a: PortEnd, b: PortEnd): boolean {
  return a.node === b.node && a.port === b.port && a.side === b.side;
}

/** Where all ports are, in canvas units. */
export function portPlaces(nodes: readonly FlowNode[]): readonly Position[] {
  return nodes.flatMap(({ type, position, data }) => {
    if (type !== "card") return [];
    const { inputs, outputs } = data.ports;
    return [
      ...inputs.map(({ y }) => ({ x: position.x, y: position.y + y })),
      ...outputs.map(({ y }) => ({ x: position.x + CARD_WIDTH, y: position.y + y })),
    ];
  });
}
