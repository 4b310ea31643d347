// From the numbers of a classifier to its best classes.

import type { Numbers } from "../../_shared/vision/tensor-numbers.ts";
import { greatest, sigmoid } from "../../_shared/vision/tensor-numbers.ts";

export type ScoreForm = "auto" | "none" | "softmax" | "sigmoid";

export interface ClassScore {
  readonly classId: number;
  readonly score: number;
}

/** The best first; of equal scores the class that stands first. */
export function bestScores(numbers: Numbers, form: ScoreForm, top: number): ClassScore[] {
  const scores = scoresOf(numbers, form === "auto" ? (areShares(numbers) ? "none" : "softmax") : form);
  return Array.from(scores, (score, classId) => ({ classId, score }))
    .sort((a, b) => b.score - a.score || a.classId - b.classId)
    .slice(0, top);
}

/** What a softmax at the end of the file leaves room for, in float16 too. */
const SUM_TOLERANCE = 0.01;

function areShares(numbers: Numbers): boolean {
  let sum = 0;
  for (const value of numbers) {
    if (!(value >= 0 && value <= 1)) return false;
    sum += value;
  }
  return Math.abs(sum - 1) < SUM_TOLERANCE;
}

function scoresOf(numbers: Numbers, form: Exclude<ScoreForm, "auto">): Float64Array {
  const values = Float64Array.from(numbers);
  if (form === "none") return values;
  if (form === "sigmoid") return values.map(sigmoid);
  // Less the greatest, so that no exponential overflows.
  const top = numbers[greatest(numbers, 0, numbers.length)];
  const powers = values.map((value) => Math.exp(value - top));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
