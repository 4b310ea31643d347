// Category columns as codes: what ordinal and one-hot share.

import { TextColumn, type Column } from "../../engine/frames/column.ts";

/**
 * The index of each row's value in `categories`; -1 for a null or a value that is none of them. Cells are compared as
 * text. A dictionary is looked up once a word, not once a row.
 */
export function codesOf(column: Column, categories: readonly string[]): Int32Array {
  const index = new Map(categories.map((category, i) => [category, i]));
  const codes = new Int32Array(column.length);
  const data = column instanceof TextColumn ? column.data : null;
  if (data && "indices" in data) {
    const words = data.words.map((word) => index.get(word) ?? -1);
    for (let row = 0; row < codes.length; row++)
      codes[row] = data.indices[row] < 0 ? -1 : words[data.indices[row]];
    return codes;
  }
  for (let row = 0; row < codes.length; row++) {
    const cell = column.get(row);
    codes[row] = cell === null ? -1 : (index.get(categoryText(cell)) ?? -1);
  }
  return codes;
}

/** The distinct values of a column as text, without nulls. */
export function addCategories(column: Column, into: Set<string>): void {
  for (let row = 0; row < column.length; row++) {
    const cell = column.get(row);
    if (cell !== null) into.add(categoryText(cell));
  }
}

/** Code point order: the same in every locale. */
export function sortedCategories(categories: ReadonlySet<string>): string[] {
  return [...categories].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** A cell that is not null as the text it is compared by. */
export function categoryText(cell: NonNullable<ReturnType<Column["get"]>>): string {
  return typeof cell === "object" ? JSON.stringify(cell) : String(cell);
}
