import { expect, test } from "vitest";
import { moved, showing, ticks, zoomed } from "./time-window.ts";

const all = { from: 0, to: 100 };

test("zoom keeps the time under the pointer where it is, and ends with the recording", () => {
  expect(zoomed(all, 2, 50, all)).toEqual({ from: 25, to: 75 });
  expect(zoomed({ from: 0, to: 40 }, 4, 10, all)).toEqual({ from: 7.5, to: 17.5 });
  expect(zoomed({ from: 80, to: 100 }, 0.5, 100, all)).toEqual({ from: 60, to: 100 });
  expect(zoomed({ from: 10, to: 20 }, 0.01, 12, all)).toEqual(all);
  const { from, to } = zoomed({ from: 10, to: 10.02 }, 100, 10.01, all);
  expect(to - from).toBeCloseTo(0.02, 9);
});

test("moving stops at both ends, and a time that is out of sight comes into it", () => {
  const window = { from: 40, to: 60 };
  expect(moved(window, 10, all)).toEqual({ from: 50, to: 70 });
  expect(moved(window, -99, all)).toEqual({ from: 0, to: 20 });
  expect(moved(window, 99, all)).toEqual({ from: 80, to: 100 });
  expect(showing(window, 50, all)).toBe(window);
  expect(showing(window, 70, all)).toEqual({ from: 68, to: 88 });
});

test.each([
  [0, 8, 1, 9],
  [0, 100, 30, 4],
  [0, 0.4, 0.05, 9],
  [0, 1200, 300, 5],
  [3, 3.2, 0.05, 5],
])("from %d to %d s there is a mark every %d s", (from, to, step, count) => {
  const found = ticks({ from, to });
  expect(found.step).toBeCloseTo(step, 9);
  expect(found.times).toHaveLength(count);
});
