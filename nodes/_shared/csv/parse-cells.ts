// Makes a typed column of the cells of one field, and tells the rows whose cell does not fit.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { allocateFixed } from "../../../engine/frames/builder.ts";
import { FixedColumn, type FixedType } from "../../../engine/frames/column.ts";
import type { Dialect, RawRows } from "../../../engine/frames/raw-rows.ts";
import { formatType, isNumberType, type NumberArray } from "../../../engine/frames/types.ts";
import { dateFormat } from "./date-format.ts";
import { withoutMarks } from "./number-spelling.ts";
import { parseNumber } from "./parse-number.ts";
import { parseDate, parseTimestamp } from "./parse-time.ts";

/** Told about each row whose cell does not fit. */
export type OnBadCell = (row: number, code: string, cause: string) => void;

/** The values of a cell's bytes as the column stores them; NaN (or null) where they are none of the type. */
type CellParser = (bytes: Uint8Array, from: number, to: number, text: () => string) => number | bigint | null;

const parsers: Readonly<Record<string, CellParser>> = {
  bool: (_bytes, _from, _to, text) => boolOf(text()),
  date: parseDate,
  timestamp: parseTimestamp,
  duration: (_bytes, _from, _to, text) => parseNumber(text(), false) ?? NaN,
  int64: (_bytes, _from, _to, text) => bigOf(text(), -(2n ** 63n), 2n ** 63n - 1n),
  uint64: (_bytes, _from, _to, text) => bigOf(text(), 0n, 2n ** 64n - 1n),
};

const MS_PER_DAY = 86_400_000;
const SPACE = 32;

/** Times are read in the form that is set for the file, and in ISO 8601, which no such form can be taken for. */
function parserOf(
  type: FixedType["type"],
  { dateFormat: form, thousands, decimalComma }: Dialect,
): CellParser {
  const plain = parsers[type];
  if (thousands !== undefined && type.endsWith("int64"))
    return (bytes, from, to, text) =>
      plain(bytes, from, to, () => withoutMarks(text().trim(), thousands, decimalComma));
  const format = form === undefined ? null : dateFormat(form);
  if (!format || (type !== "date" && type !== "timestamp")) return plain;
  const unitMs = type === "date" ? MS_PER_DAY : 1;
  return (bytes, from, to, text) => {
    const ms = format.read(bytes, from, to);
    return ms === ms ? Math.floor(ms / unitMs) : plain(bytes, from, to, text);
  };
}

/** Reads field `field` of all rows as `type`. */
export function parseCells(
  type: FixedType,
  rows: RawRows,
  field: number,
  name: string,
  onBad: OnBadCell,
): FixedColumn {
  const { bytes, dialect, fields } = rows;
  const parse = parserOf(type.type, dialect);
  const offsets = rows.offsets();
  const values = allocateFixed(type, rows.length);
  const emptyIsNull = dialect.nullWords.includes("");
  let validity: Uint8Array | null = null;
  for (let row = 0, k = field; row < rows.length; row++, k += fields + 1) {
    const from = offsets[k];
    const to = offsets[k + 1] - 1;
    let value: number | bigint | null = NaN;
    if (from < to || !emptyIsNull) {
      const quoted = bytes[from] === dialect.quote ? 1 : 0;
      let first = from + quoted;
      let end = to - quoted;
      while (first < end && bytes[first] === SPACE) first++;
      while (end > first && bytes[end - 1] === SPACE) end--;
      value = parse(bytes, first, end, () => rows.cell(row, field) ?? "");
    }
    if (value !== null && value === value) {
      values[row] = value;
      continue;
    }
    const text = rows.cell(row, field);
    if (text !== null && text !== "") onBad(row, "CELL_INVALID", invalid(text, name, type, dialect));
    validity ??= allValid(rows.length);
    clearBit(validity, row);
    if (values instanceof Float64Array) values[row] = NaN;
  }
  return new FixedColumn(type, rows.length, { values, validity }, { rows, field });
}

/** Numbers read as float64 in a narrower type; whole-number types take only whole numbers within their range. */
export function narrow(
  read: Float64Array,
  validity: Uint8Array | null,
  type: FixedType,
  name: string,
  onBad: OnBadCell,
): NumberArray {
  const values = allocateFixed(type, read.length);
  if (!isNumberType(type.type) || type.type === "float64") return read;
  if (values instanceof Float32Array) {
    for (let row = 0; row < read.length; row++) {
      values[row] = read[row];
      if (!Number.isFinite(values[row]) && Number.isFinite(read[row]))
        onBad(row, "NUMBER_OVERFLOW", `${read[row]} in column "${name}" is too big for float32.`);
    }
    return values;
  }
  for (let row = 0; row < read.length; row++) {
    values[row] = read[row];
    const isNull = validity !== null && (validity[row >> 3] & (1 << (row & 7))) === 0;
    if (!isNull && (values[row] as number) !== read[row])
      onBad(
        row,
        "CELL_INVALID",
        `${read[row]} in column "${name}" is no whole number that fits ${type.type}.`,
      );
  }
  return values;
}

function invalid(text: string, name: string, type: FixedType, { dateFormat: form }: Dialect): string {
  const shown = JSON.stringify(text.length > 40 ? text.slice(0, 40) + "…" : text);
  const isTime = type.type === "date" || type.type === "timestamp";
  const how = isTime ? ` of the form ${form ?? (type.type === "date" ? ISO_DATE : ISO_TIMESTAMP)}` : "";
  return `${shown} in column "${name}" is not a ${formatType(type)}${how}.`;
}

const ISO_DATE = "yyyy-MM-dd";
const ISO_TIMESTAMP = "yyyy-MM-ddTHH:mm:ss";

function boolOf(text: string): number {
  const word = text.trim().toLowerCase();
  return word === "true" || word === "1" ? 1 : word === "false" || word === "0" ? 0 : NaN;
}

function bigOf(text: string, least: bigint, most: bigint): bigint | null {
  const digits = text.trim();
  if (!/^[+-]?\d+$/.test(digits)) return null;
  const value = BigInt(digits[0] === "+" ? digits.slice(1) : digits);
  return value >= least && value <= most ? value : null;
}
