// Which network do the picture benchmarks run? Three convolutions on 224 × 224, ten classes, from a seed; writes argv[2].

import { writeFileSync } from "node:fs";
import { onnxModel, type Initializer, type OnnxNode } from "../engine/models/onnx/build.ts";
import { uniform, weights } from "../tests/models/random.ts";

const CHANNELS = [3, 16, 32, 64];
const CLASSES = 10;

const next = uniform(22);
const nodes: OnnxNode[] = [];
const initializers: Initializer[] = [];
CHANNELS.slice(1).forEach((to, layer) => {
  const from = CHANNELS[layer];
  const name = `k${layer}`;
  initializers.push({
    name,
    dtype: "float32",
    shape: [to, from, 3, 3],
    data: weights(next, to * from * 9, from * 9),
  });
  const input = layer === 0 ? "x" : `r${layer - 1}`;
  const attributes = { pads: { ints: [1, 1, 1, 1] }, strides: { ints: [2, 2] } };
  nodes.push(
    { op: "Conv", inputs: [input, name], outputs: [`c${layer}`], attributes },
    { op: "Relu", inputs: [`c${layer}`], outputs: [`r${layer}`] },
  );
});
nodes.push(
  { op: "GlobalAveragePool", inputs: ["r2"], outputs: ["pooled"] },
  { op: "Flatten", inputs: ["pooled"], outputs: ["flat"] },
  { op: "MatMul", inputs: ["flat", "w"], outputs: ["y"] },
);
initializers.push({
  name: "w",
  dtype: "float32",
  shape: [64, CLASSES],
  data: weights(next, 64 * CLASSES, 64),
});

const model = onnxModel({
  inputs: [{ name: "x", dtype: "float32", shape: ["N", 3, 224, 224] }],
  outputs: [{ name: "y", dtype: "float32", shape: ["N", CLASSES] }],
  nodes,
  initializers,
  metadata: { seed: "22", purpose: "benchmark" },
});
writeFileSync(process.argv[2], model);
