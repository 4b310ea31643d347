// The whole of a cell as text, for who wants to read or copy more than a line of it.

import type { Column } from "../../engine/frames/column.ts";
import { cellText, plainValue } from "../../nodes/_shared/cell-text.ts";

export interface WholeValue {
  readonly text: string;
  /** The text is JSON, unless it was cut off. */
  readonly json: boolean;
  /** Characters of all of it. */
  readonly length: number;
}

export function wholeValue(column: Column, row: number, limit: number): WholeValue {
  const value = column.get(row);
  const json = column.layout === "tensor" || (typeof value === "object" && !NAMED.has(column.type.type));
  const whole = json ? JSON.stringify(plainValue(value)) : (cellText(column, row) ?? "");
  const most = Math.max(0, Math.floor(limit));
  return { text: whole.length > most ? whole.slice(0, most) : whole, json, length: whole.length };
}

/** Types whose cells are told by the name of their file. */
const NAMED: ReadonlySet<string> = new Set(["image", "audio"]);
