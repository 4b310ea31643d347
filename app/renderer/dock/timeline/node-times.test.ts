import { expect, test } from "vitest";
import type { NodeCounters } from "../../../bridge/shapes.ts";
import { nodeTimes } from "./node-times.ts";

const counters = (values: Partial<NodeCounters>): NodeCounters => ({
  rowsIn: 0,
  rowsOut: 0,
  framesIn: 0,
  rowsFailed: 0,
  bytes: 0,
  busyMs: 0,
  waitMs: 0,
  queueDepth: 0,
  ...values,
});

test("shares are of the time worked, bars of the longest, order is the document's", () => {
  const times = nodeTimes(["csv", "model", "write"], {
    model: { state: "done", counters: counters({ busyMs: 300, waitMs: 100, rowsIn: 600, rowsOut: 600 }) },
    csv: { state: "done", counters: counters({ busyMs: 100, waitMs: 300, rowsOut: 600 }) },
  });
  expect(times.map(({ node, share, busy, wait, perSecond }) => [node, share, busy, wait, perSecond])).toEqual(
    [
      ["csv", 0.25, 0.25, 0.75, 6000],
      ["model", 0.75, 0.75, 0.25, 2000],
    ],
  );
});

test("a node tells where its models ran, fallbacks too", () => {
  const nodes = { csv: { state: "done", counters: null }, model: { state: "done", counters: null } } as const;
  const models = [
    { node: "model", provider: "cpu", placement: "2 lanes" },
    { node: "model", provider: "cpu", placement: "inline" },
  ];
  expect(nodeTimes(["csv", "model"], nodes, models).map((time) => time.models)).toEqual([
    "",
    "cpu, 2 lanes; cpu, inline",
  ]);
});

test("a node that has not begun, or is no longer in the document, is still there", () => {
  const times = nodeTimes(["csv"], {
    gone: { state: "waiting", counters: null },
    csv: { state: "waiting", counters: null },
  });
  expect(times.map(({ node, share, busy, perSecond }) => [node, share, busy, perSecond])).toEqual([
    ["csv", 0, 0, null],
    ["gone", 0, 0, null],
  ]);
});
