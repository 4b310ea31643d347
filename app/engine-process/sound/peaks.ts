// A recording as a line that can be drawn: the least and the greatest value of all channels for each point.

import type { Samples } from "../../../engine/frames/audio.ts";
import type { Part } from "./part.ts";

const FULL = 32_767;

export interface Peaks {
  /** int16, little endian: least, greatest, least, greatest …; full scale is 32767. */
  readonly peaks: Uint8Array;
  /** The greatest distance from 0, 0 to 1. */
  readonly loudest: number;
}

export function peaksOf({ channels }: Samples, { first, end }: Part, points: number): Peaks {
  const count = Math.max(0, Math.min(points, end - first));
  const found = new Int16Array(count * 2);
  let loudest = 0;
  for (let point = 0; point < count; point++) {
    const from = first + Math.floor((point * (end - first)) / count);
    const to = first + Math.floor(((point + 1) * (end - first)) / count);
    let least = Infinity;
    let greatest = -Infinity;
    for (const channel of channels)
      for (let at = from; at < to; at++) {
        const value = channel[at];
        if (value < least) least = value;
        if (value > greatest) greatest = value;
      }
    // Not a number is nothing to draw.
    if (!(least <= greatest)) least = greatest = 0;
    loudest = Math.max(loudest, -least, greatest);
    found[point * 2] = scaled(least);
    found[point * 2 + 1] = scaled(greatest);
  }
  return { peaks: new Uint8Array(found.buffer), loudest };
}

export function scaled(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * FULL);
}
