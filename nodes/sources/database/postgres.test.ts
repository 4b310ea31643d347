// The database source on a PostgreSQL server: types, values, pieces, and that nothing is changed.

import { beforeAll, expect, test } from "vitest";
import { formatType } from "../../../engine/frames/types.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { lazyNetwork } from "../../../engine/host/lazy-network.ts";
import { runNode, type NodeRun } from "../../../engine/sdk/harness.ts";
import { postgresForTests } from "../../../tests/support/postgres.ts";
import database from "./database.ts";

const server = postgresForTests();

beforeAll(async () => {
  if (server.place.port === 0) return;
  await server.sql(
    "CREATE TABLE numbers AS SELECT n, 'row ' || n AS word FROM generate_series(1, 5000) AS n",
  );
});

const read = (query: string, params: object = {}, more: NodeRun = {}) =>
  runNode(database, {
    params: { ...server.place, query, ...params },
    host: { secrets: server.secrets, clock: systemClock, network: lazyNetwork() },
    ...more,
  });

async function rowsOf(query: string, params: object = {}) {
  const { outputs, schemas, warnings, issues } = await read(query, params);
  const rows = (outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  const types = schemas.out!.fields.map(({ name, type }) => `${name}: ${formatType(type)}`);
  return { rows, types, warnings, issues };
}

test("every type has its column, whole numbers of 64 bits exactly", async () => {
  const { rows, types } = await rowsOf(`
    SELECT 1::int2 AS i2, -2::int4 AS i4, 9007199254740993::int8 AS i8, 12345678901234567::numeric(17) AS whole,
      0.5::float4 AS f4, 'NaN'::float8 AS f8, 1.25::numeric(6, 2) AS money, true AS yes, 'ß' AS word,
      '2024-02-29'::date AS day, '2024-02-29 12:00:00.000001+02'::timestamptz AS at, '1999-12-31 23:59:59.5'::timestamp AS plain,
      '{"a": 1e400}'::jsonb AS doc, '\\x00ff'::bytea AS bytes, ARRAY[1, NULL, 3] AS list, ARRAY['a,b', 'c"'] AS words,
      'b0f3a6f6-4b0f-4c5e-8b7e-1f2d3c4b5a69'::uuid AS id, NULL::int4 AS none`);
  expect(types).toEqual([
    "i2: int16",
    "i4: int32",
    "i8: int64",
    "whole: int64",
    "f4: float32",
    "f8: float64",
    "money: float64",
    "yes: bool",
    "word: text",
    "day: date",
    "at: timestamp (UTC)",
    "plain: timestamp (no zone)",
    "doc: text",
    "bytes: text",
    "list: list of float64",
    "words: list of text",
    "id: text",
    "none: int32",
  ]);
  const { f8, at, ...row } = rows[0];
  expect(f8).toBeNaN();
  expect(at).toBeCloseTo(Date.UTC(2024, 1, 29, 10) + 0.001, 3);
  expect(row).toEqual({
    ...{ i2: 1, i4: -2, i8: 9007199254740993n, whole: 12345678901234567n, f4: 0.5, money: 1.25, yes: true },
    ...{ word: "ß", day: Date.UTC(2024, 1, 29) / 86_400_000, plain: Date.UTC(1999, 11, 31, 23, 59, 59, 500) },
    doc: `{"a": ${1}${"0".repeat(400)}}`,
    ...{ bytes: "AP8=", list: [1, null, 3], words: ["a,b", 'c"'], none: null },
    id: "b0f3a6f6-4b0f-4c5e-8b7e-1f2d3c4b5a69",
  });
});

test("what may lose digits is said while editing", async () => {
  const { issues } = await read(
    "SELECT 1::numeric AS open, 1::numeric(30, 2) AS wide, 1::numeric(15, 2) AS narrow",
  );
  expect(issues.map(({ code, got }) => [code, got])).toEqual([
    ["NUMBERS_ROUNDED", "numeric"],
    ["NUMBERS_ROUNDED", "numeric(30, 2)"],
  ]);
});

test("rows come in pieces, in order, and are numbered", async () => {
  const { outputs } = await read("SELECT * FROM numbers ORDER BY n", { batchRows: 2048 });
  expect(outputs.out.map(({ length }) => length)).toEqual([2048, 2048, 904]);
  expect(outputs.out[1].row(0)).toEqual({ n: 2049, word: "row 2049" });
  expect(outputs.out[2].lineage).toMatchObject({ unit: "row", from: 4097, to: 5001 });
});

test.each([
  ["$1 and $2", "n > $1 AND word <> $2", [4998, "row 4999"]],
  ["names", "n > :least AND word <> :word", { word: "row 4999", least: 4998 }],
])("values are handed over beside the query: %s", async (_, condition, values) => {
  const { rows } = await rowsOf(`SELECT n FROM numbers WHERE ${condition}`, { values });
  expect(rows).toEqual([{ n: 5000 }]);
});

test("a value is a value, whatever stands in it", async () => {
  const { rows } = await rowsOf("SELECT $1::text AS it", { values: ["'; DROP TABLE numbers; --"] });
  expect(rows).toEqual([{ it: "'; DROP TABLE numbers; --" }]);
});

test("no rows: columns all the same", async () => {
  const { rows, types } = await rowsOf("SELECT * FROM numbers WHERE n < 0");
  expect([rows, types]).toEqual([[], ["n: int32", "word: text"]]);
});

test("times before the year 1 come, infinite ones are nulls, which is said once", async () => {
  const { rows, warnings } = await rowsOf(
    "SELECT v::date AS day, v::timestamptz AS at FROM (VALUES ('0044-03-15 BC'), ('infinity'), ('-infinity')) AS t(v)",
  );
  const ides = new Date("-000043-03-15").getTime();
  expect(rows[0]).toEqual({ day: ides / 86_400_000, at: ides });
  expect(rows.slice(1)).toEqual([
    { day: null, at: null },
    { day: null, at: null },
  ]);
  expect(warnings).toEqual([
    expect.stringContaining(
      'DATABASE_NULLS: "day" (such as infinity), "at" (such as infinity) have values that no column here holds',
    ),
  ]);
});

test("1,600 columns, as many as a table may have", async () => {
  const names = Array.from({ length: 1600 }, (_, i) => `${i} AS c${i}`);
  const { outputs } = await read(`SELECT ${names.join(", ")}`);
  expect(outputs.out[0].row(0)).toMatchObject({ c0: 0, c1599: 1599 });
});

test("two columns of one name are an issue", async () => {
  const { issues } = await read("SELECT 1 AS a, 2 AS a");
  expect(issues).toMatchObject([{ code: "COLUMN_DUPLICATE", got: "a" }]);
});

test.each([
  ["INSERT INTO numbers VALUES (0, '')", "SQL_NOT_SELECT", 'it begins with "INSERT INTO"'],
  ["WITH gone AS (DELETE FROM numbers RETURNING n) SELECT * FROM gone", "SQL_NOT_SELECT", "data-modifying"],
  ["SELECT 1; DROP TABLE numbers", "SQL_NOT_SELECT", "more than one statement"],
  ["SELECT nextval('counter')", "SQL_NOT_SELECT", "read-only"],
  ["SELECT 1) AS x; COMMIT; DROP TABLE numbers; --", "SQL_NOT_SELECT", "more than one statement"],
])("a query that writes is refused: %s", async (query, code, words) => {
  await server.sql("CREATE SEQUENCE IF NOT EXISTS counter");
  const thrown = await read(query).catch((error: unknown) => error as Error);
  expect(thrown).toMatchObject({ code });
  expect((thrown as Error).message).toContain(words);
  expect(await server.sql("SELECT count(*) FROM numbers")).toEqual([["5000"]]);
});

test.each([
  ["SELECT n\nFROM nmbers", "SQL_INVALID", "(Line 2, column 6 of the query.)", 'Did you mean "numbers"?'],
  ["SELECT wort FROM numbers", "SQL_INVALID", "(Line 1, column 8 of the query.)", "numbers.word"],
  ["SELECT n FROM numbers\n WHER n > 1", "SQL_INVALID", "(Line 2, column 7 of the query.)", "at that place"],
  ["SELECT n + 'x' FROM numbers", "SQL_INVALID", "invalid input syntax", "at that place"],
])("a wrong query says where: %s", async (query, code, place, hint) => {
  const thrown = await read(query).catch((error: unknown) => error);
  expect(thrown).toMatchObject({ code, details: { path: "params.query" } });
  expect((thrown as Error).message.toLowerCase()).toContain(place.toLowerCase());
  expect((thrown as { details: { hint: string } }).details.hint).toContain(hint);
});

test("a row that cannot be computed ends the run with the server's words", async () => {
  await expect(read("SELECT 1 / (n - 3000) AS x FROM numbers")).rejects.toMatchObject({
    code: "SQL_FAILED",
    message: expect.stringContaining("Division by zero") as string,
  });
});

test("a cancelled run stops the server too", async () => {
  const controller = new AbortController();
  const query =
    "SELECT n, pg_sleep(CASE WHEN n > 2048 THEN 3600 ELSE 0 END)::text AS s FROM numbers ORDER BY n";
  await read(query, {}, { signal: controller.signal, onFrame: () => controller.abort() }).catch(() => {});
  const running =
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'millrace' AND state = 'active'";
  await expect.poll(() => server.sql(running)).toEqual([["0"]]);
});

test("a query that takes longer than it may is ended", async () => {
  await expect(read("SELECT pg_sleep(60)", { timeoutSeconds: 1 })).rejects.toMatchObject({
    code: "DATABASE_TIMEOUT",
    details: { path: "params.timeoutSeconds" },
  });
});

test("a connection that is ended in the middle says so", async () => {
  const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'millrace'";
  await expect(
    read("SELECT * FROM numbers", { batchRows: 100 }, { onFrame: () => void server.sql(end) }),
  ).rejects.toMatchObject({ code: "DATABASE_LOST" });
});

test("other columns than planned are refused", async () => {
  await server.sql("CREATE TABLE changing (a int)");
  const changed = {
    ...database,
    open: () => server.sql("ALTER TABLE changing ALTER a TYPE text") as never,
  };
  const run = runNode(changed, {
    params: { ...server.place, query: "SELECT * FROM changing" },
    host: { secrets: server.secrets, clock: systemClock, network: lazyNetwork() },
  });
  await expect(run).rejects.toMatchObject({
    code: "DATABASE_CHANGED",
    details: { expected: "a int32", got: "a text" },
  });
});
