// Which rows are held back to measure with? Some of each class by chance, or the last ones in time.

import { seededRandom } from "../random.ts";
import { rowsWhere } from "./columns.ts";
import type { Task } from "./target.ts";

export interface RowSplit {
  /** Ascending. */
  readonly learn: Int32Array;
  /** Ascending. */
  readonly held: Int32Array;
}

/** Holds back a share of the rows by chance, of each class alike. */
export function splitByChance(
  task: Task,
  target: Float64Array,
  rows: Int32Array,
  share: number,
  seed: number,
): RowSplit {
  const random = seededRandom(seed);
  const isHeld = new Uint8Array(target.length);
  for (const group of groupsOf(task, target, rows)) {
    // At least one of each class, and never all.
    const count = Math.min(Math.max(Math.round(group.length * share), 1), group.length - 1);
    for (const at of random.choose(count, group.length)) isHeld[group[at]] = 1;
  }
  return { learn: rows.filter((row) => !isHeld[row]), held: rows.filter((row) => isHeld[row] === 1) };
}

/** Holds back the last rows; those of one moment stay together. */
export function splitByTime(time: Float64Array | Float32Array, rows: Int32Array, share: number): RowSplit {
  const order = [...rows].sort((a, b) => time[a] - time[b] || a - b);
  const from = Math.min(Math.max(Math.ceil(order.length * (1 - share)), 1), order.length - 1);
  const since = time[order[from]];
  return { learn: rows.filter((row) => time[row] < since), held: rows.filter((row) => time[row] >= since) };
}

/** Parts of about equal size, of each class alike; each is held back once. */
export function folds(
  task: Task,
  target: Float64Array,
  rows: Int32Array,
  count: number,
  seed: number,
): RowSplit[] {
  const random = seededRandom(seed);
  const foldOf = new Uint8Array(target.length);
  let next = 0;
  for (const group of groupsOf(task, target, rows)) {
    const shuffled = shuffle(group, (n) => random.below(n));
    for (const row of shuffled) foldOf[row] = next++ % count;
  }
  return Array.from({ length: count }, (_, fold) => ({
    learn: rows.filter((row) => foldOf[row] !== fold),
    held: rows.filter((row) => foldOf[row] === fold),
  }));
}

function groupsOf(task: Task, target: Float64Array, rows: Int32Array): Int32Array[] {
  if (task.kind !== "classes") return [rows];
  return task.names.map((_, code) => {
    const at = rowsWhere(rows.length, (i) => target[rows[i]] === code);
    return at.map((i) => rows[i]);
  });
}

/** In a new order; `below` gives a whole number below another by chance. */
export function shuffle(values: Int32Array, below: (n: number) => number): Int32Array {
  const out = values.slice();
  for (let i = out.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}
