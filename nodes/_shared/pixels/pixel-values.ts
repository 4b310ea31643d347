// What a pixel's byte becomes in a tensor: a table of 256 values for each channel, and the loop that applies it.

import { allocate, type NumberArray } from "../../../engine/frames/types.ts";
import { toHalf } from "../float16.ts";

/** Means and deviations of the ImageNet training set on a scale of 0 to 1, red, green, blue (torchvision's). */
export const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
export const IMAGENET_STD = [0.229, 0.224, 0.225] as const;

export type Normalise = "unit" | "signed" | "imagenet" | "custom" | "none";
export type PixelDtype = "float32" | "float16" | "uint8";
export type Layout = "NCHW" | "NHWC";

export interface Scale {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Mean and deviation by channel on a scale of 0 to 1; null = bytes stay as they are. */
export function scaleOf(normalise: Normalise, custom: Scale, channels: number): Scale | null {
  const all = (value: number) => new Array<number>(channels).fill(value);
  switch (normalise) {
    case "none":
      return null;
    case "unit":
      return { mean: all(0), std: all(1) };
    case "signed":
      return { mean: all(0.5), std: all(0.5) };
    case "imagenet":
      return { mean: IMAGENET_MEAN, std: IMAGENET_STD };
    case "custom":
      return {
        mean: custom.mean.length === 1 ? all(custom.mean[0]) : custom.mean,
        std: custom.std.length === 1 ? all(custom.std[0]) : custom.std,
      };
  }
}

/** The tables in the order of the picture's channels (red, green, blue). */
export function pixelTables(
  scale: Scale | null,
  channels: number,
  dtype: PixelDtype,
): readonly NumberArray[] {
  return Array.from({ length: channels }, (_, channel) => {
    const table = allocate(dtype, 256);
    for (let byte = 0; byte < 256; byte++) {
      const value = scale ? (byte / 255 - scale.mean[channel]) / scale.std[channel] : byte;
      table[byte] = dtype === "float16" ? toHalf(value) : value;
    }
    return table;
  });
}

export interface PixelTarget {
  readonly out: NumberArray;
  /** Where the picture begins in `out`. */
  readonly offset: number;
  readonly layout: Layout;
  /** Source channel of each channel of the tensor: `[2, 1, 0]` for BGR. */
  readonly order: readonly number[];
}

/** Writes interleaved bytes (red, green, blue, red …) through the tables into the tensor. */
export function writePixels(
  bytes: Uint8Array,
  tables: readonly NumberArray[],
  { out, offset, layout, order }: PixelTarget,
): void {
  const channels = order.length;
  const pixels = bytes.length / channels;
  if (channels === 3) {
    const write = layout === "NCHW" ? writePlanes : writeInterleaved;
    return write(bytes, tables, out, offset, order);
  }
  order.forEach((source, channel) => {
    const table = tables[source];
    let at = offset + (layout === "NCHW" ? channel * pixels : channel);
    const step = layout === "NCHW" ? 1 : channels;
    for (let i = source; i < bytes.length; i += channels, at += step) out[at] = table[bytes[i]];
  });
}

/** What nearly all models want, in one pass: a third faster than plane by plane, for the bytes come from memory once. */
function writePlanes(
  bytes: Uint8Array,
  tables: readonly NumberArray[],
  out: NumberArray,
  offset: number,
  order: readonly number[],
): void {
  const pixels = bytes.length / 3;
  const [first, second, third] = order;
  const plane = (index: number) => out.subarray(offset + index * pixels, offset + (index + 1) * pixels);
  const [one, two, three] = [plane(0), plane(1), plane(2)];
  const [ones, twos, threes] = [tables[first], tables[second], tables[third]];
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 3) {
    one[pixel] = ones[bytes[at + first]];
    two[pixel] = twos[bytes[at + second]];
    three[pixel] = threes[bytes[at + third]];
  }
}

function writeInterleaved(
  bytes: Uint8Array,
  tables: readonly NumberArray[],
  out: NumberArray,
  offset: number,
  order: readonly number[],
): void {
  const [first, second, third] = order;
  const [ones, twos, threes] = [tables[first], tables[second], tables[third]];
  for (let at = 0, to = offset; at < bytes.length; at += 3, to += 3) {
    out[to] = ones[bytes[at + first]];
    out[to + 1] = twos[bytes[at + second]];
    out[to + 2] = threes[bytes[at + third]];
  }
}
