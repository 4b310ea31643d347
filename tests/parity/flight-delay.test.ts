// The expected files of the flight-delay playbook against an oracle that shares no code with Millrace. (That a run
// gives exactly these files is tests/contract/playbooks.test.ts.)

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedFlightDelay, type ExpectedFlight } from "./flight-delay-oracle.ts";

const folder = new URL("../../templates/flight-delay/", import.meta.url);
const lines = (path: string) =>
  readFileSync(new URL(path, folder), "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
const tenth = (value: number) => Math.round(value * 10) / 10;

describe("flight-delay, against the oracle", () => {
  let flights: readonly ExpectedFlight[];
  beforeAll(async () => {
    ({ flights } = await expectedFlightDelay(folder));
  });

  test("the list holds exactly the flights with a chance of one half or more, in order", () => {
    const wanted = flights
      .filter(({ chance }) => chance >= 0.5)
      .map(({ date, origin, destination, chance, usual, delay }) => [
        new Date(date).toISOString().replace(".000Z", "Z"),
        origin,
        destination,
        ...[tenth(100 * chance), tenth(100 * usual), delay].map(String),
      ]);
    expect(wanted.length).toBeGreaterThan(500);
    expect(lines("expected/out/likely-late.csv")).toEqual(wanted);
  });

  test("each airport and hour has its flights, how many are expected to be late, and how many were", () => {
    const sums = new Map<string, [number, number, number]>();
    for (const { date, origin, chance, delay } of flights) {
      const key = `${origin},${new Date(date).getUTCHours()}`;
      const [count, expected, late] = sums.get(key) ?? [0, 0, 0];
      sums.set(key, [count + 1, expected + Math.max(0, chance), late + Number(delay > 15)]);
    }
    const found = lines("expected/out/airports.csv");
    expect(found).toHaveLength(sums.size);
    for (const [origin, hour, count, expected, late] of found) {
      const [wantedCount, wantedExpected, wantedLate] = sums.get(`${origin},${hour}`)!;
      expect([Number(count), Number(late)]).toEqual([wantedCount, wantedLate]);
      expect(Number(expected)).toBe(tenth(wantedExpected));
    }
  });
});
