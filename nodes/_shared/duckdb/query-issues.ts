// What is said while editing of a query that works, but perhaps not as somebody thinks.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";

/** Of functions that answer otherwise each time. */
export function changingIssues(functions: readonly string[], path: string): NodeIssue[] {
  return functions.map((name) => ({
    code: "SQL_CHANGING",
    severity: "warning",
    path,
    message: `${name}() gives something else in every run: the same files no longer give the same rows.`,
    expected: "a query whose rows follow from its files",
    got: `${name}()`,
    hint: "Write a fixed value in its place, or take the rows as they come.",
  }));
}

/** Of numbers that are wider in DuckDB than any column here. */
export function roundedIssues(
  columns: readonly (readonly [name: string, type: string])[],
  path: string,
): NodeIssue[] {
  return columns.map(([name, type]) => ({
    code: "NUMBERS_ROUNDED",
    severity: "info",
    path,
    message: `"${name}" is ${type} there and float64 here: whole numbers are exact up to 2^53, others have 15 digits.`,
    expected: "float64",
    got: type,
    hint: "Nothing has to be done where that is enough.",
  }));
}
