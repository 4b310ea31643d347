import { expect, test } from "vitest";
import { clockText } from "./clock-text.ts";

test.each([
  [0, 0.01, "0:00.00"],
  [7.254, 0.01, "0:07.25"],
  [59.999, 0.01, "1:00.00"],
  [61, 1, "1:01"],
  [3723.04, 0.1, "1:02:03.0"],
  [-1, 1, "0:00"],
])("%d in steps of %d is %s", (seconds, step, text) => {
  expect(clockText(seconds, step)).toBe(text);
});
