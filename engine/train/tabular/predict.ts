// What does a fitted model say of rows? Numbers, ordered quantiles, or the shares of the classes.

import { fillShares, sigmoid } from "../objective.ts";
import type { Scorer } from "./scorer.ts";
import type { Task } from "./target.ts";

/** By output: the number; each quantile; the share of each class. Then by row, in the order of the rows asked for. */
export type Answers = readonly Float64Array[];

export function answersOf(
  task: Task,
  scorer: Scorer,
  columns: readonly Float32Array[],
  rows: Int32Array,
): Answers {
  const scores = scorer.scores(columns, rows);
  switch (task.kind) {
    case "number":
      return scores;
    case "quantiles":
      return uncrossed(scores);
    case "classes":
      return task.names.length === 2 ? sharesOfTwo(scores[0]) : sharesOf(scores);
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
