// Failed rows of workflows that write into databases alone: the table gets them when they are mended, and no record of a row is lost.

import { rm } from "node:fs/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { diskFiles } from "../../engine/host/files.ts";
import { Database } from "../../nodes/_shared/duckdb/database.ts";
import { textOf } from "../../nodes/_shared/duckdb/single-text.ts";
import { sqliteOf, sqliteText } from "../support/make-sqlite.ts";
import { postgresForTests } from "../support/postgres.ts";
import { workspace, type Ended } from "./millrace.ts";

const work = workspace();
const server = postgresForTests({ skips: false });
const FLOW = "flow.millrace.json";
const LETTERS = "flow.failed.jsonl";
const SECOND = "flow.attempt-2.failed.jsonl";
const CHECKED = "CREATE TABLE t (id DOUBLE PRECISION PRIMARY KEY, v DOUBLE PRECISION CHECK (v > 0))";

const flow = (params: Readonly<Record<string, unknown>>) =>
  work.flow(
    FLOW,
    [
      ["rows", "inline", { rows: [1, 2, 3, 4].map((id) => ({ id, v: id % 2 === 0 ? -id : id })) }],
      ["out", "write-table", { table: "t", ...params }],
    ],
    ["rows -> out"],
  );
const again = (file: string, ...more: string[]): Promise<Ended> =>
  work.millrace(["run", FLOW, "--from-dead-letter", file, ...more]);
const lines = async (name: string) => (await work.read(name)).trimEnd().split("\n");
const mended = (line: string, v: number) => line.replaceAll(/"v":-\d/g, `"v":${v}`);
const rowsIn = () => (JSON.parse(sqliteText(work.path("t.db"))) as [string, unknown[][]][])[0][1];

test("a row of a group is told as such, and a key that is empty by a dry run too", async () => {
  await work.write("sales.csv", "city,amount\n,1\nAue,2\n,3\n");
  await work.flow(
    "sums.millrace.json",
    [
      ["sales", "csv", { path: "sales.csv" }],
      ["sums", "aggregate", { key: ["city"], columns: [{ name: "total", of: "sum", column: "amount" }] }],
      ["out", "write-table", { path: "s.db", table: "sums", mode: "upsert", keys: ["city"] }],
    ],
    ["sales -> sums", "sums -> out"],
  );
  const dry = await work.millrace(["run", "sums.millrace.json", "--dry-run"]);
  expect(dry.stdout + dry.stderr).toContain("would insert or overwrite 1 row into sums");
  expect(dry.stdout + dry.stderr).toContain("a group from line 2 of sales on, node out: ROW_REFUSED");
  expect(await work.millrace(["run", "sums.millrace.json"])).toMatchObject({ code: 3 });
  const [letter] = (await work.read("sums.failed.jsonl")).trimEnd().split("\n");
  expect(JSON.parse(letter)).toMatchObject({ line: 2, ofGroup: true, source: "sales", values: { total: 4 } });
});

describe("a table of a file", () => {
  beforeEach(async () => {
    for (const name of await work.names()) await rm(work.path(name));
    await work.write("t.db", sqliteOf(CHECKED));
    await flow({ path: "t.db" });
    expect(await work.millrace(["run", FLOW])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("out, t in t.db: 2 rows\n  2 rows failed") as string,
    });
  });

  test.each([[[]], [["--append"]]])("gets the rows that were mended, %j", async (more) => {
    const before = await work.read(LETTERS);
    await work.write("mended.jsonl", mended(before, 7));
    expect(await again("mended.jsonl", ...more)).toMatchObject({ code: 0 });
    expect(rowsIn()).toEqual([1, 3, 2, 4].map((id) => [id, id % 2 === 0 ? 7 : id]));
    const names = [LETTERS, FLOW, "mended.jsonl", "mended.jsonl.appended", "t.db"].toSorted();
    expect(await work.names()).toEqual(names);
    expect(await work.read(LETTERS)).toBe(before);
    // What is there is not put there twice, though this table's key would let nobody do it; an upsert may come again.
    const { code, stderr } = await again("mended.jsonl");
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(more.length > 0 ? "DEAD_LETTER_" : "DEAD_LETTER_GIVEN"),
    ]);
    expect(stderr).toContain("mended.jsonl.appended");
    if (more.length > 0) return;
    const upsert = ["--set", "out.mode=upsert", "--set", 'out.keys=["id"]'];
    expect(await again("mended.jsonl", ...upsert)).toMatchObject({ code: 0 });
    // Mended once more it is another row.
    await work.write("mended.jsonl", mended(before, 8));
    expect((await again("mended.jsonl")).stderr).not.toContain("DEAD_LETTER_GIVEN");
  });

  test("fails again into a record of its own, in which rows that are not run stay", async () => {
    const before = await work.read(LETTERS);
    expect(await again(LETTERS)).toMatchObject({ code: 3 });
    expect((await lines(SECOND)).map((line) => JSON.parse(line) as object)).toMatchObject([
      { row: 2, attempt: 2 },
      { row: 4, attempt: 2 },
    ]);
    const [, other] = await lines(SECOND);
    await work.write("one.jsonl", mended((await lines(LETTERS))[0], 7));
    expect(await again("one.jsonl")).toMatchObject({ code: 0 });
    expect(await lines(SECOND)).toEqual([other]);
    await work.write("one.jsonl", (await lines(LETTERS))[0]);
    expect(await again("one.jsonl")).toMatchObject({ code: 3 });
    expect((await lines(SECOND)).map((line) => (JSON.parse(line) as { row: number }).row)).toEqual([2, 4]);
    await work.write("all.jsonl", (await lines(LETTERS)).map((line) => mended(line, 9)).join("\n"));
    expect(await again("all.jsonl", "--set", "out.mode=upsert", "--set", 'out.keys=["id"]')).toMatchObject({
      code: 0,
    });
    expect(await work.names()).not.toContain(SECOND);
    expect(await work.names()).not.toContain(`${SECOND}.part`);
    expect(await work.read(LETTERS)).toBe(before);
  });

  test("is not replaced by the few rows that are run again", async () => {
    const { code, stderr } = await again(LETTERS, "--set", "out.mode=replace");
    expect([code, stderr]).toEqual([2, expect.stringContaining("DEAD_LETTER_REPLACE")]);
    expect(stderr).toContain("--set out.mode=insert");
    expect(rowsIn()).toEqual([1, 3].map((id) => [id, id]));
  });

  test("does not get the mark of a secret for a value, and a line without the row is read from the source", async () => {
    const [line] = await lines(LETTERS);
    await work.write("hidden.jsonl", line.replaceAll('"v":-2}', '"v":"[secret PIN]"}'));
    await work.write("named.jsonl", line.replaceAll('"id":', '"[secret PIN]":'));
    for (const file of ["hidden.jsonl", "named.jsonl"]) {
      const { code, stderr } = await again(file);
      expect([code, stderr]).toEqual([2, expect.stringContaining("DEAD_LETTER_HIDDEN")]);
    }
    const { given: _, ...rest } = JSON.parse(line) as Record<string, unknown>;
    await work.write("hidden.jsonl", JSON.stringify(rest));
    await again("hidden.jsonl", "--set", 'rows.rows=[{"id":1,"v":1},{"id":2,"v":8}]');
    expect(rowsIn()).toEqual([1, 3, 2].map((id) => [id, id === 2 ? 8 : id]));
  });
});

test("DuckDB and PostgreSQL take them as SQLite does", async (context) => {
  if (server.reason() !== null) context.skip(server.reason()!);
  await server.sql(CHECKED);
  const env = server.environment();
  const upsert = { table: "t", mode: "upsert", keys: ["id"] };
  await flow({ ...server.place, ...upsert });
  expect(await work.millrace(["run", FLOW], env)).toMatchObject({ code: 3 });
  await work.write("mended.jsonl", mended(await work.read(LETTERS), 7));
  for (const place of [server.place, { system: "duckdb", path: "t.duckdb" }]) {
    await flow({ ...place, ...upsert });
    expect(await work.millrace(["run", FLOW, "--from-dead-letter", "mended.jsonl"], env)).toMatchObject({
      code: 0,
    });
  }
  const wanted = [2, 4].map((id) => [id, 7]);
  expect(
    (await server.sql("SELECT id, v FROM t WHERE v = 7 ORDER BY id")).map((row) => row.map(Number)),
  ).toEqual(wanted);
  const database = await Database.open(diskFiles(work.folder), { memoryMegabytes: 64 });
  try {
    await database.run(`ATTACH '${work.path("t.duckdb")}' AS file`);
    const text = "SELECT CAST(to_json(list([id, v] ORDER BY id)) AS VARCHAR) FROM file.t";
    expect(JSON.parse(await textOf(database, text))).toEqual(wanted);
  } finally {
    database.close();
  }
});
