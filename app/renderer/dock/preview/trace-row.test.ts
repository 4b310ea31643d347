import { expect, test } from "vitest";
import type { PreviewNode } from "../../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../../engine/document/types.ts";
import { placesAround } from "./trace-row.ts";

const result = (...ports: string[]): PreviewNode => ({
  state: "done",
  ports: Object.fromEntries(
    ports.map((id) => [id, { schema: { fields: [] }, rows: 1, head: [], sparks: [] }]),
  ),
  ms: 1,
  rowsFailed: 0,
  error: null,
});
const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: [],
  edges: [
    { from: "csv.out", to: "prepare.in" },
    { from: "prepare.out", to: "branch.in" },
    { from: "branch.late", to: "write.in" },
    { from: "branch.rest", to: "join.left" },
    { from: "csv.out", to: "join.right" },
    { from: "join.out", to: "prepare.in" },
  ],
  view: { nodes: {} },
};

test("a row is looked for before and behind, the farthest source first, also in circles", () => {
  const nodes = { csv: result("out"), branch: result("late", "rest"), join: result("out"), write: result() };
  const places = placesAround(document, { node: "branch", port: "late" }, nodes);
  expect(places.map(({ node, port, side }) => `${side} ${node}.${port}`)).toEqual([
    "before join.out",
    "before csv.out",
    "behind join.out",
  ]);
});

test("nodes without a result are passed over", () => {
  expect(placesAround(document, { node: "prepare", port: "out" }, {})).toEqual([]);
});
