// write-table behind a time limit: a row is in the table, or is told of as late, and never both.

import { expect, test } from "vitest";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { lazyNetwork } from "../../../engine/host/lazy-network.ts";
import type { Clock } from "../../../engine/sdk/services.ts";
import { bareHost, runWorkflow } from "../../../tests/support/run-workflow.ts";
import { journaledRun } from "../../../tests/support/journaled-table.ts";
import { many, tablesForTests, type System } from "../../../tests/support/tables.ts";
import { countSource } from "../../../tests/support/test-nodes.ts";
import writeTable from "./write-table.ts";

const tables = tablesForTests();
const { all, folder, server, postgres } = tables;
const ROWS = 30;

/** Each look at it takes a millisecond, and a short wait is over at once: a limit ends a call wherever the test wants it. */
function countingClock(): Clock {
  let now = 0;
  return {
    ...systemClock,
    monotonic: () => now++,
    sleep: (ms, signal) => (ms < 100 ? Promise.resolve() : systemClock.sleep(ms, signal)),
  };
}

async function run(system: System, timeoutMs: number, retries: number, clock: Clock) {
  const { events } = await runWorkflow(
    [
      { id: "rows", kind: countSource, params: { rows: ROWS, frameRows: 10 } },
      {
        id: "out",
        kind: writeTable,
        params: { ...system.params(), table: "t", batchRows: 4 },
        rescue: { timeoutMs, retries, backoffMs: 0 },
      },
    ],
    ["rows -> out"],
    {
      host: bareHost({ files: diskFiles(folder()), secrets: server.secrets, clock, network: lazyNetwork() }),
    },
  );
  const failed = events.flatMap((event) => (event.type === "row-failed" ? [event.row] : []));
  const written = await system.sql("SELECT value FROM t ORDER BY value").catch(() => []);
  return { failed, written: written.map(([value]) => Number(value)) };
}

test.each(all)("%s: every row is in one place, whenever the time is over", async (name, system) => {
  const outcomes = new Set<string>();
  for (const timeoutMs of [1, 4, 20])
    for (const retries of [0, 2]) {
      await system.sql("DROP TABLE IF EXISTS t");
      const { failed, written } = await run(system, timeoutMs, retries, countingClock());
      expect(new Set(written).size, `${timeoutMs} ms, ${retries} retries`).toBe(written.length);
      expect(written.length + failed.length, `${timeoutMs} ms, ${retries} retries`).toBe(ROWS);
      outcomes.add(failed.length === 0 ? "all" : written.length === 0 ? "none" : "some");
    }
  // A server keeps the time itself, and nobody knows how far it comes.
  if (name !== "PostgreSQL") expect([...outcomes].sort()).toEqual(["all", "none", "some"]);
});

test.each(all)(
  "%s: a run that goes on passes by the rows that came too late, in time or not",
  async (_, system) => {
    const run = journaledRun(tables, system, { batchRows: 2 });
    const frames = [many(0, 10), many(10, 20), many(20, 30)];
    // It looks before and behind each batch: the third is taken back.
    let looks = 5;
    const leftMs = () => (looks-- > 0 || looks < -1 ? 60_000 : 0);
    const killed = await run.write(frames.slice(0, 2), "is killed", leftMs);
    expect(killed.late).toEqual([4, 5, 6, 7, 8, 9]);
    const { late, told } = await run.write(frames, "is done");
    expect({ late, told }).toEqual({ late: killed.late, told: [] });
    const written = await system.sql("SELECT id FROM t ORDER BY id");
    const inTime = Array.from({ length: 30 }, (__, id) => id).filter((id) => !late.includes(id));
    expect(written.map(([id]) => Number(id))).toEqual(inTime);
  },
);

test("PostgreSQL: a statement that takes longer than the limit is ended by the server, and its rows are told of", async () => {
  await server.sql("CREATE TABLE t (value BIGINT)");
  await server.sql(
    "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(30); RETURN NEW; END $$",
  );
  await server.sql("CREATE TRIGGER slowly BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION slowly()");
  const { failed, written } = await run(postgres, 300, 0, systemClock);
  expect(written).toEqual([]);
  expect(failed).toHaveLength(ROWS);
});
