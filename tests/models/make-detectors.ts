// Models for tests of pictures: whatever picture goes in, they answer tensors that the test has chosen.

import { onnxModel, type Initializer, type OnnxNode } from "../../engine/models/onnx/build.ts";
import type { Dim, NumberArray, TensorDtype } from "../../engine/frames/types.ts";

export interface ConstantOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: NumberArray;
  readonly dtype?: TensorDtype;
  /** What the file says of the shape, where it leaves something open. */
  readonly declared?: readonly Dim[];
}

export interface ConstantModel {
  /** Of the input `images`; [1, 3, 64, 64] unless given. */
  readonly input?: readonly Dim[];
  readonly dtype?: "float32" | "float16" | "uint8";
  readonly outputs: readonly ConstantOutput[];
  readonly metadata?: Readonly<Record<string, string>>;
  /** Inputs besides the picture, which go into nothing. */
  readonly more?: readonly {
    readonly name: string;
    readonly dtype: TensorDtype;
    readonly shape: readonly Dim[];
  }[];
}

/** ONNX's numbers of element types. */
const TYPE_NUMBERS: Readonly<Partial<Record<TensorDtype, number>>> = { float32: 1, int64: 7, float16: 10 };

/** Each output is its tensor plus 0 times the mean of all inputs, so that nothing is folded away. */
export function constantModel(model: ConstantModel): Uint8Array {
  const { input = [1, 3, 64, 64], dtype = "float32", outputs, metadata, more = [] } = model;
  const inputs = [{ name: "images", dtype, shape: input }, ...more];
  const cast = (to: number) => ({ to: { int: to } });
  const nodes: OnnxNode[] = inputs.flatMap(({ name }, i): OnnxNode[] => [
    { op: "Cast", inputs: [name], outputs: [`float${i}`], attributes: cast(1) },
    { op: "ReduceMean", inputs: [`float${i}`], outputs: [`mean${i}`], attributes: { keepdims: { int: 0 } } },
  ]);
  nodes.push({ op: "Sum", inputs: inputs.map((_, i) => `mean${i}`), outputs: ["sum"] });
  nodes.push({ op: "Mul", inputs: ["sum", "nought"], outputs: ["zero"] });
  const initializers: Initializer[] = [
    { name: "nought", dtype: "float32", shape: [], data: Float32Array.of(0) },
  ];
  outputs.forEach(({ name, shape, data, dtype: own = "float32" }, i) => {
    initializers.push({ name: `constant${i}`, dtype: own, shape, data });
    nodes.push({ op: "Cast", inputs: ["zero"], outputs: [`zero${i}`], attributes: cast(TYPE_NUMBERS[own]!) });
    nodes.push({ op: "Add", inputs: [`constant${i}`, `zero${i}`], outputs: [name] });
  });
  return onnxModel({
    inputs,
    outputs: outputs.map(({ name, shape, declared, dtype: own = "float32" }) => ({
      name,
      dtype: own,
      shape: declared ?? shape,
    })),
    nodes,
    initializers,
    metadata,
  });
}

/** Two things in every picture, in the middle and top left: what comes out of YOLO v10 for an input of 8 × 8. */
export function twoThings(): Uint8Array {
  const data = Float32Array.of(2, 2, 6, 6, 0.9, 1, 0, 2, 3, 5, 0.75, 0);
  const metadata = { names: "{0: 'cat', 1: 'dog'}" };
  return constantModel({
    input: [1, 3, 8, 8],
    outputs: [{ name: "output0", shape: [1, 2, 6], data }],
    metadata,
  });
}

/** Scores of three classes for an input of 8 × 8: those of a softmax. */
export function threeClasses(): Uint8Array {
  const data = Float32Array.of(0.25, 0.125, 0.625);
  return constantModel({ input: [1, 3, 8, 8], outputs: [{ name: "y", shape: [1, 3], data }] });
}

/** The left half of every picture, softly, for an input of 8 × 8. */
export function leftHalf(): Uint8Array {
  const data = Float32Array.from({ length: 16 }, (_, i) => [1, 0.75, 0.25, 0][i % 4]);
  return constantModel({ input: [1, 3, 8, 8], outputs: [{ name: "alpha", shape: [1, 1, 4, 4], data }] });
}

/** Three classes in stripes, for an input of 8 × 8. */
export function threeStripes(): Uint8Array {
  const data = Float32Array.from({ length: 48 }, (_, i) => (Math.floor(i / 16) === (i % 4) % 3 ? 2 : -1));
  const metadata = { names: '["background", "road", "sky"]' };
  return constantModel({
    input: [1, 3, 8, 8],
    outputs: [{ name: "logits", shape: [1, 3, 4, 4], data }],
    metadata,
  });
}

/** The two things of `twoThings` with masks of one prototype: the upper half of the picture. */
export function twoMasks(): Uint8Array {
  const boxes = Float32Array.of(2, 2, 6, 6, 0.9, 1, 1, 0, 2, 3, 5, 0.75, 0, -1);
  const upper = Float32Array.from({ length: 16 }, (_, i) => (i < 8 ? 1 : -1));
  return constantModel({
    input: [1, 3, 8, 8],
    outputs: [
      { name: "output0", shape: [1, 2, 7], data: boxes },
      { name: "output1", shape: [1, 1, 4, 4], data: upper },
    ],
    metadata: { names: "{0: 'cat', 1: 'dog'}", end2end: "True" },
  });
}
