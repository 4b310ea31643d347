// Which label does each row get from its scores? The best one with its score, the next best if wanted, and all of them if wanted.

import { allValid, clearBit } from "../../engine/frames/bitmap.ts";
import { FixedColumn, ObjectColumn, TextColumn, type Cell } from "../../engine/frames/column.ts";
import type { NewColumn } from "../../engine/frames/frame.ts";
import type { DataType, Field } from "../../engine/frames/types.ts";

/** Wider answers stay out: nobody reads a thousand columns. */
export const MAX_SCORE_COLUMNS = 64;

export interface LabelNames {
  readonly label: string;
  readonly score: string;
  /** Name of the list of the best labels; null where only the best is wanted. */
  readonly list: string | null;
  /** One column for each label, by its name; none where they are not wanted. */
  readonly each: readonly string[];
}

/** Scores of some rows of a frame, back to back. */
export interface Scores {
  readonly data: Float32Array;
  readonly width: number;
  /** The rows they are for; the others have no answer. */
  readonly rows: Int32Array;
}

export interface LabelRules {
  readonly labels: readonly string[];
  /** How many of the best stand in the list. */
  readonly top: number;
  /** A best score below it is no answer: the label is null then, the score stays. */
  readonly atLeast: number;
}

const BEST_OF: DataType = {
  type: "struct",
  fields: [
    { name: "label", type: { type: "text" }, nullable: false },
    { name: "score", type: { type: "float32" }, nullable: false },
  ],
};

export function labelFields({ label, score, list, each }: LabelNames): Field[] {
  return [
    { name: label, type: { type: "text" }, nullable: true },
    { name: score, type: { type: "float32" }, nullable: true },
    ...(list === null ? [] : [{ name: list, type: { type: "list", of: BEST_OF } as const, nullable: true }]),
    ...each.map((name) => ({ name, type: { type: "float32" } as const, nullable: true })),
  ];
}

/** The columns of `labelFields` for a frame of `length` rows. Rows whose scores are all NaN have no label and no score. */
export function labelColumns(
  names: LabelNames,
  scores: Scores,
  rules: LabelRules,
  length: number,
): NewColumn[] {
  const { data, width, rows } = scores;
  const { labels, top, atLeast } = rules;
  const indices = new Int32Array(length).fill(-1);
  const best = new Float32Array(length).fill(NaN);
  const lists: Cell[] = Array.from({ length }, () => null);
  rows.forEach((row, i) => {
    const order = bestFirst(data, i * width, width, names.list === null ? 1 : top);
    if (order.length === 0) return;
    best[row] = data[i * width + order[0]];
    if (best[row] >= atLeast) indices[row] = order[0];
    lists[row] = order.map((place) => ({ label: labels[place], score: data[i * width + place] }));
  });
  const each = names.each.map((name, place) => {
    const values = new Float32Array(length).fill(NaN);
    rows.forEach((row, i) => void (values[row] = data[i * width + place]));
    return { name, column: nullable(values) };
  });
  return [
    { name: names.label, column: new TextColumn(length, { indices, words: labels }) },
    { name: names.score, column: nullable(best) },
    ...(names.list === null
      ? []
      : [{ name: names.list, column: new ObjectColumn({ type: "list", of: BEST_OF }, lists) }]),
    ...each,
  ];
}

/** Places of the highest scores, the first of equal ones first; NaN is never among them. */
function bestFirst(data: Float32Array, from: number, width: number, count: number): number[] {
  if (count === 1) {
    let at = -1;
    for (let i = 0; i < width; i++)
      if (at < 0 ? !isNaN(data[from + i]) : data[from + i] > data[from + at]) at = i;
    return at < 0 ? [] : [at];
  }
  return Array.from({ length: width }, (_, i) => i)
    .filter((i) => !isNaN(data[from + i]))
    .sort((a, b) => data[from + b] - data[from + a] || a - b)
    .slice(0, count);
}

/** NaN stands for a row without an answer. */
function nullable(values: Float32Array): FixedColumn {
  let validity: Uint8Array | null = null;
  for (let row = 0; row < values.length; row++)
    if (isNaN(values[row])) clearBit((validity ??= allValid(values.length)), row);
  return new FixedColumn({ type: "float32" }, values.length, { values, validity });
}
