import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import type { WorkflowDocument } from "../document/types.ts";
import { closedNetwork } from "../host/closed-network.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);
const SAMPLE_MODEL = readFileSync("docs/sample/model.onnx");
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

test.each<[string, string, WorkflowDocument["nodes"][number]["params"], readonly string[]]>([
  ["a formula", "formula", { columns: { c: "b + 1" } }, []],
  ["a choice of columns", "select", { columns: ["b"] }, []],
  ["a model", "onnx", { model: "model.onnx" }, []],
  ["a formula whose own words are wrong", "formula", { columns: { c: "a + 'x'" } }, ["EXPRESSION_TYPE"]],
])(
  "no column is missing behind a source whose columns nobody knows before a run: %s",
  (_, kind, params, codes) =>
    withServices({ files: { "model.onnx": SAMPLE_MODEL } }, async (host) => {
      const whole = flow(kind, params);
      const [source, half, last] = whole.nodes;
      const unseen = { url: "http://127.0.0.1:9/", look: true, types: { a: "float64" } };
      const document = {
        ...whole,
        nodes: [
          { ...source, kind: "http-json", params: unseen },
          half,
          { ...last, kind: "filter", params: { condition: "b > 1" } },
        ],
      };
      const errors = async (forRun: boolean) => {
        const { issues } = await makePlan(document, catalog, {
          host: { ...host, network: closedNetwork },
          forRun,
        });
        return issues.flatMap(({ severity, code }) => (severity === "error" ? [code] : []));
      };
      expect(await errors(false)).toEqual(codes);
      expect(await errors(true)).toContain("EXPRESSION_COLUMN");
    }),
);
