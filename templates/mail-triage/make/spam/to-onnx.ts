// The classifier as an ONNX file: one weight for each bucket, and the shares of ham and spam.

import { onnxModel } from "../../../../engine/models/onnx/build.ts";
import { RULES } from "./features.ts";
import type { LogisticModel } from "./logistic.ts";

export const LABELS = ["ham", "spam"] as const;

/** The bytes of `models/spam.onnx`. `hashing` tells the node how the words of a text become the model's input. */
export function spamToOnnx(
  { weights, bias }: LogisticModel,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const { buckets, pairs, weights: weighting, unit } = RULES;
  return onnxModel({
    name: "spam",
    inputs: [{ name: "words", dtype: "float32", shape: ["N", buckets] }],
    outputs: [{ name: "probabilities", dtype: "float32", shape: ["N", LABELS.length] }],
    nodes: [
      {
        op: "Gemm",
        inputs: ["words", "weights", "bias"],
        outputs: ["logit"],
        attributes: { transB: { int: 1 } },
      },
      { op: "Sigmoid", inputs: ["logit"], outputs: ["spam"] },
      { op: "Sub", inputs: ["one", "spam"], outputs: ["ham"] },
      { op: "Concat", inputs: ["ham", "spam"], outputs: ["probabilities"], attributes: { axis: { int: 1 } } },
    ],
    initializers: [
      { name: "weights", dtype: "float32", shape: [1, buckets], data: Float32Array.from(weights) },
      { name: "bias", dtype: "float32", shape: [1], data: Float32Array.of(bias) },
      { name: "one", dtype: "float32", shape: [1], data: Float32Array.of(1) },
    ],
    metadata: {
      labels: JSON.stringify(LABELS),
      hashing: JSON.stringify({ pairs, weights: weighting, unit }),
      ...metadata,
    },
  });
}
