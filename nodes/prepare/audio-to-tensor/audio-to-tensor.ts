// audio-to-tensor: the samples of each recording as a tensor, of one length or as they come.

import { withFields } from "../../../engine/frames/frame.ts";
import type { Dim, Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { meanOf } from "../../_shared/sound/channels.ts";
import { eachRecording, goodRows, soundIssues } from "../../_shared/sound/rows.ts";
import { giveTensors } from "../../_shared/sound/tensor-rows.ts";

export default defineNode({
  kind: "audio-to-tensor",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "grid-2x2",
  title: "Audio to tensor",
  summary: "Gives the samples of recordings as tensors, as a model of sound wants them.",
  keywords: ["waveform", "samples", "pcm", "float", "sound", "pad", "crop", "normalise", "normalize"],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    length: optionalNumber({
      title: "Length",
      help: "Samples of each tensor: longer recordings are cut, shorter ones filled up with silence. Empty = as long as they are.",
      unit: "samples",
      min: 1,
      max: 100_000_000,
      integer: true,
    }),
    channels: choice(["mono", "first", "row"], {
      title: "Channels",
      help: "One channel as a row of samples, or one row of samples for each of two or more.",
      labels: { mono: "Their mean", first: "The first", row: "[channels, samples]" },
      default: "mono",
    }),
    normalise: choice(["none", "peak", "standard"], {
      title: "Values",
      help: "As they are, divided by the loudest sample, or to mean 0 and deviation 1 (wav2vec).",
      labels: { none: "As they are", peak: "Loudest is 1", standard: "Mean 0, deviation 1" },
      default: "none",
    }),
    output: text({
      title: "New column",
      help: "Name of the tensor column.",
      minLength: 1,
      default: "samples",
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
    const samples: Dim = params.length ?? `${params.output}_samples`;
    const shape = params.channels === "row" ? [`${params.output}_channels`, samples] : [samples];
    const added: Field = {
      name: params.output,
      type: { type: "tensor", dtype: "float32", shape },
      nullable: false,
    };
    const issues = [...soundIssues(inputs.in, params.column), ...clashIssues(inputs.in, [added], ["output"])];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  async process(frame, { params, outputs, out, fail, signal }) {
    const { length: wanted, channels: choice, normalise } = params;
    const { done, failures } = await eachRecording(frame, params.column, signal, ({ channels }) => {
      const chosen = choice === "row" ? channels : [choice === "mono" ? meanOf(channels) : channels[0]];
      const length = wanted ?? chosen[0].length;
      const values = new Float32Array(chosen.length * length);
      chosen.forEach((channel, i) => values.set(scaled(channel.subarray(0, length), normalise), i * length));
      return { shape: choice === "row" ? [chosen.length, length] : [length], values };
    });
    if (signal.aborted) return;
    const rows = goodRows(frame, done, failures, fail);
    const tensors = done.map(({ value }) => value);
    const empty = choice === "row" ? [0, wanted ?? 0] : [wanted ?? 0];
    await giveTensors(rows, tensors, { name: params.output, schema: outputs.out, empty }, out.out);
  },
});

/** What is added to a variance before it is divided by, as Hugging Face's feature extractors do. */
const EPSILON = 1e-7;

function scaled(samples: Float32Array, normalise: "none" | "peak" | "standard"): Float32Array {
  if (normalise === "none") return samples;
  if (normalise === "peak") {
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return peak === 0 ? samples : samples.map((value) => value / peak);
  }
  const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
  const variance = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
  return samples.map((value) => (value - mean) / Math.sqrt(variance + EPSILON));
}
