// Numbers with a decimal comma, as programs with German or French settings read them.

import { TextColumn, type Column } from "../../../engine/frames/column.ts";
import { cellText } from "../../_shared/cell-text.ts";

const FRACTIONS: readonly string[] = ["float64", "float32"];

/** The column spelled with commas; columns without fractions stay as they are. */
export function withDecimalComma(column: Column): Column {
  if (!FRACTIONS.includes(column.type.type)) return column;
  const texts = Array.from({ length: column.length }, (_, row) => {
    const text = cellText(column, row);
    return text === null ? null : text.replace(".", ",");
  });
  return new TextColumn(column.length, texts);
}
