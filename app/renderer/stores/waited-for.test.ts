import { expect, test } from "vitest";
import type { NodeStatus } from "./run-state.ts";
import { waitedFor } from "./waited-for.ts";

const ORDER = ["rows", "filter", "model", "file"];
const at = (rowsIn: number, rowsOut: number, busyMs = 0, state: NodeStatus["state"] = "running") =>
  ({ state, counters: { rowsIn, rowsOut, rowsFailed: 0, busyMs } }) as unknown as NodeStatus;
const quiet: NodeStatus = { state: "running", counters: null };

test.each([
  ["the model that was last said to work, though nothing is counted", quiet, quiet, "model", false, "model"],
  ["nobody knows of a silent process that has said nothing", quiet, quiet, null, false, null],
  ["the model, which has taken rows and given none back", at(300, 200, 9), at(200, 0), null, true, "model"],
  ["of two that hold rows the one that works most", at(300, 200, 2), at(200, 100, 80), null, true, "model"],
  ["another than a model that holds nothing", at(300, 200, 2), at(200, 200, 80), "model", true, "filter"],
  ["the model that works and holds rows", at(300, 200, 99), at(200, 100, 1), "model", true, "model"],
  ["no node that is through", at(300, 300), at(200, 100, 1, "done"), "model", true, null],
])("%s", (_, filter, model, works, isHeard, node) => {
  const nodes = { rows: at(0, 300), filter, model, file: at(100, 100) };
  expect(waitedFor({ nodes, works }, ORDER, isHeard)).toBe(node);
});
