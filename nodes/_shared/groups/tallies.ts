// What is known of each group so far: one tally for each new column, with numbers in typed arrays by group.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell, Column } from "../../../engine/frames/column.ts";
import type { FixedColumn } from "../../../engine/frames/column.ts";
import { isNumberType, type DataType } from "../../../engine/frames/types.ts";
import { numbersOf } from "../number-results.ts";
import { KeyTable } from "../keys/key-table.ts";
import { isKeyType, KeyWords } from "../keys/key-words.ts";
import { atLeast } from "../tables/grow.ts";

export const AGGREGATES = [
  "count",
  "sum",
  "mean",
  "min",
  "max",
  "std",
  "first",
  "last",
  "median",
  "quantile",
  "distinct",
] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export interface Tally {
  /** What it takes besides a few numbers for each group. */
  readonly bytes: number;
  /** `groups[row]` is the group of each row, all below `count`. */
  add(column: Column | null, groups: Int32Array, count: number): void;
  /** The new column: one cell for each group. */
  result(count: number): Column;
}

/** Calls `each` with the group and the value of every row that has a number. */
function eachNumber(
  column: Column | null,
  groups: Int32Array,
  each: (group: number, value: number) => void,
): void {
  const { values, validity } = column as FixedColumn;
  for (let row = 0; row < groups.length; row++) {
    if (validity !== null && column!.isNull(row)) continue;
    const value = Number(values[row]);
    if (value === value) each(groups[row], value);
  }
}

/** Numbers by group; NaN becomes empty. */
function numbers(type: DataType, values: Float64Array, count: number): Column {
  return columnOf(
    type,
    Array.from(values.subarray(0, count), (value) => (value === value ? value : null)),
  );
}

const FLOAT: DataType = { type: "float64" };

class Count implements Tally {
  readonly bytes = 0;
  #counts = new Float64Array(0);

  add(column: Column | null, groups: Int32Array, count: number): void {
    this.#counts = atLeast(this.#counts, count);
    const counts = this.#counts;
    for (let row = 0; row < groups.length; row++) if (!column?.isNull(row)) counts[groups[row]]++;
  }

  result(count: number): Column {
    return numbers({ type: "int64" }, this.#counts, count);
  }
}

/** Sums with what rounding has lost (Neumaier): the order of magnitude of the values does not matter. */
class Sum implements Tally {
  readonly bytes = 0;
  readonly #mean: boolean;
  #sums = new Float64Array(0);
  #lost = new Float64Array(0);
  #counts = new Float64Array(0);

  constructor(mean: boolean) {
    this.#mean = mean;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    const sums = (this.#sums = atLeast(this.#sums, count));
    const lost = (this.#lost = atLeast(this.#lost, count));
    const counts = (this.#counts = atLeast(this.#counts, count));
    const numbers = numbersOf(column!);
    for (let row = 0; row < groups.length; row++) {
      const value = numbers[row];
      if (value !== value) continue;
      const group = groups[row];
      const before = sums[group];
      const sum = before + value;
      // With infinities there is nothing that could be lost.
      if (Number.isFinite(sum))
        lost[group] += Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before;
      sums[group] = sum;
      counts[group]++;
    }
  }

  result(count: number): Column {
    const results = new Float64Array(count);
    for (let group = 0; group < count; group++) {
      const n = this.#counts[group];
      const sum = this.#sums[group] + (Number.isFinite(this.#sums[group]) ? this.#lost[group] : 0);
      results[group] = n === 0 ? NaN : this.#mean ? sum / n : sum;
    }
    return numbers(FLOAT, results, count);
  }
}

/** The least or the greatest, of numbers and times, in the column's own type. */
class Extreme implements Tally {
  readonly bytes = 0;
  readonly #type: DataType;
  readonly #sign: 1 | -1;
  #best = new Float64Array(0);
  #big: (bigint | null)[] | null;

  constructor(type: DataType, sign: 1 | -1) {
    this.#type = type;
    this.#sign = sign;
    this.#big = type.type === "int64" || type.type === "uint64" ? [] : null;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    if (this.#big) return this.#addBig(this.#big, column as FixedColumn, groups, count);
    const best = (this.#best = atLeast(this.#best, count, NaN));
    const up = this.#sign > 0;
    eachNumber(column, groups, (group, value) => {
      const known = best[group];
      // `!(known …)` is also true of NaN: nothing is known yet.
      if (up ? !(known >= value) : !(known <= value)) best[group] = value;
    });
  }

  #addBig(best: (bigint | null)[], column: FixedColumn, groups: Int32Array, count: number): void {
    while (best.length < count) best.push(null);
    const values = column.values as BigInt64Array;
    for (let row = 0; row < groups.length; row++) {
      if (column.isNull(row)) continue;
      const known = best[groups[row]];
      const value = values[row];
      if (known === null || (this.#sign > 0 ? value > known : value < known)) best[groups[row]] = value;
    }
  }

  result(count: number): Column {
    return this.#big
      ? columnOf(this.#type, this.#big.slice(0, count))
      : numbers(this.#type, this.#best, count);
  }
}

/** Standard deviation of a sample, in one pass (Welford). */
class Deviation implements Tally {
  readonly bytes = 0;
  #counts = new Float64Array(0);
  #means = new Float64Array(0);
  #squares = new Float64Array(0);

  add(column: Column | null, groups: Int32Array, count: number): void {
    const counts = (this.#counts = atLeast(this.#counts, count));
    const means = (this.#means = atLeast(this.#means, count));
    const squares = (this.#squares = atLeast(this.#squares, count));
    eachNumber(column, groups, (group, value) => {
      const n = ++counts[group];
      const away = value - means[group];
      means[group] += away / n;
      squares[group] += away * (value - means[group]);
    });
  }

  result(count: number): Column {
    const results = Float64Array.from({ length: count }, (_, group) =>
      this.#counts[group] < 2 ? NaN : Math.sqrt(this.#squares[group] / (this.#counts[group] - 1)),
    );
    return numbers(FLOAT, results, count);
  }
}

/** The first or the last cell that is not empty. */
class Place implements Tally {
  readonly #type: DataType;
  readonly #last: boolean;
  readonly #cells: Cell[] = [];
  bytes = 0;

  constructor(type: DataType, last: boolean) {
    this.#type = type;
    this.#last = last;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    while (this.#cells.length < count) this.#cells.push(null);
    for (let row = 0; row < groups.length; row++) {
      const known = this.#cells[groups[row]];
      if (known !== null && !this.#last) continue;
      const cell = column!.get(row);
      if (cell === null) continue;
      if (known === null) this.bytes += typeof cell === "string" ? 24 + 2 * cell.length : 16;
      this.#cells[groups[row]] = cell;
    }
  }

  result(count: number): Column {
    return columnOf(this.#type, this.#cells.slice(0, count));
  }
}

/** Every value is kept, 12 bytes each: nothing less is exact. */
class Quantile implements Tally {
  readonly #at: number;
  #values = new Float64Array(0);
  #groups = new Int32Array(0);
  #size = 0;

  constructor(at: number) {
    this.#at = at;
  }

  get bytes(): number {
    return this.#values.byteLength + this.#groups.byteLength;
  }

  add(column: Column | null, groups: Int32Array): void {
    const values = (this.#values = atLeast(this.#values, this.#size + groups.length));
    const owners = (this.#groups = atLeast(this.#groups, this.#size + groups.length));
    eachNumber(column, groups, (group, value) => {
      values[this.#size] = value;
      owners[this.#size++] = group;
    });
  }

  result(count: number): Column {
    const starts = new Int32Array(count + 1);
    for (let i = 0; i < this.#size; i++) starts[this.#groups[i] + 1]++;
    for (let group = 0; group < count; group++) starts[group + 1] += starts[group];
    const next = starts.slice();
    const ordered = new Float64Array(this.#size);
    for (let i = 0; i < this.#size; i++) ordered[next[this.#groups[i]]++] = this.#values[i];
    const results = Float64Array.from({ length: count }, (_, group) =>
      quantileOf(ordered.subarray(starts[group], starts[group + 1]).sort(), this.#at),
    );
    return numbers(FLOAT, results, count);
  }
}

/** Between two values in proportion (as NumPy and spreadsheets do); NaN of none. */
function quantileOf(sorted: Float64Array, at: number): number {
  const place = (sorted.length - 1) * at;
  const below = Math.floor(place);
  const value = sorted[below];
  if (sorted.length === 0 || below === place) return value ?? NaN;
  return value + (place - below) * (sorted[below + 1] - value);
}

class Distinct implements Tally {
  readonly #words: KeyWords;
  readonly #table: KeyTable;
  #counts = new Float64Array(0);

  constructor(type: DataType) {
    this.#words = new KeyWords([type]);
    this.#table = new KeyTable(this.#words.width + 1);
  }

  get bytes(): number {
    return this.#words.bytes + this.#table.bytes;
  }

  add(column: Column | null, groups: Int32Array, count: number): void {
    const counts = (this.#counts = atLeast(this.#counts, count));
    const { width } = this.#words;
    const cells = this.#words.of([column!], groups.length);
    const key = new Uint32Array(width + 1);
    for (let row = 0; row < groups.length; row++) {
      if (column!.isNull(row)) continue;
      key[0] = groups[row];
      for (let i = 0; i < width; i++) key[i + 1] = cells[row * width + i];
      const known = this.#table.size;
      this.#table.add(key, 0);
      if (this.#table.size > known) counts[groups[row]]++;
    }
  }

  result(count: number): Column {
    return numbers({ type: "int64" }, this.#counts, count);
  }
}

/** A tally of a function; `type` is that of the column it looks at (null: it counts rows). */
export function tallyOf(of: Aggregate, type: DataType | null, at: number): Tally {
  switch (of) {
    case "count":
      return new Count();
    case "sum":
      return new Sum(false);
    case "mean":
      return new Sum(true);
    case "min":
      return new Extreme(type!, -1);
    case "max":
      return new Extreme(type!, 1);
    case "std":
      return new Deviation();
    case "first":
      return new Place(type!, false);
    case "last":
      return new Place(type!, true);
    case "median":
      return new Quantile(0.5);
    case "quantile":
      return new Quantile(at);
    case "distinct":
      return new Distinct(type!);
  }
}

/** The type of what a function makes of a column. */
export function aggregateType(of: Aggregate, type: DataType | null): DataType {
  switch (of) {
    case "count":
    case "distinct":
      return { type: "int64" };
    case "min":
    case "max":
    case "first":
    case "last":
      return type ?? FLOAT;
    default:
      return FLOAT;
  }
}

/** Whether a function can be computed of a column of that type. */
export function tallyTakes(of: Aggregate, type: DataType): boolean {
  const isNumber = isNumberType(type.type) || type.type === "bool";
  switch (of) {
    case "count":
      return true;
    case "first":
    case "last":
      return type.type !== "tensor";
    case "distinct":
      return isKeyType(type);
    case "min":
    case "max":
      return isNumber || type.type === "timestamp" || type.type === "date" || type.type === "duration";
    case "sum":
    case "mean":
    case "std":
    case "median":
    case "quantile":
      return isNumber;
  }
}
