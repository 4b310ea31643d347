// What SQLite says went wrong, in words that name the next step.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { closest } from "../../../engine/sdk/closest.ts";
import { statementSigns } from "../duckdb/sql-text.ts";
import type { SqliteDatabase } from "./library.ts";
import { sentence } from "./postgres-errors.ts";

export interface SqliteFault extends Error {
  /** As SQLite calls it: `SQLITE_BUSY`. */
  readonly code?: string;
}

interface Words {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** By what SQLite's own code begins with behind `SQLITE_`; it may say more behind that. */
const KNOWN: readonly (readonly [begins: string, words: Words])[] = [
  [
    "NOTADB",
    {
      code: "DATABASE_INVALID",
      message: "The file is no database of SQLite.",
      hint: "Choose another file. One with a password cannot be read either.",
    },
  ],
  [
    "CORRUPT",
    {
      code: "DATABASE_INVALID",
      message: "The file is damaged.",
      hint: "Take a copy of it from before; sqlite3 FILE .recover saves what can be saved.",
    },
  ],
  [
    "BUSY",
    {
      code: "DATABASE_LOCKED",
      message: "Another program is writing to the file, and has not let go of it.",
      hint: 'Wait until it is done, or raise "Patience".',
    },
  ],
  [
    "LOCKED",
    {
      code: "DATABASE_LOCKED",
      message: "The table is being read or written by somebody else.",
      hint: "Wait until that is done.",
    },
  ],
  [
    "READONLY",
    {
      code: "DATABASE_READ_ONLY",
      message: "The file, or its folder, cannot be written.",
      hint: "Give yourself the right to write both: SQLite keeps a second file beside it while it writes.",
    },
  ],
  [
    "FULL",
    {
      code: "DATABASE_FULL",
      message: "There is no room for more rows.",
      hint: "Make room on the disk. A run with --journal goes on with --resume.",
    },
  ],
  [
    "CANTOPEN",
    {
      code: "DATABASE_READ_ONLY",
      message: "The file cannot be opened.",
      hint: "See whether its folder is there, and whether you may use it.",
    },
  ],
  [
    "IOERR",
    {
      code: "DATABASE_FAILED",
      message: "The disk has failed while the file was used.",
      hint: "See whether the disk is still there and has room.",
    },
  ],
];

const PREFIX = "SQLITE_";
/** The query itself is wrong. */
const OF_QUERY = /^SQLITE_(ERROR|MISMATCH)$/;

/** What went wrong with the file; whatever else there is has SQLite's own words. */
export function sqliteError(thrown: unknown, file: string): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const { code = "", message } = thrown as SqliteFault;
  const known = KNOWN.find(([begins]) => code.startsWith(begins, PREFIX.length))?.[1];
  const words = known ?? {
    code: "DATABASE_FAILED",
    message: sentence(message),
    hint: "The message is SQLite's own.",
  };
  return new MillraceError(words.code, {
    message: words.message,
    file,
    ...(known && { got: message }),
    hint: words.hint,
    fatal: true,
    cause: thrown,
  });
}

/** What is wrong with a query, with the name that was perhaps meant. */
export function sqliteQueryError(
  thrown: unknown,
  {
    database,
    query,
    path,
  }: { readonly database: SqliteDatabase; readonly query: string; readonly path: string },
): MillraceError {
  const { code = "", message = "" } = thrown as SqliteFault;
  if (!OF_QUERY.test(code)) return sqliteError(thrown, path);
  const name = /(?:no such (?:table|column|function): |near ")([^"]+)/u.exec(message)?.[1];
  const near = name === undefined ? null : nearName(database, message, name.split(".").at(-1));
  return new MillraceError("SQL_INVALID", {
    message: `${sentence(message)}${name === undefined ? "" : placeOf(query, name)}`,
    path: "params.query",
    hint: near === null ? "Change the query at that place." : `Did you mean "${near}"?`,
    fatal: true,
    cause: thrown,
  });
}

function nearName(database: SqliteDatabase, message: string, name: string): string | null {
  const sql = message.startsWith("no such table")
    ? "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
    : "SELECT p.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS p";
  const isName = /^no such (table|column)/u.test(message);
  return isName ? closest(name, namesIn(database, sql)) : null;
}

function namesIn(database: SqliteDatabase, sql: string): string[] {
  return (database.prepare(sql).raw().all() as string[][]).map(([name]) => name);
}

/** SQLite names the word, not its place: told where the word stands there once. */
function placeOf(query: string, word: string): string {
  const signs = statementSigns(query).toLowerCase();
  const at = signs.indexOf(word.toLowerCase());
  if (at < 0 || signs.includes(word.toLowerCase(), at + 1)) return "";
  const lines = query.slice(0, at).split("\n");
  return ` (Line ${lines.length}, column ${lines[lines.length - 1].length + 1} of the query.)`;
}
