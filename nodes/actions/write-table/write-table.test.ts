// write-table: what gets into tables of SQLite, DuckDB and PostgreSQL, what is refused row by row, and what is refused altogether.

import { execFileSync } from "node:child_process";
import { link, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { lazyNetwork } from "../../../engine/host/lazy-network.ts";
import { many, row, tablesForTests, words } from "../../../tests/support/tables.ts";
import { duckdbTable } from "./duckdb-table.ts";

const tables = tablesForTests();
const { sqlite: SQLITE, duckdb: DUCKDB, postgres: POSTGRES, folder, write } = tables;

describe.each(tables.all)("%s", (name, system) => {
  const all = () => system.sql("SELECT id, word FROM t ORDER BY id, word");

  test("makes the table and adds rows, batch by batch", async () => {
    const { failed } = await write(system, [many(1, 6), many(6, 6), many(6, 10)], { batchRows: 3 });
    expect(failed).toEqual([]);
    expect(await all()).toEqual(Array.from({ length: 9 }, (_, i) => [String(i + 1), `word ${i + 1}`]));
    await write(system, [many(1, 2)], {});
    expect(await all()).toHaveLength(10);
  });

  test("a row that is refused is a failed row with the database's words, and the others get in", async () => {
    await system.sql("CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT NOT NULL)");
    const rows = [row(1), row(2), row(2, "again"), row(3, null), row(4), row(5)];
    const { failed } = await write(system, [frameOf(words, rows)], { batchRows: 4 });
    expect(failed.map(({ row: at, code }) => [at, code])).toEqual([
      [2, "ROW_REFUSED"],
      [3, "ROW_REFUSED"],
    ]);
    expect(failed[0].cause).toMatch(/unique|duplicate/i);
    expect(failed[1].cause).toMatch(/null/i);
    expect((await all()).map(([id]) => id)).toEqual(["1", "2", "4", "5"]);
  });

  test("upsert overwrites by key, the last of the same key counts, and what is not written stays", async () => {
    await write(system, [frameOf(words, [row(1, "old"), row(2, "old")])], { mode: "upsert", keys: ["id"] });
    await system.sql("ALTER TABLE t ADD COLUMN note TEXT");
    await system.sql("UPDATE t SET note = 'kept'");
    const rows = [row(2, "first"), row(3), row(2, "last")];
    const { failed } = await write(system, [frameOf(words, rows)], { mode: "upsert", keys: ["id"] });
    expect(failed).toEqual([]);
    expect(await system.sql("SELECT id, word, note FROM t ORDER BY id")).toEqual([
      ["1", "old", "kept"],
      ["2", "last", "kept"],
      ["3", "word 3", null],
    ]);
  });

  test("upsert into a table without such a key is refused, and nothing is written", async () => {
    await system.sql("CREATE TABLE t (id BIGINT, word TEXT)");
    await expect(write(system, [many(1, 2)], { mode: "upsert", keys: ["id"] })).rejects.toMatchObject({
      code: "TABLE_KEY",
      details: { path: "params.keys" },
    });
    expect(await all()).toEqual([]);
  });

  test("replace puts all rows in the place of those that were, and keeps the rules of the table", async () => {
    await system.sql("CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT CHECK (word <> 'bad'))");
    await system.sql("INSERT INTO t VALUES (1, 'old'), (7, 'old')");
    const rows = [row(1, "new"), row(2, "bad"), row(3, "new")];
    const { failed } = await write(system, [frameOf(words, rows)], { mode: "replace" });
    expect(failed.map(({ row: at }) => at)).toEqual([1]);
    expect(await all()).toEqual([
      ["1", "new"],
      ["3", "new"],
    ]);
    await write(system, [many(1, 1)], { mode: "replace" });
    expect(await system.sql("SELECT count(*) AS n FROM t")).toEqual([["0"]]);
    await expect(system.sql("INSERT INTO t VALUES (1, 'bad')")).rejects.toThrow();
  });

  test("a run that is cancelled leaves a table to be replaced as it was", async () => {
    await write(system, [many(1, 3)], {});
    const controller = new AbortController();
    const frames = [many(5, 6), many(6, 7)];
    // Ended when the second frame is asked for.
    const stopping = Object.defineProperty([...frames], 1, {
      get: () => {
        controller.abort();
        return frames[1];
      },
    });
    await write(system, stopping, { mode: "replace" }, { signal: controller.signal });
    expect((await all()).map(([id]) => id)).toEqual(["1", "2"]);
  });

  test("every type and every null gets in", async () => {
    const schema = {
      fields: [
        field("big", "int64"),
        field("small", "uint8"),
        field("x", "float64"),
        field("yes", "bool"),
        field("day", "date"),
        field("at", "timestamp"),
        field("plain", { type: "timestamp", zone: null }),
        field("word", "text"),
        field("list", { type: "list", of: { type: "float64" } }),
        field("any", "json"),
      ],
    };
    const full = {
      ...{ big: -9007199254740993n, small: 255, x: 0.1, yes: true, day: -1, at: 1704067200123.25 },
      ...{ plain: -1500, word: `a "word", 'ß'\n\\`, list: [1, null, 2.5], any: { k: [1, { z: null }] } },
    };
    const none = Object.fromEntries(schema.fields.map(({ name: column }) => [column, null]));
    const { failed } = await write(system, [frameOf(schema, [full, none])], {});
    expect(failed).toEqual([]);
    const [got, nulls] = await system.sql('SELECT big, small, x, yes, day, "at", plain, word FROM t');
    expect(nulls.every((cell) => cell === null)).toBe(true);
    expect(got.slice(0, 3)).toEqual(["-9007199254740993", "255", "0.1"]);
    expect(["1", "true", "t"]).toContain(got[3]);
    expect(got[4]).toBe("1969-12-31");
    expect(got[5]).toMatch(/^2024-01-01 00:00:00\.12325/);
    expect(got[6]).toMatch(/^1969-12-31 23:59:58\.5/);
    expect(got[7]).toBe(full.word);
  });

  test("a dry run touches nothing, connects to nothing, and says what it would do", async () => {
    const params = name === "PostgreSQL" ? { host: "203.0.113.1", database: "d", user: "u" } : {};
    const { effects } = await write(system, [many(4, 6)], params, {
      dryRun: true,
      host: { network: lazyNetwork(), secrets: tables.server.secrets },
    });
    expect(effects).toMatchObject([{ rows: 2, key: "t feed row 4-6" }]);
    expect(effects[0].summary).toMatch(/^insert 2 rows into t in /);
    expect(await readdir(folder())).toEqual([]);
  });

  test.each([
    [{ table: "tt", create: false }, "TABLE_UNKNOWN", 'Did you mean "t"?'],
    [{ columns: ["wort"] }, "TABLE_COLUMNS", 'Did you mean "word"?'],
  ])("what is not there is named, with what was perhaps meant: %j", async (params, code, hint) => {
    await system.sql("CREATE TABLE t (id BIGINT, word TEXT)");
    const schema = { fields: [field("wort", "text"), field("id", "int64")] };
    const thrown = (await write(system, [frameOf(schema, [{ wort: "x", id: 1 }])], params).catch(
      (error: unknown) => error,
    )) as { code: string; details: { hint: string } };
    expect(thrown.code).toBe(code);
    expect(thrown.details.hint).toContain(hint);
  });
});

describe("values that the table does not take", () => {
  test.each([
    ["DuckDB", DUCKDB, "INTEGER"],
    ["PostgreSQL", POSTGRES, "VARCHAR(3)"],
  ])("%s refuses them row by row", async (_, system, type) => {
    await system.sql(`CREATE TABLE typed (id BIGINT, word ${type})`);
    const rows = [row(1, "12"), row(2, "twelve"), row(3, "13")];
    const { failed } = await write(system, [frameOf(words, rows)], { table: "typed" });
    expect(failed.map(({ row: at }) => at)).toEqual([1]);
    expect(failed[0].cause.length).toBeGreaterThan(10);
    expect(await system.sql("SELECT word FROM typed ORDER BY id")).toEqual([["12"], ["13"]]);
  });

  test("SQLite has no number beyond 2^63", async () => {
    const schema = { fields: [field("n", "uint64")] };
    const { failed } = await write(SQLITE, [frameOf(schema, [{ n: 2n ** 63n }, { n: 1n }])], {});
    expect(failed).toMatchObject([{ row: 0, code: "ROW_REFUSED" }]);
    expect(await SQLITE.sql("SELECT n FROM t")).toEqual([["1"]]);
  });
});

describe("files that cannot be written", () => {
  test.each(["sqlite", "duckdb"])("%s: a file that is no database", async (system) => {
    await writeFile(join(folder(), "text.db"), "this is only text, and a good deal of it.\n".repeat(200));
    await expect(write(SQLITE, [many(1, 2)], { system, path: "text.db" })).rejects.toMatchObject({
      code: "DATABASE_INVALID",
    });
  });

  test("a folder that is not there", async () => {
    await expect(write(SQLITE, [many(1, 2)], { path: "no/data.db" })).rejects.toMatchObject({
      code: "FOLDER_MISSING",
    });
  });

  test("a file that somebody else is writing", async () => {
    await SQLITE.sql("CREATE TABLE other (n)");
    const database = new Sqlite(join(folder(), "data.db"));
    database.exec("BEGIN IMMEDIATE");
    try {
      await expect(write(SQLITE, [many(1, 2)], { timeoutSeconds: 1 })).rejects.toMatchObject({
        code: "DATABASE_LOCKED",
      });
    } finally {
      database.close();
    }
  });
});

describe("a full disk", () => {
  let disk: string;
  let reason = "";
  beforeAll(async () => {
    disk = await mkdtemp(join(tmpdir(), "millrace-small-"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=400k", "tmpfs", disk], { stdio: "pipe" });
    } catch {
      reason = "a small disk can be made by root on Linux alone";
    }
  });
  afterAll(async () => {
    if (reason === "") execFileSync("umount", ["--lazy", disk]);
    await rm(disk, { recursive: true });
  });

  test("SQLite: what was written stays, and the next step is told", async ({ skip }) => {
    skip(reason !== "", reason);
    const wide = (id: number) => frameOf(words, [row(id, "x".repeat(100_000))]);
    const path = join(disk, "data.db");
    const frames = [1, 2, 3, 4, 5, 6].map(wide);
    await expect(write(SQLITE, frames, { path })).rejects.toMatchObject({
      code: "DATABASE_FULL",
      details: { file: path, hint: expect.stringContaining("--resume") as string },
    });
    const database = new Sqlite(path);
    const [rows] = database.prepare("SELECT count(*) FROM t").raw().all() as [[number]];
    database.close();
    expect(rows[0]).toBeGreaterThan(0);
    expect(rows[0]).toBeLessThan(6);
  });
});

test("two runs into one table: the second is told who has it", async () => {
  const files = diskFiles(folder());
  const lock = await files.lock!("data.db", "t");
  try {
    await expect(write(SQLITE, [many(1, 2)], {})).rejects.toMatchObject({
      code: "TABLE_IN_USE",
      details: { got: expect.stringContaining(`process ${process.pid}`) as string },
    });
  } finally {
    lock.release();
  }
});

test("a DuckDB file that cannot be opened is let go of", async () => {
  let held = 0;
  const files = {
    ...diskFiles(folder()),
    lock: async () => (held++, { release: () => void held-- }),
    temporaryFolder(): string {
      throw new Error("There is no room.");
    },
  };
  const place = { path: "data.duckdb", table: "t", memoryMegabytes: 64 };
  await expect(duckdbTable(place, files)).rejects.toThrow("There is no room.");
  expect(held).toBe(0);
});

test("SQLite: a table is the same one in large and small letters", async () => {
  const lock = await diskFiles(folder()).lock!("data.db", "t");
  try {
    const writing = write(SQLITE, [many(1, 2)], { table: "T", mode: "replace" });
    await expect(writing).rejects.toMatchObject({ code: "TABLE_IN_USE" });
  } finally {
    lock.release();
  }
});

test.skipIf(process.platform === "win32").each([
  ["SQLite", SQLITE, "data.db"],
  ["DuckDB", DUCKDB, "data.duckdb"],
])("%s: a file with several names is one file, wherever they are", async (_, system, file) => {
  await write(system, [many(1, 2)], {});
  const elsewhere = await mkdtemp(join(folder(), "names-"));
  const names = [join(elsewhere, "symbolic"), join(elsewhere, "hard")];
  await symlink(join("..", file), names[0]);
  await link(join(folder(), file), names[1]);
  const files = diskFiles(folder());
  for (const taken of names) {
    const lock = await files.lock!(taken, system === SQLITE ? "t" : undefined);
    try {
      for (const path of [file, ...names])
        await expect(write(system, [many(2, 3)], { path }), `${path}, ${taken}`).rejects.toMatchObject({
          code: "TABLE_IN_USE",
        });
    } finally {
      lock.release();
    }
  }
  for (const path of names) await write(system, [many(2, 3)], { path });
  expect(await system.sql("SELECT count(*) AS n FROM t")).toEqual([["3"]]);
});

test("DuckDB: two nodes into one file: the second is told that they need a file each", async () => {
  const lock = await diskFiles(folder()).lock!("data.duckdb");
  try {
    await expect(write(DUCKDB, [many(1, 2)], {})).rejects.toMatchObject({
      code: "TABLE_IN_USE",
      details: { path: "params.path", hint: expect.stringContaining("a file each") as string },
    });
  } finally {
    lock.release();
  }
});

test.each([
  [{ system: "sqlite", path: "" }, "DATABASE_PLACE", "params.path"],
  [{ system: "postgresql", database: "" }, "DATABASE_PLACE", "params.database"],
  [{ mode: "upsert" }, "TABLE_KEY", "params.keys"],
  [{ mode: "upsert", keys: ["id"], columns: ["word"] }, "TABLE_KEY", "params.keys"],
  [{ mode: "upsert", keys: ["idd"] }, "COLUMN_UNKNOWN", "params.keys"],
  [{ columns: ["none"] }, "COLUMN_UNKNOWN", "params.columns"],
])("what is set wrongly is said while editing: %j", async (params, code, path) => {
  const { issues } = await write(SQLITE, [many(1, 2)], params);
  expect(issues[0]).toMatchObject({ code, path, severity: "error" });
});
