// Why a table cannot be written, in words.

import { closest } from "../../../engine/sdk/closest.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { listNames } from "../../_shared/column-issues.ts";
import { sentence } from "../../_shared/database/postgres-errors.ts";

export function tableMissing(table: string, where: string, known: readonly string[]): MillraceError {
  const near = closest(table, known);
  return new MillraceError("TABLE_UNKNOWN", {
    message: `There is no table "${table}" in ${where}.`,
    path: "params.table",
    expected: known.length === 0 ? "a table" : `one of ${listNames(known)}`,
    got: table,
    hint: near === null ? 'Turn "Make the table" on, or make it yourself.' : `Did you mean "${near}"?`,
    fatal: true,
  });
}

export function columnsMissing(
  table: string,
  missing: readonly string[],
  known: readonly string[],
): MillraceError {
  const near = closest(missing[0], known);
  return new MillraceError("TABLE_COLUMNS", {
    message: `The table "${table}" has no column ${listNames(missing.map((name) => `"${name}"`))}.`,
    path: "params.columns",
    expected: `some of ${listNames(known)}`,
    got: listNames(missing),
    hint:
      near === null
        ? "Add it to the table, or name the columns to write in Columns."
        : `Did you mean "${near}"? Rename the column before it is written, or leave it out.`,
    fatal: true,
  });
}

/** `said` is what the database says of the statement. */
export function noSuchKey(
  table: string,
  keys: readonly string[],
  said: string,
  cause: unknown,
): MillraceError {
  return new MillraceError("TABLE_KEY", {
    message: `In "${table}" there may be several rows with the same ${listNames(keys)}: ${sentence(said)}`,
    path: "params.keys",
    expected: "a primary key, or a unique index, of exactly these columns",
    got: "none",
    hint: `Make one: CREATE UNIQUE INDEX ON ${table} (${keys.join(", ")}).`,
    fatal: true,
    cause,
  });
}

export function nowhereToCopy(table: string, where: string): MillraceError {
  return new MillraceError("TABLE_KIND", {
    message: `"${table}" in ${where} is no plain table, whose rows could be replaced.`,
    path: "params.mode",
    hint: "Choose another way to write, or write into a table of its own.",
    fatal: true,
  });
}

/** `limit` is in bytes, as the server counts. */
export function nameLong(what: "table" | "column", name: string, limit: number): MillraceError {
  const bytes = new TextEncoder().encode(name).length;
  return new MillraceError("TABLE_NAME_LONG", {
    message: `The name of the ${what} "${name}" is too long for the server, which would cut it off.`,
    path: what === "table" ? "params.table" : "params.columns",
    expected: `at most ${limit} bytes`,
    got: `${bytes} bytes`,
    hint: what === "table" ? "Choose a shorter name." : "Rename the column before it is written.",
    fatal: true,
  });
}

export function stagingTaken(staging: string, where: string): MillraceError {
  return new MillraceError("TABLE_STAGING_TAKEN", {
    message: `In ${where} there is a table "${staging}" that no run of Millrace has made: it is where rows would wait that replace others.`,
    path: "params.mode",
    hint: "Rename or drop it, or choose another way to write.",
    fatal: true,
  });
}

const BEGIN_ANEW = "To begin anew, see what of its rows is in the table, and run it with --journal instead.";

export function tableChanged(table: string, what: string): MillraceError {
  return changed(table, what, `The run cannot go on. ${BEGIN_ANEW}`);
}

/** What is gone can be put back. */
export function tableTaken(table: string, what: string): MillraceError {
  return changed(
    table,
    what,
    `Nothing was changed: put back what was taken out, renamed or dropped, and resume again. ${BEGIN_ANEW}`,
  );
}

function changed(table: string, what: string, hint: string): MillraceError {
  return new MillraceError("TABLE_CHANGED", {
    message: `The table "${table}" is not as the run left it: ${what}.`,
    path: "params.table",
    hint,
    fatal: true,
  });
}

/** The rows have waited beside the table, whose triggers and references only now see them. `said` is what the database says of them. */
export function notReplaced(table: string, said: string, hint: string | undefined): MillraceError {
  return new MillraceError("TABLE_NOT_REPLACED", {
    message: `The new rows of "${table}" cannot take the place of the old ones, which stay: ${said}`,
    path: "params.table",
    hint: `${hint ?? "Mend the rule or trigger of the table that refuses them, or the rows."} Once the table takes them, a run with --journal puts them in place with --resume; with other rows, begin anew.`,
    fatal: true,
  });
}

export function otherRows(table: string, rows: number): MillraceError {
  return new MillraceError("REPLAY_DIFFERS", {
    message: `Computed again, the first ${rows} rows for "${table}" are others than those that are in it: the run does not give the same each time.`,
    path: "params.table",
    hint: "What it reads has changed, or a node gives something else each time. It cannot be resumed: begin anew with --journal.",
    fatal: true,
  });
}

/** Of a lock that somebody else has; whatever else was thrown stays. */
export function inUse(thrown: unknown, table: string, where: string): unknown {
  if (!(thrown instanceof MillraceError) || thrown.code !== "FILE_IN_USE") return thrown;
  return tableInUse(table, where, thrown.details.got ?? "somebody");
}

/** DuckDB lets one connection at a time write into a file, whichever table it is. */
export function duckdbInUse(thrown: unknown, table: string, file: string): unknown {
  const error = inUse(thrown, table, file);
  if (!(error instanceof MillraceError) || error.code !== "TABLE_IN_USE") return error;
  return new MillraceError("TABLE_IN_USE", {
    ...error.details,
    message: `Another run, or another node of this one, is writing into ${file}: of a DuckDB file one table at a time is written.`,
    path: "params.path",
    hint: "Wait until it is done. Two nodes of one workflow need a file each, or SQLite or PostgreSQL.",
  });
}

export function tableInUse(table: string, where: string, by: string): MillraceError {
  return new MillraceError("TABLE_IN_USE", {
    message: `Another run is writing into the table "${table}" of ${where}.`,
    path: "params.table",
    got: by,
    hint: "Wait until it is done. Two branches that write into one table are put together by a union first.",
    fatal: true,
  });
}
