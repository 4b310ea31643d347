// sql: what a query over the rows gives, of one table and of several, and what is said of one that is wrong.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import sql from "./sql.ts";

const schema = { fields: [field("city", "text"), field("price", "float64"), field("at", "timestamp")] };
const rows = [
  { city: "Oslo", price: 2, at: 1000.5 },
  { city: "Rome", price: null, at: null },
  { city: "Oslo", price: 3, at: 2000 },
];
const places = frameOf({ fields: [field("city", "text"), field("country", "text")] }, [
  { city: "Oslo", country: "NO" },
  { city: "Rome", country: "IT" },
]);

const ask = (
  query: string,
  more: { columns?: object; memoryMegabytes?: number } = {},
  inputs: Record<string, Frame[]> = {},
) =>
  runWithFiles(sql, {}, { params: { query, ...more }, inputs: { in: [frameOf(schema, rows)], ...inputs } });

test("groups rows", async () => {
  const { rows: given, outputs } = await ask(
    "SELECT city, count(*)::INT AS n, sum(price) AS total FROM in GROUP BY city ORDER BY city",
  );
  expect(given).toEqual([
    { city: "Oslo", n: 2, total: 5 },
    { city: "Rome", n: 1, total: null },
  ]);
  expect(outputs.out[0].lineage).toMatchObject({ source: "sql", unit: "row", from: 1, to: 3 });
});

test("gives back what it got, nulls and fractions of milliseconds too", async () => {
  expect((await ask("FROM in")).rows).toEqual(rows);
});

test("joins two tables", async () => {
  const { rows: given } = await ask(
    "SELECT a.price, b.country FROM in AS a JOIN second AS b USING (city) WHERE a.price IN (2, 3) ORDER BY a.price",
    {},
    { second: [places] },
  );
  expect(given).toEqual([
    { price: 2, country: "NO" },
    { price: 3, country: "NO" },
  ]);
});

test("a frame without rows is a table without rows", async () => {
  const { rows: given } = await ask("SELECT count(*)::INT AS n FROM in", {}, { in: [frameOf(schema, [])] });
  expect(given).toEqual([{ n: 0 }]);
});

test("rows of nothing but pictures are no table", async () => {
  const pictures = frameOf({ fields: [field("picture", "image")] }, []);
  const { issues } = await ask("FROM in", {}, { in: [pictures] });
  expect(issues).toMatchObject([{ code: "COLUMN_TYPE", port: "in", got: "picture: image" }]);
});

test("many rows in frames of any length stay all there", async () => {
  const numbers = { fields: [field("n", "int32")] };
  const whole = frameOf(
    numbers,
    Array.from({ length: 10_000 }, (_, n): Record<string, Cell> => ({ n })),
  );
  const frames = [whole.slice(0, 1), whole.slice(1, 4097), whole.slice(4097, 10_000)];
  const { rows: given } = await ask("SELECT n FROM in ORDER BY n DESC", {}, { in: frames });
  expect(given.map(({ n }) => n)).toEqual(Array.from({ length: 10_000 }, (_, i) => 9999 - i));
});

test("pictures stay outside", async () => {
  const pictures = frameOf({ fields: [field("n", "int32"), field("picture", "image")] }, [
    { n: 1, picture: null },
  ]);
  expect((await ask("FROM in", {}, { in: [pictures] })).rows).toEqual([{ n: 1 }]);
});

test("columns that are set are known before the run; without them any may come", async () => {
  const columns = { city: "text", n: "int64" };
  const { schemas, rows: given } = await ask(
    "SELECT city, count(*) AS n FROM in GROUP BY city HAVING n > 1",
    { columns },
  );
  expect(schemas.out!.fields.map(({ name, type }) => [name, type.type])).toEqual(Object.entries(columns));
  expect(given).toEqual([{ city: "Oslo", n: 2n }]);
  expect((await ask("FROM in")).schemas.out).toEqual({ fields: [], open: true });
});

test("other columns than those that are set end the run, and are told", async () => {
  await expect(ask("SELECT city FROM in", { columns: { town: "text" } })).rejects.toMatchObject({
    code: "SQL_COLUMNS",
    details: { expected: '{"town":"text"}', got: '{"city":"text"}' },
  });
});

test("a type that there is not is an issue", async () => {
  const { issues } = await ask("FROM in", { columns: { city: "string" } });
  expect(issues).toMatchObject([{ code: "PARAM_INVALID", path: "params.columns", got: "string" }]);
});

test.each([
  ["SELEC 1", "SQL_INVALID", "(Line 1, column 1 of the query.)"],
  ["SELECT a.citty\nFROM in AS a", "SQL_INVALID", "(Line 1, column 8 of the query.)"],
  ["SELECT *\nFROM in AS a, wrong", "SQL_INVALID", "(Line 2, column 15 of the query.)"],
  ["DROP TABLE second", "SQL_NOT_SELECT", "not one SELECT"],
  ["FROM 'data.csv'", "SQL_FILE_OUTSIDE", "data.csv"],
  ["SELECT city::INT FROM in", "SQL_FAILED", "Could not convert string 'Oslo'"],
])("%j is %s", async (query, code, words) => {
  const thrown = (await ask(query).catch((error: unknown) => error)) as { code: string; message: string };
  expect(thrown).toMatchObject({ code });
  expect(thrown.message).toContain(words);
});

test("more rows than its memory holds are put aside meanwhile", async () => {
  const numbers = { fields: [field("n", "float64"), field("text", "text")] };
  const text = "a text that is longer than what stands in the place of it";
  const frame = frameOf(
    numbers,
    Array.from({ length: 50_000 }, (_, n): Record<string, Cell> => ({ n, text: `${n} ${text}` })),
  );
  const { rows: given } = await ask(
    "SELECT count(*)::INT AS n, count(DISTINCT text)::INT AS texts FROM in",
    { memoryMegabytes: 64 },
    { in: Array.from({ length: 30 }, () => frame) },
  );
  expect(given).toEqual([{ n: 1_500_000, texts: 50_000 }]);
});
