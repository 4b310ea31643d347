// One sample for each node kind: params, input frames and files that make it do its work. The contract tests run them all.

import type { Frame } from "../../engine/frames/frame.ts";
import { halving, outlierScores } from "../models/make-anomaly.ts";
import { multiInput } from "../models/make.ts";
import { tableFrames } from "./sample-frames.ts";
import { pictureSamples } from "./samples/pictures.ts";
import { soundSamples } from "./samples/sound.ts";
import { tableSamples } from "./samples/tables.ts";
import { wordSamples } from "./samples/words.ts";

export interface Sample {
  readonly params: Readonly<Record<string, unknown>>;
  /** Frames by input port, fresh buffers with each call. The table of `sample-frames.ts` at `in` unless given. */
  readonly inputs?: () => Readonly<Record<string, readonly Frame[]>>;
  /** Files that stand beside the workflow, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Other params for the same inputs, where one set does not show all that the kind does. */
  readonly also?: readonly Sample["params"][];
  /** Sources: params and files that make many frames, so that there is something to cancel. */
  readonly long?: Pick<Sample, "params" | "files">;
}

const CSV = 'id,amount,word\n1,2.5,red\n2,,"a, b"\n3,NaN,\nx,1,2,3\n5,-0.25,green\n';
const LONG_CSV = `id,amount\n${Array.from({ length: 100_000 }, (_, i) => `${i},${i / 4}\n`).join("")}`;

export const samples: Readonly<Record<string, Sample>> = {
  // sources
  csv: {
    params: { path: "in.csv" },
    files: { "in.csv": CSV },
    long: { params: { path: "long.csv" }, files: { "long.csv": LONG_CSV } },
  },
  generate: {
    params: {
      rows: 20,
      seed: 3,
      columns: { x: { kind: "uniform", min: 0, max: 1 }, n: { kind: "integer", min: 1, max: 6 } },
      batchRows: 6,
    },
    long: { params: { rows: 100_000, batchRows: 1000 } },
  },
  inline: {
    params: {
      rows: [{ n: 1, word: "a" }, { n: null, word: "b" }, { n: 2.5 }],
      batchRows: 2,
    },
    long: { params: { rows: Array.from({ length: 500 }, (_, n) => ({ n })), batchRows: 5 } },
  },

  // prepare
  cast: { params: { columns: { a: "int32", n: "float32", id: "text" }, onFailure: "fail" } },
  filter: { params: { condition: "b >= 0.0 && key == 'right'" } },
  formula: { params: { columns: { twice: "b * 2.0", both: "twice + c", shout: "key + '!'" } } },
  impute: {
    params: { columns: ["b", "word"], strategy: "most-frequent", values: { b: 1, word: "red" } },
    also: [{ columns: ["b", "word"], strategy: "previous" }],
  },
  "min-max": { params: { columns: ["b", "c"], min: [-1, 0], max: [2, 1.5], nulls: "fail" } },
  "one-hot": { params: { column: "word", categories: ["red", "green"], unknown: "zeros" } },
  ordinal: { params: { columns: { word: ["red", "green"], key: ["left", "right"] } } },
  pack: {
    params: { columns: ["a", "b", "c", "n"], nulls: "fail" },
    also: [{ columns: ["n", "flag"], nulls: "zero", dtype: "float16", output: "v" }],
  },
  rename: { params: { names: { a: "alpha", raw: "text" } } },
  select: { params: { columns: ["raw", "a", "scores", "key"] }, also: [{ mode: "drop", columns: ["b"] }] },
  standardize: { params: { columns: ["b", "n"], mean: [0.5, 2], scale: [1, 0], nulls: "nan" } },
  unpack: { params: { column: "scores" } },
  window: {
    params: {
      key: ["key"],
      columns: [
        { name: "lag", column: "b", of: "lag", rows: 1 },
        { name: "mean", column: "b", of: "mean", rows: 3 },
        { name: "std", column: "a", of: "std", rows: 2 },
        { name: "max", column: "n", of: "max", rows: 2 },
      ],
    },
  },

  // models
  "anomaly-score": {
    params: { columns: ["b", "n"], k: 2, quantile: 0.8 },
    inputs: () => ({ in: tableFrames(), reference: tableFrames() }),
    files: { "auto.onnx": halving(), "outliers.onnx": outlierScores() },
    also: [
      { columns: ["b", "n"], way: "reconstruction", model: "auto.onnx", limit: 1 },
      { columns: ["b", "n"], way: "score", model: "outliers.onnx", output: "strange", limit: 0 },
    ],
  },
  onnx: {
    params: { model: "m.onnx", inputs: { price: "a", volume: "b", age: "n" } },
    files: { "m.onnx": multiInput() },
    also: [
      { model: "m.onnx", inputs: { price: "c", volume: 2, age: "id" }, outputs: "tensor", prefix: "m_" },
    ],
  },
  sigmoid: { params: { columns: ["c"] } },
  softmax: { params: { columns: ["scores"] }, also: [{ columns: ["b", "c", "n"] }] },
  threshold: {
    params: { column: "b", value: 0.5, release: 0.2 },
    also: [{ column: "a", comparison: "<", value: 1, yes: "low", no: "high" }],
  },
  "top-class": {
    params: { columns: ["scores"], labelsFile: "labels.txt" },
    files: { "labels.txt": "x\ny\nz\n" },
  },

  // control
  branch: {
    params: {
      branches: [
        { id: "high", label: "High", condition: "b > 0.5" },
        { id: "left", label: "Left", condition: "key == 'left'" },
      ],
    },
  },
  limit: { params: { rows: 8, offset: 2 }, also: [{ rows: 100 }] },
  sample: { params: { mode: "fraction", fraction: 0.5, seed: 7 }, also: [{ mode: "every", every: 3 }] },
  union: { params: {} },

  // actions
  "print-table": { params: { rows: 5 } },
  "write-csv": {
    params: { path: "out.csv" },
    also: [
      {
        path: "deep.csv",
        columns: ["raw", "key", "id"],
        delimiter: ";",
        quoting: "text",
        nullText: "NA",
      },
    ],
  },
  "write-jsonl": { params: { path: "out.jsonl" } },

  ...tableSamples,
  ...pictureSamples,
  ...soundSamples,
  ...wordSamples,
};
