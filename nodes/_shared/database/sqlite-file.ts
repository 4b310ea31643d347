// A file of SQLite, opened: to read from, where it must be there, or to write into.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { loadSqlite, type SqliteDatabase } from "./library.ts";
import { sqliteError } from "./sqlite-errors.ts";

export interface SqlitePlace {
  readonly path: string;
  readonly timeoutSeconds: number;
}

/** Nothing in it can be changed, also not by a query that says so, and its views cannot do what only queries may. */
export async function openToRead(place: SqlitePlace, files: Files): Promise<SqliteDatabase> {
  // Says what is wrong with the path; SQLite would make a file where there is none.
  await (await files.open(place.path)).close();
  const database = await opened(place, files);
  database.pragma("query_only = 1");
  database.pragma("trusted_schema = 0");
  return database;
}

/** Makes the file where there is none. */
export async function openToWrite(place: SqlitePlace, files: Files): Promise<SqliteDatabase> {
  await files.checkOutput?.(place.path);
  return opened(place, files);
}

async function opened({ path, timeoutSeconds }: SqlitePlace, files: Files): Promise<SqliteDatabase> {
  const Sqlite = await loadSqlite();
  try {
    const database = new Sqlite(files.resolve(path)) as SqliteDatabase;
    database.pragma(`busy_timeout = ${Math.ceil(timeoutSeconds * 1000)}`);
    try {
      // Reads its head: what is no database is found here.
      database.prepare("SELECT count(*) FROM sqlite_master").all();
    } catch (thrown) {
      database.close();
      throw thrown;
    }
    return database;
  } catch (thrown) {
    throw thrown instanceof MillraceError ? thrown : sqliteError(thrown, path);
  }
}
