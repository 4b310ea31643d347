// database: what a query gives that a PostgreSQL server answers, or SQLite over a file.

import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { duplicateIssues } from "../../_shared/column-issues.ts";
import { placeIssues } from "../../_shared/database/place-issues.ts";
import { fileParam, serverParams, SQLITE_ENDINGS } from "../../_shared/database/place-params.ts";
import { describePostgres, readPostgres } from "../../_shared/database/postgres-read.ts";
import { valuesParam } from "../../_shared/database/query-values.ts";
import { describeSqlite, readSqlite } from "../../_shared/database/sqlite-read.ts";
import { recordedAnswer } from "../../_shared/database/stand-ins.ts";
import { roundedIssues } from "../../_shared/duckdb/query-issues.ts";

const PATH = "params.query";

const Params = paramsOf({
  system: choice(["postgresql", "sqlite"], {
    title: "System",
    help: "A PostgreSQL server, or a file of SQLite.",
    labels: { postgresql: "PostgreSQL", sqlite: "SQLite" },
    default: "postgresql",
  }),
  query: text({
    title: "Query",
    help: "One SELECT. What changes from time to time stands in it as $1 or :name, and its value in Values.",
    minLength: 1,
    lines: true,
  }),
  values: valuesParam,
  path: fileParam(["sqlite"], SQLITE_ENDINGS, false),
  ...serverParams,
  batchRows: number({
    title: "Rows at once",
    help: "How many rows travel together at the most.",
    unit: "rows",
    min: 1,
    max: 65_536,
    integer: true,
    default: 2048,
  }),
});

/** What `probe` finds; null where it is not known yet where the database is. */
interface DatabaseFacts {
  readonly schema: Schema;
  readonly lossy: readonly (readonly [name: string, type: string])[];
  /** Of SQLite: as the columns are declared. */
  readonly declared: readonly string[];
}

export default defineNode({
  kind: "database",
  version: 1,
  category: "sources",
  title: "Database",
  summary: "Reads what a query gives that a PostgreSQL server or a SQLite file answers.",
  keywords: ["sql", "select", "query", "postgres", "postgresql", "sqlite", "table", "server", "read", "load"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads", "network"],
  determinism: "network",
  standIn: recordedAnswer,
  offline: ({ params }) => params.system !== "postgresql",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<DatabaseFacts | null> {
    if (placeIssues(params).length > 0) return null;
    if (params.system === "sqlite") return describeSqlite(params, host.files);
    return { ...(await describePostgres(params, host, signal)), declared: [] };
  },

  schema({ params, facts }) {
    const issues = placeIssues(params);
    if (!facts) return { outputs: {}, issues };
    const { schema, lossy } = facts;
    return {
      outputs: { out: schema },
      issues: [...issues, ...duplicateIssues(schema, PATH), ...roundedIssues(lossy, PATH)],
    };
  },

  resumes: ({ params }) => params.system === "sqlite",

  async produce(ctx) {
    const { params, facts, node, signal, host, out } = ctx;
    const reading = { source: node.id, rows: params.batchRows, signal };
    if (params.system === "postgresql") {
      let rows = 0;
      return readPostgres(params, host, {
        ...reading,
        schema: facts!.schema,
        give(frame) {
          ctx.progress((rows += frame.length), 0);
          return out.out(frame);
        },
        onNulls: (column, value) => ctx.warn("DATABASE_NULLS", nullsText(column, value)),
      });
    }
    // The file is the one that was looked at, or the run would not go on: rows that were given come again as they were.
    const before = ctx.part?.from ?? 0;
    await readSqlite(params, host.files, {
      ...reading,
      answer: facts!,
      before,
      give(frame, passed) {
        ctx.progress(passed, 0);
        ctx.reached?.({ from: passed, to: Number.MAX_SAFE_INTEGER });
        return out.out(frame);
      },
      fail: (frame, error) => ctx.fail(frame, 0, error),
    });
  },
});

function nullsText(column: string, value: string): string {
  return (
    `"${column}" has values that no column here holds, such as ${value}: they are nulls. ` +
    "To keep them apart, select them as text (column::text)."
  );
}
