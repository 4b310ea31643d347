import { expect, test } from "vitest";
import type { NodeCounters } from "../../../bridge/shapes.ts";
import { activityOf, shapeOf } from "./activity.ts";

const at = (ms: number, busyMs: number, waitMs = 0) => ({
  ms,
  nodes: { node: { busyMs, waitMs } as NodeCounters },
});

test("each step has the share that was worked and waited in it", () => {
  expect(activityOf([at(100, 50), at(200, 50, 100), at(400, 250, 100)], "node")).toEqual([
    { from: 0, to: 0.25, busy: 0.5, wait: 0 },
    { from: 0.25, to: 0.5, busy: 0, wait: 1 },
    { from: 0.5, to: 1, busy: 1, wait: 0 },
  ]);
});

test("work that is told when it is over was done in the steps before", () => {
  const steps = activityOf([at(100, 0), at(200, 0), at(300, 250)], "node");
  expect(steps.map(({ busy }) => busy)).toEqual([0.5, 1, 1]);
});

test("waiting gives way to work", () => {
  const steps = activityOf([at(100, 0), at(200, 0), at(300, 80, 100)], "node");
  expect(steps.map(({ busy, wait }) => [busy, wait])).toEqual([
    [0, 0],
    [0, 0.8],
    [0.8, expect.closeTo(0.2, 9)],
  ]);
});

test("a moment, and a node that is not there, have no steps", () => {
  expect(activityOf([at(100, 50), at(200, 60)], "node")).toEqual([]);
  expect(activityOf([at(100, 50), at(200, 60), at(300, 70)], "gone")).toEqual([]);
  expect(activityOf([at(0, 0), at(0, 0), at(0, 0)], "node")).toEqual([]);
});

test("a shape covers what lies below the tops", () => {
  const steps = [{ from: 0, to: 1, busy: 0.25, wait: 0.5 }];
  expect(shapeOf(steps, ({ busy }) => busy)).toBe("polygon(0% 100%, 0% 75%, 100% 75%, 100% 100%)");
});
