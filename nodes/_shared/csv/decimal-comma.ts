// Numbers with a decimal comma, as programs with German or French settings read them.

import { TextColumn, type Column } from "../../../engine/frames/column.ts";
import { cellText } from "../cell-text.ts";

const FRACTIONS: readonly string[] = ["float64", "float32"];

/** Whether numbers of the column may have a fraction. */
export function hasFractions({ type }: Column): boolean {
  return FRACTIONS.includes(type.type);
}

/** A column of fractions spelled with commas. */
export function withDecimalComma(column: Column): TextColumn {
  const texts = Array.from({ length: column.length }, (_, row) => {
    const text = cellText(column, row);
    return text === null ? null : text.replace(".", ",");
  });
  return new TextColumn(column.length, texts);
}
