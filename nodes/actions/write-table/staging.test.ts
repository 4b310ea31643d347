// write-table, replacing rows: nobody's own table is ever touched for it, what hangs on the table stays, and nothing is left behind.

import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { lazyNetwork } from "../../../engine/host/lazy-network.ts";
import { many, row, tablesForTests, words, type System } from "../../../tests/support/tables.ts";
import { postgresTable } from "./postgres-table.ts";
import { STAGING_MARK, stagingOf } from "./staging.ts";
import type { TableTarget } from "./table-target.ts";

const { write, all, sqlite, duckdb, postgres, server } = tablesForTests();
const STAGING = stagingOf({ keyOf: (table: string) => table } as TableTarget, "t");
const replace = (system: System, rows = [many(1, 4)], params = {}) =>
  write(system, rows, { mode: "replace", ...params });
const idsOf = async (system: System, table = "t") =>
  (await system.sql(`SELECT id FROM ${table} ORDER BY id`)).map(([id]) => id);

describe.each(all)("%s", (name, system) => {
  const tables = async () =>
    (
      await system.sql(
        name === "SQLite"
          ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
          : "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('main', 'public') ORDER BY table_name",
      )
    ).map(([table]) => table);

  test.each(["insert", "upsert", "replace"])("mode %s leaves tables of similar names alone", async (mode) => {
    await system.sql("CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT)");
    await system.sql("CREATE TABLE t__millrace (precious TEXT)");
    await system.sql("INSERT INTO t__millrace VALUES ('kept')");
    await write(system, [many(1, 3)], { mode, keys: mode === "upsert" ? ["id"] : [] });
    expect(await system.sql("SELECT precious FROM t__millrace")).toEqual([["kept"]]);
    expect(await tables()).toEqual(["t", "t__millrace"]);
  });

  test("a table that has the name, and that no run has made, is refused and stays", async () => {
    await system.sql(`CREATE TABLE ${STAGING} (precious TEXT)`);
    await write(system, [many(1, 3)], {});
    await expect(replace(system)).rejects.toMatchObject({
      code: "TABLE_STAGING_TAKEN",
      details: { path: "params.mode" },
    });
    expect(await tables()).toEqual([STAGING, "t"]);
    expect(await idsOf(system)).toEqual(["1", "2"]);
  });

  // DuckDB looks at references at once.
  const checks = name === "DuckDB" ? [""] : ["", "DEFERRABLE INITIALLY DEFERRED"];
  test.each(checks)(
    "a replace that fails in the end leaves the table as it was, and no copy %s",
    async (when) => {
      await system.sql("CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT)");
      await system.sql("INSERT INTO t VALUES (1, 'old'), (9, 'old')");
      await system.sql(`CREATE TABLE others (of_t BIGINT REFERENCES t (id) ${when})`);
      await system.sql("INSERT INTO others VALUES (9)");
      await expect(replace(system)).rejects.toMatchObject({
        code: "TABLE_NOT_REPLACED",
        message: expect.stringContaining('"t" cannot take the place of the old ones, which stay: ') as string,
      });
      expect(await idsOf(system)).toEqual(["1", "9"]);
      expect(await tables()).toEqual(["others", "t"]);
    },
  );

  test("what a killed run has left is taken away by the next one that replaces, and by no other", async () => {
    await system.sql("CREATE TABLE t (id BIGINT, word TEXT)");
    const mark = name === "SQLite" ? ` /* ${STAGING_MARK} */` : "";
    await system.sql(`CREATE TABLE "${STAGING}"${mark} (id BIGINT, word TEXT)`);
    if (mark === "") await system.sql(`COMMENT ON TABLE ${STAGING} IS '${STAGING_MARK}'`);
    await write(system, [many(1, 2)], {});
    expect(await tables()).toEqual([STAGING, "t"]);
    await replace(system, [many(7, 9)]);
    expect(await idsOf(system)).toEqual(["7", "8"]);
    expect(await tables()).toEqual(["t"]);
  });

  test("a replace that is cancelled leaves no copy", async () => {
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
    expect(await tables()).toEqual(["t"]);
  });
});

test.each([
  ["SQLite", sqlite],
  ["PostgreSQL", postgres],
] as const)(
  "%s: a table that others refer to is replaced where their rows keep what they refer to",
  async (_, system) => {
    await system.sql("CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT)");
    await system.sql("INSERT INTO t VALUES (1, 'old'), (2, 'old'), (9, 'old')");
    await system.sql("CREATE TABLE others (of_t BIGINT REFERENCES t (id) ON DELETE CASCADE)");
    await system.sql("INSERT INTO others VALUES (1), (2)");
    await replace(system, [frameOf(words, [row(1), row(2), row(3)])]);
    expect(await system.sql("SELECT id, word FROM t ORDER BY id")).toEqual([
      ["1", "word 1"],
      ["2", "word 2"],
      ["3", "word 3"],
    ]);
    expect(await system.sql("SELECT of_t FROM others ORDER BY of_t")).toEqual([["1"], ["2"]]);
  },
);

test("DuckDB: indexes and comments of a replaced table stay", async () => {
  await duckdb.sql("CREATE TABLE t (id BIGINT, word TEXT)");
  await duckdb.sql('CREATE UNIQUE INDEX "one ON (t)" ON t (id)');
  await duckdb.sql("CREATE INDEX lower_word ON t (lower(word))");
  await duckdb.sql("COMMENT ON TABLE t IS 'what it''s for'");
  await duckdb.sql("COMMENT ON COLUMN t.word IS 'a word'");
  await duckdb.sql("COMMENT ON INDEX lower_word IS 'quick'");
  await replace(duckdb);
  expect(
    await duckdb.sql("SELECT index_name, is_unique, comment FROM duckdb_indexes() ORDER BY index_name"),
  ).toEqual([
    ["lower_word", "false", "quick"],
    ["one ON (t)", "true", null],
  ]);
  expect(await duckdb.sql("SELECT comment FROM duckdb_tables()")).toEqual([["what it's for"]]);
  expect(await duckdb.sql("SELECT comment FROM duckdb_columns() WHERE comment IS NOT NULL")).toEqual([
    ["a word"],
  ]);
  await expect(duckdb.sql("INSERT INTO t VALUES (1, 'again')")).rejects.toThrow(/unique|duplicate/i);
});

test("SQLite: a table without row numbers is replaced", async () => {
  await sqlite.sql("CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT) WITHOUT ROWID");
  await sqlite.sql("INSERT INTO t VALUES (1, 'old'), (9, 'old')");
  await replace(sqlite);
  expect(await idsOf(sqlite)).toEqual(["1", "2", "3"]);
});

test.each([
  ["SQLite", sqlite],
  ["DuckDB", duckdb],
] as const)("%s: a view is no table to replace", async (_, system) => {
  await system.sql("CREATE TABLE base (id BIGINT, word TEXT)");
  await system.sql("CREATE VIEW t AS SELECT * FROM base");
  await expect(replace(system)).rejects.toMatchObject({ code: "TABLE_KIND" });
});

describe("names that the server would cut off", () => {
  const LONG = "a".repeat(63);

  test("a table with the longest name there is gets its rows", async () => {
    await server.sql(`CREATE TABLE ${LONG} (id BIGINT, word TEXT)`);
    await server.sql(`INSERT INTO ${LONG} VALUES (1, 'old')`);
    await write(postgres, [many(4, 6)], { table: LONG });
    expect(await idsOf(postgres, LONG)).toEqual(["1", "4", "5"]);
    await replace(postgres, [many(7, 8)], { table: LONG });
    expect(await idsOf(postgres, LONG)).toEqual(["7"]);
  });

  test.each([
    ["a table", { table: `${LONG}ä` }, words.fields, "params.table"],
    ["a column", {}, [words.fields[0], { ...words.fields[1], name: `${LONG}ä` }], "params.columns"],
  ] as const)(
    "%s with a longer one is refused before anything is touched",
    async (_, params, fields, path) => {
      await server.sql(`CREATE TABLE ${LONG} (id BIGINT, word TEXT)`);
      const frame = frameOf({ fields: [...fields] }, [{ id: 1, [fields[1].name]: "x" }]);
      await expect(write(postgres, [frame], params)).rejects.toMatchObject({
        code: "TABLE_NAME_LONG",
        details: { path, expected: "at most 63 bytes", got: "65 bytes" },
      });
      expect(await server.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).toEqual([
        [LONG],
      ]);
    },
  );
});

test("PostgreSQL: a table is the same one with its schema and without", async () => {
  await server.sql("CREATE TABLE t (id BIGINT, word TEXT)");
  const place = { ...server.place, schema: "", table: "t", ssl: "auto", timeoutSeconds: 60 } as const;
  const host = { secrets: server.secrets, clock: systemClock, network: lazyNetwork() };
  const first = await postgresTable(place, host, new AbortController().signal);
  try {
    await expect(write(postgres, [many(1, 2)], { schema: "public" })).rejects.toMatchObject({
      code: "TABLE_IN_USE",
    });
  } finally {
    await first.close();
  }
});
