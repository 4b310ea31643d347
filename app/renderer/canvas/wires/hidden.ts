// Which wires pass behind cards? Asked again with every change of the canvas, and answered anew only where something has moved.

import type { Area } from "../../../../engine/document/types.ts";
import { curveOf } from "../adapter/curves.ts";
import type { FlowNode, WireEdge } from "../adapter/elements.ts";
import { pathOf, type Curve } from "../adapter/geometry.ts";
import { CARD_WIDTH } from "../adapter/ports.ts";
import { cardsBefore, overlap, roomOf, type Card } from "./behind-cards.ts";

export interface Hidden {
  readonly id: string;
  readonly color: string;
  readonly path: string;
  readonly cards: readonly Card[];
}

interface Found {
  readonly curve: Curve;
  readonly room: Area;
  readonly cards: readonly Card[];
}

/** Remembers what it found last. */
export function hiddenWires(): (nodes: readonly FlowNode[], edges: readonly WireEdge[]) => readonly Hidden[] {
  let cards: ReadonlyMap<string, Card> = new Map();
  let found: ReadonlyMap<string, Found> = new Map();
  return (nodes, edges) => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const now = new Map(nodes.flatMap(cardOf).map((card) => [card.id, card]));
    const [all, moved] = [[...now.values()], changes(cards, now)];
    const next = new Map<string, Found>();
    const hidden: Hidden[] = [];
    for (const edge of edges) {
      const curve = curveOf(byId, edge);
      if (!curve) continue;
      const before = found.get(edge.id);
      const holds =
        before && isSameCurve(before.curve, curve) && !moved.some((card) => overlap(card, before.room));
      const one = holds ? before : find(curve, edge, all);
      next.set(edge.id, one);
      if (one.cards.length > 0)
        hidden.push({ id: edge.id, color: edge.data?.color ?? "any", path: pathOf(curve), cards: one.cards });
    }
    [cards, found] = [now, next];
    return hidden;
  };
}

function find(curve: Curve, edge: WireEdge, cards: readonly Card[]): Found {
  const room = roomOf(curve);
  return { curve, room, cards: cardsBefore(curve, room, edge, cards) };
}

function cardOf(node: FlowNode): Card[] {
  if (node.type !== "card") return [];
  const { id, position, measured, initialHeight = 0 } = node;
  const height = measured?.height ?? initialHeight;
  return [{ id, ...position, width: measured?.width ?? CARD_WIDTH, height }];
}

/** Cards that came, went or lie otherwise, as they were and as they are. */
function changes(before: ReadonlyMap<string, Card>, now: ReadonlyMap<string, Card>): readonly Card[] {
  const isIn = (cards: ReadonlyMap<string, Card>, { id, x, y, width, height }: Card) => {
    const card = cards.get(id);
    return card?.x === x && card.y === y && card.width === width && card.height === height;
  };
  return [
    ...[...before.values()].filter((card) => !isIn(now, card)),
    ...[...now.values()].filter((card) => !isIn(before, card)),
  ];
}

function isSameCurve(a: Curve, b: Curve): boolean {
  return (
    a.via === b.via &&
    a.from.x === b.from.x &&
    a.from.y === b.from.y &&
    a.to.x === b.to.x &&
    a.to.y === b.to.y
  );
}
