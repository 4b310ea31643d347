// A cell as JSON that says exactly what it was: what a failed row is recorded as, so that it can be read again.

import type { Cell } from "./column.ts";
import { dateText, timestampText } from "./time-text.ts";
import { isNumberType, type DataType, type TensorDtype } from "./types.ts";

/** A cell that its line does not hold: a picture, a recording, a large tensor. It is read again from where it came. */
export interface ElsewhereCell {
  readonly elsewhere: string | null;
}

/** Thrown where a text is no cell of that type. */
export class CellTextError extends Error {
  override readonly name = "CellTextError";
}

/** Elements of a tensor up to which it stands in the line. */
const MOST_ELEMENTS = 4096;

/** The cell as JSON values. `exactCell` of what `fromExactCell` makes of it is the same. */
export function exactCell(cell: Cell, type: DataType): unknown {
  if (cell === null) return null;
  if (isNumberType(type.type)) return exactNumber(cell as number | bigint);
  switch (type.type) {
    case "bool":
    case "text":
      return cell;
    case "timestamp":
      return timeOrNumber(cell as number, timestampText, Date.parse);
    case "date":
      return timeOrNumber(cell as number, dateText, daysOf);
    case "duration":
      return exactNumber(cell as number);
    case "tensor": {
      const elements = cell as ArrayLike<number | bigint | string>;
      return elements.length > MOST_ELEMENTS ? elsewhere(cell) : Array.from(elements, exactElement);
    }
    case "image":
    case "audio":
      return elsewhere(cell);
    case "list":
      return Array.from(cell as ArrayLike<Cell>, (item) => exactCell(item ?? null, type.of));
    case "struct":
      return Object.fromEntries(
        type.fields.map((field) => [
          field.name,
          exactCell((cell as Record<string, Cell>)[field.name] ?? null, field.type),
        ]),
      );
    case "json":
      return exactJson(cell);
  }
}

/** The cell again; an `ElsewhereCell` as it is. Throws a CellTextError for what is none of that type. */
export function fromExactCell(value: unknown, type: DataType): Cell | ElsewhereCell {
  if (value === null) return null;
  if (isElsewhere(value)) return value;
  if (isNumberType(type.type)) return type.type.endsWith("int64") ? wholeOf(value) : numberOf(value);
  switch (type.type) {
    case "bool":
      return typeof value === "boolean" ? value : refuse(value, "true or false");
    case "text":
      return typeof value === "string" ? value : refuse(value, "a text");
    case "timestamp":
      return typeof value === "string" ? parsed(value, Date.parse) : numberOf(value);
    case "date":
      return typeof value === "string" ? parsed(value, daysOf) : numberOf(value);
    case "duration":
      return numberOf(value);
    case "tensor":
      return listOf(value).map((element) => elementOf(element, type.dtype));
    case "list":
      return listOf(value).map((item) => fromExactCell(item, type.of));
    case "struct":
      return structOf(value, type);
    case "json":
      return fromExactJson(value);
    case "image":
    case "audio":
      return refuse(value, "the name of a file");
  }
}

export function isElsewhere(value: unknown): value is ElsewhereCell {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "elsewhere";
}

function elsewhere(cell: object | Cell): ElsewhereCell {
  const name = (cell as { readonly name?: unknown }).name;
  return { elsewhere: typeof name === "string" ? name : null };
}

/** What JSON has no number for is a text: whole numbers of 64 bits, NaN, both infinities, and the zero below zero. */
function exactNumber(value: number | bigint): number | string {
  if (typeof value === "bigint") return value.toString();
  if (Object.is(value, -0)) return "-0";
  return Number.isFinite(value) ? value : String(value);
}

function exactElement(value: number | bigint | string): unknown {
  return typeof value === "string" ? value : exactNumber(value);
}

/** As text where that says it exactly: times between two milliseconds and beyond the calendar stay numbers. */
function timeOrNumber(
  value: number,
  toText: (value: number) => string,
  parse: (text: string) => number,
): unknown {
  const text = toText(value);
  return text.includes("-") && Object.is(parse(text), value) ? text : exactNumber(value);
}

const MS_PER_DAY = 24 * 60 * 60 * 1000;

function daysOf(text: string): number {
  return Date.parse(text) / MS_PER_DAY;
}

function parsed(text: string, parse: (text: string) => number): number {
  // `Date.parse` takes "-0" for a year.
  const value = NOT_JSON.has(text) ? NaN : parse(text);
  return Number.isNaN(value) ? numberOf(text) : value;
}

const NOT_JSON = new Set(["NaN", "Infinity", "-Infinity", "-0"]);

function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && NOT_JSON.has(value) ? Number(value) : refuse(value, "a number");
}

function wholeOf(value: unknown): bigint {
  if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  return Number.isSafeInteger(value) ? BigInt(value as number) : refuse(value, "a whole number");
}

function elementOf(value: unknown, dtype: TensorDtype): Cell {
  if (dtype === "string") return typeof value === "string" ? value : refuse(value, "a text");
  return dtype.endsWith("int64") ? wholeOf(value) : numberOf(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(value, "a list");
}

function structOf(value: unknown, { fields }: DataType & { type: "struct" }): Cell {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(value, "an object");
  const cells = value as Record<string, unknown>;
  return Object.fromEntries(
    fields.map(({ name, type }) => [name, fromExactCell(cells[name] ?? null, type)]),
  ) as Cell;
}

/** Free JSON: what it has no word for is an object of one key that begins with `$`. */
function exactJson(value: unknown): unknown {
  if (typeof value === "bigint") return { $whole: value.toString() };
  if (typeof value === "number") {
    const exact = exactNumber(value);
    return typeof exact === "string" ? { $number: exact } : exact;
  }
  if (Array.isArray(value)) return value.map(exactJson);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, exactJson(item)] as const);
  const isLikeOurs = entries.length === 1 && entries[0][0].startsWith("$");
  return isLikeOurs ? { $object: Object.fromEntries(entries) } : Object.fromEntries(entries);
}

function fromExactJson(value: unknown): Cell {
  if (Array.isArray(value)) return value.map(fromExactJson);
  if (typeof value !== "object" || value === null) return value as Cell;
  const entries = Object.entries(value);
  const [[key, item] = ["", null]] = entries;
  if (entries.length === 1 && key === "$whole") return wholeOf(item);
  if (entries.length === 1 && key === "$number") return numberOf(item);
  const plain = entries.length === 1 && key === "$object" ? Object.entries(item as object) : entries;
  return Object.fromEntries(plain.map(([name, inner]) => [name, fromExactJson(inner)])) as Cell;
}

function refuse(value: unknown, expected: string): never {
  throw new CellTextError(`${JSON.stringify(value)} is not ${expected}`);
}
