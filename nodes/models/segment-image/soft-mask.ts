// One plane of an output as a mask of the picture: what its values mean, and its size undone.

import type { Pixels } from "../../../engine/frames/image.ts";
import { sigmoid } from "../../_shared/vision/tensor-numbers.ts";
import type { Planes } from "./planes.ts";
import type { Grid } from "./to-source.ts";

/** `unit`: 0 to 1; `logits`: a sigmoid makes 0 to 1 of them; `bytes`: 0 to 255; `range`: the least is 0 and the greatest 1. */
export const MASK_VALUES = ["unit", "logits", "bytes", "range"] as const;
export type MaskValues = (typeof MASK_VALUES)[number];

/** One channel of planes as shares of 0 to 1, row after row. */
export function maskShares(planes: Planes, channel: number, values: MaskValues | "auto"): Float32Array {
  const { width, height, numbers, perChannel, perRow, perColumn } = planes;
  const shares = new Float32Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++)
      shares[i] = numbers[channel * perChannel + y * perRow + x * perColumn];
  const range = rangeOf(shares);
  const share = shareOf(values === "auto" ? told(range, planes) : values, range);
  for (let i = 0; i < shares.length; i++) shares[i] = share(shares[i]);
  return shares;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

function rangeOf(numbers: Float32Array): Range {
  let [least, most] = [Infinity, -Infinity];
  for (const value of numbers) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

/** Rounding, of float16 too, leaves the range of shares by less. */
const TOLERANCE = 0.01;

function told({ least, most }: Range, { numbers }: Planes): MaskValues {
  if (least >= -TOLERANCE && most <= 1 + TOLERANCE) return "unit";
  // Whole numbers of a file that says bytes; logits are floats.
  return numbers instanceof Uint8Array ? "bytes" : "logits";
}

function shareOf(values: MaskValues, { least, most }: Range): (value: number) => number {
  switch (values) {
    case "unit":
      return (value) => value;
    case "logits":
      return sigmoid;
    case "bytes":
      return (value) => value / 255;
    case "range":
      return most > least ? (value) => (value - least) / (most - least) : () => 0;
  }
}

export interface SoftMask {
  /** 0 to 255. */
  readonly mask: Pixels;
  /** What of the picture it covers, 0 to 1. */
  readonly share: number;
}

/** A mask as large as the picture. `cut`: shares from there on are all, others nothing; null keeps edges soft. */
export function softMask(
  shares: Float32Array,
  width: number,
  { x, y }: Grid,
  cut: number | null,
  name: string,
): SoftMask {
  const size = { width: x.first.length, height: y.first.length };
  const data = new Uint8Array(size.width * size.height);
  let sum = 0;
  for (let row = 0, i = 0; row < size.height; row++) {
    const [above, below, down] = [y.first[row] * width, y.second[row] * width, y.share[row]];
    for (let column = 0; column < size.width; column++, i++) {
      const [left, right, across] = [x.first[column], x.second[column], x.share[column]];
      const top = shares[above + left] + across * (shares[above + right] - shares[above + left]);
      const bottom = shares[below + left] + across * (shares[below + right] - shares[below + left]);
      const share = top + down * (bottom - top);
      // What is no number becomes 0: a typed array of bytes takes it so.
      data[i] = cut === null ? Math.round(Math.min(Math.max(share, 0), 1) * 255) : share >= cut ? 255 : 0;
      sum += data[i];
    }
  }
  return { mask: { kind: "pixels", data, ...size, channels: 1, name }, share: sum / (255 * data.length) };
}
