// A database in memory for one node: what it may read, how much memory it takes, and how its answers come.

import type { Connection, Database as Handle, DataChunk, PreparedStatement, Result } from "@duckdb/node-bindings";
import type { Files } from "../../../engine/sdk/services.ts";
import { loadDuckDB, type DuckDB } from "./library.ts";
import { listed, quoted } from "./sql-text.ts";

export interface DatabaseOptions {
  readonly memoryMegabytes: number;
  /** More than one may add numbers in another order each time: the last digits of a sum would differ. */
  readonly threads?: number;
  /** Absolute paths of the files that may be read; nothing else can be, nor can the network. */
  readonly readable?: readonly string[];
  /** The one file that may be written; absolute. */
  readonly writable?: string;
}

export class Database {
  readonly duckdb: DuckDB;
  readonly connection: Connection;
  readonly #handle: Handle;
  #closed = false;

  private constructor(duckdb: DuckDB, handle: Handle, connection: Connection) {
    this.duckdb = duckdb;
    this.#handle = handle;
    this.connection = connection;
  }

  /** Whoever opens it closes it. What does not fit into its memory goes to a folder that DuckDB makes and removes. */
  static async open(files: Files, options: DatabaseOptions): Promise<Database> {
    const duckdb = await loadDuckDB();
    const handle = await duckdb.open(":memory:", settings(duckdb, options));
    const database = new Database(duckdb, handle, await duckdb.connect(handle));
    const { readable = [], writable } = options;
    const paths = writable === undefined ? readable : [...readable, writable];
    try {
      const spill = files.temporaryFolder?.() ?? "";
      await database.run(`SET temp_directory = ${quoted(spill)}`);
      if (paths.length > 0) await database.run(`SET allowed_paths = ${listed(paths)}`);
      await database.run("SET enable_external_access = false");
      await database.run("SET errors_as_json = true");
      await database.run("SET lock_configuration = true");
      return database;
    } catch (thrown) {
      database.close();
      throw thrown;
    }
  }

  async run(sql: string): Promise<Result> {
    return this.duckdb.query(this.connection, sql);
  }

  prepare(sql: string): Promise<PreparedStatement> {
    return this.duckdb.prepare(this.connection, sql);
  }

  /**
   * The answer a piece at a time, made while it is read: the next piece is asked for while the last is worked on. A signal
   * that fires stops the work inside DuckDB too.
   */
  async *stream(sql: string, signal: AbortSignal): AsyncGenerator<DataChunk, void, void> {
    const { duckdb, connection } = this;
    const stop = () => duckdb.interrupt(connection);
    signal.addEventListener("abort", stop, { once: true });
    let statement: PreparedStatement | null = null;
    let next: Promise<DataChunk | null> | null = null;
    try {
      statement = await this.prepare(sql);
      const result = await duckdb.execute_prepared_streaming(statement);
      next = duckdb.fetch_chunk(result);
      for (;;) {
        const chunk: DataChunk | null = await next;
        next = null;
        if (chunk === null || duckdb.data_chunk_get_size(chunk) === 0) return;
        next = duckdb.fetch_chunk(result);
        yield chunk;
      }
    } finally {
      signal.removeEventListener("abort", stop);
      // Left early: nothing may be closed while a thread still works with it.
      if (next) {
        stop();
        await next.catch(() => null);
      }
      if (statement) duckdb.destroy_prepare_sync(statement);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.duckdb.disconnect_sync(this.connection);
    this.duckdb.close_sync(this.#handle);
  }
}

/** Opens a database for a piece of work, and closes it however that ends. */
export async function withDatabase<T>(
  files: Files,
  options: DatabaseOptions,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await Database.open(files, options);
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

function settings(duckdb: DuckDB, { memoryMegabytes, threads = 1 }: DatabaseOptions) {
  const config = duckdb.create_config();
  const set = (name: string, value: string) => duckdb.set_config(config, name, value);
  set("memory_limit", `${memoryMegabytes}MiB`);
  set("threads", String(threads));
  // Rows come in the order of their files.
  set("preserve_insertion_order", "true");
  set("autoinstall_known_extensions", "false");
  set("autoload_known_extensions", "false");
  set("allow_community_extensions", "false");
  return config;
}
