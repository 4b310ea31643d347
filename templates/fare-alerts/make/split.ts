// Which trips are learned from, and which are only asked about? Held out by time, as the model will be used.

import { makeFeatures } from "./features.ts";
import type { Trip } from "./generate.ts";
import type { FareRow } from "./trip.ts";
import { DAY_MS, OFFERED } from "./world.ts";

/** How far ahead the forecast looks. */
export const AHEAD_DAYS = 7;

/** Trips that had departed by then are learned from; those first offered later, and gone by the next date, say when to stop. */
export const TRAIN_UNTIL = Date.UTC(2025, 1, 1);
export const TEST_FROM = Date.UTC(2025, 5, 1);

/** The sample that ships: days between these, of trips first offered between them. */
const SAMPLE_FROM = Date.UTC(2025, 6, 1);
const SAMPLE_UNTIL = Date.UTC(2025, 8, 1);

export interface Split {
  readonly train: readonly Trip[];
  readonly validation: readonly Trip[];
  readonly test: readonly Trip[];
}

export function splitByTime(trips: readonly Trip[]): Split {
  const offered = ({ departs }: Trip) => departs - OFFERED * DAY_MS;
  return {
    train: trips.filter(({ departs }) => departs < TRAIN_UNTIL),
    validation: trips.filter((trip) => offered(trip) >= TRAIN_UNTIL && trip.departs < TEST_FROM),
    test: trips.filter((trip) => offered(trip) >= TEST_FROM),
  };
}

export interface Labelled {
  readonly rows: readonly FareRow[];
  readonly columns: readonly Float64Array[];
  /** How much dearer the trip was seven days later, in percent. */
  readonly target: Float64Array;
}

/** Every `step`th day of the trips whose fare a week later is known. */
export function labelled(trips: readonly Trip[], step = 1): Labelled {
  const parts = trips.map(({ rows }) => {
    const columns = makeFeatures(rows);
    const known = rows.map((_, i) => i).filter((i) => i % step === 0 && i + AHEAD_DAYS < rows.length);
    return {
      rows: known.map((i) => rows[i]),
      columns: columns.map((column) => known.map((i) => column[i])),
      target: known.map((i) => 100 * (rows[i + AHEAD_DAYS].fare / rows[i].fare - 1)),
    };
  });
  return {
    rows: parts.flatMap(({ rows }) => rows),
    columns: parts[0].columns.map((_, f) => Float64Array.from(parts.flatMap(({ columns }) => columns[f]))),
    target: Float64Array.from(parts.flatMap(({ target }) => target)),
  };
}

/** What somebody who looks every day would have written down by the end of the sample, day by day. */
export function sampleRows(trips: readonly Trip[]): FareRow[] {
  const rows = trips
    .filter(({ departs }) => departs - OFFERED * DAY_MS >= SAMPLE_FROM)
    .flatMap((trip) => trip.rows)
    .filter(({ day }) => day < SAMPLE_UNTIL);
  // Rows of one day stay in the order of the trips: sorting keeps it.
  return rows.sort((a, b) => a.day - b.day);
}

export function faresCsv(rows: readonly FareRow[]): string {
  const lines = rows.map(({ day, departs, trip, route, fare, seats }) =>
    [isoDay(day), trip, route, isoDay(departs), fare, seats ?? ""].join(","),
  );
  return `day,trip,route,departs,fare,seats\n${lines.join("\n")}\n`;
}

/** A day as 2025-03-31. */
export function isoDay(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}
