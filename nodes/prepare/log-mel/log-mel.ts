// log-mel: the mel spectrogram of each recording, as librosa computes it.

import { withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, number, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { meanOf } from "../../_shared/sound/channels.ts";
import { melAnalysis, melIssues, melParams } from "../../_shared/sound/mel-params.ts";
import { scaled } from "../../_shared/sound/mel-spectrum.ts";
import { eachRecording, goodRows, soundIssues } from "../../_shared/sound/rows.ts";
import { tooShort } from "../../_shared/sound/sound-error.ts";
import { giveTensors } from "../../_shared/sound/tensor-rows.ts";

const decibels = { param: "scale", oneOf: ["db"] } as const;

export default defineNode({
  kind: "log-mel",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "audio-waveform",
  title: "Log-mel spectrogram",
  summary: "Makes a mel spectrogram of each recording, as a tensor of bands by frames.",
  keywords: ["melspectrogram", "spectrum", "fft", "stft", "librosa", "features", "audio", "sound", "decibel"],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    ...melParams,
    scale: choice(["db", "log", "log10", "none"], {
      title: "Scale",
      help: "Decibels (power_to_db), a logarithm, or the energies themselves.",
      labels: { db: "Decibels", log: "Natural logarithm", log10: "Logarithm to base 10", none: "Energies" },
      default: "db",
    }),
    ref: choice(["1", "max"], {
      title: "Zero decibels",
      help: "What the decibels are counted from (ref).",
      labels: { "1": "1", max: "The loudest value" },
      default: "1",
      visibleWhen: decibels,
    }),
    topDb: optionalNumber({
      title: "Range",
      help: "Decibels below the loudest value that are kept (top_db is 80 in librosa). Empty = all.",
      unit: "dB",
      min: 1,
      max: 400,
      visibleWhen: decibels,
    }),
    amin: number({
      title: "Least energy",
      help: "Smaller energies are taken for it (amin).",
      min: 1e-30,
      max: 1,
      default: 1e-10,
      visibleWhen: { param: "scale", oneOf: ["db", "log", "log10"] },
    }),
    output: text({ title: "New column", help: "Name of the tensor column.", minLength: 1, default: "mel" }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const shape = [params.nMels, `${params.output}_frames`];
    const added: Field = {
      name: params.output,
      type: { type: "tensor", dtype: "float32", shape },
      nullable: false,
    };
    const issues = [
      ...soundIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...melIssues(params),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: ({ params }) => melAnalysis(params),

  async process(frame, { params, state, outputs, out, fail, signal }) {
    const { scale, amin, topDb } = params;
    const ref = params.ref === "max" ? "max" : 1;
    const { done, failures } = await eachRecording(frame, params.column, signal, (samples) => {
      const energies = state.energies(meanOf(samples.channels), samples.rate);
      if (energies.frames === 0) throw tooShort(samples, Number(params.nFft));
      return scaled(energies, { of: scale, amin, ref, topDb });
    });
    if (signal.aborted) return;
    const rows = goodRows(frame, done, failures, fail);
    const tensors = done.map(({ value }) => ({ shape: [value.bands, value.frames], values: value.values }));
    await giveTensors(
      rows,
      tensors,
      { name: params.output, schema: outputs.out, empty: [params.nMels, 0] },
      out.out,
    );
  },
});
