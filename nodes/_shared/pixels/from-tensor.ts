// From a tensor's values back to bytes: the arithmetic of pixel-values.ts the other way round.

import type { TensorColumn } from "../../../engine/frames/column.ts";
import type { Dim, NumberArray, TensorDtype } from "../../../engine/frames/types.ts";
import { fromHalf } from "../float16.ts";
import type { Layout, Scale } from "./pixel-values.ts";

/** Of one row's shape; a tensor of height and width alone has one channel. */
export function channelsOf(shape: readonly Dim[], layout: Layout): Dim {
  if (shape.length === 2) return 1;
  return layout === "NCHW" ? shape[0] : shape[2];
}

export function sizeOf(shape: readonly number[], layout: Layout) {
  const [height, width] = shape.length === 3 && layout === "NCHW" ? shape.slice(1) : shape;
  return { width, height, channels: channelsOf(shape, layout) as 1 | 3 | 4 };
}

/** A value of a channel as a byte, not yet rounded or cut off. Alpha has no mean: it is 0 to 1 wherever colours are. */
export function byteOf(dtype: TensorDtype, scale: Scale | null): (value: number, channel: number) => number {
  const plain = dtype === "float16" ? fromHalf : (value: number) => value;
  if (dtype === "bool") return (value) => value * 255;
  if (!scale) return plain;
  const { mean, std } = scale;
  return (value, channel) => (plain(value) * (std[channel] ?? 1) + (mean[channel] ?? 0)) * 255;
}

export interface TensorPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly layout: Layout;
  /** Blue stands first. */
  readonly swapped: boolean;
}

/** Interleaved bytes, red first; rounded, and cut off at 0 and 255. What is no number becomes 0. */
export function bytesFromTensor(
  tensor: TensorColumn,
  row: number,
  { width, height, channels, layout, swapped }: TensorPicture,
  convert: (value: number, channel: number) => number,
): Uint8Array {
  const values = tensor.data as NumberArray;
  const pixels = width * height;
  const base = row * tensor.rowSize;
  const out = new Uint8ClampedArray(pixels * channels);
  for (let channel = 0; channel < channels; channel++) {
    const place = swapped && channel < 3 && channels >= 3 ? 2 - channel : channel;
    let at = base + (layout === "NCHW" ? place * pixels : place);
    const step = layout === "NCHW" ? 1 : channels;
    for (let i = 0; i < pixels; i++, at += step)
      out[i * channels + channel] = convert(Number(values[at]), channel);
  }
  return new Uint8Array(out.buffer);
}
