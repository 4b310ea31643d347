// Where does DuckDB come from? Its library is 70 MB and is loaded when the first node asks for it: other workflows never wait for it.

import type * as Bindings from "@duckdb/node-bindings";
import { MillraceError } from "../../../engine/sdk/errors.ts";

/** The C interface of DuckDB, which gives and takes columns as plain memory. */
export type DuckDB = typeof Bindings;

let loading: Promise<DuckDB> | null = null;

export function loadDuckDB(): Promise<DuckDB> {
  loading ??= load();
  return loading;
}

async function load(): Promise<DuckDB> {
  try {
    const { default: duckdb } = (await import("@duckdb/node-bindings")) as unknown as { default: DuckDB };
    return duckdb;
  } catch (cause) {
    loading = null;
    throw new MillraceError("LIBRARY_MISSING", {
      message: "The library for Parquet and SQL (DuckDB) cannot be loaded on this machine.",
      expected: "the package @duckdb/node-bindings with its library for this machine",
      hint: "Install it: npm install @duckdb/node-bindings. It has libraries for Linux, macOS and Windows.",
      fatal: true,
      cause,
    });
  }
}
