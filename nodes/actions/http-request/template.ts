// Text with columns in braces, such as `/orders/{id}`: which places it has, and how a value is written at each so that it stays a value.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { cellText, plainValue } from "../../_shared/cell-text.ts";
import { hasControls } from "../../_shared/http/header-rules.ts";

/** An object of JSON has quotes and colons, a place has none. */
const PLACE = /\{([^{}":\r\n]+)\}/gu;

/** `json`: as a value, or as part of a text where it stands in quotes. `form` and `url`: percent-encoded. `header`: one line. */
export type Spelling = "json" | "form" | "url" | "header";

interface Part {
  /** What stands before the place. */
  readonly text: string;
  /** The column; null at the end. */
  readonly column: string | null;
  /** Whether it stands in a text of JSON. */
  readonly isInText: boolean;
}

export interface Template {
  readonly parts: readonly Part[];
  readonly columns: readonly string[];
}

export function templateOf(text: string): Template {
  const parts: Part[] = [];
  let at = 0;
  let quotes = 0;
  for (const match of text.matchAll(PLACE)) {
    const before = text.slice(at, match.index);
    quotes += before.replaceAll(/\\./gs, "").split('"').length - 1;
    parts.push({ text: before, column: match[1], isInText: quotes % 2 === 1 });
    at = match.index + match[0].length;
  }
  parts.push({ text: text.slice(at), column: null, isInText: false });
  return { parts, columns: parts.flatMap(({ column }) => (column === null ? [] : [column])) };
}

/** The text with the values of a row; why not, where a value does not fit. */
export function fill({ parts }: Template, frame: Frame, row: number, spelling: Spelling): string | RowError {
  let filled = "";
  for (const { text, column, isInText } of parts) {
    filled += text;
    if (column === null) continue;
    const value = spell(frame, column, row, spelling, isInText);
    if (typeof value !== "string") return value;
    filled += value;
  }
  return filled;
}

function spell(
  frame: Frame,
  name: string,
  row: number,
  spelling: Spelling,
  isInText: boolean,
): string | RowError {
  const column = frame.column(name);
  const text = cellText(column, row);
  switch (spelling) {
    case "json":
      if (isInText) return JSON.stringify(text ?? "").slice(1, -1);
      return jsonValue(frame, name, row, text);
    case "form":
      return text === null ? "" : encoded(text, name);
    case "url":
      if (text === null || text === "") return noValue(name);
      // As a whole step of a path they mean the folder itself, or the one above.
      if (/^\.{1,2}$/.test(text)) return unfit(name, "is . or .., which in an address leads elsewhere");
      return encoded(text, name);
    case "header":
      if (text === null) return noValue(name);
      return hasControls(text) ? unfit(name, "has a line end or a sign that no header can hold") : text;
  }
}

function jsonValue(frame: Frame, name: string, row: number, text: string | null): string {
  const column = frame.column(name);
  const isTime = column.type.type === "timestamp" || column.type.type === "date";
  return JSON.stringify(isTime ? text : plainValue(column.get(row)));
}

/** A half of a pair of surrogates has no bytes. */
function encoded(text: string, name: string): string | RowError {
  return text.isWellFormed() ? encodeURIComponent(text) : unfit(name, "is no whole text");
}

function noValue(column: string): RowError {
  return {
    code: "HTTP_TEMPLATE_VALUE",
    cause: `Column "${column}" has no value here, and the request needs one.`,
    hint: 'Filter such rows out before, or fill them with "Fill missing values".',
    column,
  };
}

function unfit(column: string, why: string): RowError {
  return {
    code: "HTTP_TEMPLATE_VALUE",
    cause: `The value of column "${column}" ${why}.`,
    hint: "Clean the column before it is sent.",
    column,
  };
}
