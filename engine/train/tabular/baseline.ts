// What would somebody say who looks at no column? The model has to be better than that.

import { quantileOf } from "../loss.ts";
import { meanAbsoluteError } from "../measure.ts";
import { measure, type Figures } from "./figures.ts";
import type { Answers } from "./predict.ts";
import type { Task } from "./target.ts";

/**
 * The best constants of the rows that were learned from: the mean and the median, the quantiles, or the shares of the
 * classes.
 */
function baselineConstants(task: Task, target: Float64Array, learn: Int32Array): number[] {
  const values = Float64Array.from(learn, (row) => target[row]);
  switch (task.kind) {
    case "number":
      return [values.reduce((sum, value) => sum + value, 0) / values.length, quantileOf(values.sort(), 0.5)];
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

/** What it says of so many rows. */
export function naiveAnswers(task: Task, target: Float64Array, learn: Int32Array, rows: number): Answers {
  return baselineConstants(task, target, learn).map((value) => new Float64Array(rows).fill(value));
}

/** Each figure of what is best for it: the mean absolute error is smallest for the median. */
export function naiveFigures(task: Task, target: Float64Array, answers: Answers): Figures {
  const { figures } = measure(task, target, answers);
  return task.kind === "number" ? { ...figures, mae: meanAbsoluteError(target, answers[1]) } : figures;
}
