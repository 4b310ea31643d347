// One sample for each node kind: params, input frames and files that make it do its work. The contract tests run them all.

import sharp from "sharp";
import type { Frame } from "../../engine/frames/frame.ts";
import { multiInput } from "../models/make.ts";
import { pictureFrames } from "./sample-frames.ts";

export interface Sample {
  readonly params: Readonly<Record<string, unknown>>;
  /** Frames by input port, fresh buffers with each call. The table of `sample-frames.ts` at `in` unless given. */
  readonly inputs?: () => Readonly<Record<string, readonly Frame[]>>;
  /** Files that stand beside the workflow, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Sources: params and files that make many frames, so that there is something to cancel. */
  readonly long?: Pick<Sample, "params" | "files">;
}

const CSV = 'id,amount,word\n1,2.5,red\n2,,"a, b"\n3,NaN,\nx,1,2,3\n5,-0.25,green\n';
const LONG_CSV = `id,amount\n${Array.from({ length: 100_000 }, (_, i) => `${i},${i / 4}\n`).join("")}`;

const PNG = await sharp({ create: { width: 3, height: 2, channels: 3, background: "#c04020" } })
  .png()
  .toBuffer();
const pngs = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`pictures/${i}.png`, PNG]));

export const samples: Readonly<Record<string, Sample>> = {
  // sources
  csv: {
    params: { path: "in.csv" },
    files: { "in.csv": CSV },
    long: { params: { path: "long.csv" }, files: { "long.csv": LONG_CSV } },
  },
  "image-folder": {
    params: { path: "pictures", frameRows: 2 },
    files: pngs(3),
    long: { params: { path: "pictures", frameRows: 1 }, files: pngs(40) },
  },

  // prepare
  "image-to-tensor": {
    params: { column: "image", width: 4, height: 4, fit: "letterbox" },
    inputs: () => ({ in: pictureFrames() }),
  },
  pack: { params: { columns: ["a", "b", "c", "n"], nulls: "fail" } },
  rename: { params: { names: { a: "alpha", raw: "text" } } },
  unpack: { params: { column: "scores" } },

  // models
  onnx: {
    params: { model: "m.onnx", inputs: { price: "a", volume: "b", age: "n" } },
    files: { "m.onnx": multiInput() },
  },
  sigmoid: { params: { columns: ["c"] } },
  softmax: { params: { columns: ["scores"] } },
  threshold: { params: { column: "b", value: 0.5, release: 0.2 } },
  "top-class": {
    params: { columns: ["scores"], labelsFile: "labels.txt" },
    files: { "labels.txt": "x\ny\nz\n" },
  },

  // control
  limit: { params: { rows: 8, offset: 2 } },
  sample: { params: { mode: "fraction", fraction: 0.5, seed: 7 } },
  union: { params: {} },

  // actions
  "write-csv": { params: { path: "out.csv" } },
};
