// The first steps of a graph: followed as long as they are arithmetic with small constants.

import { expect, test } from "vitest";
import { onnxModel, type Initializer, type OnnxNode } from "./build.ts";
import { firstSteps } from "./first-steps.ts";

const picture = { name: "x", dtype: "float32", shape: ["N", 3, 8, 8] } as const;
const output = { name: "y", dtype: "float32", shape: null } as const;

function stepsOf(nodes: readonly OnnxNode[], initializers: readonly Initializer[] = []) {
  const bytes = onnxModel({ inputs: [picture], outputs: [output], nodes, initializers });
  return firstSteps(bytes, ["x"]).x;
}

const constant = (name: string, ...data: number[]): Initializer => ({
  name,
  dtype: "float32",
  shape: data.length === 3 ? [1, 3, 1, 1] : [],
  data: Float32Array.from(data),
});
const op = (name: string, inputs: string[], out: string): OnnxNode => ({ op: name, inputs, outputs: [out] });

test("arithmetic with constants, up to the first weights", () => {
  const nodes = [op("Sub", ["x", "mean"], "a"), op("Div", ["a", "scale"], "b"), op("Conv", ["b", "w"], "y")];
  const weights = {
    name: "w",
    dtype: "float32",
    shape: [1, 3, 1, 1],
    data: Float32Array.of(1, 2, 3),
  } as const;
  expect(stepsOf(nodes, [constant("mean", 104, 117, 123), constant("scale", 2), weights])).toEqual([
    { op: "Sub", operands: [[104, 117, 123]] },
    { op: "Div", operands: [[2]] },
  ]);
});

test("constants may be nodes, in the order of the file", () => {
  const nodes: OnnxNode[] = [
    {
      op: "Constant",
      inputs: [],
      outputs: ["c"],
      attributes: { value: { tensor: { dtype: "float64", shape: [], data: Float64Array.of(255) } } },
    },
    op("Cast", ["x"], "a"),
    op("Div", ["a", "c"], "b"),
    op("Relu", ["b"], "y"),
  ];
  expect(stepsOf(nodes)).toEqual([
    { op: "Cast", operands: [] },
    { op: "Div", operands: [[255]] },
  ]);
});

test("1 - x is not x - 1", () => {
  expect(stepsOf([op("Sub", ["one", "x"], "y")], [constant("one", 1)])).toEqual([
    { op: "Sub", operands: [[1]], last: true },
  ]);
});

test.each<[string, OnnxNode[], Initializer[]]>([
  ["two that take the input", [op("Mul", ["x", "c"], "a"), op("Add", ["x", "a"], "y")], [constant("c", 2)]],
  ["a square", [op("Mul", ["x", "x"], "y")], []],
  ["weights at once", [op("Conv", ["x", "w"], "y")], []],
  [
    "a constant for each pixel",
    [op("Sub", ["x", "c"], "y")],
    [{ name: "c", dtype: "float32", shape: [3, 8, 8], data: new Float32Array(192) }],
  ],
])("%s tells nothing", (_, nodes, initializers) => {
  expect(stepsOf(nodes, initializers)).toBeUndefined();
});

test("halves and listed numbers are read too", () => {
  const half: Initializer = { name: "c", dtype: "float16", shape: [2], data: Uint16Array.of(0x3800, 0xc000) };
  expect(stepsOf([op("Mul", ["x", "c"], "y")], [half])).toEqual([{ op: "Mul", operands: [[0.5, -2]] }]);
});

test("bytes that are cut anywhere tell something or nothing, and never throw", () => {
  const bytes = onnxModel({
    inputs: [picture],
    outputs: [output],
    nodes: [op("Div", ["x", "c"], "y")],
    initializers: [constant("c", 255)],
  });
  for (let end = 0; end < bytes.length; end++)
    expect(() => firstSteps(bytes.subarray(0, end), ["x"])).not.toThrow();
});
