// Which columns are learned from, and why are the others not?

import { LARGEST_FLOAT32 } from "../float32.ts";
import type { NumberColumn, TableColumn, TrainTable, WordColumn } from "./columns.ts";
import { counted } from "./note.ts";

/** A column that is learned from. */
export type Source = NumberColumn | WordColumn;

export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

export interface ChosenColumns {
  readonly sources: readonly Source[];
  readonly leftOut: readonly LeftOut[];
}

/** All columns but the target and those that cannot tell anything. `parted`: times whose parts are columns too. */
export function chooseColumns(
  { columns, rows }: TrainTable,
  target: string,
  parted: ReadonlySet<string>,
): ChosenColumns {
  const sources: Source[] = [];
  const leftOut: LeftOut[] = [];
  for (const column of columns) {
    if (column.name === target || parted.has(column.name)) continue;
    const why = KEPT_NAMES.has(column.name) ? KEPT : whyNot(column, rows);
    if (why === null && column.kind !== "unfit") sources.push(column);
    else if (why !== null) leftOut.push({ name: column.name, why });
  }
  return { sources, leftOut };
}

function whyNot(column: TableColumn, rows: number): string | null {
  switch (column.kind) {
    case "unfit":
      return column.why;
    case "number":
      return whyNotNumbers(column);
    case "words":
      return whyNotWords(column, rows);
  }
}

/** Names that no input of a model can have: in JavaScript they name no entry of a record. */
export const KEPT_NAMES: ReadonlySet<string> = new Set(["__proto__"]);

const KEPT = "no input of a model can have this name: give it another one";
const EMPTY = "it has no value in any row";
const CONSTANT = "it is the same in every row";

function whyNotNumbers({ name, type, values, beyond = 0 }: NumberColumn): string | null {
  if (type === "timestamp" || type === "date" || type === "duration")
    return `it is a ${type}: make a number of it before`;
  let first = NaN;
  let present = 0;
  let differs = false;
  let counts = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (present++ === 0) first = value;
    else if (value !== first) differs = true;
    if (value !== first + row) counts = false;
  }
  if (present === 0) return EMPTY;
  // A run fails rows with such a cell (VALUE_OVERFLOW): what is learned from them would be measured, and never answered.
  if (beyond > 0) return tooLarge(beyond);
  if (!differs && present === values.length) return CONSTANT;
  if (counts && present === values.length) return "it counts the rows";
  return isNumericId(name, values) ? "it is an id: a different number in every row" : null;
}

function tooLarge(count: number): string {
  return `${counted(count, "of its numbers is", "of its numbers are")} larger than a model can read (float32, up to ${LARGEST_FLOAT32.toPrecision(3)}): divide it, or empty these cells`;
}

/** By its name and by its values: whole numbers that all differ. */
function isNumericId(name: string, values: Float64Array | Float32Array): boolean {
  if (
    !/(?:^|[\s_.-])(?:id|uuid|key|nr|no)$|[a-z]I[dD]$/i.test(name) ||
    !values.every((value) => Number.isInteger(value))
  )
    return false;
  return new Set(values).size === values.length;
}

function whyNotWords({ codes }: WordColumn, rows: number): string | null {
  const present = codes.reduce((sum, code) => sum + Number(code >= 0), 0);
  const words = new Set(codes.filter((code) => code >= 0)).size;
  if (present === 0) return EMPTY;
  if (words === 1 && present === rows) return CONSTANT;
  return words > present / 2
    ? "more than half of its rows have a word of their own: an id, a name or a free text"
    : null;
}
