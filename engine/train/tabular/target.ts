// What is to be learned: a number, quantiles of it, or one of some classes? The column says, unless somebody has.

import { closest } from "../../sdk/closest.ts";
import { MillraceError } from "../../sdk/errors.ts";
import { isBeyondFloat32, LARGEST_FLOAT32 } from "../float32.ts";
import {
  rowsWhere,
  type NumberColumn,
  type TableColumn,
  type TrainTable,
  type WordColumn,
} from "./columns.ts";
import { counted, type Note } from "./note.ts";

export type Task =
  | { readonly kind: "number" }
  /** Ascending, each between 0 and 1. */
  | { readonly kind: "quantiles"; readonly alphas: readonly number[] }
  | { readonly kind: "classes"; readonly names: readonly string[]; readonly type: "text" | "int64" | "bool" };

export interface Target {
  readonly name: string;
  readonly task: Task;
  /** Rows that can be learned from, ascending. */
  readonly rows: Int32Array;
  /** The value, or the number of the class, of each of these rows. */
  readonly values: Float64Array;
  readonly notes: readonly Note[];
}

export interface TargetWish {
  readonly name: string;
  /** null = as the column looks. */
  readonly as: "number" | "class" | null;
  /** null = the mean. */
  readonly quantiles: readonly number[] | null;
}

/** More classes are no classes: an id, a text, or a number that was written as text. */
export const MOST_CLASSES = 100;
/** With fewer rows nothing can be held back, and nothing that is learned means anything. */
export const FEWEST_ROWS = 20;

/** The column of that name. */
export function findColumn({ columns }: TrainTable, name: string, what: string): TableColumn {
  const found = columns.find((column) => column.name === name);
  if (found) return found;
  throw unknownColumn(
    columns.map((column) => column.name),
    name,
    what,
  );
}

/** `what` the column was named for. */
export function unknownColumn(names: readonly string[], name: string, what: string): MillraceError {
  const near = closest(name, names);
  return new MillraceError("TRAIN_COLUMN_UNKNOWN", {
    message: `The table has no column "${name}" (${what}).`,
    expected: `one of ${names.slice(0, 20).join(", ")}${names.length > 20 ? ", …" : ""}`,
    got: name,
    hint: near === null ? "Use one of the names of the table." : `Did you mean "${near}"?`,
  });
}

export function readTarget(table: TrainTable, wish: TargetWish): Target {
  const column = findColumn(table, wish.name, "the target");
  if (table.rows === 0) throw tooFew(0, "The table has no rows.");
  switch (column.kind) {
    case "unfit":
      throw wrongType(column.name, column.why);
    case "words":
      return ofWords(column, wish);
    case "number":
      return ofNumbers(column, wish);
  }
}

function ofWords(column: WordColumn, { as, quantiles }: TargetWish): Target {
  if (as === "number" || quantiles)
    throw wrongType(column.name, `it holds words such as "${column.words[0] ?? ""}", and no numbers`);
  const rows = rowsWhere(column.codes.length, (row) => column.codes[row] >= 0);
  refuseFew(column.name, rows.length);
  const names = column.words;
  return classes(column.name, "text", rows, names, (row) => column.codes[row], column.codes.length);
}

const TIMES: readonly string[] = ["timestamp", "date", "duration"];

function ofNumbers(column: NumberColumn, { as, quantiles }: TargetWish): Target {
  const { name, type, values } = column;
  if (TIMES.includes(type))
    throw wrongType(name, "it is a time; learn the hours or days from another time to it");
  const rows = rowsWhere(values.length, (row) => Number.isFinite(values[row]));
  refuseFew(name, rows.length);
  const distinct = distinctUpTo(values, rows, MOST_CLASSES + 1);
  const isClass = as === "class" || (as === null && !quantiles && (type === "bool" || distinct.length === 2));
  if (!isClass) {
    const task: Task = quantiles ? { kind: "quantiles", alphas: quantiles } : { kind: "number" };
    const present = Float64Array.from(rows, (row) => values[row]);
    if (present.every((value) => value === present[0])) throw constant(name, String(present[0]));
    refuseBeyond(name, present);
    const notes = missingNote(name, values.length - rows.length, "finite value");
    return { name, task, rows, values: present, notes };
  }
  const code = new Map(distinct.map((value, i) => [value, i]));
  const isWhole = distinct.every((value) => Number.isSafeInteger(value));
  const kind = type === "bool" ? "bool" : isWhole ? "int64" : "text";
  const names = distinct.map((value) => (kind === "bool" ? String(value !== 0) : String(value)));
  return classes(name, kind, rows, names, (row) => code.get(values[row]) ?? MOST_CLASSES + 1, values.length);
}

/** The classes in their order, without those of a single row. */
function classes(
  name: string,
  type: "text" | "int64" | "bool",
  rows: Int32Array,
  found: readonly string[],
  codeAt: (row: number) => number,
  all: number,
): Target {
  if (found.length > MOST_CLASSES) throw tooManyClasses(name, found);
  const counts = new Int32Array(found.length);
  for (const row of rows) counts[codeAt(row)]++;
  const order = found.map((_, code) => code).filter((code) => counts[code] > 1);
  if (type === "text") order.sort((a, b) => (found[a] < found[b] ? -1 : 1));
  const rank = new Map(order.map((code, i) => [code, i]));
  const kept = rows.filter((row) => rank.has(codeAt(row)));
  const single = found.filter((_, code) => counts[code] === 1);
  if (order.length === 0) throw allSingle(name, found);
  if (order.length === 1) throw constant(name, found[order[0]], single.length > 0);
  if (kept.length < FEWEST_ROWS) throw fewLeft(kept.length);
  return {
    name,
    task: { kind: "classes", names: order.map((code) => found[code]), type },
    rows: kept,
    values: Float64Array.from(kept, (row) => rank.get(codeAt(row))!),
    notes: [
      ...missingNote(name, all - rows.length, "value"),
      ...singleNote(name, single),
      ...rareNote(
        name,
        order.filter((code) => counts[code] < FEWEST_ROWS).map((code) => [found[code], counts[code]]),
      ),
    ],
  };
}

/** Before anything is said of values: of three rows nobody can tell what the column is. */
function refuseFew(name: string, rows: number): void {
  if (rows === 0) {
    throw new MillraceError("TRAIN_TARGET_EMPTY", {
      message: `The target "${name}" has no value in any row.`,
      hint: "Choose another column with --target, or a table in which it is filled.",
    });
  }
  if (rows < FEWEST_ROWS) throw fewLeft(rows);
}

function fewLeft(rows: number): MillraceError {
  return tooFew(rows, `Only ${counted(rows, "row")} can be learned from.`);
}

/** A model answers in float32: of what lies beyond it there is no answer, and no figure. */
function refuseBeyond(name: string, values: Float64Array): void {
  const beyond = values.filter(isBeyondFloat32);
  if (beyond.length === 0) return;
  throw new MillraceError("TRAIN_TARGET_RANGE", {
    message: `The target "${name}" is larger than any number that a model can answer, in ${counted(beyond.length, "row")}.`,
    expected: `numbers of float32, up to ${LARGEST_FLOAT32.toPrecision(3)} above and below 0`,
    got: String(beyond[0]),
    hint: "Divide the column by a power of ten with a formula before, or leave out these rows if they are mistakes.",
  });
}

function constant(name: string, value: string, apart = false): MillraceError {
  return new MillraceError("TRAIN_TARGET_CONSTANT", {
    message: `The target "${name}" is the same in all rows${apart ? " but for values of a single row" : ""}, so there is nothing to learn.`,
    expected: "at least two values",
    got: value,
    hint: "Choose another column with --target, or a table with rows of both kinds.",
  });
}

function allSingle(name: string, found: readonly string[]): MillraceError {
  return new MillraceError("TRAIN_CLASSES_MANY", {
    message: `The target "${name}" has another value in each row: that is an id or a text, and no class.`,
    expected: "classes of several rows each",
    got: examples(found),
    hint: "Choose another target, or group its values before (a formula, bucket); numbers are learned with --as number.",
  });
}

export function tooFew(rows: number, message: string, expected = FEWEST_ROWS): MillraceError {
  return new MillraceError("TRAIN_ROWS_FEW", {
    message,
    expected: `at least ${counted(expected, "row")}`,
    got: String(rows),
    hint: "Learn from more rows: some are held back to measure with, and none of them is learned from.",
  });
}

/** Ascending; stops counting at `most`. */
function distinctUpTo(values: Float64Array | Float32Array, rows: Int32Array, most: number): number[] {
  const found = new Set<number>();
  for (const row of rows) {
    found.add(values[row]);
    if (found.size >= most) break;
  }
  return [...found].sort((a, b) => a - b);
}

function missingNote(name: string, rows: number, what: string): Note[] {
  if (rows === 0) return [];
  return [
    {
      code: "TRAIN_ROWS_LEFT_OUT",
      severity: "warning",
      message: `${counted(rows, "row")} without a ${what} of "${name}" ${rows === 1 ? "is" : "are"} left out.`,
      hint: "Nothing can be learned from a row whose answer is not known.",
    },
  ];
}

function singleNote(name: string, single: readonly string[]): Note[] {
  if (single.length === 0) return [];
  const shown = single.slice(0, 3).map((each) => `"${each}"`);
  return [
    {
      code: "TRAIN_CLASS_SINGLE",
      severity: "warning",
      message: `${shown.join(", ")}${single.length > 3 ? ", …" : ""} of "${name}" ${single.length === 1 ? "has" : "have"} one row only, which is left out.`,
      hint: "A class needs rows to learn from and others to measure with: collect more, or join it with another class.",
    },
  ];
}

/** Classes of which so few rows are learned from, and fewer held back, that neither means much. */
function rareNote(name: string, rare: readonly (readonly [word: string, rows: number])[]): Note[] {
  if (rare.length === 0) return [];
  const shown = rare.slice(0, 3).map(([word, rows]) => `"${word}" (${counted(rows, "row")})`);
  const one = rare.length === 1;
  return [
    {
      code: "TRAIN_CLASS_RARE",
      severity: "warning",
      message: `${shown.join(", ")}${rare.length > 3 ? ", …" : ""} of "${name}" ${one ? "is" : "are"} rare: what is said of ${one ? "it" : "them"} can hardly be believed, and is hardly measured.`,
      hint: `Collect at least ${FEWEST_ROWS} rows of each class, better hundreds, or join rare classes into one.`,
    },
  ];
}

function examples(found: readonly string[]): string {
  return found
    .slice(0, 3)
    .map((each) => JSON.stringify(each.slice(0, 40)))
    .join(", ");
}

function tooManyClasses(name: string, found: readonly string[]): MillraceError {
  return new MillraceError("TRAIN_CLASSES_MANY", {
    message: `The target "${name}" has ${found.length > MOST_CLASSES + 1 ? found.length.toLocaleString("en") : `more than ${MOST_CLASSES}`} different values: that is an id or a text, and no class.`,
    expected: `at most ${MOST_CLASSES} classes`,
    got: examples(found),
    hint: "Choose another target, or group its values before (a formula, bucket); numbers are learned with --as number.",
  });
}

function wrongType(name: string, why: string): MillraceError {
  return new MillraceError("TRAIN_TARGET_TYPE", {
    message: `The target "${name}" cannot be learned: ${why}.`,
    expected: "a column of numbers, true/false or some words",
    hint: "Choose another column with --target, or make one of it with a formula before.",
  });
}
