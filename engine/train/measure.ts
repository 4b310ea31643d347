// How good are predictions? The measures the model cards report.

import { pinball } from "./loss.ts";

/** The mean of |target − prediction|, in the target's unit. */
export function meanAbsoluteError(target: Float64Array, predictions: Float64Array): number {
  return average(target, (value, row) => Math.abs(value - predictions[row]));
}

/** The root of the mean squared error, in the target's unit. */
export function rootMeanSquaredError(target: Float64Array, predictions: Float64Array): number {
  return Math.sqrt(average(target, (value, row) => (value - predictions[row]) ** 2));
}

/** The share of the variance that is explained: 1 = all of it, 0 = no better than the mean of these targets. */
export function explainedVariance(target: Float64Array, predictions: Float64Array): number {
  const mean = average(target, (value) => value);
  const unexplained = average(target, (value, row) => (value - predictions[row]) ** 2);
  return 1 - unexplained / average(target, (value) => (value - mean) ** 2);
}

/** The mean pinball loss of predictions of the quantile `alpha`. */
export function meanPinball(target: Float64Array, predictions: Float64Array, alpha: number): number {
  return average(target, (value, row) => pinball(value - predictions[row], alpha));
}

/** The share of targets within [low, high], ends included. */
export function coverage(target: Float64Array, low: Float64Array, high: Float64Array): number {
  return average(target, (value, row) => Number(value >= low[row] && value <= high[row]));
}

function average(target: Float64Array, measure: (value: number, row: number) => number): number {
  let sum = 0;
  for (let row = 0; row < target.length; row++) sum += measure(target[row], row);
  return target.length === 0 ? NaN : sum / target.length;
}

/** The chance that a row with truth 1 scores higher than one with truth 0, by ranks: equal scores share theirs. */
export function areaUnderCurve(truth: ArrayLike<number>, scores: ArrayLike<number>): number {
  const order = Array.from(scores, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  let rankSum = 0;
  let positive = 0;
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i++) {
      if (truth[order[i]] !== 1) continue;
      rankSum += rank;
      positive++;
    }
    from = to;
  }
  return (rankSum - (positive * (positive + 1)) / 2) / (positive * (order.length - positive));
}

export interface Detection {
  /** Of the rows marked, the share that is right. */
  readonly precision: number;
  /** Of the rows to be found, the share marked. */
  readonly recall: number;
  readonly f1: number;
}

/** How well marks (1) find the rows with truth 1; figures without a denominator are 0. */
export function detection(truth: ArrayLike<number>, marked: ArrayLike<number>): Detection {
  let hits = 0;
  let marks = 0;
  let wanted = 0;
  for (let row = 0; row < truth.length; row++) {
    hits += truth[row] * marked[row];
    marks += marked[row];
    wanted += truth[row];
  }
  return {
    precision: marks === 0 ? 0 : hits / marks,
    recall: wanted === 0 ? 0 : hits / wanted,
    f1: marks + wanted === 0 ? 0 : (2 * hits) / (marks + wanted),
  };
}
