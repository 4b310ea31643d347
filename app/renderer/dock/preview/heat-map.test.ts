import { describe, expect, test } from "vitest";
import { heatScale } from "../../../../engine/frames/heat-colour.ts";
import { heatLayout, heatPixels, sliceOf } from "./heat-map.ts";

describe("the layout of a heat-map", () => {
  test("the last two dimensions are the picture, those before choose it", () => {
    const layout = heatLayout([3, 2, 4], 24);
    expect(layout).toEqual({ width: 4, height: 2, slices: [3], picked: false });
    const values = Array.from({ length: 24 }, (_, at) => at);
    expect(sliceOf(values, layout, [1])).toEqual([8, 9, 10, 11, 12, 13, 14, 15]);
  });

  test("several leading dimensions count like the figures of a number", () => {
    const layout = heatLayout([2, 3, 1, 2], 12);
    const values = Array.from({ length: 12 }, (_, at) => at);
    expect(sliceOf(values, layout, [1, 2])).toEqual([10, 11]);
  });

  test("a short vector is a row, a long one is folded", () => {
    expect(heatLayout([16], 16)).toMatchObject({ width: 16, height: 1 });
    const long = heatLayout([1000], 1000);
    expect(long.width * long.height).toBeGreaterThanOrEqual(1000);
    expect(long.width).toBeLessThan(60);
  });

  test("a single value is a picture of one", () => {
    expect(heatLayout([], 1)).toMatchObject({ width: 1, height: 1, picked: false });
  });

  test("values that were picked out of more have lost their rows", () => {
    expect(heatLayout([224, 224], 100)).toMatchObject({ slices: [], picked: true });
  });

  test("pixels behind the last value are clear", () => {
    const layout = heatLayout([100], 100);
    const pixels = heatPixels(
      Array.from({ length: 100 }, () => 1),
      layout,
      heatScale(0, 1),
    );
    expect(pixels).toHaveLength(layout.width * layout.height * 4);
    expect([...pixels.slice(0, 4)]).toEqual([253, 231, 37, 255]);
    expect(pixels.at(-1)).toBe(layout.width * layout.height === 100 ? 255 : 0);
  });
});
