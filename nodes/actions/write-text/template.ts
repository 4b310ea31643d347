// A text with places for columns: `{title}` is the cell of that column, `{row}` the number of the row unless a column is called so; `{{` and
// `}}` are braces.

import type { Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import { cellText } from "../../_shared/cell-text.ts";

const PART = /\{\{|\}\}|\{([^{}]*)\}/gu;
const ROW_NUMBER = "row";

/** The columns that have to be there for it, each once. */
export function columnsIn(template: string): readonly string[] {
  const names = Array.from(template.matchAll(PART), (match) => match[1] as string | undefined);
  return [...new Set(names.filter((name) => name !== undefined && name !== ROW_NUMBER))] as string[];
}

/** A brace that is neither doubled nor around a name; null where there is none. */
export function looseBrace(template: string): string | null {
  return /[{}]/u.exec(template.replace(PART, ""))?.[0] ?? null;
}

/** What has no value is left empty. */
export function filled(template: string, frame: Frame, row: number): string {
  return template.replace(PART, (part, name?: string) => {
    if (name === undefined) return part[0];
    const column = frame.find(name);
    return column ? (cellText(column, row) ?? "") : String(rowId(frame.lineage, row));
  });
}

/** A text without columns: doubled braces are single ones. */
export function plainName(template: string): string {
  return template.replace(PART, (part) => part[0]);
}
