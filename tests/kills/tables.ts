// The tables that killed runs write into: made anew for each run, and read when it is over.

import { rm } from "node:fs/promises";
import Sqlite from "libsql";
import { sha256 } from "../../engine/host/hash.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { Database } from "../../nodes/_shared/duckdb/database.ts";
import { textOf } from "../../nodes/_shared/duckdb/single-text.ts";
import type { Workspace } from "../cli/millrace.ts";
import type { PostgresForTests } from "../support/postgres.ts";
import { MAKE_TABLE, type KilledFlow } from "./flows.ts";

type System = NonNullable<KilledFlow["system"]>;

export interface KilledTables {
  make(system: System): Promise<void>;
  /** Fingerprints of what is in the tables of the system that was made last. */
  left(): Promise<Record<string, string>>;
}

function sumOf(rows: string): string {
  const hash = sha256();
  hash.update(new TextEncoder().encode(rows));
  return `${(JSON.parse(rows) as unknown[]).length} rows, ${hash.hex()}`;
}

const TABLES = ["t", "lists"];

export function killedTables(work: Workspace, server: PostgresForTests): KilledTables {
  let last: System | null = null;
  const systems: Record<System, { make(): Promise<void>; read(table: string): Promise<string> }> = {
    sqlite: {
      async make() {
        for (const ending of ["", "-journal"]) await rm(work.path(`out.db${ending}`), { force: true });
        const database = new Sqlite(work.path("out.db"));
        database.exec(MAKE_TABLE);
        database.close();
      },
      async read(table) {
        const database = new Sqlite(work.path("out.db"));
        const rows = database.prepare(`SELECT * FROM ${table} ORDER BY rowid`).raw().all();
        database.close();
        return JSON.stringify(rows);
      },
    },
    duckdb: {
      async make() {
        for (const ending of ["", ".wal"]) await rm(work.path(`out.duckdb${ending}`), { force: true });
        await withDuckDB(async (database) => void (await database.run(MAKE_TABLE)));
      },
      read: (table) =>
        withDuckDB((database) =>
          textOf(database, `SELECT CAST(to_json(list(r)) AS VARCHAR) FROM ${table} AS r`),
        ),
    },
    postgresql: {
      async make() {
        await server.sql(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${MAKE_TABLE}`);
      },
      read: async (table) => JSON.stringify(await server.sql(`SELECT * FROM ${table} ORDER BY 1`)),
    },
  };
  async function withDuckDB<T>(does: (database: Database) => Promise<T>): Promise<T> {
    const database = await Database.open(diskFiles(work.folder), { memoryMegabytes: 64 });
    try {
      await database.run(`ATTACH '${work.path("out.duckdb")}' AS file; USE file`);
      return await does(database);
    } finally {
      database.close();
    }
  }
  return {
    async make(system) {
      last = system;
      await systems[system].make();
    },
    async left() {
      if (last === null) return {};
      const found: Record<string, string> = {};
      for (const table of TABLES)
        found[table] = await systems[last].read(table).then(sumOf, () => "not there");
      return found;
    },
  };
}
