// The database source on files of SQLite: types by declaration and by sight, values of another kind, and what is no database.

import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatType } from "../../../engine/frames/types.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode, type NodeRun } from "../../../engine/sdk/harness.ts";
import database from "./database.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-sqlite-"))));
afterEach(() => rm(folder, { recursive: true }));

function sql(...statements: string[]): void {
  const file = new Sqlite(join(folder, "data.db"));
  for (const statement of statements) file.exec(statement);
  file.close();
}

const read = (query: string, params: object = {}, more: NodeRun = {}) =>
  runNode(database, {
    params: { system: "sqlite", path: "data.db", query, ...params },
    host: { files: diskFiles(folder) },
    ...more,
  });

async function rowsOf(query: string, params: object = {}) {
  const { outputs, schemas, failed } = await read(query, params);
  const rows = (outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  return { rows, failed, types: schemas.out!.fields.map(({ name, type }) => `${name}: ${formatType(type)}`) };
}

const NUMBERS =
  "INSERT INTO n WITH RECURSIVE c(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM c WHERE i < 5000) SELECT i FROM c";

test("types are those that were declared, or what the first values are", async () => {
  sql(
    "CREATE TABLE t (id INTEGER PRIMARY KEY, x REAL, word VARCHAR(9), yes BOOLEAN, day DATE, at TIMESTAMP, zoned DATETIME, unix DATETIME, raw BLOB, any)",
    `INSERT INTO t VALUES (9007199254740993, 1, 'a', 1, '2024-02-29', '2024-02-29 12:00:00.5', '2024-02-29T12:00:00+02:00', 1700000000, x'00ff', 2.5),
      (2, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, 3)`,
  );
  const { rows, types } = await rowsOf(
    "SELECT *, id + 1 AS next, count(*) OVER () AS n, NULL AS none FROM t ORDER BY id DESC",
  );
  expect(types).toEqual([
    ...["id: int64", "x: float64", "word: text", "yes: bool", "day: date", "at: timestamp (no zone)"],
    ...[
      "zoned: timestamp (UTC)",
      "unix: int64",
      "raw: text",
      "any: float64",
      "next: int64",
      "n: int64",
      "none: text",
    ],
  ]);
  expect(rows).toEqual([
    {
      ...{ id: 9007199254740993n, x: 1, word: "a", yes: true, day: Date.UTC(2024, 1, 29) / 86_400_000 },
      ...{ at: Date.UTC(2024, 1, 29, 12, 0, 0, 500), zoned: Date.UTC(2024, 1, 29, 10), unix: 1700000000n },
      ...{ raw: "AP8=", any: 2.5, next: 9007199254740994n, n: 2n, none: null },
    },
    {
      ...{ id: 2n, x: null, word: null, yes: false, day: null, at: null, zoned: null, unix: null },
      ...{ raw: null, any: 3, next: 3n, n: 2n, none: null },
    },
  ]);
});

test("a value of another kind makes its row fail, and the others keep their numbers", async () => {
  sql(
    "CREATE TABLE t (id INTEGER, x REAL)",
    "INSERT INTO t VALUES (1, 0.5), (2, 'many'), ('three', 3), (4, 4)",
  );
  const { rows, failed } = await rowsOf("SELECT * FROM t");
  expect(rows).toEqual([
    { id: 1n, x: 0.5 },
    { id: 4n, x: 4 },
  ]);
  expect(failed).toMatchObject([
    { row: 2, code: "CELL_OTHER_TYPE", column: "x", cause: '"x" is float64 (REAL) and holds "many" here.' },
    { row: 3, code: "CELL_OTHER_TYPE", column: "id" },
  ]);
  expect((await rowsOf("SELECT id, CAST(x AS TEXT) AS x FROM t WHERE id = 2")).rows).toEqual([
    { id: 2n, x: "many" },
  ]);
});

test("a whole number with more digits than a float64 keeps makes its row fail, as in files", async () => {
  sql("CREATE TABLE t (a NUMERIC)", "INSERT INTO t VALUES (9007199254740992), (9007199254740993), (0.5)");
  const { rows, failed, types } = await rowsOf("SELECT a FROM t");
  expect(types).toEqual(["a: float64"]);
  expect(rows).toEqual([{ a: 9007199254740992 }, { a: 0.5 }]);
  expect(failed).toMatchObject([{ row: 2, code: "CELL_OTHER_TYPE", column: "a" }]);
  expect(failed[0].cause).toContain("holds 9007199254740993 here");
});

test("a type that is seen holds for what comes later, or the row fails", async () => {
  sql("CREATE TABLE t (a)", "INSERT INTO t SELECT value FROM json_each('[1" + ",1".repeat(200) + "]')");
  sql("INSERT INTO t VALUES ('x')");
  const { rows, failed } = await rowsOf("SELECT a FROM t");
  expect([rows.length, failed.length]).toEqual([201, 1]);
});

test.each([
  ["a list", "i <= $2 AND i > $1", [10, 12]],
  ["names", "i > :from AND i <= :to", { to: 12, from: 10 }],
])("values are handed over beside the query: %s", async (_, condition, values) => {
  sql("CREATE TABLE n (i INTEGER)", NUMBERS);
  const { rows } = await rowsOf(`SELECT i FROM n WHERE ${condition}`, { values });
  expect(rows).toEqual([{ i: 11n }, { i: 12n }]);
});

test("rows come in pieces, and a part begins where it is told to", async () => {
  sql("CREATE TABLE n (i INTEGER)", NUMBERS);
  const whole = await read("SELECT i FROM n", { batchRows: 2000 });
  expect(whole.outputs.out.map(({ length }) => length)).toEqual([2000, 2000, 1000]);
  const rest = await read("SELECT i FROM n", { batchRows: 2000 }, { part: { from: 2000, to: 0 } });
  expect(rest.outputs.out.map((frame) => [frame.lineage.from, frame.row(0).i])).toEqual([
    [2001, 2001n],
    [4001, 4001n],
  ]);
});

test("a run that is left in its midst keeps nobody from writing", async () => {
  sql("CREATE TABLE n (i INTEGER)", NUMBERS);
  const controller = new AbortController();
  const options = { signal: controller.signal, onFrame: () => controller.abort() };
  await read("SELECT i FROM n", { batchRows: 10 }, options);
  sql("INSERT INTO n VALUES (0)");
  expect((await rowsOf("SELECT count(*) AS n FROM n")).rows).toEqual([{ n: 5001n }]);
});

test("no rows, and 2,000 columns", async () => {
  sql(`CREATE TABLE wide (${Array.from({ length: 2000 }, (_, i) => `c${i} INTEGER`).join(", ")})`);
  const none = await rowsOf("SELECT * FROM wide");
  expect([none.rows, none.types.length]).toEqual([[], 2000]);
  sql(`INSERT INTO wide VALUES (${Array.from({ length: 2000 }, (_, i) => i).join(", ")})`);
  expect((await rowsOf("SELECT * FROM wide")).rows[0]).toMatchObject({ c0: 0n, c1999: 1999n });
});

test.each([
  ["INSERT INTO n VALUES (1) RETURNING i"],
  ["WITH x AS (SELECT 1) INSERT INTO n SELECT * FROM x RETURNING i"],
  ["SELECT 1; DELETE FROM n"],
  ["PRAGMA journal_mode = wal"],
  ["ATTACH 'other.db' AS other"],
  [""],
])("what does not only read is refused: %s", async (query) => {
  sql("CREATE TABLE n (i INTEGER)", NUMBERS);
  const tried = read(query === "" ? " -- nothing" : query);
  await expect(tried).rejects.toMatchObject({ details: { fatal: true } });
  expect((await rowsOf("SELECT count(*) AS n FROM n")).rows).toEqual([{ n: 5000n }]);
});

test.each([
  ["SELECT i\n FROM nn", "(Line 2, column 7 of the query.)", 'Did you mean "numbers"?', "numbers"],
  ["SELECT wort FROM n", "(Line 1, column 8 of the query.)", 'Did you mean "word"?', "n"],
  ["SELECT i FRO n", "(Line 1, column 14 of the query.)", "at that place", "n"],
])("a wrong query says where: %s", async (query, place, hint, table) => {
  sql(`CREATE TABLE "${table === "numbers" ? "nm" : table}" (i INTEGER, word TEXT)`);
  const thrown = (await read(query).catch((error: unknown) => error)) as Error & {
    details: { hint: string };
  };
  expect(thrown).toMatchObject({ code: "SQL_INVALID", details: { path: "params.query" } });
  expect(thrown.message).toContain(place);
  expect(thrown.details.hint).toContain(table === "numbers" ? 'Did you mean "nm"?' : hint);
});

test("a file that is not there is not made", async () => {
  await expect(read("SELECT 1 AS a")).rejects.toMatchObject({ code: "FILE_MISSING" });
});

test.each([
  ["this is only text, and a good deal of it.\n".repeat(200), "DATABASE_INVALID"],
  [`SQLite format 3\0${"damaged ".repeat(1000)}`, "DATABASE_INVALID"],
])("a file that is no database, or is damaged", async (content, code) => {
  await writeFile(join(folder, "data.db"), content);
  await expect(read("SELECT 1 AS a")).rejects.toMatchObject({ code });
});

test("a file that somebody has locked altogether", async () => {
  sql("CREATE TABLE n (i INTEGER)");
  const other = new Sqlite(join(folder, "data.db"));
  other.exec("BEGIN EXCLUSIVE");
  try {
    await expect(read("SELECT i FROM n", { timeoutSeconds: 1 })).rejects.toMatchObject({
      code: "DATABASE_LOCKED",
    });
  } finally {
    other.exec("ROLLBACK");
    other.close();
  }
});

test.each([
  ["SELECT writefile('%', 'x') AS a"],
  ["SELECT \"readfile\"('%') AS a"],
  ["SELECT [readfile](x'00') AS a"],
  ["SELECT name FROM fsdir('%') AS f"],
  ["SELECT 1 AS a UNION ALL SELECT lsmode(0) FROM t"],
  ["SELECT $a$ AS a, writefile('%', 'x') AS b, $a$ AS c"],
  ["SELECT x AS a FROM calls"],
])("files are not reached by a query, also where a view hides it: %s", async (query) => {
  const target = join(folder, "made.txt");
  sql(
    "CREATE TABLE t (id INTEGER)",
    "INSERT INTO t VALUES (1)",
    `CREATE VIEW calls AS SELECT writefile('${target}', 'x') AS x FROM t`,
  );
  const tried = read(query.replaceAll("%", target));
  await expect(tried).rejects.toMatchObject({ details: { fatal: true } });
  expect(existsSync(target)).toBe(false);
});
