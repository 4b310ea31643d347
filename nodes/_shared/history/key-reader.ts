// Keys of rows as text, for what remembers some rows of each.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { categoryText } from "../categories.ts";

/** Keys as text; the parts are joined with a character that no cell holds by accident. */
export function keyReader(frame: Frame, names: readonly string[]): (row: number) => string {
  const columns = names.map((name) => frame.column(name));
  const part = (column: Column, row: number) => {
    const cell = column.get(row);
    return cell === null ? "" : categoryText(cell);
  };
  if (columns.length === 1) return (row) => part(columns[0], row);
  return (row) => columns.map((column) => part(column, row)).join("\u001f");
}
