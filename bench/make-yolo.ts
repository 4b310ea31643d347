// Which detector do the benchmarks run besides a real one? A net with the head of YOLO v8 on 320 × 320 (84 × 2,100), weights from a seed; writes argv[2].

import { writeFileSync } from "node:fs";
import { onnxModel, type Initializer, type OnnxNode } from "../engine/models/onnx/build.ts";
import { uniform, weights } from "../tests/models/random.ts";

const SIDE = 320;
const CLASSES = 80;
const NUMBERS = 4 + CLASSES;
const CHANNELS = [3, 16, 32, 64, 64, 64];
/** Layers whose results are looked at: 40, 20 and 10 cells a side. */
const HEADS = [2, 3, 4];
/** So that few of the random scores are high. */
const BIAS = -0.6;

const next = uniform(7);
const nodes: OnnxNode[] = [];
const initializers: Initializer[] = [];
const add = (name: string, shape: readonly number[], data: Float32Array | BigInt64Array) =>
  initializers.push({ name, dtype: data instanceof BigInt64Array ? "int64" : "float32", shape, data });

CHANNELS.slice(1).forEach((to, layer) => {
  const from = CHANNELS[layer];
  add(`k${layer}`, [to, from, 3, 3], weights(next, to * from * 9, from * 3));
  const input = layer === 0 ? "images" : `r${layer - 1}`;
  const attributes = { pads: { ints: [1, 1, 1, 1] }, strides: { ints: [2, 2] } };
  nodes.push({ op: "Conv", inputs: [input, `k${layer}`], outputs: [`c${layer}`], attributes });
  nodes.push({ op: "Relu", inputs: [`c${layer}`], outputs: [`r${layer}`] });
});
for (const layer of HEADS) {
  add(`h${layer}`, [NUMBERS, 64, 1, 1], weights(next, NUMBERS * 64, 4));
  add(`s${layer}`, [3], BigInt64Array.of(1n, BigInt(NUMBERS), -1n));
  nodes.push({ op: "Conv", inputs: [`r${layer}`, `h${layer}`], outputs: [`p${layer}`] });
  nodes.push({ op: "Reshape", inputs: [`p${layer}`, `s${layer}`], outputs: [`f${layer}`] });
}
nodes.push({
  op: "Concat",
  inputs: HEADS.map((layer) => `f${layer}`),
  outputs: ["all"],
  attributes: { axis: { int: 2 } },
});
add("split", [2], BigInt64Array.of(4n, BigInt(CLASSES)));
add("bias", [1], Float32Array.of(BIAS));
add("side", [1], Float32Array.of(SIDE));
nodes.push(
  { op: "Split", inputs: ["all", "split"], outputs: ["places", "logits"], attributes: { axis: { int: 1 } } },
  { op: "Sigmoid", inputs: ["places"], outputs: ["shares"] },
  { op: "Mul", inputs: ["shares", "side"], outputs: ["boxes"] },
  { op: "Add", inputs: ["logits", "bias"], outputs: ["shifted"] },
  { op: "Sigmoid", inputs: ["shifted"], outputs: ["scores"] },
  { op: "Concat", inputs: ["boxes", "scores"], outputs: ["output0"], attributes: { axis: { int: 1 } } },
);

const names = Array.from({ length: CLASSES }, (_, i) => `${i}: 'c${i}'`).join(", ");
const model = onnxModel({
  inputs: [{ name: "images", dtype: "float32", shape: [1, 3, SIDE, SIDE] }],
  outputs: [{ name: "output0", dtype: "float32", shape: [1, NUMBERS, 2100] }],
  nodes,
  initializers,
  metadata: { task: "detect", names: `{${names}}`, purpose: "benchmark" },
});
writeFileSync(process.argv[2], model);
