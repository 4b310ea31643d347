// Tables of a SQLite file. A row that is refused takes back itself alone, so that the others of its transaction stay.

import type { FileLock, Files } from "../../../engine/sdk/services.ts";
import type { SqliteDatabase } from "../../_shared/database/library.ts";
import { sentence } from "../../_shared/database/postgres-errors.ts";
import { sqliteError, type SqliteFault } from "../../_shared/database/sqlite-errors.ts";
import { openToWrite, type SqlitePlace } from "../../_shared/database/sqlite-file.ts";
import type { SqliteValue } from "../../_shared/database/sqlite-types.ts";
import { named, quoted } from "../../_shared/duckdb/sql-text.ts";
import { safeName } from "../../_shared/safe-name.ts";
import { sqliteValuesOf } from "./cells.ts";
import { createdAs, insertSql } from "./insert-sql.ts";
import { inUse, nowhereToCopy } from "./table-errors.ts";
import type { Insert, InsertHow, Piece, RefusedRow, TableTarget } from "./table-target.ts";

/** What says that a row is to blame: a rule of the table, a value of the wrong kind, or one that is too big. */
const REFUSALS = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/;

/** Who writes into a file, by its absolute path: SQLite waits for others with the whole thread, which they would need. */
const lastAt = new Map<string, Promise<unknown>>();

/** Only one run writes into the table. Whoever opens it closes it. */
export async function sqliteTable(
  place: SqlitePlace & { readonly table: string },
  files: Files,
): Promise<TableTarget> {
  const database = await openToWrite(place, files);
  try {
    const lock = await files.lock?.(`${place.path}.${safeName(place.table)}`);
    return new SqliteTable(database, place.path, files.resolve(place.path), lock ?? null);
  } catch (thrown) {
    database.close();
    throw inUse(thrown, place.table, place.path);
  }
}

class SqliteTable implements TableTarget {
  readonly name: string;
  readonly types = { big: "INTEGER", text: "TEXT" };
  readonly #database: SqliteDatabase;
  readonly #path: string;
  readonly #absolute: string;
  readonly #lock: FileLock | null;

  constructor(database: SqliteDatabase, path: string, absolute: string, lock: FileLock | null) {
    this.#database = database;
    this.#path = path;
    this.#absolute = absolute;
    this.#lock = lock;
    this.name = path;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    const done = (lastAt.get(this.#absolute) ?? Promise.resolve()).then(work);
    lastAt.set(
      this.#absolute,
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

  async copyShape(from: string, to: string): Promise<void> {
    const [[sql]] = await this.rows(
      `SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ${quoted(from)} COLLATE NOCASE`,
    );
    const made = createdAs(sql!, named(to));
    if (made === null) throw nowhereToCopy(from, this.name);
    await this.exec(made);
  }

  async takePlace(from: string, to: string, columns: readonly string[]): Promise<void> {
    const names = columns.map(named).join(", ");
    await this.exec(`DELETE FROM ${named(to)}`);
    await this.exec(`INSERT INTO ${named(to)} (${names}) SELECT ${names} FROM ${named(from)} ORDER BY rowid`);
    await this.exec(`DROP TABLE ${named(from)}`);
  }

  async prepare(how: InsertHow): Promise<Insert> {
    const places = how.schema.fields.map(() => "?").join(", ");
    const statement = this.#database.prepare(insertSql(how, `VALUES (${places})`));
    return {
      handOver: async (piece) => ({ write: async () => this.#write(statement, piece), drop: async () => {} }),
    };
  }

  #write(
    statement: ReturnType<SqliteDatabase["prepare"]>,
    { columns, length }: Piece,
  ): readonly RefusedRow[] {
    const values = columns.map(sqliteValuesOf);
    const refused: RefusedRow[] = [];
    for (let row = 0; row < length; row++) {
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
    if (thrown instanceof RangeError) return sentence(thrown.message);
    const { code = "", message } = thrown as SqliteFault;
    return REFUSALS.test(code) ? sentence(message) : null;
  }

  inWords(thrown: unknown) {
    return sqliteError(thrown, this.#path);
  }

  async close(): Promise<void> {
    this.#database.close();
    this.#lock?.release();
  }
}
