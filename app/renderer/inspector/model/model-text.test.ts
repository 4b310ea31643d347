// A model in one line: names that a tool made up do not fill the inspector.

import { expect, test } from "vitest";
import type { TensorInfo } from "./model-data.ts";
import { shortTensorText, sidesText, tensorText } from "./model-text.ts";

const tensor = (name: string, ...shape: (number | string)[]): TensorInfo => ({
  name,
  dtype: "float32",
  shape,
});

test("names of open dimensions stay when they are short, and long ones are a question mark", () => {
  expect(shortTensorText(tensor("x", "batch", 3, "p2o.DynamicDimension.0"))).toBe("x float32[batch,3,?]");
  expect(tensorText(tensor("x", "p2o.DynamicDimension.0"))).toBe("x float32[p2o.DynamicDimension.0]");
});

test("of many tensors the first are told, and how many more there are; the title has them all", () => {
  const model = {
    inputs: [tensor("x", 1)],
    outputs: ["a", "b", "c", "d", "e"].map((name) => tensor(name, 1)),
  };
  expect(sidesText(model, shortTensorText)).toBe(
    "x float32[1] → a float32[1], b float32[1], c float32[1], 2 more",
  );
  expect(sidesText(model, tensorText)).toContain("e float32[1]");
});
