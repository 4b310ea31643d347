// Which cards does a wire pass behind? There it comes out as if it began at the card: it is drawn through it, faintly.

import type { Area } from "../../../../engine/document/types.ts";
import { alongCurve, piecesOf, type Curve } from "../adapter/geometry.ts";

export interface Card extends Area {
  readonly id: string;
}

/** A wire that only touches a corner is hidden by nothing. */
const LEAST_PX = 8;

/** `ends`: the nodes it joins, from which it leads away. */
export function cardsBefore(
  curve: Curve,
  ends: { readonly source: string; readonly target: string },
  cards: readonly Card[],
): readonly Card[] {
  // A curve lies within the points that pull it: most cards are far from all of them, and this is asked while something is dragged.
  const hull = piecesOf(curve).flat();
  const [xs, ys] = [hull.map(({ x }) => x), hull.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const near = cards.filter(
    ({ id, x, y, width, height }) =>
      id !== ends.source &&
      id !== ends.target &&
      x <= right &&
      x + width >= left &&
      y <= bottom &&
      y + height >= top,
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
