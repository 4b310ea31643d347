// The values of a query: they are handed over beside it, and never become a part of its text.

import * as z from "zod/mini";
import { json } from "../../../engine/sdk/params.ts";
import { EditedQuery, type Edit } from "../duckdb/edited-query.ts";
import { statementSigns } from "../duckdb/sql-text.ts";

export type QueryValue = string | number | boolean | null;
/** In their order, or by name. */
export type QueryValues = readonly QueryValue[] | Readonly<Record<string, QueryValue>>;

const value = () => z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const valuesParam = json<QueryValues>(
  () => z.union([z.array(value()), z.record(z.string(), value())]),
  {
    title: "Values",
    help: 'Stand for what the query leaves open: a list for $1, $2, …, or names for :name. ["2024-01-01", 5] or {"since": "2024-01-01"}.',
    default: [],
    example: { since: "2024-01-01" },
  },
);

export interface BoundQuery {
  readonly query: EditedQuery;
  readonly values: readonly QueryValue[];
}

/** What stands in front of the number of a value: SQLite takes $1 for a name. */
type Sign = "$" | "?";

const PLACES = /(?<![:\w]):([A-Za-z_]\w*)|\$(\d+)/gu;

/** The query with numbers where names stood, and the values in that order. A colon in front of what is no name (`::int`) stays. */
export function boundQuery(text: string, values: QueryValues, sign: Sign = "$"): BoundQuery {
  const named = Array.isArray(values) ? null : Object.entries(values as Record<string, QueryValue>);
  // In the order in which they are asked for: a server does not know the type of a value that nothing asks for.
  const used: string[] = [];
  const edits: Edit[] = [];
  for (const { 0: whole, 1: name, 2: number, index } of statementSigns(text).matchAll(PLACES)) {
    const edit = (to: string | number) =>
      edits.push({ from: index, to: index + whole.length, text: `${sign}${to}` });
    if (number !== undefined) edit(number);
    else if (named?.some(([own]) => own === name)) {
      if (!used.includes(name)) used.push(name);
      edit(used.indexOf(name) + 1);
    }
  }
  const query = new EditedQuery(text, edits);
  if (named === null) return { query, values: values as readonly QueryValue[] };
  return { query, values: used.map((name) => named.find(([own]) => own === name)![1]) };
}
