// Samples of kinds that work on sound.

import { pcm, tone, wavFile } from "../../support/make-wav.ts";
import type { Sample } from "../samples.ts";

const TAKE = wavFile({ data: pcm(tone(440, 0.1)) });
const takes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`takes/${i}.wav`, TAKE]));

export const soundSamples: Readonly<Record<string, Sample>> = {
  "audio-files": {
    params: { path: "takes", frameRows: 2, details: true },
    files: { ...takes(3), "takes/broken.wav": "no sound" },
    also: [{ path: "takes", pieceS: 0.1 }],
    long: { params: { path: "takes", frameRows: 1 }, files: takes(40) },
  },
};
