// What would somebody say who looks at no column? The model has to be better than that.

import { quantileOf } from "../loss.ts";
import type { Answers } from "./predict.ts";
import type { Task } from "./target.ts";

/** The best constants of the rows that were learned from: the mean, the quantiles, or the shares of the classes. */
export function baselineConstants(task: Task, target: Float64Array, learn: Int32Array): number[] {
  const values = Float64Array.from(learn, (row) => target[row]);
  switch (task.kind) {
    case "number":
      return [values.reduce((sum, value) => sum + value, 0) / values.length];
    case "quantiles": {
      const sorted = values.sort();
      return task.alphas.map((alpha) => quantileOf(sorted, alpha));
    }
    case "classes": {
      const counts = new Float64Array(task.names.length);
      for (const code of values) counts[code]++;
      return [...counts.map((count) => count / values.length)];
    }
  }
}

/** The same constants for so many rows. */
export function constantAnswers(constants: readonly number[], rows: number): Answers {
  return constants.map((value) => new Float64Array(rows).fill(value));
}
