// Where do the wires run, by the places of the cards? For whatever asks besides React Flow's own drawing.

import type { Position } from "../../../../engine/document/types.ts";
import type { CardNode, FlowNode, WireEdge } from "./elements.ts";
import { crosses, distanceTo, type Curve } from "./geometry.ts";
import { CARD_WIDTH, DOT } from "./ports.ts";

type Cards = ReadonlyMap<string, FlowNode>;

/** null when one of its ends is not drawn. */
export function curveOf(nodes: readonly FlowNode[] | Cards, edge: WireEdge): Curve | null {
  const find = (id: string) =>
    nodes instanceof Map
      ? (nodes as Cards).get(id)
      : (nodes as readonly FlowNode[]).find((node) => node.id === id);
  const source = find(edge.source) as CardNode | undefined;
  const target = find(edge.target) as CardNode | undefined;
  const out = source?.data.ports.outputs.find(({ id }) => id === edge.sourceHandle);
  const into = target?.data.ports.inputs.find(({ id }) => id === edge.targetHandle);
  if (!source || !target || !out || !into) return null;
  return {
    from: { x: source.position.x + CARD_WIDTH + DOT / 2, y: source.position.y + out.y },
    to: { x: target.position.x - DOT / 2, y: target.position.y + into.y },
    via: edge.data?.via,
  };
}

/** The wire next to a point; null when none is within `limit`. */
export function wireAt(
  nodes: readonly FlowNode[],
  edges: readonly WireEdge[],
  point: Position,
  limit: number,
): WireEdge | null {
  const cards = new Map(nodes.map((node) => [node.id, node]));
  let best: { edge: WireEdge; distance: number } | null = null;
  for (const edge of edges) {
    const curve = curveOf(cards, edge);
    const distance = curve ? distanceTo(curve, point, limit) : Infinity;
    if (distance <= limit && distance < (best?.distance ?? Infinity)) best = { edge, distance };
  }
  return best?.edge ?? null;
}

/** The wires that a stroke crosses. */
export function wiresCrossed(
  nodes: readonly FlowNode[],
  edges: readonly WireEdge[],
  from: Position,
  to: Position,
): readonly WireEdge[] {
  const cards = new Map(nodes.map((node) => [node.id, node]));
  return edges.filter((edge) => {
    const curve = curveOf(cards, edge);
    return curve !== null && crosses(curve, from, to);
  });
}
