import { describe, expect, test } from "vitest";
import { cellText, elementText, numberFormat, numberText } from "./cell-text.ts";

const plain = (text: string | null) => text?.replaceAll("\u2009", " ").replaceAll("\u2212", "-") ?? text;
const column = (values: readonly number[], type: "float64" | "float32" | "int32" = "float64") => {
  const format = numberFormat(values, type);
  return values.map((value) => plain(numberText(value, format)));
};

describe("a column of numbers has one precision", () => {
  test("as many decimals as its cells need", () => {
    expect(column([1, 2.5, 3.25])).toEqual(["1.00", "2.50", "3.25"]);
  });

  test("whole numbers have none, and are grouped from five figures on", () => {
    expect(column([2024, 18_240, -7], "int32")).toEqual(["2024", "18 240", "-7"]);
  });

  test("float32 is not shown with the noise of a double", () => {
    expect(column([Math.fround(0.1), Math.fround(2.3)], "float32")).toEqual(["0.1", "2.3"]);
  });

  test("computed values are cut to six figures of the largest", () => {
    expect(column([Math.PI * 100, 1 / 3])).toEqual(["314.159", "0.333"]);
    expect(column([1 / 3, 2 / 3])).toEqual(["0.333333", "0.666667"]);
  });

  test("very small and very large columns have exponents", () => {
    expect(column([1.5e-9, 0, -2e-7])).toEqual(["1.500e-9", "0", "-2.000e-7"]);
    expect(column([1e18, 5])).toEqual(["1.000e18", "5.000e0"]);
  });

  test("a small value among large ones is not called nothing", () => {
    expect(column([123_456.789_123_4, 1e-7])).toEqual(["123 457", "1.0e-7"]);
  });

  test("what is no number decides nothing", () => {
    const format = numberFormat([NaN, Infinity, null, undefined, 1.5], "float64");
    expect(format).toEqual({ as: "fixed", decimals: 1 });
    expect(plain(numberText(-Infinity, format))).toBe("-∞");
    expect(numberText(NaN, format)).toBe("NaN");
  });
});

describe("cells as text", () => {
  const format = { as: "fixed", decimals: 0 } as const;

  test("a null has none", () => expect(cellText(null, format)).toBeNull());

  test.each([
    ["", ""],
    [true, "true"],
    [{ is: "big", text: "9007199254740993" } as const, "9 007 199 254 740 993"],
    [{ is: "image", width: 640, height: 480, format: "rgb" } as const, "640 × 480 rgb"],
    [
      { is: "tensor", dtype: "float32", shape: [2, 3], first: [0.123_456, -1, 1e-9] } as const,
      "[2 × 3] 0.1235, -1, 1e-9",
    ],
  ])("%j is %s", (cell, text) => expect(plain(cellText(cell, format))).toBe(text));

  test("elements that are text stay as they are", () => expect(elementText("HAM")).toBe("HAM"));
});
