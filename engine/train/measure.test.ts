// The measures of yes-or-no answers, on cases that can be counted by hand.

import { expect, test } from "vitest";
import { areaUnderCurve, detection } from "./measure.ts";

test.each([
  [[0, 0, 1, 1], [1, 2, 3, 4], 1],
  [[1, 1, 0, 0], [1, 2, 3, 4], 0],
  [[0, 1, 0, 1], [1, 2, 3, 4], 0.75],
  [[0, 1, 1], [5, 5, 5], 0.5],
  [[0, 1, 1], [5, 5, 6], 0.75],
])("of %j scored %j the area under the curve is %f", (truth, scores, area) => {
  expect(areaUnderCurve(truth, scores)).toBe(area);
});

test.each([
  [[1, 1, 0, 0], [1, 0, 1, 0], { precision: 0.5, recall: 0.5, f1: 0.5 }],
  [[1, 1, 1, 0], [1, 0, 0, 0], { precision: 1, recall: 1 / 3, f1: 0.5 }],
  [[1, 0], [0, 0], { precision: 0, recall: 0, f1: 0 }],
  [[0, 0], [0, 0], { precision: 0, recall: 0, f1: 0 }],
])("of %j marked %j: %j", (truth, marked, wanted) => {
  expect(detection(truth, marked)).toEqual(wanted);
});
