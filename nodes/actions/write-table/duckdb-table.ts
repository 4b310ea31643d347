// Tables of a DuckDB file: a piece is handed over in memory, as columns, and copied from there in one statement.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileLock, Files } from "../../../engine/sdk/services.ts";
import { sentence } from "../../_shared/database/postgres-errors.ts";
import { Database } from "../../_shared/duckdb/database.ts";
import { RowsTable } from "../../_shared/duckdb/rows-table.ts";
import { textOf } from "../../_shared/duckdb/single-text.ts";
import { memoryError, toldBy } from "../../_shared/duckdb/sql-errors.ts";
import { named, quoted } from "../../_shared/duckdb/sql-text.ts";
import { handingOf } from "../../_shared/duckdb/sql-types.ts";
import { cut } from "./cut.ts";
import { createdAs, indexOn, insertSql } from "./insert-sql.ts";
import { keyedRows } from "./keyed-rows.ts";
import { replaceSql } from "./replace-sql.ts";
import { duckdbInUse, nowhereToCopy } from "./table-errors.ts";
import type { Insert, InsertHow, Piece, TableColumn, TableTarget } from "./table-target.ts";
import { inTransaction } from "./transaction.ts";

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
    throw duckdbInUse(thrown, place.table, place.path);
  });
  const database = await Database.open(files, place).catch((thrown: unknown) => {
    lock?.release();
    throw thrown;
  });
  const target = new DuckDBTable(database, place, lock ?? null);
  try {
    await target.exec(`ATTACH ${quoted(files.resolve(place.path))} AS ${FILE}`);
    await database.limitTo([]);
    return target;
  } catch (thrown) {
    await target.close();
    throw target.inWords(thrown);
  }
}

/** Among the tables of the file that DuckDB tells of. */
function isTable(table: string): string {
  return `database_name = '${FILE}' AND schema_name = 'main' AND lower(table_name) = lower(${quoted(table)})`;
}

class DuckDBTable implements TableTarget {
  readonly name: string;
  readonly types = { big: "BIGINT", text: "VARCHAR" };
  readonly maxNameBytes = null;
  readonly #database: Database;
  readonly #table: string;
  readonly #lock: FileLock | null;
  #pieces = 0;

  constructor(
    database: Database,
    { path, table }: Pick<DuckDBPlace, "path" | "table">,
    lock: FileLock | null,
  ) {
    this.#database = database;
    this.#table = table;
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

  /** Large and small letters are the same in names. */
  keyOf(table: string): string {
    return table.toLowerCase();
  }

  async columns(table: string): Promise<readonly TableColumn[] | null> {
    const found = await this.rows(
      `SELECT column_name, data_type FROM duckdb_columns() WHERE ${isTable(table)} ORDER BY column_index`,
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

  async copyShape(from: string, to: string, mark: string): Promise<void> {
    const [found] = await this.rows(`SELECT sql FROM duckdb_tables() WHERE ${isTable(from)}`);
    const made = found && createdAs(found[0]!, this.named(to));
    if (!made) throw nowhereToCopy(from, this.name);
    await inTransaction(this, async () => {
      await this.exec(made);
      await this.exec(`COMMENT ON TABLE ${this.named(to)} IS ${quoted(mark)}`);
    });
  }

  async markOf(table: string): Promise<string | null> {
    const [found] = await this.rows(`SELECT comment FROM duckdb_tables() WHERE ${isTable(table)}`);
    return found?.[0] ?? null;
  }

  /**
   * The one goes and the other gets its name, its indexes and its comments: to delete a million rows with a key and put others there takes
   * 2 s and memory for all of them, this a few milliseconds.
   */
  async takePlace(from: string, to: string, columns: readonly string[]): Promise<void> {
    const keys = await this.#referredKeys(to);
    const [source, goal] = [this.named(from), this.named(to)];
    // A column may have been added since a run was ended, and would be gone.
    if (keys !== null || !(await this.#haveSameColumns(from, to))) {
      for (const sql of replaceSql({ from: source, to: goal, columns, keys: keys ?? [], order: "" }))
        await this.exec(sql);
      return this.exec(`DROP TABLE ${source}`);
    }
    const again = await this.#besides(to);
    await this.exec(`DROP TABLE ${goal}`);
    await this.exec(`ALTER TABLE ${source} RENAME TO ${named(to)}`);
    for (const sql of again) await this.exec(sql);
  }

  async #haveSameColumns(one: string, other: string): Promise<boolean> {
    const [columns, others] = await Promise.all([one, other].map((table) => this.columns(table)));
    return JSON.stringify(columns) === JSON.stringify(others);
  }

  /** What makes all that is no part of the statement that made a table: its indexes, and what people wrote beside it. */
  async #besides(table: string): Promise<readonly string[]> {
    const told = await this.rows(`SELECT table_name, comment FROM duckdb_tables() WHERE ${isTable(table)}`);
    const columns = await this.rows(
      `SELECT column_name, comment FROM duckdb_columns() WHERE ${isTable(table)} AND comment IS NOT NULL`,
    );
    const indexes = await this.rows(
      `SELECT index_name, sql, comment FROM duckdb_indexes() WHERE ${isTable(table)} AND sql IS NOT NULL`,
    );
    const goal = this.named(table);
    return [
      `COMMENT ON TABLE ${goal} IS ${told[0][1] === null ? "NULL" : quoted(told[0][1])}`,
      ...columns.map(([name, comment]) => `COMMENT ON COLUMN ${goal}.${named(name!)} IS ${quoted(comment!)}`),
      ...indexes.flatMap(([name, sql, comment]) => [
        indexOn(sql!, goal),
        ...(comment === null ? [] : [`COMMENT ON INDEX ${this.named(name!)} IS ${quoted(comment)}`]),
      ]),
    ];
  }

  /** The primary key of a table that other tables refer to; null where none does. */
  async #referredKeys(table: string): Promise<readonly string[] | null> {
    const [[isReferred]] = await this.rows(
      `SELECT count(*) FROM duckdb_constraints() WHERE database_name = '${FILE}' AND constraint_type = 'FOREIGN KEY' ` +
        `AND lower(referenced_table) = lower(${quoted(table)})`,
    );
    if (isReferred === "0") return null;
    const found = await this.rows(
      `SELECT unnest(constraint_column_names) FROM duckdb_constraints() WHERE ${isTable(table)} AND constraint_type = 'PRIMARY KEY'`,
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
    const known = await this.columns(this.#table);
    // Bytes come as they are read from a database: as base64.
    const isBytes = ({ name, type }: Schema["fields"][number]) =>
      type.type === "text" && known!.find((column) => column.name === name)?.type === "BLOB";
    const cells = how.schema.fields
      .map((field) => (isBytes(field) ? `from_base64(${named(field.name)})` : named(field.name)))
      .join(", ");
    const sqlOf = (rows: string) => insertSql(how, `SELECT ${cells} FROM ${rows}`);
    // A transaction changes one database only: rows are handed over before it.
    const handOver = async (given: Piece) => {
      const table = await RowsTable.make(this.#database, `piece ${this.#pieces++}`, how.schema);
      table.add(given.columns, given.length);
      table.end();
      const write = async (from: number, to: number) => {
        const { kept, refused } = keyedRows(cut(given, from, to), how.keys);
        await this.exec(sqlOf(table.rows(from, to, kept)));
        return refused;
      };
      return { write, drop: () => table.drop() };
    };
    // Without rows it says what is wrong with the statement.
    const none = how.schema.fields.map(({ type }) => columnOf(type, []));
    const tried = await handOver({ schema: how.schema, columns: none, length: 0 });
    await tried.write(0, 0).finally(() => tried.drop());
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
      file: this.name,
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
