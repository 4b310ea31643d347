// What does a fitted model say of rows? Numbers, ordered quantiles, or the shares of the classes.

import { fillShares, sigmoid } from "../objective.ts";
import type { Tree } from "../tree.ts";
import type { FittedTrees } from "./fit-trees.ts";
import type { Task } from "./target.ts";

/** By output: the number; each quantile; the share of each class. Then by row, in the order of the rows asked for. */
export type Answers = readonly Float64Array[];

export function answersOf(
  task: Task,
  fitted: FittedTrees,
  columns: readonly Float32Array[],
  rows: Int32Array,
): Answers {
  const scores = scoresOf(fitted, columns, rows);
  switch (task.kind) {
    case "number":
      return scores;
    case "quantiles":
      return uncrossed(scores);
    case "classes":
      return task.names.length === 2 ? sharesOfTwo(scores[0]) : sharesOf(scores);
  }
}

/** Rows that go through all trees before the next ones: their features, side by side, stay close to the processor. */
const BLOCK_ROWS = 512;

/** Sums are float32, in the order of the trees and with the base last, as onnxruntime adds them up. */
function scoresOf(
  fitted: FittedTrees,
  columns: readonly Float32Array[],
  rows: Int32Array,
): Float64Array[] {
  const scores = fitted.map(() => new Float64Array(rows.length));
  const block = new Float32Array(BLOCK_ROWS * columns.length);
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    const some = rows.subarray(from, from + BLOCK_ROWS);
    columns.forEach((column, i) => {
      for (let k = 0, at = i; k < some.length; k++, at += columns.length) block[at] = column[some[k]];
    });
    fitted.forEach(({ base, trees }, output) => {
      const out = scores[output].subarray(from, from + some.length);
      for (const tree of trees) addTree(tree, block, columns.length, out);
      for (let i = 0; i < out.length; i++) out[i] = Math.fround(out[i] + base);
    });
  }
  return scores;
}

/** `features`: of each row, `width` of them side by side. */
function addTree(tree: Tree, features: Float32Array, width: number, scores: Float64Array): void {
  const { feature, threshold, left, right, missingLeft, value } = tree;
  for (let i = 0, row = 0; i < scores.length; i++, row += width) {
    let node = 0;
    for (let at = feature[0]; at >= 0; at = feature[node]) {
      const cell = features[row + at];
      const goesLeft = cell <= threshold[node] || (cell !== cell && missingLeft[node] === 1);
      node = goesLeft ? left[node] : right[node];
    }
    scores[i] = Math.fround(scores[i] + value[node]);
  }
}

/** From the middle one outwards each is moved to the one before it where they cross, as in the file. */
function uncrossed(scores: readonly Float64Array[]): Float64Array[] {
  const out = scores.map((values) => values.slice());
  const middle = Math.floor((scores.length - 1) / 2);
  for (let k = middle - 1; k >= 0; k--)
    out[k].forEach((value, row) => (out[k][row] = Math.min(value, out[k + 1][row])));
  for (let k = middle + 1; k < out.length; k++)
    out[k].forEach((value, row) => (out[k][row] = Math.max(value, out[k - 1][row])));
  return out;
}

function sharesOfTwo(scores: Float64Array): Float64Array[] {
  const second = scores.map(sigmoid);
  return [second.map((share) => 1 - share), second];
}

function sharesOf(scores: readonly Float64Array[]): Float64Array[] {
  const out = scores.map(({ length }) => new Float64Array(length));
  const shares = new Float64Array(scores.length);
  for (let row = 0; row < scores[0].length; row++) {
    fillShares(shares, scores, row);
    for (let k = 0; k < shares.length; k++) out[k][row] = shares[k];
  }
  return out;
}
