// The statements by which rows take the place of those of a table, which itself stays: with its rights, rules, views and triggers.

import { named } from "../../_shared/duckdb/sql-text.ts";

export interface Replacing {
  /** Both as SQL has them. */
  readonly from: string;
  readonly to: string;
  /** Columns that are written. */
  readonly columns: readonly string[];
  /** Columns of the primary key where other tables refer to the table; empty where none does, or the key is not written. */
  readonly keys: readonly string[];
  /** What the rows are sorted by; empty = as they come. */
  readonly order: string;
}

/**
 * All rows go, and the new ones come. Where others refer to rows by their key, those whose key stays are overwritten instead: they would
 * be refused to go, or take the rows that refer to them along.
 */
export function replaceSql({ from, to, columns, keys, order }: Replacing): readonly string[] {
  const names = columns.map(named).join(", ");
  const sorted = order === "" ? "" : ` ORDER BY ${order}`;
  const insert = `INSERT INTO ${to} (${names}) SELECT ${names} FROM ${from}`;
  if (keys.length === 0 || !keys.every((key) => columns.includes(key)))
    return [`DELETE FROM ${to}`, `${insert}${sorted}`];
  const same = keys.map((key) => `new_rows.${named(key)} = ${to}.${named(key)}`).join(" AND ");
  const changed = columns.filter((name) => !keys.includes(name)).map(named);
  const what =
    changed.length === 0
      ? "DO NOTHING"
      : `DO UPDATE SET ${changed.map((name) => `${name} = excluded.${name}`).join(", ")}`;
  return [
    `DELETE FROM ${to} WHERE NOT EXISTS (SELECT 1 FROM ${from} AS new_rows WHERE ${same})`,
    // SQLite would take ON for the beginning of a join without the condition.
    `${insert} WHERE true${sorted} ON CONFLICT (${keys.map(named).join(", ")}) ${what}`,
  ];
}
