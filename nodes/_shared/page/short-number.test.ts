// Numbers to look at: short where digits say nothing, never another number than it is.

import { expect, test } from "vitest";
import { shortNumber } from "./short-number.ts";

test.each([
  [0, "0"],
  [NaN, "0"],
  [0.1 + 0.2, "0.3"],
  [-0.123456789, "-0.123457"],
  [1220.1499999999999, "1220.15"],
  [2999999, "2999999"],
  [8888888.25, "8888888.25"],
  [-1234567.258, "-1234567.26"],
  [1e21, "1e+21"],
  [1e-9, "1e-9"],
])("%j is shown as %j", (value, text) => {
  expect(shortNumber(value)).toBe(text);
});
