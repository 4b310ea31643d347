// A tensor as a picture: which values stand where.

import { heatColour, type HeatScale } from "../../../../engine/frames/heat-colour.ts";

/** How a tensor's last two dimensions are laid out; the ones before choose a slice. */
export interface HeatLayout {
  readonly width: number;
  readonly height: number;
  /** Sizes of the dimensions before the last two. */
  readonly slices: readonly number[];
  /** Not all values came: they stand one after another, without the tensor's own rows. */
  readonly picked: boolean;
}

/** A vector is folded into rows when it is longer. */
const LONGEST_ROW = 64;

export function heatLayout(shape: readonly number[], values: number): HeatLayout {
  const total = shape.reduce((product, size) => product * size, 1);
  if (values < total) return { ...folded(values), slices: [], picked: true };
  if (shape.length < 2) return { ...folded(total), slices: [], picked: false };
  const [height, width] = shape.slice(-2);
  return { width, height, slices: shape.slice(0, -2), picked: false };
}

/** Values of one slice: `at` has an index for each of `slices`. */
export function sliceOf(
  values: readonly number[],
  { width, height, slices }: HeatLayout,
  at: readonly number[],
): readonly number[] {
  const index = slices.reduce((sum, size, dim) => sum * size + (at[dim] ?? 0), 0);
  const size = width * height;
  return values.slice(index * size, (index + 1) * size);
}

/** Pixels of a slice, RGBA; what lies behind the last value is clear. */
export function heatPixels(
  values: readonly number[],
  { width, height }: HeatLayout,
  scale: HeatScale,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < Math.min(values.length, width * height); at++) {
    const [red, green, blue] = heatColour(values[at], scale);
    pixels.set([red, green, blue, 255], at * 4);
  }
  return pixels;
}

function folded(count: number): { width: number; height: number } {
  const width = count <= LONGEST_ROW ? Math.max(1, count) : Math.ceil(Math.sqrt(count * 2));
  return { width, height: Math.max(1, Math.ceil(count / width)) };
}
