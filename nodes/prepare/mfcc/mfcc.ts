// mfcc: cepstral coefficients of the mel spectrogram of each recording, as librosa computes them.

import { withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column, number, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { meanOf } from "../../_shared/sound/channels.ts";
import { melAnalysis, melIssues, melParams } from "../../_shared/sound/mel-params.ts";
import { cepstrum, scaled } from "../../_shared/sound/mel-spectrum.ts";
import { eachRecording, goodRows, soundIssues } from "../../_shared/sound/rows.ts";
import { tooShort } from "../../_shared/sound/sound-error.ts";
import { giveTensors } from "../../_shared/sound/tensor-rows.ts";

/** Of `power_to_db`, which librosa's mfcc calls without more. */
const AMIN = 1e-10;

export default defineNode({
  kind: "mfcc",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "audio-waveform",
  title: "MFCC",
  summary:
    "Makes mel-frequency cepstral coefficients of each recording, as a tensor of coefficients by frames.",
  keywords: [
    "cepstrum",
    "cepstral",
    "coefficients",
    "dct",
    "mel",
    "librosa",
    "features",
    "audio",
    "sound",
    "speech",
  ],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    nMfcc: number({
      title: "Coefficients",
      help: "How many, from the first on (n_mfcc).",
      min: 1,
      max: 1024,
      integer: true,
      default: 20,
    }),
    ...melParams,
    topDb: optionalNumber({
      title: "Range",
      help: "Decibels below the loudest value that are kept; librosa keeps 80. Empty = all.",
      unit: "dB",
      min: 1,
      max: 400,
    }),
    dctType: choice(["2", "3"], {
      title: "Cosine transform",
      help: "Its type (dct_type).",
      labels: { "2": "DCT-II", "3": "DCT-III" },
      default: "2",
    }),
    dctNorm: choice(["ortho", "none"], {
      title: "Transform norm",
      help: "Whether the transform is orthonormal (norm of librosa's mfcc).",
      labels: { ortho: "Orthonormal", none: "None" },
      default: "ortho",
    }),
    lifter: number({
      title: "Lifter",
      help: "Lifts the higher coefficients by a sine of that length; 0 = not (lifter).",
      labels: { 0: "none" },
      min: 0,
      max: 1000,
      default: 0,
    }),
    output: text({
      title: "New column",
      help: "Name of the tensor column.",
      minLength: 1,
      default: "coefficients",
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
    const shape = [params.nMfcc, `${params.output}_frames`];
    const added: Field = {
      name: params.output,
      type: { type: "tensor", dtype: "float32", shape },
      nullable: false,
    };
    const issues = [
      ...soundIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...melIssues(params),
      ...countIssues(params.nMfcc, params.nMels),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: ({ params }) => melAnalysis(params),

  async process(frame, { params, state, outputs, out, fail, signal }) {
    const { nMfcc, topDb, dctNorm: norm, lifter } = params;
    const dctType = params.dctType === "2" ? 2 : 3;
    const { done, failures } = await eachRecording(frame, params.column, signal, (samples) => {
      const energies = state.energies(meanOf(samples.channels), samples.rate);
      if (energies.frames === 0) throw tooShort(samples, Number(params.nFft));
      return cepstrum(scaled(energies, { of: "db", amin: AMIN, ref: 1, topDb }), {
        nMfcc,
        dctType,
        norm,
        lifter,
      });
    });
    if (signal.aborted) return;
    const rows = goodRows(frame, done, failures, fail);
    const tensors = done.map(({ value }) => ({ shape: [value.bands, value.frames], values: value.values }));
    await giveTensors(
      rows,
      tensors,
      { name: params.output, schema: outputs.out, empty: [nMfcc, 0] },
      out.out,
    );
  },
});

function countIssues(nMfcc: number, nMels: number): NodeIssue[] {
  if (nMfcc <= nMels) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.nMfcc",
      message: "There are no more coefficients than bands.",
      expected: `at most ${nMels}`,
      got: String(nMfcc),
      hint: "Take fewer coefficients, or more mel bands (nMels).",
      fix: {
        label: `Set it to ${nMels}`,
        commands: [{ do: "set-param", id: "", param: "nMfcc", value: nMels }],
      },
    },
  ];
}
