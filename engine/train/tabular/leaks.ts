// Does a column tell the target without a mistake? Then it is most likely known only afterwards.

import type { Source } from "./features.ts";
import type { Note } from "./note.ts";
import type { Task } from "./target.ts";

/** A straight line through all points, but for the rounding of float32. */
const SAME_LINE = 0.999_99;
/** Words that stand in so many rows each do not tell by chance. */
const ROWS_A_WORD = 10;

/** A warning for each column that tells the target of all rows by itself. */
export function leakNotes(
  sources: readonly Source[],
  task: Task,
  target: Float64Array,
  name: string,
): Note[] {
  return sources
    .filter((source) => tells(source, task, target))
    .map((source) => ({
      code: "TRAIN_LEAK",
      severity: "warning",
      message: `"${source.name}" tells "${name}" by itself, without a mistake: the figures are too good to be true.`,
      hint: `If it is known only after "${name}" is, leave it out: --ignore ${source.name}`,
    }));
}

function tells(source: Source, task: Task, target: Float64Array): boolean {
  if (source.kind === "words") return eachWordOnce(source.codes, source.words.length, target);
  return task.kind === "classes"
    ? classesApart(source.values, target, task.names.length)
    : Math.abs(correlation(source.values, target)) > SAME_LINE;
}

/** Whether every word stands with one value of the target only. */
function eachWordOnce(codes: Int32Array, words: number, target: Float64Array): boolean {
  if (codes.length < words * ROWS_A_WORD) return false;
  const seen = new Float64Array(words).fill(NaN);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) return false;
    if (Number.isNaN(seen[code])) seen[code] = target[row];
    else if (seen[code] !== target[row]) return false;
  }
  return true;
}

/** Whether the values of no two classes overlap. */
function classesApart(values: Float64Array | Float32Array, target: Float64Array, classes: number): boolean {
  const low = new Float64Array(classes).fill(Infinity);
  const high = new Float64Array(classes).fill(-Infinity);
  for (let row = 0; row < values.length; row++) {
    if (Number.isNaN(values[row])) return false;
    low[target[row]] = Math.min(low[target[row]], values[row]);
    high[target[row]] = Math.max(high[target[row]], values[row]);
  }
  const order = [...low.keys()].sort((a, b) => low[a] - low[b]);
  return order.every((code, i) => i === 0 || high[order[i - 1]] < low[code]);
}

/** NaN where a value is missing or all are the same. */
function correlation(values: Float64Array | Float32Array, target: Float64Array): number {
  const n = target.length;
  let [sumX, sumY] = [0, 0];
  for (let row = 0; row < n; row++) {
    sumX += values[row];
    sumY += target[row];
  }
  const [meanX, meanY] = [sumX / n, sumY / n];
  let [xx, yy, xy] = [0, 0, 0];
  for (let row = 0; row < n; row++) {
    const [x, y] = [values[row] - meanX, target[row] - meanY];
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  return xy / Math.sqrt(xx * yy);
}
