// Rows on their way into a Parquet file: gathered by DuckDB, which puts aside what its memory does not hold, and written at the end.

import type { Column } from "../../../engine/frames/column.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files, FileWriter } from "../../../engine/sdk/services.ts";
import { Database } from "../../_shared/duckdb/database.ts";
import { RowsTable } from "../../_shared/duckdb/rows-table.ts";
import { memoryError, toldBy } from "../../_shared/duckdb/sql-errors.ts";
import { named, quoted } from "../../_shared/duckdb/sql-text.ts";

export interface ParquetOptions {
  readonly path: string;
  readonly compression: "zstd" | "snappy" | "gzip" | "none";
  readonly rowGroupRows: number;
  readonly memoryMegabytes: number;
}

const TABLE = "rows";

export class ParquetOutput {
  readonly #files: Files;
  readonly #options: ParquetOptions;
  readonly #writer: FileWriter;
  readonly #part: string;
  #begun: { readonly database: Database; readonly table: RowsTable } | null = null;

  constructor(files: Files, options: ParquetOptions) {
    this.#files = files;
    this.#options = options;
    this.#writer = files.create(options.path);
    this.#part = `${files.resolve(options.path).replaceAll("\\", "/")}.part`;
  }

  async add(schema: Schema, columns: readonly Column[], length: number): Promise<void> {
    const { table } = (this.#begun ??= await this.#begin(schema));
    await this.#worded(() => table.add(columns, length));
  }

  /** `schema` is that of a file without rows. */
  async commit(schema: Schema): Promise<void> {
    const { database, table } = (this.#begun ??= await this.#begin(schema));
    const { compression, rowGroupRows } = this.#options;
    try {
      await this.#worded(async () => {
        table.end();
        // Into the .part file that is there: the writer knows it as its own, and gives it its name.
        await database.run(
          `COPY (FROM ${named(TABLE)}) TO ${quoted(this.#part)} (FORMAT parquet, USE_TMP_FILE false, ` +
            `COMPRESSION ${compression === "none" ? "uncompressed" : compression}, ROW_GROUP_SIZE ${rowGroupRows})`,
        );
      });
    } catch (thrown) {
      database.close();
      await this.#writer.abandon();
      throw thrown;
    }
    database.close();
    await this.#writer.commit();
  }

  async abandon(): Promise<void> {
    this.#begun?.database.close();
    await this.#writer.abandon();
  }

  /** Opens the file first, so that a place that cannot be written is known before work is done for it. */
  async #begin(schema: Schema) {
    if (schema.fields.length === 0) throw noColumn(this.#options.path);
    await this.#writer.open();
    const { memoryMegabytes } = this.#options;
    const database = await Database.open(this.#files, { memoryMegabytes });
    try {
      await database.limitTo([this.#part]);
      return { database, table: await RowsTable.make(database, TABLE, schema) };
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  }

  async #worded<T>(work: () => T): Promise<Awaited<T>> {
    try {
      return await work();
    } catch (thrown) {
      if (thrown instanceof MillraceError) throw thrown;
      const { kind, message } = toldBy(thrown);
      if (kind === "Out of Memory") throw memoryError(message, "params.memoryMegabytes", thrown);
      throw new MillraceError("PARQUET_UNWRITTEN", {
        message: `The Parquet file could not be written: ${message.trim().replace(/\.?$/u, ".")}`,
        file: this.#options.path,
        hint: "See whether there is room on the disk; the words are DuckDB's own.",
        fatal: true,
        cause: thrown,
      });
    }
  }
}

function noColumn(file: string): MillraceError {
  return new MillraceError("PARQUET_UNWRITTEN", {
    message: "A Parquet file has one column at least, and none is to be written.",
    file,
    path: "params.columns",
    expected: "a column",
    got: "none",
    hint: "Name columns in Columns.",
    fatal: true,
  });
}
