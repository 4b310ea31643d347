// A run with a journal that writes into a table, is ended in its midst, and goes on: the table's side of it alone.

import type { Frame } from "../../engine/frames/frame.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { lazyNetwork } from "../../engine/host/lazy-network.ts";
import type { TableOptions } from "../../nodes/actions/write-table/begin-table.ts";
import { duckdbTable } from "../../nodes/actions/write-table/duckdb-table.ts";
import { postgresTable } from "../../nodes/actions/write-table/postgres-table.ts";
import { sqliteTable } from "../../nodes/actions/write-table/sqlite-table.ts";
import { TableOutput } from "../../nodes/actions/write-table/table-output.ts";
import type { TableTarget } from "../../nodes/actions/write-table/table-target.ts";
import { words, type System, type Tables } from "./tables.ts";

type Told = [row: number, cause: string];

export interface JournaledTable {
  readonly options: TableOptions;
  readonly warnings: readonly string[];
  /** Writes frames from the first one on, as a run does that computes all of them again. Rows are told of by their place among all. */
  write(
    frames: readonly Frame[],
    end: "is killed" | "is done",
    leftMs?: () => number | null,
  ): Promise<{ readonly told: readonly Told[]; readonly late: readonly number[] }>;
}

export function journaledRun(tables: Tables, system: System, given: Partial<TableOptions>): JournaledTable {
  const options: TableOptions = {
    ...{ table: "t", mode: "insert", keys: [], create: true, batchRows: 100 },
    ...given,
  };
  const warnings: string[] = [];
  let begun = false;
  let goesOn = false;
  return {
    options,
    warnings,
    async write(frames, end, leftMs = () => null) {
      const output = new TableOutput(options, {
        open: () => targetOf(tables, system, options.table),
        run: { id: "this run", goesOn, hasBegun: goesOn && begun, begin: async () => void (begun = true) },
        warn: (code, message) => void warnings.push(`${code}: ${message}`),
      });
      goesOn = true;
      const told: Told[] = [];
      const late: number[] = [];
      let first = 0;
      try {
        for (const frame of frames) {
          const rows = { frame, schema: words, columns: frame.columns };
          await output.add(`rows from ${first}`, rows, {
            fail: (row, cause) => void told.push([first + row, cause]),
            late: (row) => void late.push(first + row),
            leftMs,
          });
          first += frame.length;
        }
        if (end === "is done") await output.finish(words);
      } finally {
        await output.abandon();
      }
      return { told, late };
    },
  };
}

function targetOf(tables: Tables, system: System, table: string): Promise<TableTarget> {
  const files = diskFiles(tables.folder());
  const { server } = tables;
  const host = { files, secrets: server.secrets, clock: systemClock, network: lazyNetwork() };
  if (system === tables.sqlite) return sqliteTable({ path: "data.db", table, timeoutSeconds: 5 }, files);
  if (system === tables.duckdb)
    return duckdbTable({ path: "data.duckdb", table, memoryMegabytes: 64 }, files);
  const place = { ...server.place, ssl: "off", timeoutSeconds: 5, schema: "", table } as const;
  return postgresTable(place, host, new AbortController().signal);
}
