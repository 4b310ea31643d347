// A stretch of a recording as a picture: time from left to right, frequency from below, loudness as a value.

import type { Samples } from "../../../engine/frames/audio.ts";
import { powerSpectrum } from "./fft.ts";
import type { Part } from "./part.ts";

export const LEAST_DB = -90;
/** A window is about this long: speech changes no faster, and its harmonics are still apart. */
const WINDOW_S = 0.032;
/** Windows that are looked at for one column. */
const MOST_WINDOWS = 4;
export const MOST_COLUMNS = 1600;
export const MOST_ROWS = 512;

export interface Spectrogram {
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the highest frequency: 0 is LEAST_DB or less, 255 full scale. */
  readonly data: Uint8Array;
  /** Half the rate: what the highest row reaches. */
  readonly maxHz: number;
  readonly minDb: number;
}

export function spectrogramOf(samples: Samples, part: Part, wide: number, high: number): Spectrogram {
  const { rate, channels } = samples;
  const size = 2 ** Math.max(5, Math.round(Math.log2(rate * WINDOW_S)));
  const bins = size / 2 + 1;
  const columns = Math.max(1, Math.min(wide, MOST_COLUMNS, part.end - part.first));
  const rows = Math.max(1, Math.min(high, MOST_ROWS, bins));
  const hann = Float64Array.from(
    { length: size },
    (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size),
  );
  // A sine at full scale is 0 dB: its power in this window is (sum / 2)².
  const full = (hann.reduce((sum, value) => sum + value, 0) / 2) ** 2;
  const transform = powerSpectrum(size);
  const window = new Float64Array(size);
  const data = new Uint8Array(columns * rows);
  const loudest = new Float64Array(bins);
  const step = (part.end - part.first) / columns;
  const windows = Math.max(1, Math.min(MOST_WINDOWS, Math.round((step * 2) / size)));
  for (let column = 0; column < columns; column++) {
    loudest.fill(0);
    for (let each = 0; each < windows; each++) {
      const middle = part.first + (column + (each + 0.5) / windows) * step;
      fill(window, channels, Math.round(middle) - size / 2, hann);
      const power = transform(window);
      for (let bin = 0; bin < bins; bin++) loudest[bin] = Math.max(loudest[bin], power[bin]);
    }
    for (let row = 0; row < rows; row++) {
      const from = Math.floor((row * bins) / rows);
      const to = Math.max(from + 1, Math.floor(((row + 1) * bins) / rows));
      let most = 0;
      for (let bin = from; bin < to; bin++) most = Math.max(most, loudest[bin]);
      const db = 10 * Math.log10(most / full + 1e-12);
      const share = Math.min(1, Math.max(0, 1 - db / LEAST_DB));
      data[(rows - 1 - row) * columns + column] = Math.round(share * 255);
    }
  }
  return { columns, rows, data, maxHz: rate / 2, minDb: LEAST_DB };
}

/** The mean of all channels; silence beyond both ends. */
function fill(
  window: Float64Array,
  channels: readonly Float32Array[],
  from: number,
  hann: Float64Array,
): void {
  const length = channels.at(0)?.length ?? 0;
  for (let at = 0; at < window.length; at++) {
    const place = from + at;
    let sum = 0;
    if (place >= 0 && place < length) for (const channel of channels) sum += channel[place];
    window[at] = Number.isFinite(sum) ? (sum / channels.length) * hann[at] : 0;
  }
}
