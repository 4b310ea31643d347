import { expect, test } from "vitest";
import type { NodeStatus } from "../../stores/run-state.ts";
import type { Port, Ports } from "../adapter/ports.ts";
import { countedBy, rowsPassed } from "./rows-passed.ts";

const port = (id: string): Port => ({
  id,
  title: id,
  side: "output",
  flow: "table",
  color: "table",
  y: 0,
  isError: id === "error",
  unknown: false,
});
const ports = (...ids: string[]): Ports => ({ inputs: [], outputs: [...ids, "error"].map(port) });
const counted = (counters: object) => ({ state: "done", counters }) as unknown as NodeStatus;
const nodes = {
  source: counted({ rowsIn: 0, rowsOut: 90 }),
  branch: counted({ rowsIn: 90, rowsOut: 80, rowsByPort: { late: 30, rest: 50 } }),
  union: counted({ rowsIn: 81, rowsOut: 81 }),
};
const wiresInto = new Map([
  ["branch", 1],
  ["union", 3],
]);

test.each([
  ["the only output by its node", "source.out", "branch.in", ["out"], 90],
  ["one of several by itself", "branch.late", "union.in", ["late", "rest"], 30],
  ["failed rows by the node they lead to", "source.error", "branch.in", ["out"], 90],
  ["failed rows among others by nobody", "branch.error", "union.in", ["late", "rest"], null],
  ["of a node that has not run", "gone.out", "union.in", ["out"], null],
])("%s", (_, from, to, outputs, rows) => {
  const edge = { from, to };
  expect(rowsPassed(nodes, countedBy(edge, ports(...outputs), wiresInto), edge)).toBe(rows);
});
