// The column with the lines of a page that kinds of documents work on, and how the numbers in them are written.

import type { Schema } from "../../../engine/frames/types.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column } from "../../../engine/sdk/params.ts";
import { typeIssues, unknownColumnIssues } from "../column-issues.ts";
import { holdsText } from "./text-line.ts";

export const linesColumn = () =>
  column({
    title: "Lines",
    help: "The column with boxes that have text, as OCR gives them.",
    of: "boxes",
    default: "lines",
  });

export const decimalChoice = () =>
  choice(["auto", ".", ","], {
    title: "Decimal sign",
    help: "What stands before the decimals of numbers.",
    labels: { auto: "As each number looks", ".": "Point", ",": "Comma" },
    default: "auto",
  });

export function linesIssues(schema: Schema, name: string): NodeIssue[] {
  const hint = "Choose the lines that OCR gives.";
  return [
    ...unknownColumnIssues(schema, [name], "params.lines"),
    ...typeIssues(schema, [name], "params.lines", holdsText, "boxes with text", hint),
  ];
}
