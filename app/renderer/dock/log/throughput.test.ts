import { expect, test } from "vitest";
import { ratesOf } from "./throughput.ts";

test("each step has its rate, short steps are joined", () => {
  expect(
    ratesOf([
      { ms: 100, rows: 50 },
      { ms: 200, rows: 100 },
      { ms: 250, rows: 5000 },
      { ms: 1200, rows: 1100 },
    ]),
  ).toEqual([
    [0, 0.2, 1.2],
    [500, 500, 1000],
  ]);
});

test("what comes in a short time at the end belongs to the step before", () => {
  expect(
    ratesOf([
      { ms: 250, rows: 0 },
      { ms: 300, rows: 60 },
    ]),
  ).toEqual([
    [0, 0.3],
    [200, 200],
  ]);
});

test("a run of a moment has one rate", () => {
  expect(ratesOf([{ ms: 50, rows: 100 }])).toEqual([
    [0, 0.05],
    [2000, 2000],
  ]);
  expect(ratesOf([])).toEqual([[], []]);
  expect(ratesOf([{ ms: 0, rows: 0 }])).toEqual([[], []]);
});
