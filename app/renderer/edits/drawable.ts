// Can a place be drawn? A file may say any number: what is too far to be drawn stands where it would without one.

import type { Area, Position } from "../../../engine/document/types.ts";

/** Canvas units from the origin. Browsers draw with 32-bit floats, which tell units apart up to twice as far. */
const FARTHEST = 2 ** 23;
/** Of a note or a frame whose own cannot be drawn. */
const SIZE = { width: 480, height: 280 };

export function isDrawable({ x, y }: Position): boolean {
  return Math.abs(x) <= FARTHEST && Math.abs(y) <= FARTHEST;
}

/** The same note or frame wherever it is asked for: what is drawn tells by that whether something has changed. */
const drawn = new WeakMap<Area, Area>();

/** A note or a frame as it is drawn: itself, but for what a file has placed or made too large. */
export function drawable<T extends Area>(area: T): T {
  const isSmall = area.width <= FARTHEST && area.height <= FARTHEST;
  if (isSmall && isDrawable(area)) return area;
  const known = drawn.get(area) as T | undefined;
  const { x, y } = isDrawable(area) ? area : { x: 0, y: 0 };
  const found = known ?? { ...area, ...(isSmall ? {} : SIZE), x, y };
  drawn.set(area, found);
  return found;
}
