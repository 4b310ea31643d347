// Nodes that look at other rows, when only the failed ones are run again: what is told, and what is refused.

import { beforeEach, expect, test } from "vitest";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { NodeDocument } from "../../engine/document/types.ts";
import { planRedrive } from "../../app/engine-process/dead-letter/redrive.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { memoryFiles, type MemoryFiles } from "../support/memory-files.ts";
import { bareHost } from "../support/run-workflow.ts";
import { drive, flowOf, nodeOf, written, type World } from "./drive.ts";

const catalog = createCatalog(nodeKinds);
const FLOW = "flow.millrace.json";

let files: MemoryFiles;
let world: World;

beforeEach(() => {
  files = memoryFiles();
  world = { catalog, host: { ...bareHost(), files } };
  const put = (path: string, text: string) => files.contents.set(path, new TextEncoder().encode(text));
  put("rows.csv", "id,city,v\n1,a,2\n2,b,x\n3,a,4\n");
  put("names.csv", "city,name\na,A\nb,B\nc,C\n");
});

const rows = nodeOf("rows", "csv", { path: "rows.csv", types: { id: "int64", v: "text" } });
const number = nodeOf("number", "cast", { columns: { v: "float64" } });
const out = nodeOf("out", "write-jsonl", { path: "out.jsonl" });
const SUMS = { key: ["city"], columns: [{ name: "sum", of: "sum", column: "v" }] };
const join = (how: string) => nodeOf("between", "join", { leftKey: ["city"], how });

/** Codes and severities of what a run of the failed row says, `between` put before the action. */
async function told(between: NodeDocument, append: boolean): Promise<readonly string[]> {
  const isJoin = between.kind === "join";
  const names = nodeOf("names", "csv", { path: "names.csv" });
  const document = flowOf(
    [rows, number, between, out, ...(isJoin ? [names] : [])],
    ["rows -> number", "number -> between", "between -> out", ...(isJoin ? ["names -> between.table"] : [])],
  );
  const { failedPath } = await drive(document, world);
  const asked = { flow: FLOW, file: failedPath, append, journal: false, resume: false };
  const { plan } = await planRedrive(document, catalog, { host: world.host }, asked);
  return plan.issues.map(({ code, severity, node }) => `${severity} ${code} ${node}`);
}

const window = nodeOf("between", "window", {
  columns: [{ name: "mean", of: "mean", column: "v", rows: 2 }],
});

test.each<[string, NodeDocument, boolean, readonly string[]]>([
  ["sums put beside", nodeOf("between", "aggregate", SUMS), false, ["warning DEAD_LETTER_ALONE between"]],
  ["sums put behind", nodeOf("between", "aggregate", SUMS), true, ["error DEAD_LETTER_PARTIAL between"]],
  ["a window", window, true, ["warning DEAD_LETTER_ALONE between"]],
  ["a sort", nodeOf("between", "sort", { columns: ["id"] }), true, []],
  ["a limit", nodeOf("between", "limit", { rows: 9 }), true, ["warning DEAD_LETTER_ALONE between"]],
  [
    "a limit behind the first",
    nodeOf("between", "limit", { offset: 1 }),
    true,
    ["error DEAD_LETTER_PARTIAL between"],
  ],
  ["a table that is looked into", join("left"), true, []],
  ["a table of which all rows come", join("full"), true, ["error DEAD_LETTER_PARTIAL between"]],
  [
    "one row of each",
    nodeOf("between", "deduplicate", { key: ["city"] }),
    true,
    ["warning DEAD_LETTER_ALONE between"],
  ],
  [
    "the last value",
    nodeOf("between", "impute", { columns: ["city"], strategy: "previous" }),
    true,
    ["warning DEAD_LETTER_ALONE between"],
  ],
  [
    "a fixed value",
    nodeOf("between", "impute", { columns: ["city"], strategy: "constant", values: { city: "?" } }),
    true,
    [],
  ],
])("%s", async (_, between, append, wanted) => {
  expect(await told(between, append)).toEqual(wanted);
});

test("sums for a table are refused, whatever it does with rows that it has", async () => {
  const table = nodeOf("out", "write-table", { path: "t.db", table: "t", mode: "upsert", keys: ["city"] });
  const sums = nodeOf("sums", "aggregate", SUMS);
  const beside = flowOf([rows, number, out], ["rows -> number", "number -> out"]);
  const { failedPath } = await drive(beside, world);
  const document = flowOf([rows, number, sums, table], ["rows -> number", "number -> sums", "sums -> out"]);
  const asked = { flow: FLOW, file: failedPath, append: false, journal: false, resume: false };
  const { plan } = await planRedrive(document, catalog, { host: world.host }, asked);
  const [issue] = plan.issues.filter(({ code }) => code === "DEAD_LETTER_PARTIAL");
  expect(issue).toMatchObject({
    severity: "error",
    node: "sums",
    message: expect.stringContaining('"out"') as string,
  });
});

test("rows that have been through a limit are not counted by it again", async () => {
  const limit = nodeOf("limit", "limit", { rows: 2, offset: 1 });
  const document = flowOf([rows, limit, number, out], ["rows -> limit", "limit -> number", "number -> out"]);
  const { failedPath } = await drive(document, world);
  const letters = files.text(failedPath)!;
  files.contents.set("mended.jsonl", new TextEncoder().encode(letters.replaceAll('"v":"x"', '"v":"7"')));
  const { summary } = await drive(document, world, { from: "mended.jsonl" });
  expect(summary).toMatchObject({ outcome: "done", rowsSkipped: 0 });
  expect(written(files, "out.attempt-2.jsonl")).toEqual([{ id: 2, city: "b", v: 7 }]);
});
