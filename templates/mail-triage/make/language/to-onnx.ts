// How does lande's net become an ONNX file? Its weights stay the bytes they are, with a step for each row: a quarter of the size.

import { onnxModel, type Initializer, type OnnxNode } from "../../../../engine/models/onnx/build.ts";
import { ZERO, type DenseLayer, type LandeNet, type StepRow } from "./lande.ts";

/** The bytes of `models/language.onnx`; equal packages give equal bytes. */
export function landeToOnnx({ languages, ngrams, layers }: LandeNet): Uint8Array {
  const inputs = Object.values(ngrams).reduce((sum, groups) => sum + groups.length, 0);
  const [hidden, last] = layers;
  return onnxModel({
    name: "language",
    producer: "millrace, from lande 1.0.10",
    inputs: [{ name: "ngrams", dtype: "float32", shape: ["N", inputs] }],
    outputs: [{ name: "probabilities", dtype: "float32", shape: ["N", languages.length] }],
    nodes: [
      ...dense("hidden", "ngrams", "hidden_sums"),
      { op: "Relu", inputs: ["hidden_sums"], outputs: ["hidden"] },
      ...dense("last", "hidden", "scores"),
      { op: "Softmax", inputs: ["scores"], outputs: ["probabilities"], attributes: { axis: { int: 1 } } },
    ],
    initializers: [...weights("hidden", hidden), ...weights("last", last)],
    metadata: {
      labels: JSON.stringify(languages),
      ngrams: JSON.stringify(ngrams),
      licence: "MIT, © Fabio Spampinato; weights of the npm package lande 1.0.10",
      source: "https://github.com/fabiospampinato/lande",
    },
  });
}

function dense(name: string, input: string, output: string): OnnxNode[] {
  return [
    {
      op: "DequantizeLinear",
      inputs: [`${name}_bytes`, `${name}_steps`, `${name}_zeros`],
      outputs: [`${name}_matrix`],
      attributes: { axis: { int: 0 } },
    },
    {
      op: "Gemm",
      inputs: [input, `${name}_matrix`, `${name}_bias`],
      outputs: [output],
      attributes: { transB: { int: 1 } },
    },
  ];
}

function weights(name: string, { bias, rows }: DenseLayer): Initializer[] {
  const width = rows[0].bytes.length;
  const bytes = new Uint8Array(rows.length * width);
  rows.forEach((row, i) => bytes.set(row.bytes, i * width));
  const steps = Float32Array.from(rows, (row) => 1 / row.steps);
  const zeros = new Uint8Array(rows.length).fill(ZERO);
  return [
    { name: `${name}_bytes`, dtype: "uint8", shape: [rows.length, width], data: bytes },
    { name: `${name}_steps`, dtype: "float32", shape: [rows.length], data: steps },
    { name: `${name}_zeros`, dtype: "uint8", shape: [rows.length], data: zeros },
    { name: `${name}_bias`, dtype: "float32", shape: [rows.length], data: numbersOf(bias) },
  ];
}

function numbersOf({ bytes, steps }: StepRow): Float32Array {
  return Float32Array.from(bytes, (byte) => (byte - ZERO) / steps);
}
