// Which ends of a workflow are told as loose, and which are left alone.

import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import type { NodeDocument } from "../document/types.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);

const NODES: Readonly<Record<string, Pick<NodeDocument, "kind" | "params"> & { disabled?: true }>> = {
  rows: { kind: "csv", params: { path: "a.csv" } },
  other: { kind: "csv", params: { path: "a.csv" } },
  kept: { kind: "limit", params: {} },
  looked: { kind: "limit", params: {} },
  further: { kind: "sample", params: {} },
  split: { kind: "branch", params: { branches: [{ id: "some", label: "Some", condition: "a > 1" }] } },
  off: { kind: "limit", params: {}, disabled: true },
  print: { kind: "print-table", params: {} },
  write: { kind: "write-csv", params: { path: "out.csv" } },
};

/** Ids of the nodes that are told, in a workflow of these wires and the nodes they name (and some that have none). */
function told(wires: string, ...alone: readonly string[]): Promise<readonly (string | undefined)[]> {
  const edges = wires.split(", ").map((wire) => {
    const [from, to] = wire.split(" > ");
    return { from: from.includes(".") ? from : `${from}.out`, to: `${to}.in` };
  });
  const named = new Set([
    ...edges.flatMap(({ from, to }) => [from, to]).map((end) => end.split(".")[0]),
    ...alone,
  ]);
  const nodes = [...named].map((id): NodeDocument => ({ id, version: 1, title: id, ...NODES[id] }));
  return withServices({ files: { "a.csv": "a,b\n1,2\n3,4\n" } }, async (host) => {
    const document = { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } } as const;
    const { issues } = await makePlan(document, catalog, { host });
    expect(issues.filter(({ severity, code }) => severity === "error" && code !== "INPUT_MISSING")).toEqual(
      [],
    );
    return issues.filter(({ code }) => code === "LEADS_NOWHERE").map(({ node }) => node);
  });
}

test.each([
  ["the end of a branch beside one that is written", "rows > write, rows > looked", ["looked"]],
  ["its end alone, not each node before it", "rows > write, rows > looked, looked > further", ["further"]],
  ["a branch beside one that is printed", "rows > print, rows > looked", ["looked"]],
  ["failed rows that nobody keeps", "rows > write, rows.error > looked", ["looked"]],
])("%s is told", async (_, wires, ends) => {
  expect(await told(wires)).toEqual(ends);
});

test.each([
  ["a workflow that is only looked at", "rows > looked, looked > further"],
  ["a workflow whose action waits for its wire", "rows > looked", "write"],
  ["a source without a wire", "rows > write", "other"],
  ["rows of a branch that are let go", "rows > split, split.some > write"],
  ["what leads to a node that is disabled", "rows > write, rows > looked, looked > off"],
])("in %s no end is told", async (_, wires, ...alone) => {
  expect(await told(wires, ...alone)).toEqual([]);
});
