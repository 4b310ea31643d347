// Is it one statement, and one that reads? What it may change is refused by the database as well; this says it sooner, and better.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import { statementSigns, withoutEnd } from "../duckdb/sql-text.ts";
import { notSelect } from "./postgres-errors.ts";

const READS = /^\s*[(\s]*(select|with|values|table)\b/i;

/** The statement without its semicolon; throws where there are more, or where it does not begin as one that reads. */
export function singleSelect(query: string): string {
  const signs = statementSigns(query);
  const own = withoutEnd(query);
  const behind = signs
    .slice(own.length)
    .replace(/^[;\s]+/u, "")
    .trim();
  if (behind !== "")
    throw new MillraceError("SQL_NOT_SELECT", {
      message: "There is more than one statement.",
      path: "params.query",
      expected: "one SELECT",
      got: `also: ${behind.split(/\s+/u).slice(0, 3).join(" ")}`,
      hint: "Take the others out.",
      fatal: true,
    });
  if (!READS.test(signs)) {
    const begin = signs.trim().split(/\s+/u).slice(0, 2).join(" ");
    throw notSelect(undefined, begin === "" ? "it is empty." : `it begins with "${begin}".`);
  }
  return own;
}
