// The sample: pictures of labels with several digits, put together from digits that the model never sees. Synthetic compositions of real handwriting.

import { seededRandom, type Random } from "../../../engine/train/random.ts";
import type { Digit } from "./digits.ts";
import { SIDE } from "./net/digit-net.ts";

export interface LabelPicture {
  /** `label-001.png`. */
  readonly file: string;
  readonly number: string;
  readonly width: number;
  readonly height: number;
  /** Gray, one byte a pixel. */
  readonly gray: Uint8Array;
}

export const PICTURES = 36;
/** Thresholds and margins of the workflow were chosen on the pictures of seed 29, and measured on these. */
const SEED = 30;
const HEIGHT = 60;
const MARGIN = 10;
const [FEWEST, MOST] = [4, 7];

/** The same pictures with every run. The last one is blank: a label that nobody has written on. */
export function labelPictures(digits: readonly Digit[], count = PICTURES, seed = SEED): LabelPicture[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const length = i === count - 1 ? 0 : FEWEST + random.below(MOST - FEWEST + 1);
    const chosen = Array.from({ length }, () => digits[random.below(digits.length)]);
    return picture(`label-${String(i + 1).padStart(3, "0")}.png`, chosen, random);
  });
}

function picture(file: string, digits: readonly Digit[], random: Random): LabelPicture {
  const between = (low: number, high: number) => low + random.next() * (high - low);
  const placed = digits.map((digit) => ({
    digit,
    box: inkBox(digit.pixels),
    scale: between(1, 1.35),
    gap: between(3, 9),
  }));
  const wide = placed.reduce(
    (sum, { box, scale, gap }) => sum + Math.ceil(box.width * scale) + Math.ceil(gap),
    0,
  );
  const width = Math.max(160, wide + 2 * MARGIN);
  // Paper is lighter on one side than on the other, and not quite even; ink is dark, and not quite black.
  const [left, right, ink] = [between(205, 250), between(205, 250), between(15, 70)];
  const gray = new Uint8Array(width * HEIGHT);
  for (let at = 0; at < gray.length; at++)
    gray[at] = left + ((right - left) * (at % width)) / width + Math.floor(between(-3, 4));
  let x = MARGIN;
  for (const { digit, box, scale, gap } of placed) {
    const [w, h] = [Math.ceil(box.width * scale), Math.ceil(box.height * scale)];
    const y = Math.round((HEIGHT - h) / 2 + between(-5, 5));
    for (let v = 0; v < h; v++)
      for (let u = 0; u < w; u++) {
        const share = sampled(digit.pixels, box.x + u / scale, box.y + v / scale) / 255;
        const at = (y + v) * width + x + u;
        if (y + v >= 0 && y + v < HEIGHT) gray[at] = Math.round(gray[at] * (1 - share) + ink * share);
      }
    x += w + Math.ceil(gap);
  }
  return { file, number: digits.map(({ label }) => label).join(""), width, height: HEIGHT, gray };
}

/** What of the 28 × 28 pixels is written on. */
function inkBox(pixels: Uint8Array): { x: number; y: number; width: number; height: number } {
  const places = Array.from(pixels.keys()).filter((at) => pixels[at] > 60);
  const columns = places.map((at) => at % SIDE);
  const rows = places.map((at) => Math.floor(at / SIDE));
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  return { x, y, width: Math.max(...columns) - x + 1, height: Math.max(...rows) - y + 1 };
}

function sampled(pixels: Uint8Array, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const at = (u: number, v: number) => (u < SIDE && v < SIDE ? pixels[v * SIDE + u] : 0);
  return (
    (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - down) +
    (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * down
  );
}
