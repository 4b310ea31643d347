import { expect, test } from "vitest";
import type { DataType, Field } from "../../../../engine/frames/types.ts";
import { columnsFor, filledInputs } from "./model-inputs.ts";

const field = (name: string, type: DataType): Field => ({ name, type, nullable: false });
const number = (name: string) => field(name, { type: "float64" });
const input = (name: string, ...row: (number | string)[]) =>
  field(name, { type: "tensor", dtype: "float32", shape: ["N", ...row] });
const words = field("words", { type: "tensor", dtype: "string", shape: ["N", 1] });

const columns = [number("a"), field("note", { type: "text" }), number("b"), number("c")];

test("numbers are offered for numbers, and text for text", () => {
  const names = (wanted: Field | undefined) => columnsFor(wanted, columns).map(({ name }) => name);
  expect(names(input("x", 2))).toEqual(["a", "b", "c"]);
  expect(names(words)).toEqual(["note"]);
  expect(names(undefined)).toEqual(["a", "note", "b", "c"]);
});

test.each([
  ["as many as it takes, in their order", [input("x", 2)], { x: ["a", "b"] }],
  ["one by its name", [input("c", 1), input("x", 2)], { c: "c", x: ["a", "b"] }],
  ["each but once", [input("x", 1), input("y", 1)], { x: "a", y: "b" }],
  ["all where the number is open", [input("x", "M")], { x: ["a", "b", "c"] }],
  ["a multiple where one dimension is open", [input("x", "M", 2)], { x: ["a", "b"] }],
  ["the others where one cannot be", [input("x", 7), input("y", 2)], { y: ["a", "b"] }],
  ["text for text", [words], { words: "note" }],
])("inputs are filled with real columns: %s", (_, inputs, filled) => {
  expect(filledInputs(inputs, columns)).toEqual(filled);
});

test("nothing is made up where nothing fits, or nothing is known", () => {
  expect(filledInputs([words], [number("a")])).toBeUndefined();
  expect(filledInputs([], columns)).toBeUndefined();
  expect(filledInputs([input("x", 2)], [])).toBeUndefined();
});

test.each([
  ["too few columns", input("x", 7), columns],
  ["several open dimensions", input("x", "M", "K"), columns],
  [
    "a tensor of another shape",
    input("x", 7),
    [field("t", { type: "tensor", dtype: "float32", shape: [5] })],
  ],
])("nothing is filled in that cannot fit: %s", (_, wanted, there) => {
  expect(filledInputs([wanted], there)).toBeUndefined();
});

test("a tensor of the same shape is taken, whatever its name", () => {
  const tensor = field("t", { type: "tensor", dtype: "float32", shape: [3, 4] });
  expect(filledInputs([input("x", 3, 4)], [...columns, tensor])).toEqual({ x: "t" });
});
