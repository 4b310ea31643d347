// Shapes that are pictures, and shapes that are not.

import { expect, test } from "vitest";
import { pictureShapeOf } from "./picture-shape.ts";

test.each([
  [[3, 20, 30], { layout: "NCHW", width: 30, height: 20, channels: 3 }],
  [[1, 28, 28], { layout: "NCHW", width: 28, height: 28, channels: 1 }],
  [[20, 30, 3], { layout: "NHWC", width: 30, height: 20, channels: 3 }],
  [[20, 30, 1], { layout: "NHWC", width: 30, height: 20, channels: 1 }],
  // Three columns of pixels are no picture that anybody means.
  [[3, 20, 3], null],
  [[4, 20, 30], null],
  [[20, 30], null],
  [[1, 3, 20, 30], null],
  [[3, 2, 2], null],
])("%j is %j", (shape, expected) => {
  expect(pictureShapeOf(shape)).toEqual(expected);
});
