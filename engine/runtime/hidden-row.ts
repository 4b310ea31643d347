// A failed row as it may be recorded: secrets are hidden in its texts, and it says where, so that nobody takes a mark for a cell.

import type { DataType } from "../frames/types.ts";
import { cleaned } from "../host/handed-out.ts";
import type { FailedRow, GivenValues } from "./events.ts";

/** The same object where there is nothing to hide. Names of columns, numbers and times stay as they are. */
export function hiddenRow<T extends FailedRow>(failed: T): T {
  const { given, ...said } = failed;
  const clean = cleaned(said);
  const cells = given && hiddenCells(given);
  return clean === said && cells === given ? failed : ({ ...clean, ...(cells && { given: cells }) } as T);
}

function hiddenCells(given: GivenValues): GivenValues {
  const cells = Object.entries(given.row).map(([name, cell]) => {
    const after = hiddenCell(cell, given.types[name]);
    return { name, after, isHidden: after !== cell };
  });
  const found = cells.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  if (found.length === 0) return given;
  return {
    row: Object.fromEntries(cells.map(({ name, after }) => [name, after])),
    types: given.types,
    // One thread hides, and another once more.
    hidden: [...new Set([...(given.hidden ?? []), ...found])],
  };
}

/** A cell by `exactCell`: whole numbers and times are texts there as well. */
function hiddenCell(cell: unknown, type: DataType): unknown {
  switch (type.type) {
    case "text":
    case "image":
    case "audio":
      return cleaned(cell);
    case "json":
      return hiddenJson(cell);
    case "list":
      return Array.isArray(cell)
        ? kept(
            cell,
            cell.map((item) => hiddenCell(item, type.of)),
          )
        : cell;
    case "struct": {
      if (cell === null || typeof cell !== "object") return cell;
      const values = cell as Readonly<Record<string, unknown>>;
      const after = type.fields.map(
        (field) => [field.name, hiddenCell(values[field.name], field.type)] as const,
      );
      return after.every(([name, value]) => value === values[name]) ? cell : Object.fromEntries(after);
    }
    case "tensor":
      return type.dtype === "string" ? cleaned(cell) : cell;
    default:
      return cell;
  }
}

/** In free JSON a number that JSON does not hold is an object of one text. */
function hiddenJson(value: unknown): unknown {
  if (Array.isArray(value)) return kept(value, value.map(hiddenJson));
  if (value === null || typeof value !== "object") return cleaned(value);
  const entries = Object.entries(value);
  if (entries.length === 1 && /^\$(?:whole|number)$/.test(entries[0][0])) return value;
  const after = entries.map(([key, inner]) => [key, hiddenJson(inner)] as const);
  return after.every(([, inner], i) => inner === entries[i][1]) ? value : Object.fromEntries(after);
}

function kept(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, i) => item === before[i]) ? before : after;
}
