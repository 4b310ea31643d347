// What is known of each group so far of one column: one tally answers all functions that look at the same things.

import type { Column } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import type { Scratch } from "../../../engine/sdk/services.ts";
import type { Aggregate } from "./aggregates.ts";
import { DistinctTally } from "./distinct-tally.ts";
import { CountTally, DeviationTally, ExtremeTally, SumTally } from "./number-tallies.ts";
import { PlaceTally } from "./place-tally.ts";
import { QuantileTally } from "./quantile-tally.ts";

/** A function, with the place in the order of all values that a quantile is asked for. */
export interface Wanted {
  readonly of: Aggregate;
  readonly at: number;
}

export interface Tally {
  /** What it takes in memory. */
  readonly bytes: number;
  /** Whether a sum of whole numbers of 64 bits, as `results` have given it, has more digits than a float64 holds. */
  readonly rounded?: boolean;
  /** `groups[row]` is the group of each row, all below `count`. */
  add(column: Column | null, groups: Int32Array, count: number): Promise<void> | void;
  /** Puts on the disk what it keeps of single values; absent where it keeps some numbers of each group and nothing else. */
  spill?(): Promise<void>;
  /** The new columns, in the order in which they are wanted: one cell for each group. */
  results(count: number, wanted: readonly Wanted[]): Promise<readonly Column[]> | readonly Column[];
  /** Gives back room on the disk. */
  close?(): Promise<void>;
}

/** Functions with the same word here are answered by one tally of a column. */
export function tallyFor(of: Aggregate): string {
  if (of === "mean") return "sum";
  return of === "median" ? "quantile" : of;
}

/** A tally for a function; `type` is that of the column it looks at (null: it counts rows). */
export function tallyOf(of: Aggregate, type: DataType | null, scratch: Scratch): Tally {
  switch (of) {
    case "count":
      return new CountTally();
    case "sum":
    case "mean":
      return new SumTally();
    case "min":
      return new ExtremeTally(type!, -1);
    case "max":
      return new ExtremeTally(type!, 1);
    case "std":
      return new DeviationTally();
    case "first":
      return new PlaceTally(type!, false);
    case "last":
      return new PlaceTally(type!, true);
    case "median":
    case "quantile":
      return new QuantileTally(scratch);
    case "distinct":
      return new DistinctTally(type!, scratch);
  }
}
