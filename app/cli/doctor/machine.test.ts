// How much processor time a control group gives.

import { expect, test } from "vitest";
import { coresOf, lookAtMachine } from "./machine.ts";

test.each<[string, number | null]>([
  ["150000 100000", 1.5],
  ["max 100000", null],
  ["-1 100000", null],
  ["", null],
  [" ", null],
])("%j is %s cores", (text, cores) => expect(coresOf(text)).toBe(cores));

test("a machine has cores and memory, of which some may be used", async () => {
  const { cores, usableCores, memoryBytes, freeBytes } = await lookAtMachine();
  expect(usableCores).toBeGreaterThan(0);
  expect(usableCores).toBeLessThanOrEqual(cores);
  expect(freeBytes).toBeGreaterThan(0);
  expect(freeBytes).toBeLessThanOrEqual(memoryBytes);
});
