// Which small models of text the tests run: each a function that answers the bytes of a valid ONNX file.

import { onnxModel } from "../../engine/models/onnx/build.ts";

/** Tells `aaa` from `bbb`: the letter groups a, b, aa, bb go in, each language gets twenty times the share of its groups. */
export function letterLanguages(): Uint8Array {
  const weights = Float32Array.of(20, 0, 20, 0, 0, 20, 0, 20);
  return onnxModel({
    inputs: [{ name: "ngrams", dtype: "float32", shape: ["N", 4] }],
    outputs: [{ name: "probabilities", dtype: "float32", shape: ["N", 2] }],
    nodes: [
      { op: "Gemm", inputs: ["ngrams", "w"], outputs: ["scores"], attributes: { transB: { int: 1 } } },
      { op: "Softmax", inputs: ["scores"], outputs: ["probabilities"], attributes: { axis: { int: 1 } } },
    ],
    initializers: [{ name: "w", dtype: "float32", shape: [2, 4], data: weights }],
    metadata: {
      labels: JSON.stringify(["aish", "bish"]),
      ngrams: JSON.stringify({ 1: ["a", "b"], 2: ["aa", "bb"] }),
    },
  });
}
