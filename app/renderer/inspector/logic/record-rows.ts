// An object as rows while it is edited: rows may have no name yet, or one that another row has already.

import type { Cell } from "./json-shape.ts";

export interface Entry {
  readonly key: string;
  readonly value: unknown;
}

export function rowsOf(record: Readonly<Record<string, unknown>>): readonly Entry[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }));
}

/** Of two rows with one name the first counts; rows without a name do not. */
export function recordOf(rows: readonly Entry[]): Readonly<Record<string, unknown>> {
  const entries = new Map<string, unknown>();
  for (const { key, value } of rows) if (key !== "" && !entries.has(key)) entries.set(key, value);
  return Object.fromEntries(entries);
}

/** What a new row holds. */
export function emptyOf(cell: Cell): unknown {
  switch (cell.is) {
    case "choice":
      return cell.values[0];
    case "list":
    case "one-or-many":
      return [];
    case "scalar":
      return cell.types.includes("string") ? "" : cell.types.includes("boolean") ? false : 0;
  }
}
