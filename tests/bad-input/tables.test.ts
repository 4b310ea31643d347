// Bad tables: refused where nothing can be read, and row by row where something can. Is any row lost?

import { describe, expect, test } from "vitest";
import { writeWorkflow } from "../../engine/document/write.ts";
import { fileRowCases, inheritedNames, modelRowCases } from "./cases/rows.ts";
import { columnCases, unreadableCases } from "./cases/tables.ts";
import { flowOf } from "./support/bad-case.ts";
import { expectReadable, millrace } from "./support/cli.ts";
import { expectRefused } from "./support/refused.ts";
import { expectRows } from "./support/row-failures.ts";
import { workspace } from "./support/workspace.ts";

describe("a table", () => {
  test.each(unreadableCases.map((bad) => [bad.name, bad] as const))("with %s is refused", async (_, bad) => {
    await expectRefused(bad);
  });

  test.each(fileRowCases.map((bad) => [bad.name, bad] as const))("with %s loses no row", (_, bad) =>
    expectRows(bad),
  );
});

describe("columns", () => {
  test.each(columnCases.map((bad) => [bad.name, bad] as const))("with %s are refused", async (_, bad) => {
    await expectRefused(bad);
  });
});

describe("a model that is given", () => {
  test.each(modelRowCases.map((bad) => [bad.name, bad] as const))("%s loses no row", (_, bad) =>
    expectRows(bad),
  );
});

test("a failed row stops the run where the node says so, and the old output stays", async () => {
  const flow = flowOf([
    ["input", "csv", { path: "in.csv" }],
    ["output", "write-csv", { path: "out.csv" }],
  ]);
  const stopping = {
    ...flow,
    nodes: flow.nodes.map((node) => ({ ...node, rescue: { onError: "stop" as const } })),
  };
  const files = { "in.csv": "a,b\n1,2\n3\n5,6\n", "out.csv": "an older result\n" };
  const space = await workspace({ ...files, "flow.millrace.json": writeWorkflow(stopping) });
  const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
  expectReadable(result);
  expect(result.exit).toBe(1);
  expect(result.stderr).toMatch(/error ROW_CELLS {2}.*node input.*(line|row) 3/);
  expect(result.stderr).toContain("The row has 1 cell, the header 2.");
  expect(await space.contents()).toMatchObject(files);
});

test("columns called like what every object has are columns", () => expectRows(inheritedNames));
