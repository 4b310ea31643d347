// Makes a frame of scanned rows: typed columns over the bytes they came from, without the rows that do not fit.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import type { Arena } from "../../../engine/frames/arena.ts";
import { FixedColumn, TextColumn, type Column, type FixedType } from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { RawRows } from "../../../engine/frames/raw-rows.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import type { ScanLayout } from "./layout.ts";
import { narrow, parseCells, type OnBadCell } from "./parse-cells.ts";
import type { BadRow, ScannedRows } from "./scanned-rows.ts";
import { badUtf8, zeroBytes } from "./utf8.ts";

/** What is known of a file besides the layout of its rows. */
export interface FrameMaker {
  /** Id of the source node. */
  readonly source: string;
  readonly schema: Schema;
  readonly layout: ScanLayout;
  readonly maxLineBytes: number;
}

/** The rows that fit as a frame; those that do not are added to `scanned.bad`. `from` is the first line passed. */
export function rowsToFrame(
  bytes: Uint8Array,
  scanned: ScannedRows,
  from: number,
  maker: FrameMaker,
  arena: Arena,
): Frame {
  const { layout, schema, source } = maker;
  const { count, starts, ends, lines } = scanned;
  const rows = new RawRows(
    bytes,
    starts.subarray(0, count),
    ends.subarray(0, count),
    layout.names.length,
    layout.dialect,
    scanned.quoted,
    layout.keepOffsets ? scanned.offsets.subarray(0, count * (layout.names.length + 1)) : null,
  );
  const bad = new Map<number, BadRow>();
  const fail = (row: number, code: string, cause: string, column?: string) => {
    if (bad.has(row)) return;
    const place = { line: lines[row], start: starts[row], end: ends[row] };
    bad.set(row, { ...place, code, cause, ...(column !== undefined && { column }) });
  };
  if (scanned.bits > 127) badUtf8(rows, fail);
  zeroBytes(rows, fail);
  tooLong(rows, maker.maxLineBytes, fail);
  findNumericNulls(scanned, rows, layout);
  const validities = findNulls(scanned, layout);
  let slot = 0;
  const columns = schema.fields.map(({ name, type }, field): Column => {
    const onBad: OnBadCell = (row, code, cause) => fail(row, code, cause, name);
    if (type.type === "text") return TextColumn.raw({ rows, field });
    if (layout.isNumber[field] === 0) return parseCells(type as FixedType, rows, field, name, onBad);
    const validity = validities[slot];
    const where = { values: scanned.numbers, offset: slot++, stride: scanned.width };
    const read = FixedColumn.strided(count, where, validity, { rows, field });
    if (type.type === "float64") return read;
    const values = narrow(read.values as Float64Array, validity, type as FixedType, name, onBad);
    return new FixedColumn(type as FixedType, count, { values, validity }, { rows, field });
  });
  const consecutive = count === 0 || (lines[0] === from && lines[count - 1] === from + count - 1);
  const ids = consecutive ? null : lines.subarray(0, count);
  const lineage = { source, unit: "line", from, to: scanned.line, ids } as const;
  const frame = new Frame(schema, columns, count, lineage, arena);
  if (bad.size === 0) return frame;
  scanned.bad.push(...bad.values());
  return frame.take(Int32Array.from({ length: count }, (_, row) => row).filter((row) => !bad.has(row)));
}

function tooLong(
  rows: RawRows,
  maxLineBytes: number,
  fail: (row: number, code: string, cause: string) => void,
): void {
  if (rows.length === 0 || rows.ends[rows.length - 1] - rows.starts[0] <= maxLineBytes) return;
  for (let row = 0; row < rows.length; row++) {
    const bytes = rows.ends[row] - rows.starts[row];
    if (bytes > maxLineBytes) fail(row, "LINE_TOO_LONG", tooLongCause(maxLineBytes, bytes));
  }
}

export function tooLongCause(maxLineBytes: number, bytes: number): string {
  return `The row is longer than ${maxLineBytes} bytes (it has ${bytes} or more).`;
}

/** Null words that are numbers, such as -999, have been read as numbers: takes them back. */
function findNumericNulls(scanned: ScannedRows, rows: RawRows, layout: ScanLayout): void {
  const { numericNulls } = layout;
  if (numericNulls.size === 0) return;
  layout.names.forEach((_, field) => {
    if (layout.isNumber[field] === 0) return;
    const slot = layout.isNumber.subarray(0, field).reduce((sum, one) => sum + one, 0);
    for (let row = 0, at = slot; row < scanned.count; row++, at += scanned.width) {
      if (!numericNulls.has(scanned.numbers[at]) || rows.cell(row, field) !== null) continue;
      scanned.numbers[at] = NaN;
      scanned.nulls.push(at);
    }
  });
}

/** A validity bitmap for each number field that has a null, null for the others. */
function findNulls(scanned: ScannedRows, layout: ScanLayout): (Uint8Array | null)[] {
  const validities = new Array<Uint8Array | null>(layout.numbers).fill(null);
  for (const index of scanned.nulls) {
    const slot = index % scanned.width;
    clearBit((validities[slot] ??= allValid(scanned.count)), (index - slot) / scanned.width);
  }
  return validities;
}
