// Work with a limit: what is not over is ended, and everything else goes through as it is.

import { expect, test } from "vitest";
import { systemClock } from "./clock.ts";

const late = () => new Error("too late");
const endless = () => /^(a+)+$/u.test(`${"a".repeat(60)}!`);

test("work that does not end is ended, and the next is done", () => {
  expect(() => systemClock.within(20, endless, late)).toThrow("too late");
  expect(systemClock.within(10_000, () => 42, late)).toBe(42);
});

test("what the work throws is not taken for its limit", () => {
  const broken = () => {
    throw new RangeError("of its own");
  };
  expect(() => systemClock.within(10_000, broken, late)).toThrow(new RangeError("of its own"));
});

test("work with a limit may do work with a limit of its own", () => {
  const inner = () => {
    try {
      return systemClock.within(20, endless, late);
    } catch {
      return "ended";
    }
  };
  expect(systemClock.within(10_000, () => [inner(), inner()], late)).toEqual(["ended", "ended"]);
});
