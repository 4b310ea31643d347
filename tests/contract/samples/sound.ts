// Samples of kinds that work on sound.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { segmentsType } from "../../../engine/frames/marks.ts";
import { recurrent } from "../../models/recurrent.ts";
import { pcm, tone, wavFile } from "../../support/make-wav.ts";
import { sine, soundFrame, soundOf } from "../../support/sound-frames.ts";
import type { Sample } from "../samples.ts";

const TAKE = wavFile({ data: pcm(tone(440, 0.1)) });
const takes = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`takes/${i}.wav`, TAKE]));

/** Three recordings, one of them undecoded, one that cannot be, and a row without any; each with its segments. */
function recordings(): Readonly<Record<string, readonly Frame[]>> {
  const cells = [
    soundOf([sine(440, 0.2), sine(220, 0.2)], 16_000, { name: "a.wav" }),
    null,
    { kind: "encoded", bytes: TAKE.slice(), name: "b.wav" },
    soundOf([sine(300, 0.15, 8000)], 8000, { name: "c.wav", startS: 0 }),
    { kind: "encoded", bytes: new Uint8Array(7), name: "broken.wav" },
  ];
  const segments = [
    [{ start: 0, end: 0.1, label: "speech", score: 0.9 }],
    [],
    [
      { start: 0.02, end: 0.05, label: null, score: null },
      { start: 0.06, end: 0.1, label: "b", score: 0.5 },
    ],
    [],
    [{ start: 0, end: 1, label: "x", score: 1 }],
  ];
  return {
    in: [soundFrame(cells).with([{ name: "segments", column: columnOf(segmentsType(), segments) }])],
  };
}

export const soundSamples: Readonly<Record<string, Sample>> = {
  "audio-files": {
    params: { path: "takes", frameRows: 2, details: true },
    files: { ...takes(3), "takes/broken.wav": "no sound" },
    also: [{ path: "takes", pieceS: 0.1 }],
    long: { params: { path: "takes", frameRows: 1 }, files: takes(40) },
  },
  "audio-to-tensor": {
    params: {},
    inputs: recordings,
    also: [{ length: 100, channels: "row", normalise: "standard" }],
  },
  "audio-windows": {
    params: { lengthS: 0.05, hopS: 0.03 },
    inputs: recordings,
    also: [{ lengthS: 0.15, last: "short", start: "" }],
  },
  "cut-segments": { params: {}, inputs: recordings },
  "log-mel": {
    params: { nFft: "256", hopLength: 80, nMels: 20 },
    inputs: recordings,
    also: [{ nFft: "128", nMels: 4, scale: "log", center: false, window: "hamming", power: "1" }],
  },
  mfcc: {
    params: { nFft: "256", hopLength: 80, nMels: 20, nMfcc: 5 },
    inputs: recordings,
    also: [{ nFft: "256", nMels: 20, nMfcc: 20, dctType: "3", dctNorm: "none", lifter: 22, topDb: 80 }],
  },
  "resample-audio": {
    params: { rate: 8000, quality: "fast" },
    inputs: recordings,
    also: [{ channels: "second", output: "audio" }],
  },
  "trim-silence": {
    params: { topDb: 20, frameLength: 256, hopLength: 64 },
    inputs: recordings,
    also: [{ output: "audio" }],
  },
  "voice-activity": {
    params: { model: "m.onnx", output: "speech", minSpeechS: 0, window: 512, context: 64 },
    inputs: recordings,
    files: { "m.onnx": recurrent() },
    also: [{ model: "m.onnx", output: "speech", probabilities: "", continues: false }],
  },
  "write-audio": {
    params: { folder: "out" },
    inputs: recordings,
    also: [{ folder: "out", format: "float32" }],
  },
  "write-subtitles": { params: { folder: "out" }, inputs: recordings },
};
