import { expect, test } from "vitest";
import type { FailedRow, NodeCounters } from "../../../bridge/shapes.ts";
import type { NodeStatus, RunState } from "../../stores/run-state.ts";
import { passedOn, rowsOf } from "./passed-on.ts";

const done = (rowsFailed: number): NodeStatus => ({
  state: "done",
  counters: { rowsFailed } as NodeCounters,
});
const node = (id: string, more: object = {}) => ({
  id,
  kind: "k",
  version: 1,
  title: id,
  params: {},
  ...more,
});
const ran: RunState["ran"] = {
  nodes: [node("read"), node("cast"), node("bad"), node("off", { disabled: true })],
  edges: [
    { from: "read.out", to: "cast.in" },
    { from: "read.error", to: "bad.in" },
    { from: "read.error", to: "off.in" },
    { from: "cast.error", to: "off.in" },
  ],
};

test("rows that a wire takes from the error port are those of that node, and go where the wire ends", () => {
  const all = passedOn({ nodes: { read: done(3), cast: done(0), bad: done(0) }, failed: [], ran });
  expect(all).toEqual([{ node: "read", rows: 3, to: ["bad"] }]);
  expect(rowsOf(all)).toBe(3);
});

test("rows that are in the list, or whose wire ends at a disabled node, went nowhere", () => {
  const failed = [{ node: "read" }] as FailedRow[];
  expect(passedOn({ nodes: { read: done(1), cast: done(2) }, failed, ran })).toEqual([]);
  expect(passedOn({ nodes: { read: done(3) }, failed: [], ran: null })).toEqual([]);
});
