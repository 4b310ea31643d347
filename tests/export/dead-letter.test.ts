// Exported programs run failed rows again, as `millrace run` does.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";
import { exported, logOf, program } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  await work.write("rows.csv", "id,a\n1,2\n2,x\n3,4\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { id: "int64", a: "float64" } }],
      ["some", "filter", { condition: "id < 3" }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> some", "some -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program");
});

const input = (text: string) => writeFile(join(folder, "rows.csv"), text);
const output = (name: string) => readFile(join(folder, name), "utf8");

test("a program runs rows that failed in it again, and those that failed in the workflow", async () => {
  await input("id,a\n1,2\n2,x\n3,4\n");
  const first = await program(folder);
  expect(logOf(first).at(-1)).toMatchObject({ rows: 3, rowsFailed: 1, rowsSkipped: 1 });
  await input("id,a\n1,2\n2,7\n3,4\n");
  const again = await program(folder, [
    "--from-dead-letter",
    join(folder, "out.csv.failed.jsonl"),
    "--append",
  ]);
  expect([again.code, logOf(again)[0].message]).toEqual([0, "1 row run again, attempt 2"]);
  expect(await output("out.csv")).toBe("id,a\n1,2\n2,7\n");
  expect(await work.millrace(["run", "flow.millrace.json"])).toMatchObject({ code: 3 });
  const other = await program(folder, ["--from-dead-letter", work.path("out.csv.failed.jsonl")]);
  expect(other.code, other.stderr).toBe(0);
  expect(await output("out.attempt-2.csv")).toBe("id,a\n2,7\n");
});

test.each([
  [["--append"], "USAGE_DEAD_LETTER"],
  [["--from-dead-letter", "none.jsonl"], "FILE_MISSING"],
  [["--from-dead-letter", "rows.csv"], "DEAD_LETTER_BROKEN"],
  [["--from-dead-letter", "rows.csv", "--selftest"], "USAGE_FLAG"],
])("%j: %s", async (args, code) => {
  const { code: exit, stderr } = await program(folder, args);
  expect([exit, stderr]).toEqual([2, expect.stringContaining(code)]);
});
