// Which cards does a wire pass behind? There it comes out as if it began at the card: it is drawn through it, faintly.

import type { Area } from "../../../../engine/document/types.ts";
import { alongCurve, type Curve } from "../adapter/geometry.ts";

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
  const points = alongCurve(curve);
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const box = {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
  return cards.filter(({ id, x, y, width, height }) => {
    if (id === ends.source || id === ends.target) return false;
    if (x > box.right || x + width < box.left || y > box.bottom || y + height < box.top) return false;
    const isInside = (at: { readonly x: number; readonly y: number }) =>
      at.x > x + LEAST_PX &&
      at.x < x + width - LEAST_PX &&
      at.y > y + LEAST_PX &&
      at.y < y + height - LEAST_PX;
    return points.some(isInside);
  });
}
