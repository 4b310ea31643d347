// Parquet files for tests, made by DuckDB itself of a SELECT.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDuckDB } from "../../nodes/_shared/duckdb/library.ts";
import { quoted } from "../../nodes/_shared/duckdb/sql-text.ts";

/** `options` as in COPY: `ROW_GROUP_SIZE 2048`. */
export async function parquetOf(select: string, options = ""): Promise<Uint8Array> {
  const duckdb = await loadDuckDB();
  const folder = await mkdtemp(join(tmpdir(), "millrace-parquet-"));
  const path = join(folder, "made.parquet");
  const database = await duckdb.open(":memory:");
  const connection = await duckdb.connect(database);
  try {
    const format = `FORMAT parquet${options === "" ? "" : `, ${options}`}`;
    await duckdb.query(connection, `COPY (${select}) TO ${quoted(path)} (${format})`);
    return await readFile(path);
  } finally {
    duckdb.disconnect_sync(connection);
    duckdb.close_sync(database);
    await rm(folder, { recursive: true });
  }
}
