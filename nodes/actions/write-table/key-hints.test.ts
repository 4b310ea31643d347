// Which keys are told of as numbers with fractions.

import { expect, test } from "vitest";
import { field } from "../../../engine/frames/frame.ts";
import { keyHints } from "./key-hints.ts";

const schema = {
  fields: [field("id", "float64"), field("day", "date"), field("n", "int64"), field("f", "float32")],
};

test.each([
  [["n", "day"], null],
  [["id", "n"], '"id"'],
  [["f", "id"], '"id", "f"'],
])("%j", (keys, named) => {
  const hints = keyHints(schema, keys);
  expect(hints.map(({ code, severity }) => [code, severity])).toEqual(named ? [["KEY_FLOAT", "info"]] : []);
  if (named) expect(hints[0].message).toContain(named);
});
