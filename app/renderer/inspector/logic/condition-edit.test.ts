import { expect, test } from "vitest";
import type { Field } from "../../../../engine/frames/types.ts";
import { readValues } from "./condition-edit.ts";

const number: Field = { name: "risk", type: { type: "float64" }, nullable: true };
const text: Field = { name: "place", type: { type: "text" }, nullable: true };

test.each([
  ["0,5", number, [0.5]],
  ["-12,25", number, [-12.25]],
  ["0,125", number, [0.125]],
  ["1.5", number, [1.5]],
  // May be thousands: it is said instead of guessed.
  ["1,234", number, ["1,234"]],
  ["0,5", text, ["0,5"]],
  ["0,5", null, ["0,5"]],
])("%s of %j is read as %j", (typed, field, values) => {
  expect(readValues(typed, ">=", field)).toEqual(values);
});

test("a comma in a list stands between its values", () => {
  expect(readValues("1,5", "in", number)).toEqual([1, 5]);
});
