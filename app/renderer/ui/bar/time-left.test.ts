import { expect, test } from "vitest";
import { timeLeft } from "./time-left.ts";

test.each([
  ["nobody knows how much there is", null, 9000, null],
  ["it has just begun", 0.5, 100, null],
  ["too little is done", 0.001, 9000, null],
  ["a quarter took 2 s", 0.25, 2000, 6000],
  ["it is nearly over", 0.99, 4000, 1000],
])("%s", (_, share, elapsed, left) => expect(timeLeft(share, elapsed)).toBe(left));
