// write-table: rows that have no place in a table are told of one by one, and bytes are the bytes that were read.

import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { lazyNetwork } from "../../../engine/host/lazy-network.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { row, tablesForTests, words } from "../../../tests/support/tables.ts";
import database from "../../sources/database/database.ts";

const { write, all, sqlite, duckdb, postgres, server, folder } = tablesForTests();
const upsert = { mode: "upsert", keys: ["id"] };

describe.each(all)("%s", (_, system) => {
  test.each([
    ["that Millrace makes", null],
    ["with a primary key", "CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT)"],
    ["with a unique index alone", "CREATE TABLE t (id INTEGER UNIQUE, word TEXT)"],
  ])("upsert: a row without its key is refused, however often it comes, in a table %s", async (__, made) => {
    if (made !== null) await system.sql(made);
    const rows = [row(1, "a"), row(null, "n1"), row(1, "b"), row(2, "c"), row(null, "n2"), row(2, null)];
    for (const run of [1, 2]) {
      const { failed } = await write(system, [frameOf(words, rows)], upsert);
      expect(
        failed.map(({ row: at, code }) => [at, code]),
        `run ${run}`,
      ).toEqual([
        [1, "ROW_REFUSED"],
        [4, "ROW_REFUSED"],
      ]);
      expect(failed[0].cause).toContain('"id"');
    }
    expect(await system.sql("SELECT id, word FROM t ORDER BY id")).toEqual([
      ["1", "b"],
      ["2", null],
    ]);
  });

  test("a cause names what to do next", async () => {
    await system.sql("CREATE TABLE t (id BIGINT, word TEXT NOT NULL)");
    const { failed } = await write(system, [frameOf(words, [row(1, null)])], {});
    expect(failed).toMatchObject([{ code: "ROW_REFUSED", hint: expect.stringContaining("Mend") as string }]);
  });
});

test("a table of SQLite that Millrace makes has no keys without a value", async () => {
  await write(sqlite, [frameOf(words, [row(1)])], { ...upsert, keys: ["id", "word"] });
  await expect(sqlite.sql("INSERT INTO t VALUES (2, NULL)")).rejects.toThrow("NOT NULL");
});

test("SQLite: a STRICT table refuses a value of another type with its row alone", async () => {
  await sqlite.sql("CREATE TABLE t (id INTEGER, word INTEGER) STRICT");
  const { failed } = await write(sqlite, [frameOf(words, [row(1, "5"), row(2, "x"), row(3, "7")])], {});
  expect(failed).toMatchObject([{ row: 1, code: "ROW_REFUSED" }]);
  expect(failed[0].cause).toMatch(/TEXT value in INTEGER column/);
  expect(await sqlite.sql("SELECT word FROM t ORDER BY id")).toEqual([["5"], ["7"]]);
});

test.each([2n ** 63n, 2n ** 64n - 1n])("SQLite has no number %d, and says which it was", async (n) => {
  const { failed } = await write(sqlite, [frameOf({ fields: [field("n", "uint64")] }, [{ n }])], {});
  expect(failed[0].cause).toContain(`${n} is too large`);
});

describe("bytes", () => {
  const BYTES = [
    ["SQLite", sqlite, "BLOB", "x'00FF68'", "iif(word IS NULL, NULL, hex(word))"],
    ["DuckDB", duckdb, "BLOB", "'\\x00\\xFFh'", "hex(word)"],
    ["PostgreSQL", postgres, "BYTEA", "'\\x00ff68'", "upper(encode(word, 'hex'))"],
  ] as const;

  test.each(BYTES)(
    "%s: base64 becomes what it stands for, and text that is none is refused",
    async (...[, system, type, , hex]) => {
      await system.sql(`CREATE TABLE t (id BIGINT, word ${type})`);
      const rows = [row(1, "AP9o"), row(2, "no base64!"), row(3, null), row(4, "")];
      const { failed } = await write(system, [frameOf(words, rows)], {});
      expect(failed).toMatchObject([{ row: 1, code: "ROW_REFUSED" }]);
      expect(await system.sql(`SELECT id, ${hex} AS h FROM t ORDER BY id`)).toEqual([
        ["1", "00FF68"],
        ["3", null],
        ["4", ""],
      ]);
    },
  );

  test.each(BYTES.filter(([name]) => name !== "DuckDB"))(
    "%s: bytes that the database source reads are written as they were",
    async (...[, system, type, value, hex]) => {
      await system.sql(`CREATE TABLE b (id BIGINT, word ${type})`);
      await system.sql(`INSERT INTO b VALUES (1, ${value})`);
      await system.sql(`CREATE TABLE t (id BIGINT, word ${type})`);
      const { outputs } = await runNode(database, {
        params: { ...system.params(), query: "SELECT id, word FROM b" },
        host: {
          files: diskFiles(folder()),
          secrets: server.secrets,
          clock: systemClock,
          network: lazyNetwork(),
        },
      });
      await write(system, outputs.out, {});
      expect(await system.sql(`SELECT ${hex} AS h FROM t`)).toEqual([["00FF68"]]);
    },
  );

  test("PostgreSQL: bytes in the server's own words stay what they are", async () => {
    await server.sql("CREATE TABLE t (id BIGINT, word BYTEA)");
    await write(postgres, [frameOf(words, [row(1, "\\x00ff")])], {});
    expect(await server.sql("SELECT encode(word, 'hex') FROM t")).toEqual([["00ff"]]);
  });
});
