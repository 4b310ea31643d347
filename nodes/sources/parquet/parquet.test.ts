// parquet: what becomes of each type, how files are put together, and what is said of those that cannot be read.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Cell } from "../../../engine/frames/column.ts";
import { timestampText } from "../../../engine/frames/time-text.ts";
import { formatType } from "../../../engine/frames/types.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { parquetOf } from "../../../tests/support/make-parquet.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import { bareHost, runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector } from "../../../tests/support/test-nodes.ts";
import limit from "../../control/limit/limit.ts";
import parquet from "./parquet.ts";

type FilesGiven = Readonly<Record<string, string | Uint8Array>>;

const read = (files: FilesGiven, params: Record<string, unknown> = {}) =>
  runWithFiles(parquet, files, { params: { path: Object.keys(files)[0], ...params } });

/** The error that a probe throws. */
async function refused(files: FilesGiven, params: Record<string, unknown> = {}): Promise<MillraceError> {
  const thrown: unknown = await read(files, params).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(MillraceError);
  return thrown as MillraceError;
}

/** SQL of a value, the type that its column gets, and the cell. */
const TYPES: readonly (readonly [sql: string, type: string, cell: Cell])[] = [
  ["true", "bool", true],
  ["(-128)::TINYINT", "int8", -128],
  ["(-32768)::SMALLINT", "int16", -32768],
  ["(-2147483648)::INTEGER", "int32", -2147483648],
  ["(-9223372036854775808)::BIGINT", "int64", -9223372036854775808n],
  ["255::UTINYINT", "uint8", 255],
  ["65535::USMALLINT", "uint16", 65535],
  ["4294967295::UINTEGER", "uint32", 4294967295],
  ["18446744073709551615::UBIGINT", "uint64", 18446744073709551615n],
  ["0.5::FLOAT", "float32", 0.5],
  ["0.1::DOUBLE", "float64", 0.1],
  ["12.34::DECIMAL(9, 2)", "float64", 12.34],
  ["12345678901234567890123::DECIMAL(38, 0)", "float64", 12345678901234567890123],
  ["DATE '1969-12-31'", "date", -1],
  ["TIMESTAMP '1970-01-01 00:00:01.5'", "timestamp (no zone)", 1500],
  ["TIMESTAMPTZ '1970-01-01 01:00:00+01'", "timestamp (UTC)", 0],
  ["TIMESTAMP_NS '1970-01-01 00:00:00.000001500'", "timestamp (no zone)", 0.001],
  ["'a short one'", "text", "a short one"],
  ["'Grüße, 世界, and longer than twelve bytes'", "text", "Grüße, 世界, and longer than twelve bytes"],
  ["''", "text", ""],
  ["'ab'::BLOB", "text", "YWI="],
  ["TIME '10:11:12'", "text", "10:11:12"],
  ["uuid '00000000-0000-0000-0000-000000000001'", "text", "00000000-0000-0000-0000-000000000001"],
  ["[1, NULL, 3]", "list of float64", [1, null, 3]],
  ["{'a': 1, 'b': 'x'}", "struct {a: float64, b: text}", { a: 1, b: "x" }],
  ["[{'a': [true]}]", "list of struct {a: list of bool}", [{ a: [true] }]],
  ["[DATE '2024-01-02']", "json", ["2024-01-02"]],
  ["MAP {'k': 1}", "json", { k: 1 }],
];

describe("types", () => {
  test.each(TYPES)("%s is %s", async (sql, type, cell) => {
    const file = await parquetOf(`SELECT ${sql} AS v UNION ALL SELECT NULL`);
    const { rows, schemas } = await read({ "a.parquet": file });
    expect(formatType(schemas.out!.fields[0].type)).toBe(type);
    expect(rows).toEqual([{ v: cell }, { v: null }]);
  });

  test("what is rounded is said before the run", async () => {
    const file = await parquetOf("SELECT 1.25::DECIMAL(9, 2) AS price, 1 AS n");
    const { issues } = await read({ "a.parquet": file });
    expect(issues).toMatchObject([{ code: "NUMBERS_ROUNDED", severity: "info", got: "DECIMAL" }]);
    expect((await read({ "a.parquet": file }, { columns: ["n"] })).issues).toEqual([]);
  });

  test.each([
    ["TIMESTAMP 'infinity'"],
    ["TIMESTAMPTZ '-infinity'"],
    ["TIMESTAMP '290000-01-01'"],
    ["DATE 'infinity'"],
  ])("a time that no calendar here has is empty, which is said: %s", async (sql) => {
    const file = await parquetOf(`SELECT ${sql} AS t UNION ALL SELECT NULL`);
    const { rows, warnings } = await read({ "a.parquet": file });
    expect(rows).toEqual([{ t: null }, { t: null }]);
    expect(warnings).toEqual([expect.stringMatching(/^TIMES_BEYOND: "t" has times/)]);
  });

  test.each([
    ["TIMESTAMP '2026-01-31 13:00:00.123456'", "2026-01-31T13:00:00.123456Z"],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", "1969-12-31T23:59:59.999999Z"],
    ["TIMESTAMP '9999-12-31 23:59:59.999999'", "9999-12-31T23:59:59.999Z"],
    ["TIMESTAMP '0001-01-01 00:00:00.999999'", "0001-01-01T00:00:00.999Z"],
    ["TIMESTAMP_NS '2026-12-31 23:59:59.999999999'", "2026-12-31T23:59:59.999999Z"],
  ])("%s is cut down where a number cannot hold it", async (sql, text) => {
    const { rows } = await read({ "a.parquet": await parquetOf(`SELECT ${sql} AS t`) });
    expect(rows.map(({ t }) => timestampText(t as number))).toEqual([text]);
  });
});

describe("rows", () => {
  const long =
    "SELECT i AS id, CASE WHEN i % 3 = 0 THEN NULL ELSE i / 2 END AS half, 'row ' || i AS name FROM range(20000) t(i)";

  test("come in their order and with their nulls across row groups and frames", async () => {
    const { rows, outputs } = await read({ "a.parquet": await parquetOf(long, "ROW_GROUP_SIZE 3000") });
    expect(rows.length).toBe(20000);
    expect(outputs.out.length).toBeGreaterThan(1);
    const wrong = rows.findIndex(
      ({ id, half, name }, i) =>
        id !== BigInt(i) || half !== (i % 3 === 0 ? null : i / 2) || name !== `row ${i}`,
    );
    expect(wrong).toBe(-1);
    const [first, second] = outputs.out;
    expect([first.lineage.from, second.lineage.from]).toEqual([1, 1 + first.length]);
  });

  test("under a null stands no garbage", async () => {
    const { outputs } = await read({
      "a.parquet": await parquetOf("SELECT CASE WHEN i = 1 THEN NULL ELSE 7 END AS n FROM range(3) t(i)"),
    });
    const column = outputs.out[0].column("n");
    expect(column.layout === "fixed" && [...(column.values as Int32Array)]).toEqual([7, 0, 7]);
  });

  test("only the chosen columns, in their order", async () => {
    const { rows } = await read(
      { "a.parquet": await parquetOf("SELECT 1 AS a, 2 AS b, 3 AS c") },
      { columns: ["c", "a"] },
    );
    expect(rows).toEqual([{ c: 3, a: 1 }]);
    expect(Object.keys(rows[0])).toEqual(["c", "a"]);
  });

  test("a column that is not there is an issue with what may be meant", async () => {
    const { issues } = await read(
      { "a.parquet": await parquetOf("SELECT 1 AS price") },
      { columns: ["prise"] },
    );
    expect(issues).toMatchObject([{ code: "COLUMN_UNKNOWN", path: "params.columns", meant: "price" }]);
  });

  test("no rows: the columns are known all the same", async () => {
    const { rows, schemas } = await read({ "a.parquet": await parquetOf("SELECT 1 AS a WHERE false") });
    expect(rows).toEqual([]);
    expect(schemas.out!.fields.map(({ name }) => name)).toEqual(["a"]);
  });

  test("thousands of columns", async () => {
    const columns = Array.from({ length: 10_000 }, (_, i) => `${i} AS c${i}`).join(", ");
    const { rows } = await read({ "a.parquet": await parquetOf(`SELECT ${columns}`) });
    expect(Object.keys(rows[0]).length).toBe(10_000);
    expect(rows[0].c2499).toBe(2499);
  });
});

describe("several files", () => {
  const one = (select: string) => parquetOf(select);

  test("come one after the other by name, and nothing else of the folder", async () => {
    const files = {
      "all/b.parquet": await one("SELECT 2 AS n"),
      "all/a.parquet": await one("SELECT 1 AS n"),
      "all/notes.txt": "no rows",
    };
    expect((await read(files, { path: "all" })).rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test("a type that differs between files is an error that names the file, or is united", async () => {
    const files = {
      "all/a.parquet": await one("SELECT 1 AS n"),
      "all/b.parquet": await one("SELECT 'x' AS n, 2 AS m"),
    };
    const { code, details } = await refused(files, { path: "all" });
    expect(code).toBe("PARQUET_DIFFERENT");
    expect(details).toMatchObject({ file: "all/b.parquet", expected: '"n" INTEGER', got: '"n" VARCHAR' });
    const { rows } = await read(files, { path: "all", differing: "unite" });
    expect(rows).toEqual([
      { n: "1", m: null },
      { n: "x", m: 2 },
    ]);
  });

  test("columns of one file in another order are the same columns", async () => {
    const files = {
      "all/a.parquet": await one("SELECT 1 AS n, 2 AS m"),
      "all/b.parquet": await one("SELECT 4 AS m, 3 AS n"),
    };
    const { rows } = await read(files, { path: "all" });
    expect(rows).toEqual([
      { n: 1, m: 2 },
      { n: 3, m: 4 },
    ]);
  });

  test("a folder without such files is refused before the run: nobody knows the columns", async () => {
    const { issues } = await read({ "all/notes.txt": "x" }, { path: "all" });
    expect(issues).toMatchObject([{ code: "FILES_NONE", severity: "error" }]);
  });
});

describe("what cannot be read", () => {
  test("a file that is not there", async () => {
    expect((await refused({ "a.txt": "" }, { path: "b.parquet" })).code).toBe("FILE_MISSING");
  });

  test.each([
    ["an empty file", "", "FILE_EMPTY"],
    ["text with that ending", "id,name\n1,x\n", "FILE_NOT_PARQUET"],
    ["the first sign alone", "PAR1", "PARQUET_TRUNCATED"],
  ])("%s", async (_, content, code) => {
    const error = await refused({ "a.parquet": content });
    expect(error.code).toBe(code);
    expect(error.details).toMatchObject({ file: "a.parquet", path: "params.path" });
    expect(error.details.hint).not.toBe("");
  });

  test("a file that was cut off", async () => {
    const whole = await parquetOf("SELECT range AS n FROM range(10000)");
    expect((await refused({ "a.parquet": whole.slice(0, whole.length / 2) })).code).toBe("PARQUET_TRUNCATED");
  });

  test("a file whose description is damaged, in DuckDB's words", async () => {
    const whole = Uint8Array.from(await parquetOf("SELECT range AS n FROM range(10000)"));
    whole.fill(255, whole.length - 60, whole.length - 8);
    const { code, message } = await refused({ "a.parquet": whole });
    expect(code).toBe("PARQUET_DAMAGED");
    expect(message).toMatch(/^The file cannot be read: \S/);
  });

  test("names that stand there twice get what DuckDB calls them", async () => {
    const { rows } = await read({ "a.parquet": await parquetOf("SELECT 1 AS a, 2 AS a") });
    expect(Object.values(rows[0])).toEqual([1, 2]);
  });
});

test("a limit ends it in the middle of its rows, and that is no error", async () => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-parquet-limit-"));
  try {
    await writeFile(join(folder, "a.parquet"), await parquetOf("SELECT range AS n FROM range(200000)"));
    const { node, rowIds } = collector();
    const { summary } = await runWorkflow(
      [
        { id: "rows", kind: parquet, params: { path: "a.parquet" } },
        { id: "limit", kind: limit, params: { rows: 5 } },
        { id: "sink", kind: node },
      ],
      ["rows -> limit", "limit -> sink"],
      { host: bareHost({ files: diskFiles(folder) }) },
    );
    expect(summary).toMatchObject({ outcome: "done", error: null });
    expect(rowIds()).toEqual([1, 2, 3, 4, 5]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a cancelled run gives no further frame", async () => {
  const controller = new AbortController();
  let frames = 0;
  const onFrame = () => {
    frames++;
    controller.abort();
  };
  const file = await parquetOf("SELECT range AS n FROM range(200000)");
  await runWithFiles(
    parquet,
    { "a.parquet": file },
    { params: { path: "a.parquet" }, signal: controller.signal, onFrame },
  );
  expect(frames).toBe(1);
});
