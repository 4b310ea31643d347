// Small models that take pictures: what stands before their first weights, and what their file says of itself, is the test's choice.

import type { Dim } from "../../engine/frames/types.ts";
import { onnxModel, type OnnxNode } from "../../engine/models/onnx/build.ts";

export interface PictureModel {
  readonly input?: string;
  readonly shape?: readonly Dim[];
  /** Divides by 255 before anything else. */
  readonly divides?: boolean;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The mean of all pixels, for each picture. */
export function pictureModel({
  input = "x",
  shape = ["N", 3, 4, 6],
  divides = false,
  metadata,
}: PictureModel): Uint8Array {
  const nodes: OnnxNode[] = [
    ...(divides ? [{ op: "Div", inputs: [input, "byte"], outputs: ["unit"] }] : []),
    {
      op: "ReduceMean",
      inputs: [divides ? "unit" : input],
      outputs: ["mean"],
      attributes: { axes: { ints: [1, 2, 3] }, keepdims: { int: 0 } },
    },
  ];
  return onnxModel({
    inputs: [{ name: input, dtype: "float32", shape }],
    outputs: [{ name: "mean", dtype: "float32", shape: ["N"] }],
    nodes,
    initializers: divides ? [{ name: "byte", dtype: "float32", shape: [], data: Float32Array.of(255) }] : [],
    metadata,
  });
}
