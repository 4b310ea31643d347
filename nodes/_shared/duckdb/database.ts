// A database in memory for one node: what it may read, how much memory it takes, and how its answers come.

import type {
  Connection,
  Database as Handle,
  DataChunk,
  PreparedStatement,
  Result,
} from "@duckdb/node-bindings";
import type { Files } from "../../../engine/sdk/services.ts";
import { loadDuckDB, type DuckDB } from "./library.ts";
import { listed } from "./sql-text.ts";

export interface DatabaseOptions {
  readonly memoryMegabytes: number;
  /** More than one may add numbers in another order each time: the last digits of a sum would differ. */
  readonly threads?: number;
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
    const handle = await duckdb.open(":memory:", settings(duckdb, options, files.temporaryFolder?.() ?? ""));
    return new Database(duckdb, handle, await duckdb.connect(handle));
  }

  /**
   * From now on only these files (absolute paths) can be read or written, the network cannot be reached, and nothing of that can be
   * changed. Before it nothing may be run that somebody else wrote.
   */
  async limitTo(paths: readonly string[]): Promise<void> {
    if (paths.length > 0) await this.run(`SET allowed_paths = ${listed(paths)}`);
    await this.run("SET enable_external_access = false; SET lock_configuration = true");
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

/** Opens a database that may read these files for a piece of work, and closes it however that ends. */
export async function withFiles<T>(
  files: Files,
  options: DatabaseOptions,
  readable: readonly string[],
  work: (database: Database) => Promise<T>,
): Promise<T> {
  return withDatabase(files, options, async (database) => {
    await database.limitTo(readable);
    return work(database);
  });
}

/** Opens a database for work that limits it itself. */
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

function settings(duckdb: DuckDB, { memoryMegabytes, threads = 1 }: DatabaseOptions, spill: string) {
  const config = duckdb.create_config();
  const set = (name: string, value: string) => duckdb.set_config(config, name, value);
  set("memory_limit", `${memoryMegabytes}MiB`);
  set("threads", String(threads));
  set("temp_directory", spill);
  set("errors_as_json", "true");
  // Rows come in the order of their files.
  set("preserve_insertion_order", "true");
  set("autoinstall_known_extensions", "false");
  set("autoload_known_extensions", "false");
  set("allow_community_extensions", "false");
  return config;
}
