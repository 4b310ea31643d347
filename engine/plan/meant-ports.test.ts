// A wire without ports is offered those that it can only mean.

import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import { applyCommands } from "../document/apply.ts";
import { fixesOf } from "../document/issue.ts";
import type { WorkflowDocument } from "../document/types.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);
const KINDS = [
  ["o", "inline"],
  ["p", "inline"],
  ["x", "limit"],
  ["j", "join"],
  ["u", "union"],
] as const;

function flow(edges: WorkflowDocument["edges"]): WorkflowDocument {
  const nodes = KINDS.map(([id, kind]) => ({ id, kind, version: 1, title: id, params: {} }));
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } };
}

async function dangling(edges: WorkflowDocument["edges"]) {
  const document = flow(edges);
  return withServices({ files: {} }, async (host) => {
    const { issues } = await makePlan(document, catalog, { host });
    const told = issues.filter(({ path }) => path === "edges[0]");
    return { document, told, issue: issues.find(({ code }) => code === "EDGE_DANGLING")! };
  });
}

test.each([
  ["neither end", { from: "o", to: "x" }],
  ["no start", { from: "o", to: "x.in" }],
  ["no end", { from: "o.out", to: "x" }],
])("a wire that names %s, where one pair of ports is free", async (_, edge) => {
  const other = { from: "p.out", to: "u.in" };
  const { document, issue, told } = await dangling([edge, other]);
  expect(told).toEqual([issue]);
  expect(issue.fix?.label).toBe("Connect o.out → x.in");
  expect(issue.otherFixes?.map(({ label }) => label)).toEqual(["Remove the wire"]);
  // In its place: the order of wires is that of a union's rows.
  expect(applyCommands(document, issue.fix!.commands).edges).toEqual([{ from: "o.out", to: "x.in" }, other]);
});

test("of several ports none is taken unasked, nor is the wire removed", async () => {
  const { issue } = await dangling([{ from: "o", to: "j" }]);
  expect(issue.fix).toBeUndefined();
  expect(fixesOf(issue).map(({ label }) => label)).toEqual([
    "Connect o.out → j.in",
    "Connect o.out → j.table",
    "Remove the wire",
  ]);
  expect(issue.hint).toContain("o.out → j.in, o.out → j.table");
});

test("a port that is taken is not meant", async () => {
  const { issue } = await dangling([
    { from: "o", to: "j" },
    { from: "p.out", to: "j.in" },
  ]);
  expect(issue.fix?.label).toBe("Connect o.out → j.table");
});

test.each([
  [
    "the port has its wire",
    [
      { from: "o", to: "x" },
      { from: "p.out", to: "x.in" },
    ],
  ],
  [
    "the wire is there already",
    [
      { from: "o", to: "u" },
      { from: "o.out", to: "u.in" },
    ],
  ],
  ["a node is not there", [{ from: "o", to: "ghost" }]],
  ["a source is to take rows", [{ from: "o", to: "p" }]],
])("%s: there is nothing but to remove it", async (_, edges) => {
  expect((await dangling(edges)).issue.fix?.label).toBe("Remove the wire");
});
