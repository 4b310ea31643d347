// sql: what a query over the rows that arrive gives.

import { formatType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { keyValues, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { withDatabase } from "../../_shared/duckdb/database.ts";
import type { EditedQuery } from "../../_shared/duckdb/edited-query.ts";
import { memoryParam } from "../../_shared/duckdb/memory-param.ts";
import { queryFiles } from "../../_shared/duckdb/query-files.ts";
import { changingIssues } from "../../_shared/duckdb/query-issues.ts";
import { sqlError } from "../../_shared/duckdb/sql-errors.ts";
import { handingOf } from "../../_shared/duckdb/sql-types.ts";
import { declaredSchema, DECLARED_TYPES, unknownTypes } from "./declared-columns.ts";
import { QueryRun } from "./query-run.ts";
import { withTableNames } from "./table-names.ts";

const PATH = "params.query";

export default defineNode({
  kind: "sql",
  version: 1,
  category: "prepare",
  title: "SQL",
  summary: "Gives what a query over all rows that arrive gives: joins, groups, sorts.",
  keywords: ["select", "query", "join", "group", "aggregate", "order", "sort", "distinct", "duckdb", "pivot"],
  params: paramsOf({
    query: text({
      title: "Query",
      help: "One SELECT in the SQL of DuckDB; the rows are the tables in, second and third: SELECT city, avg(price) AS mean FROM in GROUP BY city.",
      minLength: 1,
      lines: true,
    }),
    columns: keyValues({
      title: "Columns",
      help: "What the query gives, in its order, and the type of each. Without it, nodes behind know the columns only when it runs.",
      default: {},
      choices: DECLARED_TYPES,
      example: { city: "text", mean: "float64" },
    }),
    memoryMegabytes: memoryParam,
  }),
  inputs: {
    in: table(),
    second: table({ title: "Second table", optional: true }),
    third: table({ title: "Third table", optional: true }),
  },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "whole",
  needs: [],

  probe: ({ params: { query, memoryMegabytes }, host: { files } }) =>
    withDatabase(files, { memoryMegabytes }, async (database) => {
      const named = withTableNames(query);
      try {
        const { changing } = await queryFiles(database, named.text, files, null);
        return { changing };
      } catch (thrown) {
        throw sqlError(thrown, { path: PATH, query: named });
      }
    }),

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const unknown = unknownTypes(params.columns).map(([name, type]) => ({
      code: "PARAM_INVALID",
      severity: "error" as const,
      path: "params.columns",
      message: `The column "${name}" cannot be of the type "${type}".`,
      expected: DECLARED_TYPES.join(", "),
      got: type,
      hint: "Choose one of these types.",
    }));
    const empty = Object.entries(inputs).flatMap(([port, given]) => noTableIssues(port, given));
    const issues = [...unknown, ...empty, ...changingIssues(facts?.changing ?? [], PATH)];
    return { outputs: { out: declaredSchema(params.columns) }, issues };
  },

  open: ({ params, host }) => new QueryRun(host.files, params.memoryMegabytes),

  process: (frame, { port, state }) => state.add(port, frame),

  async end(ctx) {
    const { params, state, inputs } = ctx;
    const query: EditedQuery = withTableNames(params.query);
    try {
      await state.give(query, inputs, ctx, (found) => checkColumns(params.columns, found));
    } catch (thrown) {
      throw ctx.signal.aborted ? thrown : sqlError(thrown, { path: PATH, query, at: state.at });
    }
  },

  close: ({ state }) => state.close(),
});

/** Pictures and sound stay outside, and a table has one column at least. */
function noTableIssues(port: string, schema: Schema | undefined): NodeIssue[] {
  if (!schema || schema.open || schema.fields.some(({ type }) => handingOf(type) !== null)) return [];
  return [
    {
      code: "COLUMN_TYPE",
      severity: "error",
      port,
      message: "No column arrives that a table can hold.",
      expected: "numbers, text, times, lists or tensors",
      got: schema.fields.map(({ name, type }) => `${name}: ${formatType(type)}`).join(", ") || "no column",
      hint: "Put a node before it that adds such columns.",
    },
  ];
}

/** Throws where the query gives other columns than those that nodes behind were told of. */
function checkColumns(columns: Readonly<Record<string, string>>, { fields }: Schema): void {
  const found = Object.fromEntries(
    fields.map(({ name, type }) => [name, type.type satisfies DataType["type"]]),
  );
  const wanted = JSON.stringify(columns);
  if (Object.keys(columns).length === 0 || wanted === JSON.stringify(found)) return;
  throw new MillraceError("SQL_COLUMNS", {
    message: "The query gives other columns than those that are set.",
    path: "params.columns",
    expected: wanted,
    got: JSON.stringify(found),
    hint: 'Set "Columns" (columns) to what it gives, or change the query.',
    fatal: true,
  });
}
