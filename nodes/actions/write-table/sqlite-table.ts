// Tables of a SQLite file. A row that is refused takes back itself alone, so that the others of its transaction stay.

import type { FileLock, Files } from "../../../engine/sdk/services.ts";
import type { SqliteDatabase } from "../../_shared/database/library.ts";
import { sentence } from "../../_shared/database/postgres-errors.ts";
import { sqliteError, type SqliteFault } from "../../_shared/database/sqlite-errors.ts";
import { openToWrite, type SqlitePlace } from "../../_shared/database/sqlite-file.ts";
import type { SqliteValue } from "../../_shared/database/sqlite-types.ts";
import { named, quoted } from "../../_shared/duckdb/sql-text.ts";
import { safeName } from "../../_shared/safe-name.ts";
import { bytesOf, CellRefused, sqliteValuesOf } from "./cells.ts";
import { cut } from "./cut.ts";
import { createdAs, insertSql } from "./insert-sql.ts";
import { keyedRows } from "./keyed-rows.ts";
import { replaceSql } from "./replace-sql.ts";
import { inUse, nowhereToCopy } from "./table-errors.ts";
import type { Insert, InsertHow, Piece, RefusedRow, TableTarget } from "./table-target.ts";

/**
 * What says that a row is to blame: a rule of the table, a value of the wrong kind, or one that is too big. 3091 is SQLITE_CONSTRAINT_DATATYPE,
 * of STRICT tables, for which the library has no name.
 */
const REFUSALS = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)|_3091$/;

/** Who writes into a file, which may have several names: SQLite waits for others with the whole thread, which they would need. */
const lastAt = new Map<string, Promise<unknown>>();

/** Only one run writes into the table. Whoever opens it closes it. */
export async function sqliteTable(
  place: SqlitePlace & { readonly table: string },
  files: Files,
): Promise<TableTarget> {
  const database = await openToWrite(place, files);
  try {
    const lock = await files.lock?.(place.path, safeName(keyOf(place.table)));
    const file = (await files.stat(place.path))?.id ?? files.resolve(place.path);
    return new SqliteTable(database, place, file, lock ?? null);
  } catch (thrown) {
    database.close();
    throw inUse(thrown, place.table, place.path);
  }
}

/** Letters of ASCII, small and large, are the same in names of SQLite; no others are. */
function keyOf(table: string): string {
  return table.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}

class SqliteTable implements TableTarget {
  readonly name: string;
  readonly types = { big: "INTEGER", text: "TEXT" };
  readonly maxNameBytes = null;
  readonly #database: SqliteDatabase;
  readonly #table: string;
  readonly #file: string;
  readonly #lock: FileLock | null;

  constructor(
    database: SqliteDatabase,
    { path, table }: { readonly path: string; readonly table: string },
    file: string,
    lock: FileLock | null,
  ) {
    this.#database = database;
    this.#table = table;
    this.#file = file;
    this.#lock = lock;
    this.name = path;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    const done = (lastAt.get(this.#file) ?? Promise.resolve()).then(work);
    lastAt.set(
      this.#file,
      done.catch(() => {}),
    );
    return done;
  }

  async exec(sql: string): Promise<void> {
    // Of two that write, one would else find out only in its midst that it has to wait, and could not.
    this.#database.exec(sql === "BEGIN" ? "BEGIN IMMEDIATE" : sql);
  }

  async rows(sql: string) {
    const rows = this.#database.prepare(sql).raw().safeIntegers().all() as SqliteValue[][];
    return rows.map((row) => row.map((cell) => (cell === null ? null : String(cell as string))));
  }

  named(table: string): string {
    return named(table);
  }

  keyOf(table: string): string {
    return keyOf(table);
  }

  async columns(table: string) {
    const found = await this.rows(
      // Those that are computed cannot be written.
      `SELECT name, type FROM pragma_table_xinfo(${quoted(table)}) WHERE hidden = 0 ORDER BY cid`,
    );
    return found.length === 0 ? null : found.map(([name, type]) => ({ name: name!, type: type! }));
  }

  async tables(): Promise<readonly string[]> {
    return (await this.rows("SELECT name FROM sqlite_master WHERE type = 'table'")).map(([name]) => name!);
  }

  /** The names say what the values mean to whoever reads them: SQLite itself keeps times and bools as text and numbers. */
  typeOf({ type }: Parameters<TableTarget["typeOf"]>[0]): string {
    switch (type.type) {
      case "bool":
        return "BOOLEAN";
      case "date":
        return "DATE";
      case "timestamp":
        return type.zone === null ? "TIMESTAMP" : "TIMESTAMPTZ";
      case "float64":
      case "float32":
      case "duration":
        return "REAL";
      default:
        return type.type.includes("int") ? "INTEGER" : "TEXT";
    }
  }

  /** SQLite keeps the statement that made a table as it was written, and the mark in it. */
  async copyShape(from: string, to: string, mark: string): Promise<void> {
    const sql = await this.#madeBy(from);
    const made = sql === null ? null : createdAs(sql, `${named(to)} /* ${mark} */`);
    if (made === null) throw nowhereToCopy(from, this.name);
    await this.exec(made);
  }

  async markOf(table: string): Promise<string | null> {
    const sql = await this.#madeBy(table);
    return /^CREATE TABLE "[^"]*" \/\* (.*?) \*\//u.exec(sql ?? "")?.[1] ?? null;
  }

  async #madeBy(table: string): Promise<string | null> {
    const found = await this.rows(
      `SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ${quoted(table)} COLLATE NOCASE`,
    );
    return found[0]?.[0] ?? null;
  }

  async takePlace(from: string, to: string, columns: readonly string[]): Promise<void> {
    const [[hasNoRowid]] = await this.rows(
      `SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ${quoted(from)}`,
    );
    const order = hasNoRowid === "1" ? "" : "rowid";
    const keys = await this.#referredKeys(to);
    for (const sql of replaceSql({ from: named(from), to: named(to), columns, keys, order }))
      await this.exec(sql);
    await this.exec(`DROP TABLE ${named(from)}`);
  }

  /** The primary key of a table that other tables refer to; nothing where none does. */
  async #referredKeys(table: string): Promise<readonly string[]> {
    const found = await this.rows(
      `SELECT name FROM pragma_table_info(${quoted(table)}) WHERE pk > 0 AND EXISTS (SELECT 1 FROM sqlite_master AS m
        JOIN pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' AND f."table" = ${quoted(table)} COLLATE NOCASE)`,
    );
    return found.map(([name]) => name!);
  }

  limitSql(): null {
    return null;
  }

  wasLimited(): boolean {
    return false;
  }

  async prepare(how: InsertHow): Promise<Insert> {
    const places = how.schema.fields.map(() => "?").join(", ");
    const statement = this.#database.prepare(insertSql(how, `VALUES (${places})`));
    const declared = await this.rows(`SELECT name, type FROM pragma_table_xinfo(${quoted(this.#table)})`);
    const ofBytes = how.schema.fields.map(({ name }) =>
      declared.some(([own, type]) => own === name && /BLOB/iu.test(type!)),
    );
    return {
      // Without this SQLite would find a number of its own for a key of whole numbers that is empty.
      handOver: async (given) => ({
        write: async (from, to) => {
          const rows = cut(given, from, to);
          return this.#write(statement, rows, { ofBytes, refused: keyedRows(rows, how.keys).refused });
        },
        drop: async () => {},
      }),
    };
  }

  #write(
    statement: ReturnType<SqliteDatabase["prepare"]>,
    { columns, length }: Piece,
    {
      ofBytes,
      refused: before,
    }: { readonly ofBytes: readonly boolean[]; readonly refused: readonly RefusedRow[] },
  ): readonly RefusedRow[] {
    const values = columns.map((column, i) =>
      ofBytes[i] && column.type.type === "text" ? bytesOf(column) : sqliteValuesOf(column),
    );
    const refused = [...before];
    const passed = new Set(before.map(({ row }) => row));
    for (let row = 0; row < length; row++) {
      if (passed.has(row)) continue;
      try {
        statement.run(values.map((value) => value(row)));
      } catch (thrown) {
        const cause = this.refusal(thrown);
        // A trigger may take back the whole transaction.
        if (cause === null || !this.#database.inTransaction) throw thrown;
        refused.push({ row, cause });
      }
    }
    return refused;
  }

  refusal(thrown: unknown): string | null {
    if (thrown instanceof CellRefused) return thrown.message;
    const { code = "", message } = thrown as SqliteFault;
    return REFUSALS.test(code) ? sentence(message) : null;
  }

  inWords(thrown: unknown) {
    return sqliteError(thrown, this.name);
  }

  async close(): Promise<void> {
    this.#database.close();
    this.#lock?.release();
  }
}
