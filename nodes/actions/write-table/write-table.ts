// write-table: writes rows into a table of a SQLite or DuckDB file, or of a PostgreSQL server.

import type * as z from "zod/mini";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { nodeTimeout } from "../../../engine/sdk/node-timeout.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, columnList, number, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { refuseConnection } from "../../_shared/database/postgres-session.ts";
import { placeIssues } from "../../_shared/database/place-issues.ts";
import { fileParam, serverParams, SQLITE_ENDINGS } from "../../_shared/database/place-params.ts";
import { recordedRows } from "../../_shared/database/stand-ins.ts";
import { memoryParamWhen } from "../../_shared/duckdb/memory-param.ts";
import { handingOf } from "../../_shared/duckdb/sql-types.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import { duckdbTable } from "./duckdb-table.ts";
import { keyHints } from "./key-hints.ts";
import { withKeys } from "./keyed-rows.ts";
import { postgresTable } from "./postgres-table.ts";
import { sqliteTable } from "./sqlite-table.ts";
import { TableOutput, type Rows } from "./table-output.ts";
import type { TableTarget } from "./table-target.ts";

const Params = paramsOf({
  system: choice(["sqlite", "duckdb", "postgresql"], {
    title: "System",
    help: "A file of SQLite or DuckDB, which is made where it is not there, or a PostgreSQL server.",
    labels: { sqlite: "SQLite", duckdb: "DuckDB", postgresql: "PostgreSQL" },
    default: "sqlite",
  }),
  path: fileParam(["sqlite", "duckdb"], [...SQLITE_ENDINGS, "duckdb"], true),
  ...serverParams,
  schema: text({
    title: "Schema",
    help: "Where the table is in the database; empty for where the server looks by itself (public, mostly).",
    default: "",
    visibleWhen: { param: "system", oneOf: ["postgresql"] },
  }),
  table: text({ title: "Table", help: "Name of the table.", minLength: 1 }),
  mode: choice(["insert", "upsert", "replace"], {
    title: "How",
    help: "insert: every row is a new one. upsert: a row with the same key is overwritten. replace: when all rows are there, they take the place of those that were.",
    labels: { insert: "add rows", upsert: "add or overwrite rows", replace: "replace all rows" },
    default: "insert",
  }),
  keys: columnList({
    title: "Key",
    help: "Columns that together say which row is meant; the table has a primary key or a unique index of them.",
    default: [],
    visibleWhen: { param: "mode", oneOf: ["upsert"] },
  }),
  create: toggle({
    title: "Make the table",
    help: "Makes the table where it is not there, with the types of the columns.",
    default: true,
  }),
  columns: columnList({
    title: "Columns",
    help: "Which columns; all when empty (but tensors only when named). The table may have more.",
    default: [],
  }),
  batchRows: number({
    title: "Batch",
    help: "Rows that get into the table together or not at all. More are faster, and are written again together after a fault.",
    unit: "rows",
    min: 1,
    max: 1_000_000,
    integer: true,
    default: 5000,
  }),
  memoryMegabytes: memoryParamWhen("system", "duckdb"),
});

type TableParams = z.output<typeof Params>;

export default defineNode({
  kind: "write-table",
  version: 1,
  category: "actions",
  title: "Write table",
  summary: "Writes rows into a table of SQLite, DuckDB or PostgreSQL.",
  keywords: [
    "database",
    "sql",
    "insert",
    "upsert",
    "merge",
    "postgres",
    "sqlite",
    "duckdb",
    "store",
    "save",
    "load",
  ],
  params: Params,
  inputs: { in: table() },
  outputs: {},
  effects: ["writes", "network"],
  determinism: "network",
  standIn: recordedRows,
  offline: ({ params }) => params.system !== "postgresql",
  place: ({ params }) => `${params.table} in ${placeText(params)}`,
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    const given = inputs.in;
    if (!given) return { outputs: {} };
    const { columns, keys, mode } = params;
    return {
      outputs: {},
      issues: [
        ...placeIssues(params),
        ...unknownColumnIssues(given, columns, "params.columns"),
        ...repeatedIssues(columns, "columns"),
        ...(mode === "upsert" ? keyIssues(given, params) : []),
        ...(mode === "upsert" ? unknownColumnIssues(given, keys, "params.keys") : []),
        ...(mode === "upsert" && params.create ? keyHints(given, keys) : []),
        ...typeIssues(
          given,
          columns,
          "params.columns",
          (type) => handingOf(type) !== null,
          "numbers, text, times, lists or tensors",
          "Leave it out: pictures and sound are files of their own.",
        ),
      ],
    };
  },

  open({ params, host, signal, journal, warn }) {
    // Before any row is read, though the table is opened with the first.
    if (params.system === "postgresql") refuseConnection(params, host.network);
    return new TableOutput(params, {
      open: (why) => targetOf(params, host, why === "to write" ? signal : new AbortController().signal),
      run: journal ?? null,
      warn,
    });
  },

  addsInstead: ({ params }) => (params.mode === "replace" ? { mode: "insert" } : null),
  takesAgain: ({ params }) => params.mode === "upsert",
  preferredRows: ({ params }) => params.batchRows,

  plan(given, { params, fail }) {
    const keys = params.mode === "upsert" ? params.keys : [];
    const frame = withKeys(given, keys, (row, cause) => fail(given, row, refused(cause)));
    if (frame.length === 0) return null;
    const { source, unit, from, to, ids } = frame.lineage;
    const rows = ids ? [...ids].join() : `${from}-${to}`;
    const data: Rows = {
      frame,
      schema: writtenSchema(frame.schema, params.columns),
      columns: outputColumns(frame, params.columns),
    };
    return {
      key: `${params.table} ${source} ${unit} ${rows}`,
      summary: `${VERBS[params.mode]} ${frame.length} rows ${params.mode === "replace" ? "of" : "into"} ${params.table} in ${placeText(params)}`,
      rows: frame.length,
      data,
    };
  },

  perform({ key, data }, { state, fail, timeoutMs, host }) {
    const until = timeoutMs === null ? 0 : host.clock.monotonic() + timeoutMs;
    return state.add(key, data, {
      fail: (row, cause) => fail(data.frame, row, refused(cause)),
      leftMs: () => (timeoutMs === null ? null : until - host.clock.monotonic()),
      late: (row) => fail(data.frame, row, late(timeoutMs!)),
    });
  },

  snapshot: ({ state }) => state.snapshot(),
  restore: (bytes, { state }) => state.restore(bytes),

  async close({ state, params, inputs }, outcome) {
    if (outcome === "done") await state.finish(writtenSchema(inputs.in, params.columns));
    else await state.abandon();
  },
});

const VERBS = { insert: "insert", upsert: "insert or overwrite", replace: "replace all by" } as const;

function targetOf(params: TableParams, host: HostServices, signal: AbortSignal): Promise<TableTarget> {
  switch (params.system) {
    case "sqlite":
      return sqliteTable(params, host.files);
    case "duckdb":
      return duckdbTable(params, host.files);
    case "postgresql":
      return postgresTable(params, host, signal);
  }
}

function placeText({ system, path, database, host, port }: TableParams): string {
  return system === "postgresql" ? `${database} on ${host}:${port}` : path;
}

function refused(cause: string) {
  return {
    code: "ROW_REFUSED",
    cause,
    hint: "Mend the row, or the rule of the table that it breaks; rows that failed can be run again by themselves.",
  };
}

function late(timeoutMs: number) {
  const { code, details } = nodeTimeout(timeoutMs);
  return {
    code,
    cause: details.message,
    hint: "Raise the time limit of the node. The row is not in the table.",
  };
}

function keyIssues({ fields }: Schema, { keys, columns }: TableParams): NodeIssue[] {
  const written = outputNames({ fields }, columns);
  const left = keys.filter((key) => fields.some(({ name }) => name === key) && !written.includes(key));
  if (keys.length > 0 && left.length === 0) return [];
  return [
    {
      code: "TABLE_KEY",
      severity: "error",
      path: "params.keys",
      message:
        keys.length === 0
          ? "No column says which row is overwritten."
          : `The key "${left[0]}" is not written.`,
      expected: "columns that are written",
      got: keys.length === 0 ? "none" : left[0],
      hint: "Name the columns of the key, or choose another way to write.",
    },
  ];
}

function writtenSchema(schema: Schema, chosen: readonly string[]): Schema {
  const names = outputNames(schema, chosen);
  return { fields: names.flatMap((name) => schema.fields.find((field) => field.name === name) ?? []) };
}
