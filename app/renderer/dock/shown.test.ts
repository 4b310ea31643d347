import { expect, test } from "vitest";
import type { PlannedView, PreviewNode } from "../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { inputsOf, portsOf } from "./shown.ts";

const planned: PlannedView = {
  inputs: {},
  outputs: {},
  ports: {
    error: { flow: "table", title: "Failed rows" },
    late: { flow: "table", title: "Late" },
    rest: { flow: "table" },
  },
  effects: [],
};
const result = (rows: Record<string, number>): PreviewNode => ({
  state: "done",
  ports: Object.fromEntries(
    Object.entries(rows).map(([id, n]) => [id, { schema: { fields: [] }, rows: n, head: [], sparks: [] }]),
  ),
  ms: 1,
  rowsFailed: 0,
  error: null,
});

test("ports are those of the plan with the rows of the sample", () => {
  expect(portsOf(planned, result({ late: 3, rest: 0 }))).toEqual([
    { id: "late", title: "Late", rows: 3 },
    { id: "rest", title: "rest", rows: 0 },
  ]);
  expect(portsOf(planned, undefined).map(({ rows }) => rows)).toEqual([null, null]);
});

test("failed rows come last, and only when there are some", () => {
  expect(portsOf(planned, result({ error: 2, late: 1 })).map(({ id }) => id)).toEqual([
    "late",
    "rest",
    "error",
  ]);
  expect(portsOf(planned, result({ error: 0, late: 1 })).map(({ id }) => id)).toEqual(["late", "rest"]);
});

test("inputs name the port they come from", () => {
  const document: WorkflowDocument = {
    format: "millrace",
    version: 1,
    nodes: [],
    edges: [
      { from: "a.out", to: "join.left" },
      { from: "b.out", to: "other.in" },
      { from: "b.out", to: "join.right" },
    ],
    view: { nodes: {} },
  };
  expect(inputsOf(document, "join")).toEqual([
    { port: "left", from: { node: "a", port: "out" } },
    { port: "right", from: { node: "b", port: "out" } },
  ]);
});
