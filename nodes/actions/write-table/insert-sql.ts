// The statement that puts rows into a table, or over those that have the same key.

import { named } from "../../_shared/duckdb/sql-text.ts";
import type { InsertHow } from "./table-target.ts";

/** `rows` is what stands for the rows: VALUES (…), or a SELECT. */
export function insertSql({ table, schema, keys }: InsertHow, rows: string): string {
  const names = schema.fields.map(({ name }) => named(name));
  const head = `INSERT INTO ${table} (${names.join(", ")}) ${rows}`;
  if (keys.length === 0) return head;
  const changed = schema.fields.filter(({ name }) => !keys.includes(name)).map(({ name }) => named(name));
  const what =
    changed.length === 0
      ? "DO NOTHING"
      : `DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(", ")}`;
  return `${head} ON CONFLICT (${keys.map(named).join(", ")}) ${what}`;
}

/** A new table; keys make its rows be told apart. */
export function createSql(
  table: string,
  columns: readonly { readonly name: string; readonly type: string }[],
  keys: readonly string[],
): string {
  // SQLite would take a key without a value, and another such one for a new row.
  const parts = columns.map(
    ({ name, type }) => `${named(name)} ${type}${keys.includes(name) ? " NOT NULL" : ""}`,
  );
  const key = keys.length === 0 ? [] : [`PRIMARY KEY (${keys.map(named).join(", ")})`];
  return `CREATE TABLE ${table} (${[...parts, ...key].join(", ")})`;
}

const CREATED =
  /^\s*CREATE TABLE\s+(?:(?:"(?:[^"]|"")*"|\[[^\]]*\]|`[^`]*`|'(?:[^']|'')*'|[\w$]+)\s*\.?\s*)+(?=\()/iu;

/** What made a table, with another name in it. Null where it was made in another way. */
export function createdAs(sql: string, table: string): string | null {
  return CREATED.test(sql) ? sql.replace(CREATED, () => `CREATE TABLE ${table} `) : null;
}

const INDEX = /^(CREATE (?:UNIQUE )?INDEX (?:"(?:[^"]|"")*"|[^\s"(]+) ON )(?:"(?:[^"]|"")*"|[^\s"(]+)/iu;

/** What made an index, as DuckDB tells it, with another table in it. */
export function indexOn(sql: string, table: string): string {
  return sql.replace(INDEX, (_, head: string) => `${head}${table}`);
}
