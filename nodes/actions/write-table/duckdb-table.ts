// Tables of a DuckDB file: a piece is handed over in memory, as columns, and copied from there in one statement.

import { columnOf } from "../../../engine/frames/builder.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileLock, Files } from "../../../engine/sdk/services.ts";
import { sentence } from "../../_shared/database/postgres-errors.ts";
import { Database } from "../../_shared/duckdb/database.ts";
import { RowsTable } from "../../_shared/duckdb/rows-table.ts";
import { textOf } from "../../_shared/duckdb/single-text.ts";
import { memoryError, toldBy } from "../../_shared/duckdb/sql-errors.ts";
import { named, quoted } from "../../_shared/duckdb/sql-text.ts";
import { handingOf } from "../../_shared/duckdb/sql-types.ts";
import { createdAs, insertSql } from "./insert-sql.ts";
import { lastOfKeys } from "./last-of-keys.ts";
import { inUse, nowhereToCopy } from "./table-errors.ts";
import type { Insert, InsertHow, Piece, TableColumn, TableTarget } from "./table-target.ts";

/** The file, beside the database in memory that rows are handed over in. */
const FILE = "file";
/** DuckDB's words for a row that is to blame. */
const REFUSALS = new Set(["Constraint", "Conversion", "Invalid Input", "Out of Range", "Mismatch Type"]);

export interface DuckDBPlace {
  readonly path: string;
  readonly table: string;
  readonly memoryMegabytes: number;
}

/** Only one run writes into the file. Whoever opens it closes it. */
export async function duckdbTable(place: DuckDBPlace, files: Files): Promise<TableTarget> {
  await files.checkOutput?.(place.path);
  const lock = await files.lock?.(place.path).catch((thrown: unknown) => {
    throw inUse(thrown, place.table, place.path);
  });
  const database = await Database.open(files, place).catch((thrown: unknown) => {
    lock?.release();
    throw thrown;
  });
  const target = new DuckDBTable(database, place.path, lock ?? null);
  try {
    await target.exec(`ATTACH ${quoted(files.resolve(place.path))} AS ${FILE}`);
    await database.limitTo([]);
    return target;
  } catch (thrown) {
    await target.close();
    throw target.inWords(thrown);
  }
}

class DuckDBTable implements TableTarget {
  readonly name: string;
  readonly types = { big: "BIGINT", text: "VARCHAR" };
  readonly #database: Database;
  readonly #path: string;
  readonly #lock: FileLock | null;
  #pieces = 0;

  constructor(database: Database, path: string, lock: FileLock | null) {
    this.#database = database;
    this.#path = path;
    this.#lock = lock;
    this.name = path;
  }

  alone<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }

  async exec(sql: string): Promise<void> {
    await this.#database.run(sql);
  }

  async rows(sql: string) {
    const text = await textOf(
      this.#database,
      `SELECT coalesce(CAST(to_json(list(r)) AS VARCHAR), '[]') FROM (SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql})) AS r`,
    );
    const rows = JSON.parse(text) as readonly Readonly<Record<string, string | null>>[];
    return rows.map((row) => Object.values(row));
  }

  named(table: string): string {
    return `${FILE}.main.${named(table)}`;
  }

  async columns(table: string): Promise<readonly TableColumn[] | null> {
    const found = await this.rows(
      `SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = '${FILE}' AND schema_name = 'main' ` +
        `AND table_name = ${quoted(table)} ORDER BY column_index`,
    );
    return found.length === 0 ? null : found.map(([name, type]) => ({ name: name!, type: type! }));
  }

  async tables(): Promise<readonly string[]> {
    const found = await this.rows(`SELECT table_name FROM duckdb_tables() WHERE database_name = '${FILE}'`);
    return found.map(([name]) => name!);
  }

  typeOf({ type }: Parameters<TableTarget["typeOf"]>[0]): string {
    return handingOf(type)!.type;
  }

  async copyShape(from: string, to: string): Promise<void> {
    const [found] = await this.rows(
      `SELECT sql FROM duckdb_tables() WHERE database_name = '${FILE}' AND schema_name = 'main' AND table_name = ${quoted(from)}`,
    );
    const made = found && createdAs(found[0]!, this.named(to));
    if (!made) throw nowhereToCopy(from, this.name);
    await this.exec(made);
  }

  /** The one goes and the other gets its name: DuckDB would take keys of deleted rows for still there until the transaction is over. */
  async takePlace(from: string, to: string): Promise<void> {
    await this.exec(`DROP TABLE ${this.named(to)}`);
    await this.exec(`ALTER TABLE ${this.named(from)} RENAME TO ${named(to)}`);
  }

  async prepare(how: InsertHow): Promise<Insert> {
    const names = how.schema.fields.map(({ name }) => named(name)).join(", ");
    const sqlOf = (rows: string) => insertSql(how, `SELECT ${names} FROM memory.main.${named(rows)}`);
    // A transaction changes one database only: rows are handed over before it.
    const handOver = async (given: Piece) => {
      const rows = `piece ${this.#pieces++}`;
      const table = await RowsTable.make(this.#database, rows, how.schema);
      const piece = how.keys.length === 0 ? given : lastOfKeys(given, how.keys);
      table.add(piece.columns, piece.length);
      table.end();
      const write = async () => {
        await this.exec(sqlOf(rows));
        return [];
      };
      return { write, drop: () => table.drop() };
    };
    // Without rows it says what is wrong with the statement.
    const none = how.schema.fields.map(({ type }) => columnOf(type, []));
    const tried = await handOver({ schema: how.schema, columns: none, length: 0 });
    await tried.write().finally(() => tried.drop());
    return { handOver };
  }

  refusal(thrown: unknown): string | null {
    const { kind, message } = toldBy(thrown);
    return REFUSALS.has(kind) ? sentence(message) : null;
  }

  inWords(thrown: unknown): MillraceError {
    if (thrown instanceof MillraceError) return thrown;
    const { kind, message } = toldBy(thrown);
    if (kind === "Out of Memory") return memoryError(message, "params.memoryMegabytes", thrown);
    const [code, hint] = /lock on file|already (attached|open)/i.test(message)
      ? [
          "DATABASE_LOCKED",
          "Only one program at a time can have a DuckDB file open to write: close the other one.",
        ]
      : /not a valid DuckDB|magic bytes/i.test(message)
        ? ["DATABASE_INVALID", "Choose another file, or another system."]
        : /no space|disk is full/i.test(message)
          ? ["DATABASE_FULL", "Make room on the disk. A run with --journal goes on with --resume."]
          : /read-only|permission/i.test(message)
            ? ["DATABASE_READ_ONLY", "Give yourself the right to write the file and its folder."]
            : ["DATABASE_FAILED", "The message is DuckDB's own."];
    return new MillraceError(code, {
      message: sentence(message),
      file: this.#path,
      hint,
      fatal: true,
      cause: thrown,
    });
  }

  async close(): Promise<void> {
    this.#database.close();
    this.#lock?.release();
  }
}
