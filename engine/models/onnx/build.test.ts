// What onnxModel promises: deterministic bytes that the runtime opens and computes with.

import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { onnxModel, type OnnxModel } from "./build.ts";

const scale: OnnxModel = {
  inputs: [{ name: "x", dtype: "float32", shape: ["N", 2] }],
  outputs: [{ name: "y", dtype: "float32", shape: ["N", 2] }],
  nodes: [{ op: "Mul", inputs: ["x", "factor"], outputs: ["y"] }],
  initializers: [{ name: "factor", dtype: "float32", shape: [2], data: Float32Array.of(2, -1) }],
  metadata: { b: "2", a: "1" },
};

test("a built model computes", async () => {
  const session = await InferenceSession.create(onnxModel(scale));
  const { y } = await session.run({ x: new Tensor("float32", Float32Array.of(1, 2, 3, 4), [2, 2]) });
  expect(Array.from(y.data as Float32Array)).toEqual([2, -2, 6, -4]);
});

test("equal descriptions give equal bytes, whatever the order of metadata", () => {
  const again = { ...scale, metadata: { a: "1", b: "2" } };
  expect(Buffer.compare(onnxModel(scale), onnxModel(again))).toBe(0);
});

test("every kind of attribute reaches the runtime", async () => {
  const model = onnxModel({
    inputs: [{ name: "x", dtype: "float32", shape: ["N", 1] }],
    outputs: [{ name: "y", dtype: "float32", shape: null }],
    nodes: [
      {
        op: "Constant",
        inputs: [],
        outputs: ["one"],
        attributes: { value: { tensor: { dtype: "float32", shape: [1], data: Float32Array.of(1) } } },
      },
      { op: "LeakyRelu", inputs: ["x"], outputs: ["leaky"], attributes: { alpha: { float: 0.5 } } },
      { op: "Transpose", inputs: ["leaky"], outputs: ["row"], attributes: { perm: { ints: [1, 0] } } },
      { op: "ReduceSum", inputs: ["row"], outputs: ["sum"], attributes: { keepdims: { int: 0 } } },
      { op: "Less", inputs: ["sum", "one"], outputs: ["isSmall"] },
      {
        op: "If",
        inputs: ["isSmall"],
        outputs: ["y"],
        attributes: {
          then_branch: {
            graph: {
              inputs: [],
              outputs: [{ name: "t", dtype: "float32", shape: [1] }],
              nodes: [{ op: "Identity", inputs: ["one"], outputs: ["t"] }],
            },
          },
          else_branch: {
            graph: {
              inputs: [],
              outputs: [{ name: "e", dtype: "float32", shape: [1] }],
              nodes: [{ op: "Add", inputs: ["sum", "one"], outputs: ["e"] }],
            },
          },
        },
      },
    ],
  });
  const session = await InferenceSession.create(model);
  const answer = async (...rows: number[]) =>
    Array.from(
      (await session.run({ x: new Tensor("float32", Float32Array.from(rows), [rows.length, 1]) })).y
        .data as Float32Array,
    );
  expect(await answer(-4, 2)).toEqual([1]);
  expect(await answer(4, -2)).toEqual([4]);
});

test("a constant whose data do not fill its shape is refused at once", () => {
  const short = {
    ...scale,
    initializers: [{ name: "factor", dtype: "float32" as const, shape: [3], data: Float32Array.of(2, -1) }],
  };
  expect(() => onnxModel(short)).toThrow('The constant "factor" float32[3] takes 12 bytes, 8 were given.');
});
