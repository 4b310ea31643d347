// Which uses of operators that can make large outputs are bounded by constants, and so need no trial.

import { describe, expect, test } from "vitest";
import { onnxModel, type AttributeValue, type Initializer, type OnnxNode, type TensorInfo } from "./build.ts";
import { riskyOperators } from "./refuse.ts";
import { scanModel } from "./scan.ts";

const picture: TensorInfo = { name: "x", dtype: "float32", shape: ["N", 3, "h", "w"] };
const given: TensorInfo = { name: "s", dtype: "float32", shape: [4] };
const answer = { name: "y", dtype: "float32", shape: null } as const;

function risky(nodes: readonly OnnxNode[], initializers: readonly Initializer[] = [], inputs = [picture]) {
  return riskyOperators(scanModel(onnxModel({ inputs, outputs: [answer], nodes, initializers })));
}

const scales = (name: string, ...factors: number[]): Initializer => ({
  name,
  dtype: "float32",
  shape: [factors.length],
  data: Float32Array.from(factors),
});
const sizes = (name: string, ...values: number[]): Initializer => ({
  name,
  dtype: "int64",
  shape: [values.length],
  data: BigInt64Array.from(values, BigInt),
});
const resize = (
  inputs: string[],
  output: string,
  attributes: Record<string, AttributeValue> = {},
): OnnxNode => ({
  op: "Resize",
  inputs,
  outputs: [output],
  attributes,
});

describe("Resize", () => {
  test("by constant scales is bounded, in an initializer and in a node", () => {
    expect(risky([resize(["x", "", "twice"], "y")], [scales("twice", 1, 1, 2, 2)])).toEqual([]);
    const constant: OnnxNode = {
      op: "Constant",
      inputs: [],
      outputs: ["half"],
      attributes: {
        value: { tensor: { dtype: "float32", shape: [4], data: Float32Array.of(1, 1, 0.5, 0.5) } },
      },
    };
    expect(risky([constant, resize(["x", "", "half"], "y")])).toEqual([]);
  });

  test("by scales or to sizes that the file does not say is not", () => {
    expect(risky([resize(["x", "", "s"], "y")], [], [picture, given])).toEqual(["Resize"]);
    const to = [sizes("to", 1, 3, 90_000, 90_000), scales("none")];
    expect(risky([resize(["x", "", "none", "to"], "y")], to)).toEqual(["Resize"]);
  });

  test("one use without a bound is enough", () => {
    const nodes = [resize(["x", "", "twice"], "a"), resize(["a", "", "s"], "y")];
    expect(risky(nodes, [scales("twice", 1, 1, 2, 2)], [picture, given])).toEqual(["Resize"]);
  });

  test.each([
    ["five times twice as large", 5, []],
    ["six times twice as large", 6, ["Resize"]],
  ])("counts along the way, also through other operators: %s", (_, times, expected) => {
    const nodes = Array.from({ length: times }, (_none, i): OnnxNode[] => [
      resize([i === 0 ? "x" : `r${i - 1}`, "", "twice"], `u${i}`),
      { op: "Relu", inputs: [`u${i}`], outputs: [i === times - 1 ? "y" : `r${i}`] },
    ]).flat();
    expect(risky(nodes, [scales("twice", 1, 1, 2, 2)])).toEqual(expected);
  });

  test("side by side they do not add up", () => {
    const nodes = [
      ...[0, 1].map((i) => resize(["x", "", "much"], `b${i}`)),
      { op: "Add", inputs: ["b0", "b1"], outputs: ["y"] },
    ];
    expect(risky(nodes, [scales("much", 1, 1, 32, 32)])).toEqual([]);
  });

  test.each([
    ["more than a picture can be worth", [1, 1, 40_000, 40_000]],
    ["no number", [1, 1, NaN, 1]],
    ["infinite", [1, 1, Infinity, 0]],
  ])("scales that are %s are not bounded", (_, factors) => {
    expect(risky([resize(["x", "", "s"], "y")], [scales("s", ...factors)])).toEqual(["Resize"]);
  });

  test("what crops by an input is not bounded", () => {
    const crops = { coordinate_transformation_mode: { string: "tf_crop_and_resize" } };
    expect(risky([resize(["x", "roi", "twice"], "y", crops)], [scales("twice", 1, 1, 2, 2)])).toEqual([
      "Resize",
    ]);
  });

  test("in a branch it is not looked at", () => {
    const branch = { inputs: [], outputs: [answer], nodes: [resize(["x", "", "twice"], "y")] };
    const either: OnnxNode = {
      op: "If",
      inputs: ["yes"],
      outputs: ["y"],
      attributes: { then_branch: { graph: branch }, else_branch: { graph: branch } },
    };
    expect(risky([either], [scales("twice", 1, 1, 2, 2)])).toEqual(["Resize"]);
  });
});

test.each([
  ["a few zeros for a border", [1, 24, 32, 32], []],
  ["gigabytes", [1, 1, 90_000, 90_000], ["ConstantOfShape"]],
])("ConstantOfShape is bounded by the shape in the file: %s", (_, shape, expected) => {
  const nodes = [{ op: "ConstantOfShape", inputs: ["shape"], outputs: ["y"] }];
  expect(risky(nodes, [sizes("shape", ...shape)])).toEqual(expected);
});
