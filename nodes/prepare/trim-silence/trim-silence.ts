// trim-silence: takes off what is quiet at the beginning and at the end of each recording, as librosa's trim does.

import type { Samples } from "../../../engine/frames/audio.ts";
import { ObjectColumn } from "../../../engine/frames/column.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { column, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { meanOf } from "../../_shared/sound/channels.ts";
import { eachRecording, goodRows, soundIssues } from "../../_shared/sound/rows.ts";
import { empty } from "../../_shared/sound/sound-error.ts";

const samplesOption = (title: string, help: string, fallback: number) =>
  number({ title, help, unit: "samples", min: 1, max: 1_000_000, integer: true, default: fallback });

export default defineNode({
  kind: "trim-silence",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "scissors",
  title: "Trim silence",
  summary: "Takes off silence at the beginning and at the end of recordings.",
  keywords: ["cut", "quiet", "librosa", "audio", "sound", "leading", "trailing", "strip"],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    topDb: number({
      title: "Silence",
      help: "What is so far below the loudest frame is silence (top_db).",
      unit: "dB",
      min: 1,
      max: 200,
      default: 60,
      setting: true,
    }),
    frameLength: samplesOption("Frame", "Samples whose loudness is measured together (frame_length).", 2048),
    hopLength: samplesOption("Hop", "Samples from one frame to the next (hop_length).", 512),
    output: text({
      title: "New column",
      help: "Name of the trimmed recordings; the name of the old ones replaces them.",
      minLength: 1,
      default: "trimmed",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added: Field = { name: params.output, type: { type: "audio" }, nullable: false };
    const clashes = params.output === params.column ? [] : clashIssues(inputs.in, [added], ["output"]);
    return {
      outputs: { out: withFields(inputs.in, [added]) },
      issues: [...soundIssues(inputs.in, params.column), ...clashes],
    };
  },

  async process(frame, { params, outputs, out, fail, signal }) {
    const { topDb, frameLength, hopLength } = params;
    const { done, failures } = await eachRecording(frame, params.column, signal, (samples): Samples => {
      const range = loudRange(meanOf(samples.channels), topDb, frameLength, hopLength);
      if (!range) throw empty(samples.name);
      const [from, to] = range;
      const channels = samples.channels.map((channel) => channel.subarray(from, to));
      return { ...samples, channels, startS: (samples.startS ?? 0) + from / samples.rate };
    });
    if (signal.aborted) return;
    const cells = new ObjectColumn(
      { type: "audio" },
      done.map(({ value }) => value),
    );
    await out.out(
      goodRows(frame, done, failures, fail).with([{ name: params.output, column: cells }], outputs.out),
    );
  },
});

/** From the first loud frame to the last, in samples. Frames are centred, with silence beyond the ends. Null where all is silent. */
function loudRange(
  samples: Float32Array,
  topDb: number,
  frameLength: number,
  hopLength: number,
): readonly [number, number] | null {
  const half = frameLength >> 1;
  const padded = samples.length + 2 * half;
  const count = padded < frameLength ? 1 : 1 + Math.floor((padded - frameLength) / hopLength);
  // Squares up to each sample, so that a frame costs one difference.
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = sums[i] + samples[i] * samples[i];
  const at = (sample: number) => sums[Math.min(samples.length, Math.max(0, sample))];
  const means = Float64Array.from({ length: count }, (_, frame) => {
    const first = frame * hopLength - half;
    return (at(first + frameLength) - at(first)) / frameLength;
  });
  const loudest = means.reduce((most, value) => Math.max(most, value), 0);
  if (loudest === 0) return null;
  // As librosa: 20 log10 of the mean level, which is never below 1e-5.
  const decibels = (mean: number) => 10 * Math.log10(Math.max(1e-10, mean) / Math.max(1e-10, loudest));
  const isLoud = (mean: number) => decibels(mean) > -topDb;
  const first = means.findIndex(isLoud);
  const last = means.findLastIndex(isLoud);
  return [first * hopLength, Math.min(samples.length, (last + 1) * hopLength)];
}
