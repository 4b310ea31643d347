// Which small models the tests run: each a function that answers the bytes of a valid ONNX file.
// Files that must be refused are in make-hostile.ts.

import {
  onnxModel,
  type Initializer,
  type OnnxNode,
  type TensorInfo,
} from "../../engine/models/onnx/build.ts";
import type { Dim, TensorDtype } from "../../engine/frames/types.ts";
import { uniform, weights } from "./random.ts";

export interface MlpOptions {
  readonly inputs?: number;
  readonly hidden?: readonly number[];
  readonly outputs?: number;
  readonly seed?: number;
  /** The batch dimension: a name when open, a number when fixed. */
  readonly batch?: Dim;
}

export interface CnnOptions {
  readonly channels?: number;
  readonly seed?: number;
  readonly batch?: Dim;
}

const tensor = (name: string, dtype: TensorDtype, shape: readonly Dim[]): TensorInfo => ({
  name,
  dtype,
  shape,
});

/** `x[N,inputs]` → layers of Gemm and Relu → Softmax → `y[N,outputs]`. */
export function mlp({
  inputs = 16,
  hidden = [64, 64],
  outputs = 3,
  seed = 1,
  batch = "N",
}: MlpOptions = {}): Uint8Array {
  const next = uniform(seed);
  const sizes = [inputs, ...hidden, outputs];
  const nodes: OnnxNode[] = [];
  const initializers: Initializer[] = [];
  for (let layer = 1; layer < sizes.length; layer++) {
    const [from, to] = [sizes[layer - 1], sizes[layer]];
    initializers.push(
      { name: `w${layer}`, dtype: "float32", shape: [from, to], data: weights(next, from * to, from) },
      { name: `b${layer}`, dtype: "float32", shape: [to], data: weights(next, to, from) },
    );
    const input = layer === 1 ? "x" : `h${layer - 1}`;
    nodes.push({ op: "Gemm", inputs: [input, `w${layer}`, `b${layer}`], outputs: [`z${layer}`] });
    const last = layer === sizes.length - 1;
    if (last)
      nodes.push({ op: "Softmax", inputs: [`z${layer}`], outputs: ["y"], attributes: { axis: { int: -1 } } });
    else nodes.push({ op: "Relu", inputs: [`z${layer}`], outputs: [`h${layer}`] });
  }
  const metadata = { seed: String(seed), purpose: "test" };
  return onnxModel({
    inputs: [tensor("x", "float32", [batch, inputs])],
    outputs: [tensor("y", "float32", [batch, outputs])],
    nodes,
    initializers,
    metadata,
  });
}

/** An MLP `x[1,4]` → `y[1,2]` whose file allows one row a run. */
export function fixedBatch1(): Uint8Array {
  return mlp({ inputs: 4, hidden: [8], outputs: 2, batch: 1 });
}

/** Scalar columns `price[N,1]`, `volume[N,1]` float32 and `age[N,1]` int64 → `score[N,1]` = price*2 + volume + age, `isOld[N,1]` = age > 10. */
export function multiInput(): Uint8Array {
  return onnxModel({
    inputs: [
      tensor("price", "float32", ["N", 1]),
      tensor("volume", "float32", ["N", 1]),
      tensor("age", "int64", ["N", 1]),
    ],
    outputs: [tensor("score", "float32", ["N", 1]), tensor("isOld", "bool", ["N", 1])],
    nodes: [
      { op: "Mul", inputs: ["price", "two"], outputs: ["doubled"] },
      { op: "Add", inputs: ["doubled", "volume"], outputs: ["sum"] },
      { op: "Cast", inputs: ["age"], outputs: ["ageFloat"], attributes: { to: { int: 1 } } },
      { op: "Add", inputs: ["sum", "ageFloat"], outputs: ["score"] },
      { op: "Greater", inputs: ["age", "ten"], outputs: ["isOld"] },
    ],
    initializers: [
      { name: "two", dtype: "float32", shape: [1], data: Float32Array.of(2) },
      { name: "ten", dtype: "int64", shape: [1], data: BigInt64Array.of(10n) },
    ],
  });
}

/** Text `word[N,1]` → `code[N,1]` int64 (red 0, green 1, blue 2, else -1) and `same[N,1]`, the text again. */
export function strings(): Uint8Array {
  const attributes = {
    keys_strings: { strings: ["red", "green", "blue"] },
    values_int64s: { ints: [0, 1, 2] },
    default_int64: { int: -1 },
  };
  return onnxModel({
    inputs: [tensor("word", "string", ["N", 1])],
    outputs: [tensor("code", "int64", ["N", 1]), tensor("same", "string", ["N", 1])],
    nodes: [
      { op: "LabelEncoder", domain: "ai.onnx.ml", inputs: ["word"], outputs: ["code"], attributes },
      { op: "Identity", inputs: ["word"], outputs: ["same"] },
    ],
  });
}

/** Half floats: `x[N,2]` → `y[N,2]` = 2x. */
export function float16(): Uint8Array {
  // 0x4000 is 2 as an IEEE half float.
  return doubled("float16", { name: "two", dtype: "float16", shape: [1], data: Uint16Array.of(0x4000) });
}

/** `x[N,2]` int64 → `y[N,2]` = 2x. */
export function int64(): Uint8Array {
  return doubled("int64", { name: "two", dtype: "int64", shape: [1], data: BigInt64Array.of(2n) });
}

/** `x[N,2]` bool → `y[N,2]` = not x. */
export function bool(): Uint8Array {
  return onnxModel({
    inputs: [tensor("x", "bool", ["N", 2])],
    outputs: [tensor("y", "bool", ["N", 2])],
    nodes: [{ op: "Not", inputs: ["x"], outputs: ["y"] }],
  });
}

function doubled(dtype: TensorDtype, two: Initializer): Uint8Array {
  return onnxModel({
    inputs: [tensor("x", dtype, ["N", 2])],
    outputs: [tensor("y", dtype, ["N", 2])],
    nodes: [{ op: "Mul", inputs: ["x", "two"], outputs: ["y"] }],
    initializers: [two],
  });
}

/** As scikit-learn exports a classifier: `float_input[N,2]` → `output_label[N]` and `output_probability`, a list of maps. */
export function zipMapClassifier(names?: readonly [string, string, string]): Uint8Array {
  const coefficients = { floats: [1, -1, -1, 1, 0.5, 0.5] };
  const kind = names ? "string" : "int64";
  const classes = names ? { strings: names } : { ints: [0, 1, 2] };
  return onnxModel({
    inputs: [tensor("float_input", "float32", ["", 2])],
    outputs: [
      tensor("output_label", kind, [""]),
      { name: "output_probability", sequenceOfMap: { key: kind, value: "float32" } },
    ],
    nodes: [
      {
        op: "LinearClassifier",
        domain: "ai.onnx.ml",
        inputs: ["float_input"],
        outputs: ["label", "scores"],
        attributes: {
          coefficients,
          intercepts: { floats: [0, 0, 0] },
          ...(names ? { classlabels_strings: classes } : { classlabels_ints: classes }),
          post_transform: { string: "SOFTMAX" },
        },
      },
      { op: "Identity", inputs: ["label"], outputs: ["output_label"] },
      {
        op: "ZipMap",
        domain: "ai.onnx.ml",
        inputs: ["scores"],
        outputs: ["output_probability"],
        attributes: names ? { classlabels_strings: classes } : { classlabels_int64s: classes },
      },
    ],
  });
}

/** `x[N,8]` → `y[N,4]` through int8 arithmetic whose scale is taken from the whole batch: rows answer differently alone. */
export function dynamicQuantized(): Uint8Array {
  const next = uniform(7);
  const data = Int8Array.from({ length: 32 }, () => Math.round(next() * 127));
  return onnxModel({
    inputs: [tensor("x", "float32", ["N", 8])],
    outputs: [tensor("y", "float32", ["N", 4])],
    nodes: [
      { op: "DynamicQuantizeLinear", inputs: ["x"], outputs: ["xq", "xScale", "xZero"] },
      { op: "MatMulInteger", inputs: ["xq", "w", "xZero"], outputs: ["sum"] },
      { op: "Cast", inputs: ["sum"], outputs: ["sumFloat"], attributes: { to: { int: 1 } } },
      { op: "Mul", inputs: ["xScale", "wScale"], outputs: ["scale"] },
      { op: "Mul", inputs: ["sumFloat", "scale"], outputs: ["y"] },
    ],
    initializers: [
      { name: "w", dtype: "int8", shape: [8, 4], data },
      { name: "wScale", dtype: "float32", shape: [1], data: Float32Array.of(1 / 127) },
    ],
  });
}

/** `x[N,2]` → `y[N,2]` = x times factors that stand in the file `location` beside the model. */
export function externalData(location = "factors.bin"): {
  readonly model: Uint8Array;
  readonly data: Uint8Array;
} {
  const data = new Uint8Array(Float32Array.of(3, -1).buffer);
  const model = onnxModel({
    inputs: [tensor("x", "float32", ["N", 2])],
    outputs: [tensor("y", "float32", ["N", 2])],
    nodes: [{ op: "Mul", inputs: ["x", "factors"], outputs: ["y"] }],
    initializers: [
      {
        name: "factors",
        dtype: "float32",
        shape: [2],
        external: { location, offset: 0, length: data.length },
      },
    ],
  });
  return { model, data };
}

/** `image[N,1,28,28]` → two convolutions with pooling → `y[N,10]`. */
export function cnn({ channels = 8, seed = 3, batch = "N" }: CnnOptions = {}): Uint8Array {
  const next = uniform(seed);
  const features = 2 * channels * 7 * 7;
  const pads = { ints: [1, 1, 1, 1] };
  const pool = { kernel_shape: { ints: [2, 2] }, strides: { ints: [2, 2] } };
  return onnxModel({
    inputs: [tensor("image", "float32", [batch, 1, 28, 28])],
    outputs: [tensor("y", "float32", [batch, 10])],
    nodes: [
      { op: "Conv", inputs: ["image", "k1"], outputs: ["c1"], attributes: { pads } },
      { op: "Relu", inputs: ["c1"], outputs: ["r1"] },
      { op: "MaxPool", inputs: ["r1"], outputs: ["p1"], attributes: pool },
      { op: "Conv", inputs: ["p1", "k2"], outputs: ["c2"], attributes: { pads } },
      { op: "Relu", inputs: ["c2"], outputs: ["r2"] },
      { op: "MaxPool", inputs: ["r2"], outputs: ["p2"], attributes: pool },
      { op: "Flatten", inputs: ["p2"], outputs: ["flat"] },
      { op: "MatMul", inputs: ["flat", "w"], outputs: ["y"] },
    ],
    initializers: [
      { name: "k1", dtype: "float32", shape: [channels, 1, 3, 3], data: weights(next, channels * 9, 9) },
      {
        name: "k2",
        dtype: "float32",
        shape: [2 * channels, channels, 3, 3],
        data: weights(next, 18 * channels * channels, 9 * channels),
      },
      { name: "w", dtype: "float32", shape: [features, 10], data: weights(next, features * 10, features) },
    ],
  });
}

/** `x[N,4]` → `y[N,1]`, each row through `layers` products of 512 × 512 matrices: 20 of them take about 50 ms a row on one core of 2024. */
export function slow({ layers = 20 } = {}): Uint8Array {
  const size = 512;
  const nodes: OnnxNode[] = [
    { op: "ReduceMean", inputs: ["x"], outputs: ["mean"], attributes: { axes: { ints: [1] } } },
    { op: "Unsqueeze", inputs: ["mean", "lastAxis"], outputs: ["mean3"] },
    { op: "Add", inputs: ["w", "mean3"], outputs: ["h0"] },
  ];
  for (let layer = 0; layer < layers; layer++)
    nodes.push({ op: "MatMul", inputs: [`h${layer}`, "w"], outputs: [`h${layer + 1}`] });
  nodes.push(
    {
      op: "ReduceMean",
      inputs: [`h${layers}`],
      outputs: ["means"],
      attributes: { axes: { ints: [2] }, keepdims: { int: 0 } },
    },
    { op: "ReduceMean", inputs: ["means"], outputs: ["y"], attributes: { axes: { ints: [1] } } },
  );
  return onnxModel({
    inputs: [tensor("x", "float32", ["N", 4])],
    outputs: [tensor("y", "float32", ["N", 1])],
    nodes,
    initializers: [
      { name: "w", dtype: "float32", shape: [size, size], data: weights(uniform(5), size * size, size) },
      { name: "lastAxis", dtype: "int64", shape: [1], data: BigInt64Array.of(2n) },
    ],
  });
}
