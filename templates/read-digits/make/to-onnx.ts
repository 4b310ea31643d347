// How does the net become an ONNX file? Conv, Relu, MaxPool twice, then Gemm and Softmax, all standard.

import { onnxModel, type OnnxNode, type StoredInitializer } from "../../../engine/models/onnx/build.ts";
import type { Convolution } from "./net/convolution.ts";
import { CLASSES, SIDE, type DigitNet } from "./net/digit-net.ts";

/** The bytes of the model; equal nets give equal bytes. */
export function digitNetToOnnx(net: DigitNet, metadata: Readonly<Record<string, string>>): Uint8Array {
  const first = stage("first", net.first, "pixels");
  const second = stage("second", net.second, "first_pool");
  const { last } = net;
  return onnxModel({
    name: "read-digits",
    inputs: [{ name: "pixels", dtype: "float32", shape: ["N", 1, SIDE, SIDE] }],
    outputs: [{ name: "probabilities", dtype: "float32", shape: ["N", CLASSES] }],
    nodes: [
      ...first.nodes,
      ...second.nodes,
      { op: "Flatten", inputs: ["second_pool"], outputs: ["features"], attributes: { axis: { int: 1 } } },
      {
        op: "Gemm",
        inputs: ["features", "last_matrix", "last_bias"],
        outputs: ["scores"],
        attributes: { transB: { int: 1 } },
      },
      { op: "Softmax", inputs: ["scores"], outputs: ["probabilities"], attributes: { axis: { int: 1 } } },
    ],
    initializers: [
      ...first.initializers,
      ...second.initializers,
      numbers("last_matrix", [CLASSES, last.inputs], last.matrix.values),
      numbers("last_bias", [CLASSES], last.bias.values),
    ],
    metadata,
  });
}

function stage(name: string, { shape, filters, bias }: Convolution, input: string) {
  const { kernel } = shape;
  const initializers = [
    numbers(`${name}_filters`, [shape.filters, shape.planes, kernel, kernel], filters.values),
    numbers(`${name}_bias`, [shape.filters], bias.values),
  ];
  const nodes: OnnxNode[] = [
    {
      op: "Conv",
      inputs: [input, `${name}_filters`, `${name}_bias`],
      outputs: [`${name}_sums`],
      attributes: { kernel_shape: { ints: [kernel, kernel] } },
    },
    { op: "Relu", inputs: [`${name}_sums`], outputs: [`${name}_ink`] },
    {
      op: "MaxPool",
      inputs: [`${name}_ink`],
      outputs: [`${name}_pool`],
      attributes: { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } },
    },
  ];
  return { nodes, initializers };
}

function numbers(name: string, shape: readonly number[], values: Float64Array): StoredInitializer {
  return { name, dtype: "float32", shape, data: Float32Array.from(values) };
}
