// A source has a header and no rows: do the nodes behind it find columns of the types that they take?

import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../document/types.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);
const files = {
  "none.csv": "id,a,b,first,last,at\n",
  "some.csv": "id,a,b,first,last,at\n1,2,3,x,y,2026-01-01\n",
  "names.csv": "last,city\nIves,Rome\n",
};

type Step = readonly [kind: string, params: NodeDocument["params"]];

/** A row of nodes behind the source; `join` has `names.csv` as its second input. */
async function typesBehind(path: string, steps: readonly Step[], params: NodeDocument["params"] = {}) {
  const ids = steps.map((_, i) => `n${i}`);
  const node = (id: string, [kind, values]: Step): NodeDocument => ({
    id,
    kind,
    version: 1,
    title: id,
    params: values,
  });
  const document: WorkflowDocument = {
    format: "millrace",
    version: 1,
    nodes: [
      node("source", ["csv", { path, ...params }]),
      node("names", ["csv", { path: "names.csv" }]),
      ...steps.map((step, i) => node(ids[i], step)),
    ],
    edges: steps.flatMap(([kind], i) => [
      { from: i === 0 ? "source.out" : `${ids[i - 1]}.out`, to: `${ids[i]}.in` },
      ...(kind === "join" ? [{ from: "names.out", to: `${ids[i]}.table` }] : []),
    ]),
    view: { nodes: {} },
  };
  return withServices({ files }, async (host) => {
    const { nodes, issues } = await makePlan(document, catalog, { host });
    const fields = nodes.find(({ id }) => id === ids.at(-1))?.outputs.out?.fields ?? [];
    return {
      errors: issues.filter(({ severity }) => severity === "error").map(({ code }) => code),
      types: Object.fromEntries(fields.map(({ name, type }) => [name, type.type])),
    };
  });
}

const formula = (columns: Record<string, string>): Step => ["formula", { columns }];

test.each<[string, readonly Step[], Record<string, string>]>([
  ["none is asked for", [formula({ c: "1.0" })], { a: "float64", first: "float64", c: "float64" }],
  [
    "expressions want text, numbers and times",
    [formula({ c: "a * 2 + b", d: 'first + "é" + last', e: "hoursBetween(at, at)" })],
    { a: "float64", b: "float64", first: "text", last: "text", at: "timestamp", c: "float64", d: "text" },
  ],
  ["a condition wants true or false", [["filter", { condition: "a && b > 1" }]], { a: "bool", b: "float64" }],
  ["a param wants a column of text", [["text-clean", { column: "first" }]], { first: "text", a: "float64" }],
  [
    "a node between lets it through",
    [["sort", { columns: ["first"] }], formula({ c: "upper(first)" })],
    { c: "text" },
  ],
  [
    "what two columns give is asked to be text",
    [formula({ c: "first + last", d: "a * 2" }), formula({ e: "upper(c)" })],
    { c: "text", d: "float64", e: "text" },
  ],
  ["a key is text in the other table", [["join", { leftKey: ["last"] }]], { last: "text" }],
])("where %s", async (_, steps, types) => {
  const found = await typesBehind("none.csv", steps);
  expect(found.errors).toEqual([]);
  expect(found.types).toMatchObject(types);
});

test("what cannot be right with any types is an error, as is what a type that was said does not go with", async () => {
  expect((await typesBehind("none.csv", [formula({ c: "upper(a) + a * 2" })])).errors).toEqual([
    "EXPRESSION_TYPE",
  ]);
  const said = await typesBehind("none.csv", [formula({ c: "upper(a)" })], { types: { a: "float64" } });
  expect(said.errors).toEqual(["EXPRESSION_TYPE"]);
});

test("columns whose rows were seen are what they are", async () => {
  expect((await typesBehind("some.csv", [formula({ c: "upper(a)" })])).errors).toEqual(["EXPRESSION_TYPE"]);
});
