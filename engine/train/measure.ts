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
