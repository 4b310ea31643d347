// The texts of a column, row by row. What reads text works on these; a row without one fails.

import type { Frame } from "../../../engine/frames/frame.ts";
import { formatType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeContext, NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { typeIssues, unknownColumnIssues } from "../column-issues.ts";
import { dropFailed } from "../row-selection.ts";

export interface TextRows {
  /** The rows that have a text. */
  readonly frame: Frame;
  /** One for each of them. */
  readonly texts: readonly string[];
}

export function textRows(frame: Frame, name: string, ctx: Pick<NodeContext, "fail">): TextRows {
  const column = frame.column(name);
  const cells = Array.from({ length: frame.length }, (_, row) => column.get(row));
  const failures = new Map<number, RowError>();
  cells.forEach((cell, row) => {
    if (cell !== null) return;
    const cause = `"${name}" has no text here.`;
    failures.set(row, {
      code: "NULL_VALUE",
      cause,
      hint: "Put a text there, or filter such rows.",
      column: name,
    });
  });
  return {
    frame: dropFailed(frame, failures, ctx),
    texts: cells.filter((cell) => cell !== null).map(String),
  };
}

/** What is wrong with a column that is to be read as text. */
export function textColumnIssues(schema: Schema, name: string, param: string): NodeIssue[] {
  const path = `params.${param}`;
  return [
    ...unknownColumnIssues(schema, [name], path),
    ...typeIssues(schema, [name], path, ({ type }) => type === "text", "text", hintFor(schema, name)),
  ];
}

function hintFor(schema: Schema, name: string): string {
  const type = schema.fields.find((field) => field.name === name)?.type;
  return type?.type === "list"
    ? `Choose a column of whole texts; this one is ${formatType(type)}.`
    : "Choose a column of text, or turn it into text with Cast before.";
}
