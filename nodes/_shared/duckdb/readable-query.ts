// A query and the columns that it gives, known before it runs.

import type { PreparedStatement } from "@duckdb/node-bindings";
import type { Schema } from "../../../engine/frames/types.ts";
import { fieldOf, planColumn, type ColumnPlan } from "./column-plan.ts";
import type { Database } from "./database.ts";
import { withoutEnd } from "./sql-text.ts";

export interface ReadableQuery {
  readonly plans: readonly ColumnPlan[];
  readonly schema: Schema;
  /** The query with everything in it turned into what columns here can hold. */
  readonly sql: string;
  /** Where the query itself stands in it. */
  readonly at: number;
}

/** Looks the query up without running it. */
export async function readableQuery(database: Database, query: string): Promise<ReadableQuery> {
  const { duckdb } = database;
  const own = withoutEnd(query);
  const statement = await database.prepare(own);
  try {
    const plans = plansOf(database, statement);
    // By place, as names may stand there twice.
    const names = plans.map((_, i) => `c${i}`);
    const values = plans.map(({ sql }, i) => sql(names[i]));
    const head = `SELECT ${values.join(", ")} FROM (\n`;
    return {
      plans,
      schema: { fields: plans.map(fieldOf) },
      sql: `${head}${own}\n) AS t(${names.join(", ")})`,
      at: head.length,
    };
  } finally {
    duckdb.destroy_prepare_sync(statement);
  }
}

function plansOf({ duckdb }: Database, statement: PreparedStatement): ColumnPlan[] {
  const count = duckdb.prepared_statement_column_count(statement);
  return Array.from({ length: count }, (_, i) =>
    planColumn(
      duckdb,
      duckdb.prepared_statement_column_name(statement, i),
      duckdb.prepared_statement_column_logical_type(statement, i),
    ),
  );
}
