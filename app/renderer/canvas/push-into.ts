// How far must the canvas go for a card to be in sight? What is seen in part is pushed in: to jump would lose the place.

import type { Area, Position } from "../../../engine/document/types.ts";
import type { Size } from "../edits/edit.ts";
import type { Corner } from "./opening.ts";

/** Room around what is brought into view, in pixels. */
const MARGIN = 48;

/** In pixels from the upper left corner of the canvas. null for what is out of sight, or too large: it goes to the middle. */
export function pushInto(box: Area, { width, height }: Size, corner: Corner | null): Position | null {
  const isSeen = box.x < width && box.x + box.width > 0 && box.y < height && box.y + box.height > 0;
  const fits = box.width <= width - 2 * MARGIN && box.height <= height - 2 * MARGIN;
  if (!isSeen || !fits) return null;
  const by = { x: along(box.x, box.width, width), y: along(box.y, box.height, height) };
  if (!corner) return by;
  const over = {
    x: box.x + by.x + box.width + MARGIN / 2 - corner.left,
    y: box.y + by.y + box.height + MARGIN / 2 - corner.top,
  };
  if (over.x <= 0 || over.y <= 0) return by;
  // Out of the corner on the shorter way that leads nowhere else out of sight.
  const aside = box.x + by.x - over.x >= MARGIN;
  const up = box.y + by.y - over.y >= MARGIN;
  if (!aside && !up) return null;
  return aside && (!up || over.x < over.y) ? { x: by.x - over.x, y: by.y } : { x: by.x, y: by.y - over.y };
}

function along(from: number, length: number, whole: number): number {
  if (from < MARGIN) return MARGIN - from;
  return Math.min(0, whole - MARGIN - from - length);
}
