// Draws one box on pixels: its outline, its points, and what it is called.

import type { Box } from "../../../engine/frames/marks.ts";
import { eachDot, GLYPH_HEIGHT, textWidth } from "./bitmap-font.ts";
import { labelColour, textOn } from "./label-colour.ts";
import { blend, fillRectangle, type Colour, type Raster } from "./raster.ts";

export interface DrawStyle {
  /** In pixels. */
  readonly lineWidth: number;
  /** Pixels of the picture for each dot of the font. */
  readonly textScale: number;
  readonly showLabels: boolean;
  readonly showScores: boolean;
}

export type DrawnBox = Box & { readonly keypoints?: readonly number[] | null };

export function drawBox(raster: Raster, box: DrawnBox, style: DrawStyle): void {
  const colour = labelColour(box.label);
  const { points } = box;
  if (points && points.length >= 6) drawOutline(raster, points, colour, style.lineWidth);
  else drawRectangle(raster, box, colour, style.lineWidth);
  for (let i = 0; i + 1 < (box.keypoints?.length ?? 0); i += 2)
    drawDisc(raster, box.keypoints![i], box.keypoints![i + 1], style.lineWidth * 1.5, colour);
}

/** Behind all boxes, so that no line goes through a word. */
export function drawLabel(raster: Raster, box: DrawnBox, style: DrawStyle): void {
  const words = captionOf(box, style);
  if (words === "") return;
  const { textScale: scale, lineWidth } = style;
  const colour = labelColour(box.label);
  const [width, height] = [(textWidth(words) + 4) * scale, (GLYPH_HEIGHT + 4) * scale];
  const left = Math.round(Math.min(Math.max(0, box.x - lineWidth / 2), Math.max(0, raster.width - width)));
  // Above the box, or inside where there is no room above.
  const above = Math.round(box.y - lineWidth / 2) - height;
  const top = above >= 0 ? above : Math.max(0, Math.round(box.y));
  fillRectangle(raster, left, top, left + width, top + height, colour);
  const ink = textOn(colour);
  eachDot(words, (x, y) => {
    const [at, down] = [left + (x + 2) * scale, top + (y + 2) * scale];
    fillRectangle(raster, at, down, at + scale, down + scale, ink);
  });
}

export function captionOf({ label, score }: Box, { showLabels, showScores }: DrawStyle): string {
  const parts = [showLabels ? label : null, showScores && score !== null ? score.toFixed(2) : null];
  return parts.filter((part) => part !== null && part !== "").join(" ");
}

function drawRectangle(raster: Raster, { x, y, width, height }: Box, colour: Colour, line: number): void {
  const [left, top] = [Math.round(x), Math.round(y)];
  const [right, bottom] = [Math.round(x + width), Math.round(y + height)];
  const inside = Math.min(line, Math.max(1, right - left), Math.max(1, bottom - top));
  fillRectangle(raster, left, top, right, top + inside, colour);
  fillRectangle(raster, left, bottom - inside, right, bottom, colour);
  fillRectangle(raster, left, top, left + inside, bottom, colour);
  fillRectangle(raster, right - inside, top, right, bottom, colour);
}

function drawOutline(raster: Raster, points: readonly number[], colour: Colour, line: number): void {
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    drawLine(raster, points[i], points[i + 1], points[next], points[next + 1], colour, line);
  }
}

/** Discs along the way, a pixel apart. */
function drawLine(
  raster: Raster,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  colour: Colour,
  line: number,
): void {
  const longest = raster.width + raster.height;
  const steps = Math.min(longest * 2, Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1))));
  for (let i = 0; i <= steps; i++)
    drawDisc(raster, x1 + ((x2 - x1) * i) / steps, y1 + ((y2 - y1) * i) / steps, line / 2, colour);
}

function drawDisc(raster: Raster, x: number, y: number, radius: number, colour: Colour): void {
  const reach = Math.max(0.5, radius);
  for (let down = Math.floor(y - reach); down <= Math.floor(y + reach); down++)
    for (let across = Math.floor(x - reach); across <= Math.floor(x + reach); across++)
      if (Math.hypot(across + 0.5 - x, down + 0.5 - y) <= Math.max(reach, 0.71))
        blend(raster, across, down, colour);
}
