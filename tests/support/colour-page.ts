// Pages for the small models of make-ocr.ts: bars of colours are lines of text.

import type { Pixels } from "../../engine/frames/image.ts";

const COLOURS = { r: [255, 0, 0], g: [0, 255, 0], b: [0, 0, 255] } as const;

export interface Bar {
  readonly x: number;
  readonly y: number;
  /** One colour after the other: `r` and `g` are signs, `b` is what stands between. */
  readonly colours: string;
}

export const BAR_HEIGHT = 12;
export const COLOUR_WIDTH = 20;

/** White paper with bars on it. */
export function colourPage(width: number, height: number, bars: readonly Bar[], name = "page"): Pixels {
  const data = new Uint8Array(3 * width * height).fill(255);
  for (const { x, y, colours } of bars)
    [...colours].forEach((colour, i) => {
      for (let row = y; row < y + BAR_HEIGHT; row++)
        for (let column = 0; column < COLOUR_WIDTH; column++)
          data.set(
            COLOURS[colour as keyof typeof COLOURS],
            3 * (row * width + x + i * COLOUR_WIDTH + column),
          );
    });
  return { kind: "pixels", data, width, height, channels: 3, name };
}
