// Which samples of a recording lie between two times? Times are those of the whole recording, also where a cell holds a piece of it.

import { durationS, type Samples } from "../../../engine/frames/audio.ts";

export interface Part {
  /** In seconds, within what is there. */
  readonly from: number;
  readonly to: number;
  /** The first sample and the one behind the last. */
  readonly first: number;
  readonly end: number;
}

/** All of it where nothing is said. */
export function partOf(samples: Samples, from?: number, to?: number): Part {
  const { rate, startS = 0 } = samples;
  const length = samples.channels.at(0)?.length ?? 0;
  const last = startS + durationS(samples);
  const begin = Math.min(Math.max(from ?? startS, startS), last);
  const stop = Math.min(Math.max(to ?? last, begin), last);
  const place = (time: number) => Math.min(length, Math.max(0, Math.round((time - startS) * rate)));
  return { from: begin, to: stop, first: place(begin), end: place(stop) };
}
