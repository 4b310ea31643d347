// How else could a digit have been written? Moved, larger, smaller, slanted: what segmentation leaves open is learned, not hoped for.

import type { Random } from "../../../engine/train/random.ts";
import { SIDE } from "./net/digit-net.ts";

const MOST_SHIFT = 2.5;
const SCALE = [0.85, 1.25] as const;
const MOST_SLANT = 0.15;

/** Fills `into` (28 × 28, 0…1) with a variant of the digit. */
export function vary(pixels: Uint8Array, random: Random, into: Float64Array): void {
  const between = (low: number, high: number) => low + random.next() * (high - low);
  const dx = between(-MOST_SHIFT, MOST_SHIFT);
  const dy = between(-MOST_SHIFT, MOST_SHIFT);
  const scale = between(...SCALE);
  const slant = between(-MOST_SLANT, MOST_SLANT);
  const middle = (SIDE - 1) / 2;
  for (let y = 0, to = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, to++) {
      const v = (y - middle - dy) / scale;
      const u = (x - middle - dx) / scale + slant * v;
      into[to] = sampled(pixels, u + middle, v + middle) / 255;
    }
}

/** The digit as it is. */
export function plain(pixels: Uint8Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = pixels[i] / 255;
}

/** Between the four pixels around; 0 outside. */
function sampled(pixels: Uint8Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const down = y - top;
  const at = (u: number, v: number) => (u >= 0 && u < SIDE && v >= 0 && v < SIDE ? pixels[v * SIDE + u] : 0);
  return (
    (at(left, top) * (1 - right) + at(left + 1, top) * right) * (1 - down) +
    (at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right) * down
  );
}
