// write-parquet: what is written can be read again with its types, appears at once, and not at all where something is in the way.

import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { frameOf, freshLineage } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { formatType } from "../../../engine/frames/types.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import parquet from "../../sources/parquet/parquet.ts";
import writeParquet from "./write-parquet.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-parquet-"))));
afterEach(() => rm(folder, { recursive: true }));

const schema = {
  fields: [
    field("id", "int64"),
    field("small", "uint8"),
    field("x", "float64"),
    field("on", "bool"),
    field("day", "date"),
    field("at", { type: "timestamp", zone: null }),
    field("utc", "timestamp"),
    field("word", "text"),
    field("list", { type: "list", of: { type: "float64" } }),
    field("some", { type: "struct", fields: [field("a b", "text"), field("n", "float64")] }),
    field("any", "json"),
  ],
};
const full = {
  id: -9007199254740993n,
  small: 255,
  x: 0.1,
  on: true,
  day: -1,
  at: -1500.25,
  utc: 1704067200123,
  word: 'a "word" of more than twelve signs, ß',
  list: [1, null, 2.5],
  some: { "a b": "x", n: 1 },
  any: { k: [1, { z: null }] },
};
const none = Object.fromEntries(schema.fields.map(({ name }) => [name, null]));

const write = (frames: readonly Frame[], params: object = {}, more: object = {}) =>
  runNode(writeParquet, {
    params: { path: "out.parquet", ...params },
    inputs: { in: frames },
    host: { files: diskFiles(folder) },
    ...more,
  });

async function readBack() {
  const { outputs, schemas } = await runNode(parquet, {
    params: { path: "out.parquet" },
    host: { files: diskFiles(folder) },
  });
  const rows = (outputs.out ?? []).flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row)),
  );
  return { rows, types: schemas.out!.fields.map(({ name, type }) => `${name}: ${formatType(type)}`) };
}

test("every type and every null comes back", async () => {
  await write([frameOf(schema, [full, none, full])]);
  const { rows, types } = await readBack();
  expect(rows).toEqual([full, none, full]);
  expect(types).toEqual(schema.fields.map(({ name, type }) => `${name}: ${formatType(type)}`));
  expect(await readdir(folder)).toEqual(["out.parquet"]);
});

test("many rows in several frames keep their order, whatever pieces they are handed over in", async () => {
  const numbers = { fields: [field("n", "int32"), field("half", "float64")] };
  const rows = Array.from({ length: 9000 }, (_, n): Record<string, Cell> => ({
    n,
    half: n % 7 === 0 ? null : n / 2,
  }));
  const whole = frameOf(numbers, rows);
  await write([whole.slice(0, 3), whole.slice(3, 5001), whole.slice(5001, 5001), whole.slice(5001, 9000)]);
  expect((await readBack()).rows).toEqual(rows);
});

test("the same rows give the same bytes", async () => {
  const frame = frameOf(schema, [full, none]);
  await write([frame]);
  await write([frame], { path: "again.parquet" });
  expect(await readFile(join(folder, "out.parquet"))).toEqual(await readFile(join(folder, "again.parquet")));
});

test("tensors are lists, and numbers that JSON does not know stay themselves", async () => {
  const tensor = { fields: [field("v", { type: "tensor", dtype: "float32", shape: [3] })] };
  const frame = frameOf(tensor, [{ v: [1, NaN, -Infinity] }]);
  await write([frame], { columns: ["v"] });
  const { rows, types } = await readBack();
  expect(types).toEqual(["v: list of float64"]);
  // As text, since JSON has no such numbers: what reads the file otherwise has them as numbers.
  expect(rows).toEqual([{ v: "[1.0,NaN,-Infinity]" }]);
});

test("no rows: a file with the columns all the same", async () => {
  await write([frameOf(schema, [])]);
  const { rows, types } = await readBack();
  expect(rows).toEqual([]);
  expect(types[0]).toBe("id: int64");
});

test.each(["zstd", "snappy", "gzip", "none"])("compressed by %s", async (compression) => {
  await write([frameOf(schema, [full])], { compression });
  expect((await readBack()).rows).toEqual([full]);
});

test("only the chosen columns, in their order", async () => {
  await write([frameOf(schema, [full])], { columns: ["word", "id"] });
  expect((await readBack()).rows).toEqual([{ word: full.word, id: full.id }]);
});

test("a dry run touches nothing and says what it would do", async () => {
  const { effects } = await write(
    [frameOf(schema, [full], freshLineage("csv", 4, 5, "line"))],
    {},
    { dryRun: true },
  );
  expect(effects).toMatchObject([
    { summary: "write 1 rows to out.parquet", rows: 1, key: "out.parquet csv line 4-5" },
  ]);
  expect(await readdir(folder)).toEqual([]);
});

test("a place that cannot be written is said before any work", async () => {
  await mkdir(join(folder, "out.parquet"));
  await expect(write([frameOf(schema, [full])])).rejects.toMatchObject({ code: "FILE_IS_FOLDER" });
});

test("pictures are no cells of a table", async () => {
  const pictures = { fields: [field("n", "int32"), field("picture", "image")] };
  const { issues } = await write([frameOf(pictures, [])], { columns: ["picture"] });
  expect(issues).toMatchObject([{ code: "COLUMN_TYPE", port: "in", path: "params.columns" }]);
});

test("a file without a column is refused", async () => {
  await expect(write([frameOf({ fields: [] }, [])])).rejects.toMatchObject({ code: "PARQUET_UNWRITTEN" });
  expect(await readdir(folder)).toEqual([]);
});
