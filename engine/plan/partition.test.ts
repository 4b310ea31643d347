import { describe, expect, test } from "vitest";
import { nodeKinds } from "../../nodes/index.ts";
import { planOf } from "../../tests/support/run-workflow.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { partitionIssues } from "./partition.ts";

const kindOf = async (name: string): Promise<AnyNode> => (await nodeKinds[name]()).default;
const rows = { rows: [{ a: 1 }, { a: 2 }] };

/** One node between a source and a file, or in the place of one of them. */
async function codes(kind: string, params: Record<string, unknown>): Promise<string[]> {
  const nodes = [
    { id: "rows", kind: await kindOf("inline"), params: rows },
    { id: "node", kind: await kindOf(kind), params },
  ];
  const plan = await planOf(nodes, ["rows -> node"]);
  return partitionIssues(plan).map(({ code, node, severity, hint }) => {
    expect(severity).toBe("error");
    expect(hint).toMatch(/\.$/);
    return `${code} ${node}`;
  });
}

describe("a batch with", () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ["threshold", { column: "a", value: 1 }, []],
    ["threshold", { column: "a", value: 1, release: 0.5 }, ["PARTITION_STATE node"]],
    ["impute", { columns: ["a"], strategy: "constant", values: { a: 1 } }, []],
    ["impute", { columns: ["a"], strategy: "previous" }, ["PARTITION_STATE node"]],
    ["window", { columns: [{ name: "b", column: "a", of: "lag" }] }, ["PARTITION_STATE node"]],
    ["limit", { rows: 5 }, ["PARTITION_STATE node"]],
    ["sample", { fraction: 0.5 }, []],
    ["print-table", {}, ["PARTITION_OUTPUT node"]],
  ])("%s %j: %j", async (kind, params, expected) => {
    expect(await codes(kind, params)).toEqual(expected);
  });

  test.each([
    [["one", "one"], []],
    [["one", "two"], ["again"]],
  ])("a union of rows from %j is kept from parts by %j", async (from, expected) => {
    const inline = await kindOf("inline");
    const nodes = [
      { id: "one", kind: inline, params: rows },
      { id: "two", kind: inline, params: rows },
      { id: "left", kind: await kindOf("formula"), params: { columns: { b: "a" } } },
      { id: "right", kind: await kindOf("formula"), params: { columns: { b: "a" } } },
      { id: "again", kind: await kindOf("union") },
    ];
    const wires = [`${from[0]} -> left`, `${from[1]} -> right`, "left -> again", "right -> again"];
    expect(partitionIssues(await planOf(nodes, wires)).map(({ node }) => node)).toEqual(expected);
  });

  test("a source that cannot be divided, or a model that answers for its batch, is kept from parts", async () => {
    const whole: AnyNode = { ...(await kindOf("inline")), partition: undefined };
    const coupled: AnyNode = { ...(await kindOf("formula")), frameSensitive: () => true };
    const nodes = [
      { id: "rows", kind: whole, params: rows },
      { id: "model", kind: coupled, params: { columns: { b: "a" } } },
    ];
    const plan = await planOf(nodes, ["rows -> model"]);
    expect(partitionIssues(plan).map(({ code, node }) => `${code} ${node}`)).toEqual([
      "PARTITION_SOURCE rows",
      "PARTITION_BATCH model",
    ]);
  });
});
