// The values of a query: they are handed over beside it, and never become a part of its text.

import * as z from "zod/mini";
import { closest } from "../../../engine/sdk/closest.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { json } from "../../../engine/sdk/params.ts";
import { listNames } from "../column-issues.ts";
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

/** Behind these a colon stands between the bounds of a list: x[:n], x[f(a):n]. */
const BOUND = /[[\])]/u;

/** What the query and its values do not have in common: said before anybody is asked. SQLite takes no notice of values that are too many. */
export function valueIssues(query: string, values: QueryValues, ignoresMore = false): NodeIssue[] {
  const signs = statementSigns(query);
  const places = [...signs.matchAll(PLACES)];
  const names = places.filter(
    ({ 1: name, index }) => name !== undefined && !BOUND.test(signs[index - 1] ?? ""),
  );
  const numbers = places.flatMap(({ 2: number }) => (number === undefined ? [] : [Number(number)]));
  if (!Array.isArray(values)) {
    const known = Object.keys(values);
    if (numbers.length > 0)
      return [
        valueIssue(`The query leaves $${numbers[0]} open, and Values has names.`, "a list", listNames(known)),
      ];
    const unknown = names.find(({ 1: name }) => !known.includes(name))?.[1];
    return unknown === undefined ? [] : [nameIssue(unknown, known)];
  }
  if (names.length > 0) return [nameIssue(names[0][1], [])];
  const wanted = Math.max(0, ...numbers);
  if (wanted === values.length) return [];
  const got = countOf(values.length);
  const open = wanted === 0 ? "nothing" : wanted === 1 ? "$1" : `$1 to $${wanted}`;
  const issue = valueIssue(`The query leaves ${open} open, and Values has ${got}.`, countOf(wanted), got);
  return [ignoresMore && values.length > wanted ? { ...issue, severity: "warning" } : issue];
}

function nameIssue(name: string, known: readonly string[]): NodeIssue {
  const near = closest(name, known);
  const got = known.length === 0 ? "no names" : `values named ${listNames(known)}`;
  const issue = valueIssue(`No value is named "${name}".`, `a value named ${name}`, got);
  return near === null ? issue : { ...issue, hint: `Did you mean "${near}"?` };
}

function valueIssue(message: string, expected: string, got: string): NodeIssue {
  return {
    code: "SQL_VALUES",
    severity: "error",
    path: "params.values",
    message,
    expected,
    got,
    hint: "Give each place that the query leaves open its value in Values.",
  };
}

function countOf(values: number): string {
  return values === 1 ? "1 value" : `${values} values`;
}

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
