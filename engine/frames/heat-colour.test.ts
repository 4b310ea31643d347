import { describe, expect, test } from "vitest";
import { heatColour, heatScale, heatShare } from "./heat-colour.ts";

describe("the scale of a heat-map", () => {
  test("values on both sides of nothing get a scale with nothing in its middle", () => {
    const scale = heatScale(-1, 4);
    expect(scale).toEqual({ kind: "diverging", min: -4, max: 4 });
    expect(heatShare(0, scale)).toBe(0.5);
    expect(heatColour(0, scale)).toEqual([244, 244, 244]);
  });

  test("values on one side go from the least to the most", () => {
    const scale = heatScale(2, 10);
    expect(scale.kind).toBe("sequential");
    expect([heatColour(2, scale), heatColour(10, scale)]).toEqual([
      [68, 1, 84],
      [253, 231, 37],
    ]);
  });

  test.each([
    [-5, 0],
    [2, 0],
    [6, 0.5],
    [99, 1],
    [Infinity, 1],
  ])("%d stands at %d", (value, share) => expect(heatShare(value, heatScale(2, 10))).toBe(share));

  test("one value alone stands in the middle, NaN is grey", () => {
    expect(heatShare(3, heatScale(3, 3))).toBe(0.5);
    expect(heatColour(NaN, heatScale(0, 1))).toEqual([128, 128, 128]);
  });
});
