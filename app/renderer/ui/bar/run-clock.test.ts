import { expect, test } from "vitest";
import { runClock } from "./run-clock.ts";

test.each([
  ["reports come", 10_000, 9_600, { elapsedMs: 2000, silentMs: null }],
  ["a report is late", 10_000, 12_000, { elapsedMs: 4000, silentMs: null }],
  ["a model is at work in one long call", 10_000, 70_400, { elapsedMs: 62_400, silentMs: 60_000 }],
])("the time goes on while %s", (_, heardAt, now, clock) => {
  expect(runClock({ elapsedMs: 2000, heardAt }, now)).toEqual(clock);
});
