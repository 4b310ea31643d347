// Files of SQLite made by SQL, and what is in one.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "libsql";

/** The bytes of a file that these statements have made. */
export function sqliteOf(...statements: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "millrace-sqlite-"));
  try {
    const path = join(folder, "made.db");
    const database = new Sqlite(path);
    for (const statement of statements) database.exec(statement);
    database.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function sqliteExec(path: string, sql: string): void {
  const database = new Sqlite(path);
  database.exec(sql);
  database.close();
}

/** All tables with their rows, those aside that say how far runs have come. */
export function sqliteText(path: string): string {
  const database = new Sqlite(path);
  const made = database
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'millrace_%' ORDER BY name",
    )
    .raw()
    .all() as [string, string][];
  const tables = made.map(([name, sql]) => [
    sql,
    database.prepare(`SELECT * FROM "${name}" ORDER BY rowid`).raw().all(),
  ]);
  database.close();
  return JSON.stringify(tables);
}
