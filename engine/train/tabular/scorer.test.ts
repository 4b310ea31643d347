// Rows get what their trees say, by the kernel as in JavaScript and as onnxruntime adds it up.

import { expect, test } from "vitest";
import { trainBoostedTrees } from "../boost.ts";
import { seededRandom } from "../random.ts";
import { predictTrees, type BoostedTrees } from "../tree.ts";
import { Scorer } from "./scorer.ts";

const ROWS = 700;
const random = seededRandom(5);
const columns = Array.from({ length: 3 }, (_, i) =>
  Float32Array.from({ length: ROWS }, () =>
    random.next() < 0.1 * i ? NaN : random.next() < 0.01 ? Infinity : random.normal(),
  ),
);
const wide = columns.map((column) => Float64Array.from(column));
const target = Float64Array.from({ length: ROWS }, (_, row) => (columns[0][row] > 0 ? 2 : random.normal()));
const models: readonly BoostedTrees[] = [
  trainBoostedTrees(wide, target, { trees: 12, minLeafRows: 2 }),
  // No tree at all, and trees of one leaf.
  { features: 3, base: 0.5, trees: [], gain: new Float64Array(3) },
  trainBoostedTrees(wide, target, { trees: 2, maxLeaves: 1 }),
];

test.each([
  ["the kernel", undefined],
  ["JavaScript", () => null],
])("%s: all rows, blocks that are not full, rows in any order", (_, open) => {
  const scorer = new Scorer(models, open);
  const expected = models.map((model) => predictTrees(model, wide));
  for (const asked of [
    Int32Array.from({ length: ROWS }, (_, row) => row),
    Int32Array.of(699, 3, 3, 0, 257),
    Int32Array.of(1),
    new Int32Array(),
  ]) {
    const scores = scorer.scores(columns, asked);
    expect(scores).toEqual(expected.map((all) => Float64Array.from(asked, (row) => all[row])));
  }
});
