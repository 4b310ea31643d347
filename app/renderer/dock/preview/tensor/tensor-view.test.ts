// What is said below a tensor that is drawn as a picture.

import { expect, test } from "vitest";
import { drawnWords, WHOLE, type TensorFacts } from "./tensor-view.ts";

const facts = (...ends: readonly (readonly [number, number])[]): TensorFacts => ({
  dtype: "float32",
  layout: "NCHW",
  channels: ends.map(([min, max]) => ({ min, max, mean: (min + max) / 2 })),
  odd: 0,
});

test.each([
  [facts([0, 1], [-0.5, 0.25], [0, 2]), WHOLE, "Drawn between its own ends: −0.5 is black, 2 is white"],
  [
    facts([0, 1], [0, 255]),
    { channel: 0, swapped: false },
    "Drawn between its own ends: 0 is black, 1 is white",
  ],
  [facts([0.5, 0.5]), WHOLE, "All of it is 0.5: there is nothing to see"],
])("%j, looked at as %j", (tensor, view, words) => {
  expect(drawnWords(tensor, view)).toBe(words);
});
