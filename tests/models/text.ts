// Which small models of text the tests run: each a function that answers the bytes of a valid ONNX file.

import { onnxModel, type OnnxNode, type TensorInfo } from "../../engine/models/onnx/build.ts";

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

/** `words[N,64]` → `probability[N,1]`: the sigmoid of `weight` × what stands at the places given, less a half. */
export function hashedSpam(places: readonly number[], hashing: object | null): Uint8Array {
  const weights = new Float32Array(64);
  for (const place of places) weights[place] = 8;
  return onnxModel({
    inputs: [{ name: "words", dtype: "float32", shape: ["N", 64] }],
    outputs: [{ name: "probability", dtype: "float32", shape: ["N", 1] }],
    nodes: [
      { op: "Gemm", inputs: ["words", "w", "b"], outputs: ["logit"], attributes: { transB: { int: 1 } } },
      { op: "Sigmoid", inputs: ["logit"], outputs: ["probability"] },
    ],
    initializers: [
      { name: "w", dtype: "float32", shape: [1, 64], data: weights },
      { name: "b", dtype: "float32", shape: [1], data: Float32Array.of(-4) },
    ],
    metadata: {
      labels: JSON.stringify(["ham", "spam"]),
      ...(hashing && { hashing: JSON.stringify(hashing) }),
    },
  });
}

/** `text[N,1]` → `logits[N,1]`: 5 for "yes", -5 for "no", else 0. */
export function wholeTexts(): Uint8Array {
  return onnxModel({
    inputs: [{ name: "text", dtype: "string", shape: ["N", 1] }],
    outputs: [{ name: "logits", dtype: "float32", shape: ["N", 1] }],
    nodes: [
      {
        op: "LabelEncoder",
        domain: "ai.onnx.ml",
        inputs: ["text"],
        outputs: ["logits"],
        attributes: {
          keys_strings: { strings: ["yes", "no"] },
          values_floats: { floats: [5, -5] },
          default_float: { float: 0 },
        },
      },
    ],
  });
}

export interface TokenModelOptions {
  /** One row of numbers for each token. */
  readonly table: readonly (readonly number[])[];
  readonly output: string;
  /** Rows of the tokens themselves, or their sum where the mask is 1. */
  readonly gives: "tokens" | "sum";
  readonly dtype?: "int64" | "int32";
  /** Tokens of a row where the file fixes them. */
  readonly width?: number;
  /** What the file says of the numbers of a sum, where that is not how many there are. */
  readonly says?: number | string;
}

/** `input_ids`, `attention_mask` `[N,L]` → the rows of a table: for each token, or summed up. */
export function tokenTable({
  table,
  output,
  gives,
  dtype = "int64",
  width,
  says,
}: TokenModelOptions): Uint8Array {
  const size = table[0].length;
  const shape = ["N", width ?? "L"];
  const inputs: TensorInfo[] = ["input_ids", "attention_mask"].map((name) => ({ name, dtype, shape }));
  const summed: OnnxNode[] = [
    { op: "Cast", inputs: ["attention_mask"], outputs: ["ones"], attributes: { to: { int: 1 } } },
    { op: "Unsqueeze", inputs: ["ones", "last"], outputs: ["column"] },
    { op: "Mul", inputs: ["rows", "column"], outputs: ["read"] },
    { op: "ReduceSum", inputs: ["read", "middle"], outputs: [output], attributes: { keepdims: { int: 0 } } },
  ];
  const rows = gives === "tokens" ? output : "rows";
  return onnxModel({
    inputs,
    outputs: [
      { name: output, dtype: "float32", shape: gives === "tokens" ? [...shape, size] : ["N", says ?? size] },
    ],
    nodes: [
      { op: "Gather", inputs: ["table", "input_ids"], outputs: [rows] },
      ...(gives === "tokens" ? [] : summed),
    ],
    initializers: [
      { name: "table", dtype: "float32", shape: [table.length, size], data: Float32Array.from(table.flat()) },
      { name: "last", dtype: "int64", shape: [1], data: BigInt64Array.of(2n) },
      { name: "middle", dtype: "int64", shape: [1], data: BigInt64Array.of(1n) },
    ],
  });
}
