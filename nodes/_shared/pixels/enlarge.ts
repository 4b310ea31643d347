// Pixels on a finer grid, and their place in a box. libvips shifts what it enlarges by half a pixel of the result; models notice.

import type { Placement, Size } from "./fit.ts";

export type Kernel = "linear" | "cubic" | "lanczos3" | "nearest";

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** What a pixel at a distance counts, and how far that goes. Cubic is that of Pillow and torchvision with antialiasing, a = -0.5. */
const KERNELS: Readonly<Record<Kernel, { readonly reach: number; weight(distance: number): number }>> = {
  nearest: { reach: 0, weight: () => 1 },
  linear: { reach: 1, weight: (x) => Math.max(0, 1 - x) },
  cubic: {
    reach: 2,
    weight: (x) => {
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    },
  },
  lanczos3: { reach: 3, weight: (x) => (x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** For each place of the result: the pixels it is made of, and what each counts. `taps` of them, repeated at the edges. */
interface Taps {
  readonly taps: number;
  readonly from: Int32Array;
  readonly weights: Float32Array;
}

/** Places `[first, first + count)` of a line of `to` pixels made of `from` pixels; centres of pixels at halves. */
function tapsOf(from: number, to: number, first: number, count: number, kernel: Kernel): Taps {
  const { reach, weight } = KERNELS[from === to ? "nearest" : kernel];
  const taps = Math.max(1, 2 * reach);
  const result = { taps, from: new Int32Array(count * taps), weights: new Float32Array(count * taps) };
  for (let i = 0; i < count; i++) {
    const centre = ((first + i + 0.5) * from) / to;
    const start = reach === 0 ? Math.floor(centre) : Math.floor(centre - 0.5) - reach + 1;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) {
      const at = start + tap;
      // As Pillow does it: what lies outside does not count, and the rest is scaled up.
      const counts = at >= 0 && at < from ? weight(Math.abs(at + 0.5 - centre)) : 0;
      result.from[i * taps + tap] = Math.min(Math.max(at, 0), from - 1);
      result.weights[i * taps + tap] = counts;
      sum += counts;
    }
    for (let tap = 0; tap < taps; tap++) result.weights[i * taps + tap] /= sum;
  }
  return result;
}

export interface Raster extends Size {
  readonly data: Uint8Array;
  readonly channels: number;
}

/**
 * The box of `place`: `source` enlarged to `place.inner` where it is smaller, at its place, cut off at the edges, and what `background`
 * answers (a byte for each channel) around it.
 */
export function placeInBox(
  source: Raster,
  place: Placement,
  kernel: Kernel,
  background: () => readonly number[],
): Uint8Array {
  const { inner, width, height, left, top } = place;
  const { channels } = source;
  const as = (own: number, whole: number, from: number) => {
    const first = Math.max(0, -from);
    return { first, count: Math.min(whole - first, own - Math.max(0, from)), at: Math.max(0, from) };
  };
  const [x, y] = [as(width, inner.width, left), as(height, inner.height, top)];
  const isWhole = x.count === width && y.count === height;
  if (isWhole && source.width === width && source.height === height) return source.data;
  const out = new Uint8Array(width * height * channels);
  if (!isWhole) fillColour(out, background());
  if (source.width === inner.width && source.height === inner.height) {
    // Nothing is scaled: its lines are moved as they are.
    for (let row = 0; row < y.count; row++) {
      const from = ((y.first + row) * source.width + x.first) * channels;
      const to = ((y.at + row) * width + x.at) * channels;
      out.set(source.data.subarray(from, from + x.count * channels), to);
    }
    return out;
  }
  const across = tapsOf(source.width, inner.width, x.first, x.count, kernel);
  const down = tapsOf(source.height, inner.height, y.first, y.count, kernel);
  const line = x.count * channels;
  const widened = new WidenedLines(source, across, x.count, down.taps);
  const sum = new Float32Array(line);
  for (let row = 0; row < y.count; row++) {
    const to = ((y.at + row) * width + x.at) * channels;
    sum.fill(0);
    for (let tap = 0; tap < down.taps; tap++) {
      const weight = down.weights[row * down.taps + tap];
      if (weight === 0) continue;
      const made = widened.line(down.from[row * down.taps + tap]);
      for (let i = 0; i < line; i++) sum[i] += weight * made[i];
    }
    for (let i = 0; i < line; i++) {
      // The byte that is stored is cut off: half more makes it the nearest, as Math.round does in three times as long.
      const value = sum[i] + 0.5;
      out[to + i] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return out;
}

/** Lines of the source, widened: each once, in memory that is used again when no line of the result needs it any more. */
class WidenedLines {
  readonly #source: Raster;
  readonly #across: Taps;
  readonly #count: number;
  readonly #kept: Float32Array[];
  readonly #rows: Int32Array;

  /** `kept` lines that follow each other are kept at a time. */
  constructor(source: Raster, across: Taps, count: number, kept: number) {
    this.#source = source;
    this.#across = across;
    this.#count = count;
    this.#kept = Array.from({ length: kept }, () => new Float32Array(count * source.channels));
    this.#rows = new Int32Array(kept).fill(-1);
  }

  line(row: number): Float32Array {
    const slot = row % this.#kept.length;
    const kept = this.#kept[slot];
    if (this.#rows[slot] === row) return kept;
    this.#rows[slot] = row;
    widen(this.#source, row, this.#across, this.#count, kept);
    return kept;
  }
}

function fillColour(out: Uint8Array, colour: readonly number[]): void {
  if (colour.every((byte) => byte === colour[0])) return void out.fill(colour[0]);
  for (let i = 0; i < out.length; i += colour.length)
    for (let channel = 0; channel < colour.length; channel++) out[i + channel] = colour[channel];
}

function widen(
  { data, width, channels }: Raster,
  row: number,
  { taps, from, weights }: Taps,
  count: number,
  out: Float32Array,
): void {
  const base = row * width * channels;
  if (taps === 1 && from[0] === 0 && from[count - 1] === count - 1) {
    // Nothing is scaled this way, or cut off before.
    for (let i = 0; i < out.length; i++) out[i] = data[base + i];
    return;
  }
  for (let i = 0, at = 0; i < count; i++)
    for (let channel = 0; channel < channels; channel++, at++) {
      let sum = 0;
      for (let tap = i * taps; tap < (i + 1) * taps; tap++)
        sum += weights[tap] * data[base + from[tap] * channels + channel];
      out[at] = sum;
    }
}
