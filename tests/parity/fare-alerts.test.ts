// The expected files of the fare-alerts playbook against an oracle that shares no code with Millrace. (That a run
// gives exactly these files is tests/contract/playbooks.test.ts.)

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedFareAlerts, type ExpectedRow } from "./fare-alerts-oracle.ts";

const folder = new URL("../../templates/fare-alerts/", import.meta.url);

function rowsOf(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(new URL(path, folder), "utf8").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

/** Halves go away from zero, and there is no zero below zero. */
const tenth = (value: number) => (Math.sign(value) * Math.round(Math.abs(value) * 10)) / 10 + 0;

describe("fare-alerts, against the oracle", () => {
  let rows: readonly ExpectedRow[];
  beforeAll(async () => {
    rows = await expectedFareAlerts(folder);
  });

  test("every day of every trip has the same forecast and advice", () => {
    const found = rowsOf("expected/out/forecasts.csv").map(
      ({ day, trip, fare, low_rise, likely_rise, high_rise, advice }) =>
        [day, trip, Number(fare), Number(low_rise), Number(likely_rise), Number(high_rise), advice] as const,
    );
    expect(found).toEqual(
      rows.map(({ day, trip, fare, rises, advice }) => [day, trip, fare, ...rises.map(tenth), advice]),
    );
  });

  test("the alerts are exactly the days on which one begins, in order, with the likely fare", () => {
    const found = rowsOf("expected/out/alerts.csv").map(
      ({ day, trip, likely_fare }) => [day, trip, Number(likely_fare)] as const,
    );
    expect(found).toEqual(
      rows
        .filter(({ begins }) => begins)
        .map(({ day, trip, fare, rises: [, p50] }) => [day, trip, Math.round(fare * (1 + p50 / 100))]),
    );
  });

  test("gives every advice, and fewer alerts than the likely rise crosses its limit", () => {
    const counts = (advice: string) => rows.filter((row) => row.advice === advice).length;
    for (const advice of ["book", "wait", "watch"]) expect(counts(advice)).toBeGreaterThan(20);
    const last = new Map<string, boolean>();
    const crossings = rows.filter(({ trip, rises: [, p50] }) => {
      const before = last.get(trip) ?? false;
      last.set(trip, p50 >= 15);
      return p50 >= 15 && !before;
    });
    expect(rows.filter(({ begins }) => begins).length).toBeLessThan(0.8 * crossings.length);
  });
});
