// Which columns may hold thousands rather than fractions.

import { expect, test } from "vitest";
import { thousandsExample } from "./thousands.ts";

test.each([
  [["1.234"], "1.234"],
  [["12", "999", " 1.234 ", "-12.345", "123.456"], "1.234"],
  [["oops", "1.234"], "1.234"],
])("%j may be thousands", (cells, example) => {
  expect(thousandsExample(cells, false)).toBe(example);
});

test("the sign may be a comma", () => {
  expect(thousandsExample(["7", "1,234"], true)).toBe("1,234");
  expect(thousandsExample(["7", "1.234"], true)).toBeNull();
});

test.each([
  [[]],
  [["1", "22"]],
  [["1.234", "1.5"]],
  [["1.234", "1.2345"]],
  [["1.234", "0.125"]],
  [["1.234", "-0.125"]],
  [["1.234", ".125"]],
  [["1.234", "1234.567"]],
  [["1.234", "1500"]],
  [["1.234", "1.234e3"]],
])("%j shows a fraction, or nothing", (cells) => {
  expect(thousandsExample(cells, false)).toBeNull();
});
