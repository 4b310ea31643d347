import { expect, test } from "vitest";
import type { Schema } from "../../../../engine/frames/types.ts";
import { columnState, moved, offered } from "./column-filter.ts";

const schema: Schema = {
  fields: [
    { name: "hours", type: { type: "float64" }, nullable: false },
    { name: "port", type: { type: "text" }, nullable: true },
    { name: "at", type: { type: "timestamp", zone: "UTC" }, nullable: false },
    { name: "x", type: { type: "tensor", dtype: "float32", shape: [4] }, nullable: false },
  ],
};

test.each([
  ["any", ["hours", "port", "at", "x"]],
  ["number", ["hours"]],
  ["text", ["port"]],
  ["time", ["at"]],
  ["tensor", ["x"]],
  ["image", []],
] as const)("a picker of %s offers %j", (of, names) => {
  expect(offered(schema, of).map(({ name }) => name)).toEqual(names);
});

test("nothing is offered while nothing is known", () => expect(offered(null)).toEqual([]));

test.each([
  ["hours", schema, "fits"],
  ["port", schema, "other"],
  ["nope", schema, "unknown"],
  ["nope", { ...schema, open: true }, "maybe"],
  ["nope", null, "unsure"],
] as const)("of %s a number picker says", (name, known, state) => {
  expect(columnState(known, name, "number")).toBe(state);
});

test.each([
  [0, 2, "bca"],
  [2, 0, "cab"],
  [1, 1, "abc"],
  [0, -1, "abc"],
  [2, 3, "abc"],
])("moving %i to %i", (from, to, after) => {
  expect(moved([..."abc"], from, to).join("")).toBe(after);
});
