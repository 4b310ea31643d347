// write-table, going on: what the run had put into the database must still be there, or nothing is written.

import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { many, row, tablesForTests, words, type System } from "../../../tests/support/tables.ts";
import { journaledRun, type JournaledTable } from "../../../tests/support/journaled-table.ts";

const tables = tablesForTests();
const { all, sqlite } = tables;
const MADE = "CREATE TABLE t (id BIGINT PRIMARY KEY, word TEXT NOT NULL)";
/** Ten rows of which one is refused, in batches of four. */
const ROWS = [many(1, 5), frameOf(words, [row(5), row(6, null), row(7), row(8)]), many(9, 11)];

const RUNS_GONE = "(in millrace_runs) is gone";
/** The first ones are looked for in other ways by each system. */
const TAKEN: readonly [what: string, statements: readonly string[], told: string][] = [
  ["the table renamed", ["ALTER TABLE t RENAME TO other"], "it is not there any more"],
  ["the table dropped and made again", ["DROP TABLE t", MADE], "the run has put 7 rows into it"],
  ["what says how far the run is dropped", ["DROP TABLE millrace_runs"], RUNS_GONE],
  ["refused rows dropped", ["DROP TABLE millrace_refused_rows"], "(in millrace_refused_rows) is gone"],
  ["the table dropped", ["DROP TABLE t"], "it is not there any more"],
  ["its rows deleted", ["DELETE FROM t"], "the run has put 7 rows into it"],
  ["its line of how far it is deleted", ["DELETE FROM millrace_runs"], RUNS_GONE],
  ["all of it dropped", ["DROP TABLE t", "DROP TABLE millrace_runs"], RUNS_GONE],
];

async function killed(system: System, params: Partial<JournaledTable["options"]> = {}) {
  await system.sql(MADE);
  const run = journaledRun(tables, system, { batchRows: 4, ...params });
  await run.write(ROWS.slice(0, 2), "is killed");
  return run;
}

describe.each(all)("%s", (name, system) => {
  const names = async () =>
    (
      await system.sql(
        name === "SQLite"
          ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
          : "SELECT table_name FROM information_schema.tables WHERE table_schema IN ('main', 'public') ORDER BY table_name",
      )
    ).map(([table]) => table);

  test.each(name === "SQLite" ? TAKEN : TAKEN.slice(0, 4))(
    "%s: refused, and nothing is made or written",
    async (_, statements, what) => {
      const run = await killed(system);
      for (const sql of statements) await system.sql(sql);
      const left = await names();
      await expect(run.write(ROWS, "is done")).rejects.toMatchObject({
        code: "TABLE_CHANGED",
        message: expect.stringContaining(what) as string,
        details: { hint: expect.stringContaining("put back") as string },
      });
      expect(await names()).toEqual(left);
      if (left.includes("t"))
        expect(Number((await system.sql("SELECT count(*) AS n FROM t"))[0][0])).toBeLessThan(8);
    },
  );

  test("with all of it there, it goes on, and refused rows are told again", async () => {
    const run = await killed(system);
    const { told } = await run.write(ROWS, "is done");
    expect(told).toEqual([[5, expect.stringMatching(/null/i)]]);
    expect(run.warnings).toEqual([]);
    expect(await system.sql("SELECT count(*) AS n FROM t")).toEqual([["9"]]);
  });

  test("replace: a column that was added stays, and one of another type is refused", async () => {
    const run = await killed(system, { mode: "replace" });
    await system.sql("INSERT INTO t VALUES (1, 'old'), (99, 'old')");
    await system.sql("ALTER TABLE t ADD COLUMN note TEXT DEFAULT 'none'");
    if (name !== "SQLite") {
      const other = name === "DuckDB" ? "BLOB" : "VARCHAR(20)";
      await system.sql(`ALTER TABLE t ALTER COLUMN word TYPE ${other}`);
      await expect(run.write(ROWS, "is done")).rejects.toMatchObject({
        code: "TABLE_CHANGED",
        message: expect.stringContaining('its column "word" was') as string,
      });
      await system.sql("ALTER TABLE t ALTER COLUMN word TYPE TEXT");
    }
    await run.write(ROWS, "is done");
    expect(await system.sql("SELECT note, count(*) AS n FROM t GROUP BY note")).toEqual([["none", "9"]]);
  });

  test("put back, it goes on as if nothing had been", async () => {
    const run = await killed(system);
    await system.sql("ALTER TABLE t RENAME TO other");
    await expect(run.write(ROWS, "is done")).rejects.toMatchObject({ code: "TABLE_CHANGED" });
    await system.sql("ALTER TABLE other RENAME TO t");
    await run.write(ROWS, "is done");
    expect(await system.sql("SELECT count(*) AS n FROM t")).toEqual([["9"]]);
  });
});

test("some of its rows are gone: that is told, and the run adds the others", async () => {
  const run = await killed(sqlite);
  await sqlite.sql("DELETE FROM t WHERE id < 4");
  await run.write(ROWS, "is done");
  expect(run.warnings).toEqual([
    expect.stringMatching(/^TABLE_ROWS_GONE: The run has put 7 rows into "t", which holds 4/),
  ]);
  expect(await sqlite.sql("SELECT count(*) AS n FROM t")).toEqual([["6"]]);
});

test("rows that overwrite each other are not missed", async () => {
  await sqlite.sql(MADE);
  const run = journaledRun(tables, sqlite, { batchRows: 1, mode: "upsert", keys: ["id"] });
  const frames = [many(1, 2), many(1, 2), many(1, 2)];
  await run.write(frames.slice(0, 2), "is killed");
  await run.write(frames, "is done");
  expect(run.warnings).toEqual([]);
});

test("a run that was ended before it wrote anything goes on where there is no table", async () => {
  const run = journaledRun(tables, sqlite, {});
  await run.write([], "is killed");
  await run.write([many(1, 4)], "is done");
  expect(await sqlite.sql("SELECT count(*) AS n FROM t")).toEqual([["3"]]);
});
