// What becomes of each byte of a picture: one table for brightness, contrast and negative, and an order of channels.

import type { Pixels } from "../../../engine/frames/image.ts";

export interface Change {
  readonly brightness: number;
  readonly contrast: number;
  readonly invert: boolean;
}

const MIDDLE = 127.5;

/** First brightness, then contrast, then the negative; rounded once. */
function tableOf({ brightness, contrast, invert }: Change): Uint8ClampedArray {
  // A clamped array rounds halves to even; all tables of bytes do here.
  return Uint8ClampedArray.from({ length: 256 }, (_, byte) => {
    const value = Math.min(255, Math.max(0, (byte * brightness - MIDDLE) * contrast + MIDDLE));
    return invert ? 255 - value : value;
  });
}

/** New bytes; alpha stays as it is. */
export function changeColours({ data, channels }: Pixels, change: Change, swapped: boolean): Uint8Array {
  const table = tableOf(change);
  const out = new Uint8Array(data.length);
  const colours = channels === 4 ? 3 : channels;
  for (let at = 0; at < data.length; at += channels) {
    for (let c = 0; c < colours; c++) out[at + c] = table[data[at + (swapped ? colours - 1 - c : c)]];
    if (channels === 4) out[at + 3] = data[at + 3];
  }
  return out;
}
