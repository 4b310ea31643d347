// Which voyages are learned from, and which are only asked about? Held out by time, as the model will be used.

import type { EventRow } from "./rows.ts";
import type { Voyage } from "./voyage.ts";

/** Voyages that had ended before this are learned from. */
export const TRAIN_UNTIL = Date.UTC(2024, 7, 1);
/** Voyages that began after training and had ended before this decide when to stop. Later ones are the test. */
export const TEST_FROM = Date.UTC(2025, 0, 1);

/** The sample that ships: reports between these times of voyages that began between them. */
const SAMPLE_FROM = Date.UTC(2025, 1, 1);
const SAMPLE_UNTIL = Date.UTC(2025, 3, 1);

export interface Split {
  readonly train: readonly Voyage[];
  readonly validation: readonly Voyage[];
  readonly test: readonly Voyage[];
}

/** Voyages under way at a border belong to neither side: their end would not have been known, or is no news. */
export function splitByTime(voyages: readonly Voyage[]): Split {
  return {
    train: voyages.filter((voyage) => voyage.deliveredMs < TRAIN_UNTIL),
    validation: voyages.filter((voyage) => startOf(voyage) >= TRAIN_UNTIL && voyage.deliveredMs < TEST_FROM),
    test: voyages.filter((voyage) => startOf(voyage) >= TEST_FROM),
  };
}

/** What a planner would have had on the table on the last day of the sample. */
export function sampleRows(voyages: readonly Voyage[]): EventRow[] {
  const begun = voyages.filter((voyage) => startOf(voyage) >= SAMPLE_FROM);
  return rowsInTime(begun).filter((row) => row.time < SAMPLE_UNTIL);
}

/** All reports in the order in which they came in. */
export function rowsInTime(voyages: readonly Voyage[]): EventRow[] {
  const byTime = (a: EventRow, b: EventRow) => a.time - b.time || (a.container < b.container ? -1 : 1);
  return voyages.flatMap((voyage) => voyage.rows).sort(byTime);
}

function startOf(voyage: Voyage): number {
  return voyage.rows[0].time;
}
