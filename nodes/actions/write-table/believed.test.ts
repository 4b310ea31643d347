// write-table under the runtime's time limit: the call is waited for, so no row is written twice, or told as failed while it is in the table.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../engine/host/clock.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { bareHost, runWorkflow } from "../../../tests/support/run-workflow.ts";
import { countSource } from "../../../tests/support/test-nodes.ts";
import writeTable from "./write-table.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-believed-"))));
afterAll(() => rm(folder, { recursive: true }));

test("a limit that is over at once, though the node's own clock says that it is not", async () => {
  const clock = { ...systemClock, monotonic: () => 0, sleep: async () => {} };
  const { summary } = await runWorkflow(
    [
      { id: "feed", kind: countSource, params: { rows: 40, frameRows: 10 } },
      {
        id: "out",
        kind: writeTable,
        params: { system: "sqlite", path: "data.db", table: "t", batchRows: 5 },
        rescue: { timeoutMs: 1, retries: 2 },
      },
    ],
    ["feed -> out"],
    { host: bareHost({ files: diskFiles(folder), clock }) },
  );
  expect(summary).toMatchObject({ outcome: "done", rowsFailed: 0, nodes: { out: { rowsOut: 40 } } });
  const database = new Sqlite(join(folder, "data.db"));
  try {
    const counted = database.prepare("SELECT count(*), count(DISTINCT value) FROM t").raw().get();
    expect(counted).toEqual([40, 40]);
  } finally {
    database.close();
  }
});
