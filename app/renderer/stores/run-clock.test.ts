import { expect, test } from "vitest";
import { runClock } from "./run-clock.ts";

test.each([
  ["reports come", 10_000, 10_000, 9_600, { elapsedMs: 2000, stuckMs: null }],
  ["a report is late", 10_000, 10_000, 12_000, { elapsedMs: 4000, stuckMs: null }],
  ["a model is at work in one long call", 10_000, 10_000, 70_400, { elapsedMs: 62_400, stuckMs: 60_000 }],
  ["reports say the same again and again", 70_000, 10_000, 70_400, { elapsedMs: 2400, stuckMs: 60_000 }],
])("the time goes on while %s", (_, heardAt, movedAt, now, clock) => {
  expect(runClock({ elapsedMs: 2000, heardAt, movedAt }, now)).toEqual(clock);
});
