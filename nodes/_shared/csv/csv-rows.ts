// Writes the rows of a frame as CSV: untouched columns as the bytes they came from, others formatted.

import type { Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { isNumberType } from "../../../engine/frames/types.ts";
import { hasFractions } from "./decimal-comma.ts";
import { kernelOf, PLACES } from "./kernel/kernel.ts";
import { KernelRows } from "./kernel/kernel-rows.ts";
import type { ByteSink } from "./byte-sink.ts";
import { cellWriter, QUOTE, RawRun, writeText, type CellWriter, type CsvStyle } from "./csv-cells.ts";

/** Fewer rows are written before the kernel is told what they are. */
const FEW_ROWS = 64;

/** Appends the rows to the sink; each ends with `lineEnd`. */
export function writeCsvRows(
  sink: ByteSink,
  frame: Frame,
  columns: readonly Column[],
  style: CsvStyle,
  lineEnd: Uint8Array,
): void {
  const writers = cellWriters(columns, style);
  const rest = frame.length < FEW_ROWS ? 0 : writeInKernel(sink, frame.length, writers, style, lineEnd);
  writeRows(sink, rest, frame.length, writers, style, lineEnd);
}

/** The same, one row after the other; answers where each ends in the sink. */
export function writeCsvRowsApart(
  sink: ByteSink,
  frame: Frame,
  columns: readonly Column[],
  style: CsvStyle,
  lineEnd: Uint8Array,
): readonly number[] {
  const writers = cellWriters(columns, style);
  return Array.from({ length: frame.length }, (_, row) => {
    writeRows(sink, row, row + 1, writers, style, lineEnd);
    return sink.at;
  });
}

function writeRows(
  sink: ByteSink,
  from: number,
  to: number,
  writers: readonly CellWriter[],
  style: CsvStyle,
  lineEnd: Uint8Array,
): void {
  const count = writers.length;
  const [first] = writers;
  for (let row = from; row < to; row++) {
    first.write(sink, row);
    for (let i = 1; i < count; i++) {
      sink.byte(style.delimiter);
      writers[i].write(sink, row);
    }
    sink.append(lineEnd);
  }
}

/** Writes rows as far as the kernel that read them can; answers how many. */
function writeInKernel(
  sink: ByteSink,
  length: number,
  writers: readonly CellWriter[],
  style: CsvStyle,
  lineEnd: Uint8Array,
): number {
  const raw = writers.find((writer) => writer instanceof RawRun);
  const kernel = raw ? kernelOf(raw.bytes) : null;
  if (!kernel) return 0;
  const rows = new KernelRows(kernel, length);
  if (!writers.every((writer) => writer.describe?.(rows))) return 0;
  const { out, free, scratch, state } = PLACES;
  const end = lineEnd.length === 1 ? lineEnd[0] : lineEnd[0] | (lineEnd[1] << 8);
  for (let row = 0; ;) {
    const next = kernel.code.write(scratch, rows.cells, row, length, style.delimiter, end, out, free, state);
    sink.put(kernel.bytes.subarray(out, kernel.ints[state / 4]), row === 0 && next === length);
    if (next === length) return length;
    // A number of another form, or a row that is longer than all of the room.
    if (next === row) writeRows(sink, row, row + 1, writers, style, lineEnd);
    row = Math.max(next, row + 1);
    if (row === length) return length;
  }
}

/** The header row. */
export function csvHeader(
  sink: ByteSink,
  names: readonly string[],
  style: CsvStyle,
  lineEnd: Uint8Array,
): Uint8Array {
  names.forEach((name, i) => {
    if (i > 0) sink.byte(style.delimiter);
    writeText(sink, name, style);
  });
  sink.append(lineEnd);
  return sink.take();
}

/** One writer for each run of neighbouring untouched cells, one for each other column. */
function cellWriters(columns: readonly Column[], style: CsvStyle): CellWriter[] {
  const writers: CellWriter[] = [];
  for (let i = 0; i < columns.length;) {
    const run = runLength(columns, i, style);
    const { verbatim } = columns[i];
    if (run > 0 && verbatim) writers.push(new RawRun(verbatim.rows, verbatim.field, verbatim.field + run));
    else writers.push(cellWriter(columns[i], style));
    i += Math.max(run, 1);
  }
  return writers;
}

/** How many columns from `at` on are neighbouring cells of the same rows and may be copied as they stand. */
function runLength(columns: readonly Column[], at: number, style: CsvStyle): number {
  const { verbatim } = columns[at];
  if (!verbatim || !canCopy(columns[at], style)) return 0;
  let run = 1;
  for (; at + run < columns.length; run++) {
    const next = columns[at + run];
    if (next.verbatim?.rows !== verbatim.rows || next.verbatim.field !== verbatim.field + run) break;
    if (!canCopy(next, style)) break;
  }
  return run;
}

/** Whether the bytes of the source mean the same in the output. */
function canCopy(column: Column, style: CsvStyle): boolean {
  const { rows } = column.verbatim!;
  const { delimiter, quote, decimalComma } = rows.dialect;
  // What stands for a missing value is asked for by name: untouched cells may hold another word for it.
  if (style.nullText !== "") return false;
  if (style.escapeFormulas && column.layout === "text") return false;
  if (style.quoteAll || (rows.quoted && quote !== QUOTE)) return false;
  // Whole numbers too: with a decimal comma they may have points between their thousands.
  const signMatters = hasFractions(column) || (decimalComma && isNumberType(column.type.type));
  if (signMatters && decimalComma !== style.decimalComma) return false;
  if (delimiter === style.delimiter) return quote === QUOTE || column.layout === "fixed";
  return false;
}
