// Where do SQLite and PostgreSQL come from? Their libraries are loaded when the first node asks for one.

import type Sqlite from "libsql";
import type * as Pg from "pg";
import { MillraceError } from "../../../engine/sdk/errors.ts";

/** A connection to a file of SQLite. Its own types are those of a library that it stands in for. */
export type SqliteDatabase = InstanceType<typeof Sqlite> & {
  /** Ends statements that are under way. */
  interrupt(): void;
};

export async function loadSqlite(): Promise<typeof Sqlite> {
  try {
    const { default: sqlite } = await import("libsql");
    return sqlite;
  } catch (cause) {
    throw new MillraceError("LIBRARY_MISSING", {
      message: "The library for SQLite (libsql) cannot be loaded on this machine.",
      expected: "the package libsql with its library for this machine",
      hint: "Install it: npm install libsql. It has libraries for Linux, macOS and Windows.",
      fatal: true,
      cause,
    });
  }
}

/** It is JavaScript alone, and in the build. */
export async function loadPostgres(): Promise<typeof Pg> {
  const { default: pg } = (await import("pg")) as unknown as { default: typeof Pg };
  return pg;
}
