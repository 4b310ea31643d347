// What DuckDB says of a query, as an error with a place in the text that a person wrote.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { EditedQuery } from "./edited-query.ts";

interface Told {
  readonly kind: string;
  readonly message: string;
  /** In the text that DuckDB got. */
  readonly position: number | null;
}

/** DuckDB tells its errors as JSON here, behind a word in front where it could not read the statement. */
export function toldBy(thrown: unknown): Told {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const begin = text.indexOf("{");
  try {
    const told = JSON.parse(text.slice(begin)) as Record<string, string | undefined>;
    const position = told.position === undefined ? null : Number(told.position);
    return { kind: told.exception_type ?? "", message: told.exception_message ?? text, position };
  } catch {
    return { kind: "", message: text, position: null };
  }
}

/** Kinds of errors that say that the query itself is wrong. */
const OF_QUERY = new Set(["Parser", "Binder", "Catalog", "Syntax", "Not implemented"]);

export interface QueryPlace {
  /** Of the param that holds the query. */
  readonly path: string;
  readonly query: EditedQuery;
  /** Where the query begins in what was run. */
  readonly at?: number;
}

/** The error in our words; what is one already stays. */
export function sqlError(thrown: unknown, { path, query, at = 0 }: QueryPlace): MillraceError {
  if (thrown instanceof MillraceError) return thrown;
  const { kind, message, position } = toldBy(thrown);
  const place = position === null ? "" : placeOf(query, position - at);
  const details = { message: `${said(message, query)}${place}`, path, cause: thrown };
  if (kind === "Out of Memory") return memoryError(message, path, thrown);
  if (kind === "Permission")
    return new MillraceError("SQL_FILE_OUTSIDE", {
      ...details,
      expected: "a file in the folder, named as a text of its own",
      hint: "Write each path in the query as a text in quotes, relative to the folder; nothing else can be read, nor can the network.",
      fatal: true,
    });
  if (OF_QUERY.has(kind))
    return new MillraceError("SQL_INVALID", {
      ...details,
      hint: "Change the query at that place.",
      fatal: true,
    });
  return new MillraceError("SQL_FAILED", {
    ...details,
    hint: `The message is DuckDB's own.${kind === "Conversion" ? " TRY_CAST gives no value where CAST fails." : ""}`,
    fatal: true,
  });
}

export function memoryError(message: string, path: string, cause: unknown): MillraceError {
  return new MillraceError("SQL_MEMORY", {
    message: `DuckDB needs more memory than it may take: ${message.trim().split("\n")[0]}`,
    path,
    hint: 'Raise "Memory" (memoryMegabytes), or ask for fewer rows or columns.',
    fatal: true,
    cause,
  });
}

/** Without the names of the folders that stand in front of the files of the query. */
function said(message: string, { folder }: EditedQuery): string {
  const own = folder === null ? message : message.replaceAll(folder, "");
  return own
    .trim()
    .replace(/\s*\n\s*/gu, " ")
    .replace(/\.?$/u, ".");
}

function placeOf(query: EditedQuery, position: number): string {
  const before = query.before(position);
  if (before === null) return "";
  const lines = before.split("\n");
  return ` (Line ${lines.length}, column ${lines[lines.length - 1].length + 1} of the query.)`;
}
