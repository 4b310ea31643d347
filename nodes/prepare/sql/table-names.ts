// The first table is called as its port is, `in`: a word of SQL, which stands in quotes for DuckDB and for nobody else.

import { EditedQuery } from "../../_shared/duckdb/edited-query.ts";
import { statementSigns } from "../../_shared/duckdb/sql-text.ts";

/** Behind these words stands a table, and never the operator. */
const AS_TABLE = /\b(?:from|join)\s+(in)\b/giu;

export function withTableNames(query: string): EditedQuery {
  const edits = [...statementSigns(query).matchAll(AS_TABLE)].map((found) => {
    const to = found.index + found[0].length;
    return { from: to - found[1].length, to, text: '"in"' };
  });
  return new EditedQuery(query, edits);
}
