// What a query must not ask of SQLite: its build has functions that read and write files, and reading a table is no leave for that.

import { MillraceError } from "../../../engine/sdk/errors.ts";

/**
 * Of libsql 0.5: functions and table functions that reach out of the database, and settings of its encryption. All of them work in a query only,
 * never in a view or a trigger of the file (SQLITE_DIRECTONLY), so that looking at the query is enough.
 */
const REFUSED =
  /\b(?:writefile|readfile|lsmode|fsdir|edit|load_extension|fts3_tokenizer|sqlite_log|sqlite_dbpage|sqlite3mc_\w+|sqlite_crypt)\b/iu;

/** Throws where one is named, be it in a text or in a comment: whoever hides a name must not gain by it. */
export function refuseReach(query: string): void {
  const found = REFUSED.exec(query)?.[0];
  if (found === undefined) return;
  throw new MillraceError("SQL_FUNCTION_REFUSED", {
    message: `The query names "${found}", with which SQLite reaches files, or its own settings.`,
    path: "params.query",
    expected: "a query of tables, views and what is computed from them",
    got: found,
    hint: "Take it out. Files are read by nodes of their own; a column of that name can be reached by a view.",
    fatal: true,
  });
}
