import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import type { WorkflowDocument } from "../document/types.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);
const files = { "a.csv": "a,b\n1,2\n3,4\n" };

function flow(kind: string, params: WorkflowDocument["nodes"][number]["params"]): WorkflowDocument {
  return {
    format: "millrace",
    version: 1,
    nodes: [
      { id: "source", kind: "csv", version: 1, title: "Source", params: { path: "a.csv" } },
      { id: "half", kind, version: 1, title: "Half", params },
      { id: "last", kind: "limit", version: 1, title: "Last", params: {} },
    ],
    edges: [
      { from: "source.out", to: "half.in" },
      { from: "half.out", to: "last.in" },
    ],
    view: { nodes: {} },
  };
}

test.each([
  ["lacks a param", "one-hot", {}],
  ["has one that does not fit", "one-hot", { column: 7 }],
  ["is of a kind that nobody knows", "from-the-future", {}],
])("what arrives at a node that %s is known, and nothing of what it gives on", (_, kind, params) =>
  withServices({ files }, async (host) => {
    const plan = await makePlan(flow(kind, params), catalog, { host });
    expect(plan.nodes.map(({ id }) => id)).toEqual(["source", "last"]);
    const [half] = plan.unready ?? [];
    expect(half.id).toBe("half");
    expect(half.inputs.in.fields.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(plan.nodes[1].inputs).toEqual({});
  }),
);
