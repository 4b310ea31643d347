import { expect, test } from "vitest";
import { figureText, figureTextOf, isTime } from "./figure-text.ts";

test.each([
  [0, "0"],
  [12, "12"],
  [12.5, "12.5"],
  [1 / 3, "0.33333"],
  [-1234.5678, "-1234.6"],
  [18_240, "18 240"],
  [1_234_567.8, "1 234 568"],
  [1.23456e12, "1.23e12"],
  [0.000_012_345, "1.23e-5"],
])("%d is written %s", (value, text) => {
  expect(figureText(value).replaceAll("\u2009", " ").replaceAll("\u2212", "-")).toBe(text);
});

test("figures of times are times", () => {
  expect(figureTextOf("timestamp (UTC)")(Date.UTC(2024, 0, 2, 3, 4, 5) + 0.4)).toBe("2024-01-02T03:04:05Z");
  expect(figureTextOf("float32")(0.5)).toBe("0.5");
  expect([isTime("date"), isTime("timestamp (no zone)"), isTime("int64")]).toEqual([true, true, false]);
});
