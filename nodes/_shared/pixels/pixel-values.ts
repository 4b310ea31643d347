// What a pixel's byte becomes in a tensor: a table of 256 values for each channel, and the loops that apply it.

import { allocate, type NumberArray } from "../../../engine/frames/types.ts";
import { toHalf } from "../float16.ts";

/** Means and deviations of the ImageNet training set on a scale of 0 to 1, red, green, blue (torchvision's). */
export const IMAGENET_MEAN = [0.485, 0.456, 0.406] as const;
export const IMAGENET_STD = [0.229, 0.224, 0.225] as const;

/** Values that a byte can have. */
const BYTES = 256;

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

/** What each byte of each channel becomes, in the order of the picture's channels (red, green, blue): 256 values a channel, back to back. */
export function pixelTable(scale: Scale | null, channels: number, dtype: PixelDtype): NumberArray {
  const table = allocate(dtype, channels * BYTES);
  for (let channel = 0; channel < channels; channel++) {
    for (let byte = 0; byte < BYTES; byte++) {
      const value = scale ? (byte / 255 - scale.mean[channel]) / scale.std[channel] : byte;
      table[channel * BYTES + byte] = dtype === "float16" ? toHalf(value) : value;
    }
  }
  return table;
}

export interface PixelTarget {
  readonly out: NumberArray;
  /** Where the picture begins in `out`. */
  readonly offset: number;
  readonly layout: Layout;
  /** Source channel of each channel of the tensor: `[2, 1, 0]` for BGR. */
  readonly order: readonly number[];
}

/** Writes interleaved bytes (red, green, blue, red …) through the table into the tensor. */
export function writePixels(bytes: Uint8Array, table: NumberArray, target: PixelTarget): void {
  const { out, offset, layout, order } = target;
  const channels = order.length;
  const pixels = bytes.length / channels;
  const isPlanar = layout === "NCHW";
  // Where the first pixel's value of each channel of the picture goes, and how far apart two pixels are.
  const starts = order.map((_, source) => offset + order.indexOf(source) * (isPlanar ? pixels : 1));
  const step = isPlanar ? 1 : channels;
  const done = channels === 3 ? writeByFours(bytes, table, out, starts, step) : 0;
  for (let source = 0; source < channels; source++) {
    const base = source * BYTES;
    let at = starts[source] + done * step;
    for (let i = done * channels + source; i < bytes.length; i += channels, at += step)
      out[at] = table[base + bytes[i]];
  }
}

/** Words that are written by one call: a loop that is called often is compiled as a whole, not from its middle, again and again. */
const WORDS_AT_ONCE = 3 * 256;

/**
 * The table of the picture that is being written, as integers. One for all: of an array that is always the same V8 knows the length, and need
 * not look at it for each value (0.125 → 0.107 ms for 224 × 224 pixels, the copy of the table included).
 */
const current = new Int32Array(3 * BYTES);

/**
 * Pixels of three channels, four at a time out of three words; answers how many it has written. Nearly all models want this, and it takes a
 * third of the time of a loop over bytes: each access to an array is checked, and these are fewer and to fewer arrays. Words have their
 * first byte lowest on every processor that the runtime is built for.
 */
function writeByFours(
  bytes: Uint8Array,
  table: NumberArray,
  out: NumberArray,
  [red, green, blue]: readonly number[],
  step: number,
): number {
  if (bytes.byteOffset % Int32Array.BYTES_PER_ELEMENT !== 0) return 0;
  const fours = Math.floor(bytes.length / 12);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, fours * 3);
  current.set(asIntegers(table));
  const cells = asIntegers(out);
  const write = step === 1 ? writePlanes : writeWords;
  for (let from = 0, moved = 0; from < words.length; from += WORDS_AT_ONCE) {
    const to = Math.min(from + WORDS_AT_ONCE, words.length);
    write(words, from, to, cells, red + moved, green + moved, blue + moved, step);
    moved += ((to - from) / 3) * 4 * step;
  }
  return fours * 4;
}

type Integers = Int32Array | Uint16Array | Uint8Array;

/** The same bits as integers: until its loop is compiled, V8 makes an object of each number with a fraction that passes through. */
function asIntegers(values: NumberArray): Integers {
  return values instanceof Float32Array
    ? new Int32Array(values.buffer, values.byteOffset, values.length)
    : (values as Uint16Array | Uint8Array);
}

/** Plain variables throughout: arrays taken apart here would be made anew for each four pixels. */
function writeWords(
  words: Int32Array,
  from: number,
  to: number,
  out: Integers,
  red: number,
  green: number,
  blue: number,
  step: number,
): void {
  const second = step;
  const third = 2 * step;
  const fourth = 3 * step;
  const four = 4 * step;
  for (let at = from; at < to; at += 3, red += four, green += four, blue += four) {
    const a = words[at];
    const b = words[at + 1];
    const c = words[at + 2];
    out[red] = current[a & 255];
    out[green] = current[256 | ((a >>> 8) & 255)];
    out[blue] = current[512 | ((a >>> 16) & 255)];
    out[red + second] = current[a >>> 24];
    out[green + second] = current[256 | (b & 255)];
    out[blue + second] = current[512 | ((b >>> 8) & 255)];
    out[red + third] = current[(b >>> 16) & 255];
    out[green + third] = current[256 | (b >>> 24)];
    out[blue + third] = current[512 | (c & 255)];
    out[red + fourth] = current[(c >>> 8) & 255];
    out[green + fourth] = current[256 | ((c >>> 16) & 255)];
    out[blue + fourth] = current[512 | (c >>> 24)];
  }
}

/** As `writeWords` with a step of 1: four variables fewer, which then all fit into registers. */
function writePlanes(
  words: Int32Array,
  from: number,
  to: number,
  out: Integers,
  red: number,
  green: number,
  blue: number,
): void {
  for (let at = from; at < to; at += 3, red += 4, green += 4, blue += 4) {
    const a = words[at];
    const b = words[at + 1];
    const c = words[at + 2];
    out[red] = current[a & 255];
    out[green] = current[256 | ((a >>> 8) & 255)];
    out[blue] = current[512 | ((a >>> 16) & 255)];
    out[red + 1] = current[a >>> 24];
    out[green + 1] = current[256 | (b & 255)];
    out[blue + 1] = current[512 | ((b >>> 8) & 255)];
    out[red + 2] = current[(b >>> 16) & 255];
    out[green + 2] = current[256 | (b >>> 24)];
    out[blue + 2] = current[512 | (c & 255)];
    out[red + 3] = current[(c >>> 8) & 255];
    out[green + 3] = current[256 | ((c >>> 16) & 255)];
    out[blue + 3] = current[512 | (c >>> 24)];
  }
}
