// Databases of each system in a folder of the test's own, a server among them, and rows that write-table puts into them.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { frameOf, freshLineage } from "../../engine/frames/builder.ts";
import type { Cell } from "../../engine/frames/column.ts";
import { field, type Frame } from "../../engine/frames/frame.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { lazyNetwork } from "../../engine/host/lazy-network.ts";
import { runNode, type NodeRun, type NodeRunResult } from "../../engine/sdk/harness.ts";
import writeTable from "../../nodes/actions/write-table/write-table.ts";
import { Database } from "../../nodes/_shared/duckdb/database.ts";
import { textOf } from "../../nodes/_shared/duckdb/single-text.ts";
import { postgresForTests, type PostgresForTests } from "./postgres.ts";

export const words = { fields: [field("id", "int64"), field("word", "text")] };
export const row = (id: number | null, word: string | null = `word ${id}`) => ({ id, word });
export const many = (from: number, to: number) =>
  frameOf(
    words,
    Array.from({ length: to - from }, (_, i) => row(from + i)),
    freshLineage("feed", from, to),
  );

export interface System {
  readonly params: () => Record<string, unknown>;
  /** Runs SQL, and gives the rows of an answer as texts. */
  sql(text: string): Promise<(string | null)[][]>;
}

export interface Tables {
  readonly folder: () => string;
  readonly server: PostgresForTests;
  readonly sqlite: System;
  readonly duckdb: System;
  readonly postgres: System;
  /** By name, for `describe.each`. */
  readonly all: readonly (readonly [name: string, system: System])[];
  /** Writes frames into the table `t`, unless the params say another. */
  write(system: System, frames: readonly Frame[], params: object, more?: NodeRun): Promise<NodeRunResult>;
}

/** Call it at the top of a file: all databases are empty before each test. */
export function tablesForTests(): Tables {
  let folder = "";
  const server = postgresForTests();
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "millrace-table-"))));
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(async () => {
    for (const name of ["data.db", "data.duckdb"]) await rm(join(folder, name), { force: true });
    if (server.place.port > 0) await server.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  });
  const sqlite: System = {
    params: () => ({ system: "sqlite", path: "data.db" }),
    async sql(text) {
      const database = new Sqlite(join(folder, "data.db"));
      try {
        const statement = database.prepare(text);
        if (!statement.reader) {
          statement.run();
          return [];
        }
        const rows = statement.raw().safeIntegers().all() as Cell[][];
        return rows.map((cells) => cells.map((cell) => (cell === null ? null : String(cell as string))));
      } finally {
        database.close();
      }
    },
  };
  const duckdb: System = {
    params: () => ({ system: "duckdb", path: "data.duckdb" }),
    async sql(text) {
      const database = await Database.open(diskFiles(folder), { memoryMegabytes: 64 });
      try {
        await database.run(`ATTACH '${join(folder, "data.duckdb")}' AS file; USE file`);
        if (!/^select/i.test(text)) {
          await database.run(text);
          return [];
        }
        const json = await textOf(
          database,
          `SELECT coalesce(CAST(to_json(list(r)) AS VARCHAR), '[]') FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${text})) AS r`,
        );
        return (JSON.parse(json) as Record<string, string | null>[]).map((cells) => Object.values(cells));
      } finally {
        database.close();
      }
    },
  };
  const postgres: System = { params: () => ({ ...server.place }), sql: (text) => server.sql(text) };
  return {
    folder: () => folder,
    server,
    ...{ sqlite, duckdb, postgres },
    all: [
      ["SQLite", sqlite],
      ["DuckDB", duckdb],
      ["PostgreSQL", postgres],
    ],
    write: (system, frames, params, more = {}) =>
      runNode(writeTable, {
        params: { ...system.params(), table: "t", ...params },
        inputs: { in: frames },
        host: {
          files: diskFiles(folder),
          secrets: server.secrets,
          clock: systemClock,
          network: lazyNetwork(),
        },
        ...more,
      }),
  };
}
