// A node whose file cannot be used is planned as its fallback says, where that can be.

import { expect, test } from "vitest";
import { createCatalog } from "../catalog/catalog.ts";
import type { Rescue } from "../document/types.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { drive, flowOf, nodeOf, written } from "../../tests/dead-letter/drive.ts";
import { memoryFiles } from "../../tests/support/memory-files.ts";
import { bareHost } from "../../tests/support/run-workflow.ts";
import { makePlan } from "./plan.ts";

const catalog = createCatalog(nodeKinds);

async function planned(files: Readonly<Record<string, string>>, rescue: Partial<Rescue>) {
  const host = { ...bareHost(), files: memoryFiles(files) };
  const nodes = [
    nodeOf("rows", "csv", { path: "first.csv" }, rescue),
    nodeOf("out", "write-jsonl", { path: "out.jsonl" }),
  ];
  const document = flowOf(nodes, ["rows -> out"]);
  const { issues, nodes: found } = await makePlan(document, catalog, { host });
  const codes = issues
    .filter(({ node }) => node === "rows")
    .map(({ code, severity }) => `${severity} ${code}`);
  return { codes, fallback: found[0]?.rescue.fallback, host, document };
}

const other = (path: string) => ({ fallback: { use: "params", params: { path } } }) as const;

test("the other file is read from the first row on, and that is a warning", async () => {
  const { codes, fallback, host, document } = await planned({ "second.csv": "id\n7\n" }, other("second.csv"));
  expect([codes, fallback]).toEqual([["warning FALLBACK_STANDS_IN"], null]);
  await drive(document, { catalog, host });
  expect(written(host.files, "out.jsonl")).toEqual([{ id: 7 }]);
});

test.each<[string, Readonly<Record<string, string>>, Partial<Rescue>, readonly string[]]>([
  ["its own file is there", { "first.csv": "id\n1\n" }, other("second.csv"), []],
  ["the other is not there either", {}, other("third.csv"), ["error FILE_MISSING"]],
  ["it has constants", {}, { fallback: { use: "constant", columns: {} } }, ["error FILE_MISSING"]],
])("nothing stands in where %s", async (_, files, rescue, codes) => {
  expect((await planned(files, rescue)).codes).toEqual(codes);
});
