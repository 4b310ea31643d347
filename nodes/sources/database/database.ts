// database: what a query gives that a PostgreSQL server answers, or SQLite over a file.

import type * as z from "zod/mini";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { duplicateIssues, listNames } from "../../_shared/column-issues.ts";
import { placeIssues } from "../../_shared/database/place-issues.ts";
import { fileParam, serverParams, SQLITE_ENDINGS } from "../../_shared/database/place-params.ts";
import { NOT_LOOKED_HINT } from "../../_shared/database/postgres-errors.ts";
import { describePostgres, readPostgres } from "../../_shared/database/postgres-read.ts";
import { valueIssues, valuesParam } from "../../_shared/database/query-values.ts";
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

type DatabaseParams = z.output<typeof Params>;

/** What `probe` finds; null where it is not known yet where the database is, or what to ask it. */
type DatabaseFacts = FoundFacts | { readonly isUnseen: true };

interface FoundFacts {
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
    if (paramIssues(params).some(({ severity }) => severity === "error")) return null;
    if (params.system === "sqlite") return describeSqlite(params, host.files);
    // A workflow that somebody else has made names a server of its own, and a secret to tell it.
    if (host.network.noConnections === "closed") return { isUnseen: true };
    return { ...(await describePostgres(params, host, signal)), declared: [] };
  },

  schema({ params, facts }) {
    const issues = paramIssues(params);
    if (!facts) return { outputs: {}, issues };
    if ("isUnseen" in facts)
      return {
        outputs: { out: { fields: [], open: true } },
        issues: [...issues, notLooked()],
      };
    const { schema, lossy } = facts;
    return {
      outputs: { out: schema },
      issues: [...issues, ...duplicateIssues(schema, PATH), ...roundedIssues(lossy, PATH)],
    };
  },

  resumes: ({ params }) => params.system === "sqlite",

  async produce(ctx) {
    const { params, node, signal, host, out } = ctx;
    const facts = ctx.facts as FoundFacts;
    const reading = { source: node.id, rows: params.batchRows, signal };
    if (params.system === "postgresql") {
      let rows = 0;
      /** By column, the first value that had no place. */
      const nulls = new Map<string, string>();
      return readPostgres(params, host, {
        ...reading,
        schema: facts.schema,
        give(frame) {
          ctx.progress((rows += frame.length), 0);
          return out.out(frame);
        },
        onNulls: (column, value) => void (nulls.has(column) || nulls.set(column, value)),
      }).finally(() => {
        // It is said once a run, so of all columns at once.
        if (nulls.size > 0) ctx.warn("DATABASE_NULLS", nullsText(nulls));
      });
    }
    // The file is the one that was looked at, or the run would not go on: rows that were given come again as they were.
    const before = ctx.part?.from ?? 0;
    await readSqlite(params, host.files, {
      ...reading,
      answer: facts,
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

/** What is wrong before anybody is asked. */
function paramIssues(params: DatabaseParams): NodeIssue[] {
  return [...placeIssues(params), ...valueIssues(params.query, params.values, params.system === "sqlite")];
}

function notLooked(): NodeIssue {
  return {
    code: "DATABASE_NOT_LOOKED",
    severity: "info",
    path: PATH,
    message: "The server is asked when the workflow runs: until then nobody knows the columns.",
    hint: NOT_LOOKED_HINT,
  };
}

function nullsText(nulls: ReadonlyMap<string, string>): string {
  const [first] = nulls.keys();
  const names = [...nulls].map(([column, value]) => `"${column}" (such as ${value})`);
  return (
    `${listNames(names)} ${nulls.size === 1 ? "has" : "have"} values that no column here holds: they are nulls. ` +
    `To keep them apart, select them as text (${first}::text).`
  );
}
