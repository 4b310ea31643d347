// Where the card of a wire goes, seen from the middle of the wire: inside the canvas, below it or above it. It covers as few ports
// as can be, since wires are drawn from there; then the side counts that has more room.

import type { Position } from "../../../../engine/document/types.ts";
import type { Size } from "../../edits/edit.ts";

export const CARD_SIZE: Size = { width: 262, height: 300 };
/** From the wire to the card; above it the buttons of the wire stand between them. */
const BELOW = 20;
const ABOVE = 44;
const MARGIN = 8;
/** What is wrong, and a few columns. */
const LEAST_HEIGHT = 160;

export interface CardPlace {
  readonly left: number;
  readonly top?: number;
  readonly bottom?: number;
  readonly maxHeight: number;
}

/** All in pixels of the screen, from the upper left corner of the canvas. */
export function cardPlace(wire: Position, canvas: Size, ports: readonly Position[] = []): CardPlace {
  const below = canvas.height - wire.y - BELOW - MARGIN;
  const above = wire.y - ABOVE - MARGIN;
  const most = Math.max(MARGIN, canvas.width - MARGIN - CARD_SIZE.width);
  const left = Math.min(most, Math.max(MARGIN, wire.x - CARD_SIZE.width / 2)) - wire.x;
  const covered = (from: number, to: number) =>
    ports.filter(
      ({ x, y }) =>
        x > wire.x + left && x < wire.x + left + CARD_SIZE.width && y > wire.y + from && y < wire.y + to,
    ).length;
  const belowCovers = covered(BELOW, BELOW + Math.min(CARD_SIZE.height, below));
  const aboveCovers = covered(-ABOVE - Math.min(CARD_SIZE.height, above), -ABOVE);
  const hasRoom = (room: number) => room >= LEAST_HEIGHT;
  const isBelow =
    belowCovers === aboveCovers || !hasRoom(below) || !hasRoom(above)
      ? below >= CARD_SIZE.height || below >= above
      : belowCovers < aboveCovers;
  const maxHeight = Math.min(CARD_SIZE.height, isBelow ? below : above);
  return { left, maxHeight, ...(isBelow ? { top: BELOW } : { bottom: ABOVE }) };
}
