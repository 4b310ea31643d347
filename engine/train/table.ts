// What is learned from, and is it fit for that?

/** Columns of numbers (NaN = missing) and the number to predict, all of one length. */
export interface TrainingTable {
  readonly columns: readonly Float64Array[];
  readonly target: Float64Array;
}

/** Throws where rows or columns do not fit together, or a target is not a number. */
export function checkTable({ columns, target }: TrainingTable, expected = columns.length): void {
  if (columns.length === 0 || columns.length !== expected) {
    throw new RangeError(
      `Training needs the same columns everywhere: expected ${expected || "at least 1"}, got ${columns.length}.`,
    );
  }
  const uneven = columns.findIndex((column) => column.length !== target.length);
  if (uneven >= 0) {
    throw new RangeError(
      `Column ${uneven} has ${columns[uneven].length} rows, the target ${target.length}: make them equal.`,
    );
  }
  const unknown = target.findIndex((value) => !Number.isFinite(value));
  if (target.length === 0 || unknown >= 0) {
    const got = target.length === 0 ? "there are no rows" : `row ${unknown} is ${target[unknown]}`;
    throw new RangeError(`The target must be a number in every row, but ${got}: leave such rows out.`);
  }
}
