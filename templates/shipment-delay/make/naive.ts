// What could one say without a model? The guesses that a model has to beat.

import { quantileOf } from "../../../engine/train/loss.ts";
import { behind } from "./features.ts";
import type { EventRow } from "./rows.ts";
import type { LabelledTable } from "./train.ts";

/** The guesses for some reports; everything they know, they know from the training voyages. */
export function naivePredictions(train: LabelledTable, rows: readonly EventRow[]) {
  const ofRoute = groupValues(
    train,
    (row) => row.route,
    (_, target) => target,
  );
  const rest = groupValues(train, place, (row, target) => target - behind(row));
  const all = Float64Array.from(train.target).sort();
  return {
    constant: (alpha: number) => new Float64Array(rows.length).fill(quantileOf(all, alpha)),
    perRoute: (alpha: number) => Float64Array.from(rows, (row) => quantileOf(ofRoute.get(row.route)!, alpha)),
    known: Float64Array.from(rows, behind),
    knownAndRest: Float64Array.from(
      rows,
      (row) => behind(row) + quantileOf(rest.get(place(row)) ?? new Float64Array(), 0.5),
    ),
  };
}

/** Where on its route a container is. */
function place({ route, event, legs_left }: EventRow): string {
  return `${route} ${event} ${legs_left}`;
}

/** Ascending values of each group. */
function groupValues(
  { rows, target }: LabelledTable,
  key: (row: EventRow) => string,
  value: (row: EventRow, target: number) => number,
): Map<string, Float64Array> {
  const lists = new Map<string, number[]>();
  rows.forEach((row, i) => {
    const list = lists.get(key(row)) ?? [];
    lists.set(key(row), list);
    list.push(value(row, target[i]));
  });
  return new Map([...lists].map(([name, values]) => [name, Float64Array.from(values).sort()]));
}
