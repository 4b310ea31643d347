// Where a picture of 400 × 200 stands in boxes of other shapes; the numbers are worked out by hand.

import { expect, test } from "vitest";
import { placePicture, type Anchor, type Fit } from "./fit.ts";

test.each<[Fit, Anchor, number, number, number[]]>([
  // width, height, inner width, inner height, left, top
  ["stretch", "centre", 100, 100, [100, 100, 100, 100, 0, 0]],
  ["fit", "centre", 100, 100, [100, 50, 100, 50, 0, 0]],
  ["letterbox", "centre", 100, 100, [100, 100, 100, 50, 0, 25]],
  ["letterbox", "start", 100, 100, [100, 100, 100, 50, 0, 0]],
  ["letterbox", "centre", 500, 100, [500, 100, 200, 100, 150, 0]],
  ["cover", "centre", 100, 100, [100, 100, 200, 100, -50, 0]],
  ["cover", "start", 100, 100, [100, 100, 200, 100, 0, 0]],
  ["cover", "centre", 500, 100, [500, 100, 500, 250, 0, -75]],
])("%s (%s) into %i × %i", (fit, anchor, width, height, expected) => {
  const place = placePicture({ width: 400, height: 200 }, { width, height }, fit, anchor);
  const { inner, left, top } = place;
  expect([place.width, place.height, inner.width, inner.height, left, top]).toEqual(expected);
  expect(place.scaleX).toBe(inner.width / 400);
  expect(place.scaleY).toBe(inner.height / 200);
});

test("a line of pixels keeps at least one", () => {
  expect(placePicture({ width: 5000, height: 1 }, { width: 10, height: 10 }, "fit")).toMatchObject({
    width: 10,
    height: 1,
  });
});
