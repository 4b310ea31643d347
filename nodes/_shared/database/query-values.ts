// The values of a query: they are handed over beside it, and never become a part of its text.

import * as z from "zod/mini";
import { json } from "../../../engine/sdk/params.ts";
import { EditedQuery, type Edit } from "../duckdb/edited-query.ts";
import { statementSigns } from "../duckdb/sql-text.ts";

export type QueryValue = string | number | boolean | null;
/** In their order, or by name. */
export type QueryValues = readonly QueryValue[] | Readonly<Record<string, QueryValue>>;

const value = () => z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const valuesParam = json<QueryValues>(() => z.union([z.array(value()), z.record(z.string(), value())]), {
  title: "Values",
  help: 'Stand for what the query leaves open: a list for $1, $2, …, or names for :name. ["2024-01-01", 5] or {"since": "2024-01-01"}.',
  default: [],
  example: { since: "2024-01-01" },
});

export interface BoundQuery {
  readonly query: EditedQuery;
  readonly values: readonly QueryValue[];
}

/** The query with $1, $2, … where names stood, and the values in that order. A colon in front of what is no name (`::int`) stays. */
export function boundQuery(text: string, values: QueryValues): BoundQuery {
  if (Array.isArray(values)) return { query: new EditedQuery(text), values: values as readonly QueryValue[] };
  const named = Object.entries(values);
  const names = named.map(([name]) => name);
  const edits: Edit[] = [...statementSigns(text).matchAll(/(?<![:\w]):([A-Za-z_]\w*)/gu)].flatMap((found) => {
    const number = names.indexOf(found[1]) + 1;
    return number === 0
      ? []
      : [{ from: found.index, to: found.index + found[0].length, text: `$${number}` }];
  });
  // A server does not know the type of a value that nothing asks for.
  const used = names.map((_, i) => edits.some((edit) => edit.text === `$${i + 1}`));
  const numbers = used.map((isUsed, i) => (isUsed ? used.slice(0, i + 1).filter(Boolean).length : 0));
  const renumbered = edits.map((edit) => ({ ...edit, text: `$${numbers[Number(edit.text.slice(1)) - 1]}` }));
  return {
    query: new EditedQuery(text, renumbered),
    values: named.filter((_, i) => used[i]).map(([, own]) => own),
  };
}
