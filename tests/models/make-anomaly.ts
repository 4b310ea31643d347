// Models that say how strange rows are: an autoencoder that gives half of everything back, and scores as scikit-learn's exporters name them.

import { onnxModel } from "../../engine/models/onnx/build.ts";

/** `x[N,width]` → `y[N,width]`, half of it: the mean squared error is a quarter of the mean of squares. */
export function halving(width = 2): Uint8Array {
  const shape = ["N", width];
  return onnxModel({
    inputs: [{ name: "x", dtype: "float32", shape }],
    outputs: [{ name: "y", dtype: "float32", shape }],
    nodes: [{ op: "Mul", inputs: ["x", "half"], outputs: ["y"] }],
    initializers: [{ name: "half", dtype: "float32", shape: [], data: Float32Array.of(0.5) }],
  });
}

/** `X[N,width]` → `label[N,1]` (1 normal, -1 strange) and `scores[N,1]`: 2 less the sum of what is in the row, higher for what is normal. */
export function outlierScores(width = 2): Uint8Array {
  const axes = { keepdims: { int: 1 } };
  return onnxModel({
    inputs: [{ name: "X", dtype: "float32", shape: ["N", width] }],
    outputs: [
      { name: "label", dtype: "int64", shape: ["N", 1] },
      { name: "scores", dtype: "float32", shape: ["N", 1] },
    ],
    nodes: [
      { op: "Abs", inputs: ["X"], outputs: ["size"] },
      { op: "ReduceSum", inputs: ["size", "axis"], outputs: ["sum"], attributes: axes },
      { op: "Sub", inputs: ["two", "sum"], outputs: ["scores"] },
      { op: "Sign", inputs: ["scores"], outputs: ["sign"] },
      { op: "Cast", inputs: ["sign"], outputs: ["label"], attributes: { to: { int: 7 } } },
    ],
    initializers: [
      { name: "two", dtype: "float32", shape: [], data: Float32Array.of(2) },
      { name: "axis", dtype: "int64", shape: [1], data: BigInt64Array.of(1n) },
    ],
  });
}
