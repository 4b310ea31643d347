// Where the card of a wire goes, seen from the middle of the wire: below it, or above it where there is more room, inside the canvas.

import type { Position } from "../../../../engine/document/types.ts";
import type { Size } from "../../edits/edit.ts";

export const CARD_SIZE: Size = { width: 262, height: 300 };
/** From the wire to the card; above it the buttons of the wire stand between them. */
const BELOW = 20;
const ABOVE = 44;
const MARGIN = 8;

export interface CardPlace {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
  readonly maxHeight: number;
}

/** Both in pixels of the screen, the wire from the upper left corner of the canvas. */
export function cardPlace(wire: Position, canvas: Size): CardPlace {
  const below = canvas.height - wire.y - BELOW - MARGIN;
  const above = wire.y - ABOVE - MARGIN;
  const isBelow = below >= CARD_SIZE.height || below >= above;
  const most = Math.max(MARGIN, canvas.width - MARGIN - CARD_SIZE.width);
  const left = Math.min(most, Math.max(MARGIN, wire.x - CARD_SIZE.width / 2)) - wire.x;
  const maxHeight = Math.min(CARD_SIZE.height, isBelow ? below : above);
  return { left, maxHeight, ...(isBelow ? { top: BELOW } : { bottom: ABOVE }) };
}
