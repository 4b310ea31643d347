import { expect, test } from "vitest";
import type { Field } from "../../../../engine/frames/types.ts";
import { exampleOf } from "./example.ts";

const column = (name: string): Field => ({ name, type: { type: "float64" }, nullable: false });
const input: Field = {
  name: "x",
  type: { type: "tensor", dtype: "float32", shape: ["N", 2] },
  nullable: false,
};

test("of a model's inputs it is made of these inputs and of columns that arrive", () => {
  const param = { example: { a: ["b"] }, keys: "model-inputs" } as const;
  expect(exampleOf(param, [input], [column("p"), column("q"), column("r")])).toEqual({ x: ["p", "q"] });
  expect(exampleOf(param, [], [column("p")])).toBeUndefined();
});

test("a row works on a column that arrives", () => {
  const example = [{ name: "sales_lag1", column: "sales", of: "lag", rows: 1 }];
  const real = [{ name: "price_lag1", column: "price", of: "lag", rows: 1 }];
  expect(exampleOf({ example }, [], [column("price")])).toEqual(real);
  expect(exampleOf({ example }, [], [column("price"), column("sales")])).toEqual(example);
  expect(exampleOf({ example }, [], [])).toEqual(example);
});

test("others stay as the kind gives them", () => {
  expect(exampleOf({ example: { a: 1 } }, [], [column("p")])).toEqual({ a: 1 });
  expect(exampleOf({}, [], [column("p")])).toBeUndefined();
});
