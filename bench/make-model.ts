// Which classifier do the CSV benchmarks run? 16-64-64-3 with softmax, from a seed; prints nothing, writes argv[2].

import { writeFileSync } from "node:fs";
import { onnxModel, type Initializer, type OnnxNode } from "../engine/models/onnx/build.ts";
import { uniform, weights } from "../tests/models/random.ts";

const SIZES = [16, 64, 64, 3];
/** Random layers shrink what passes through them; the gains spread the scores over 0.4 … 1. */
const GAINS = [2.5, 2.5, 4];

const next = uniform(20);
const initializers: Initializer[] = [];
const nodes: OnnxNode[] = [];
GAINS.forEach((gain, layer) => {
  const [from, to] = [SIZES[layer], SIZES[layer + 1]];
  const last = layer === GAINS.length - 1;
  initializers.push(
    {
      name: `w${layer}`,
      dtype: "float32",
      shape: [from, to],
      data: weights(next, from * to, from).map((w) => w * gain),
    },
    { name: `b${layer}`, dtype: "float32", shape: [to], data: weights(next, to, from) },
  );
  const input = layer === 0 ? "x" : `h${layer}`;
  nodes.push(
    { op: "Gemm", inputs: [input, `w${layer}`, `b${layer}`], outputs: [`z${layer}`] },
    last
      ? { op: "Softmax", inputs: [`z${layer}`], outputs: ["y"], attributes: { axis: { int: -1 } } }
      : { op: "Relu", inputs: [`z${layer}`], outputs: [`h${layer + 1}`] },
  );
});

const model = onnxModel({
  inputs: [{ name: "x", dtype: "float32", shape: ["N", SIZES[0]] }],
  outputs: [{ name: "y", dtype: "float32", shape: ["N", SIZES[SIZES.length - 1]] }],
  nodes,
  initializers,
  metadata: { seed: "20", purpose: "benchmark" },
});
writeFileSync(process.argv[2], model);
