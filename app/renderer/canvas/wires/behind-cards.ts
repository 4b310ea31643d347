// Which cards does a wire pass behind? There it comes out as if it began at the card: it is drawn through it, faintly.

import type { Area } from "../../../../engine/document/types.ts";
import { alongCurve, piecesOf, type Curve } from "../adapter/geometry.ts";

export interface Card extends Area {
  readonly id: string;
}

/** A wire that only touches a corner is hidden by nothing. */
const LEAST_PX = 8;

/** `ends`: the nodes it joins, from which it leads away; `room`: what `roomOf` says of the curve. */
export function cardsBefore(
  curve: Curve,
  room: Area,
  ends: { readonly source: string; readonly target: string },
  cards: readonly Card[],
): readonly Card[] {
  // Most cards are far from the wire.
  const near = cards.filter(
    (card) => overlap(card, room) && card.id !== ends.source && card.id !== ends.target,
  );
  if (near.length === 0) return near;
  const points = alongCurve(curve);
  return near.filter(({ x, y, width, height }) => {
    const isInside = (at: { readonly x: number; readonly y: number }) =>
      at.x > x + LEAST_PX &&
      at.x < x + width - LEAST_PX &&
      at.y > y + LEAST_PX &&
      at.y < y + height - LEAST_PX;
    return points.some(isInside);
  });
}

/** Around the points that pull it: a curve lies within them. */
export function roomOf(curve: Curve): Area {
  const hull = piecesOf(curve).flat();
  const [xs, ys] = [hull.map(({ x }) => x), hull.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

export function overlap(a: Area, b: Area): boolean {
  return a.x <= b.x + b.width && a.x + a.width >= b.x && a.y <= b.y + b.height && a.y + a.height >= b.y;
}
