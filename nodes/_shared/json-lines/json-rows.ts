// Writes the rows of a frame as JSON, one object a line.

import type { Column, FixedColumn } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { isNumberType } from "../../../engine/frames/types.ts";
import type { ByteSink } from "../csv/byte-sink.ts";
import { writeFloat32, writeFloat64 } from "../csv/write-number.ts";
import { cellText, plainValue } from "../cell-text.ts";
import { hasJsonNumbers, RawNumbers, RawText } from "./json-raw.ts";

/** Writes the key and the value of some columns of a row. */
interface PairWriter {
  write(sink: ByteSink, row: number): void;
}

const CLOSE = Uint8Array.of(125, 10);
const encoder = new TextEncoder();

/** Appends the rows to the sink. Keys stand in the order of the columns. */
export function writeJsonRows(
  sink: ByteSink,
  frame: Frame,
  names: readonly string[],
  columns: readonly Column[],
): void {
  // The bracket belongs to the first key.
  const keys = names.map((name, i) => encoder.encode(`${i === 0 ? "{" : ","}${JSON.stringify(name)}:`));
  const writers = pairWriters(columns, keys);
  for (let row = 0; row < frame.length; row++) {
    for (let i = 0; i < writers.length; i++) writers[i].write(sink, row);
    sink.append(CLOSE);
  }
}

function pairWriters(columns: readonly Column[], keys: readonly Uint8Array[]): PairWriter[] {
  const writers: PairWriter[] = [];
  for (let i = 0; i < columns.length;) {
    const column = columns[i];
    const { verbatim } = column;
    const run = rawNumberRun(columns, i);
    if (run.length > 0)
      writers.push(
        new RawNumbers(verbatim!.rows, verbatim!.field, run, keys.slice(i, i + run.length), writeFixed),
      );
    else if (column.layout === "text" && verbatim)
      writers.push(new RawText(verbatim.rows, verbatim.field, keys[i]));
    else writers.push(pair(column, keys[i]));
    i += Math.max(1, run.length);
  }
  return writers;
}

/** The untouched number columns from `at` on that are neighbouring fields of the same rows. */
function rawNumberRun(columns: readonly Column[], at: number): FixedColumn[] {
  const rows = columns[at].verbatim?.rows;
  if (!rows || rows.quoted || !hasJsonNumbers(rows)) return [];
  const run: FixedColumn[] = [];
  for (let i = at; i < columns.length; i++) {
    const column = columns[i];
    if (column.layout !== "fixed" || column.verbatim?.rows !== rows || !isNumberType(column.type.type)) break;
    if (column.verbatim.field !== columns[at].verbatim!.field + run.length) break;
    run.push(column);
  }
  return run;
}

function pair(column: Column, key: Uint8Array): PairWriter {
  const write = column.layout === "fixed" ? fixedWriter(column) : objectWriter(column);
  return {
    write(sink, row) {
      sink.append(key);
      write(sink, row);
    },
  };
}

function fixedWriter(column: FixedColumn): (sink: ByteSink, row: number) => void {
  return (sink, row) => writeFixed(sink, column, row);
}

function writeFixed(sink: ByteSink, column: FixedColumn, row: number): void {
  const value = column.get(row);
  // JSON has no word for NaN and the infinities.
  if (value === null || (typeof value === "number" && !Number.isFinite(value))) return sink.text("null");
  const { type } = column.type;
  if (type === "float32") writeFloat32(sink, value as number);
  else if (type === "timestamp" || type === "date") sink.text(JSON.stringify(cellText(column, row)));
  else if (typeof value === "number") writeFloat64(sink, value);
  else sink.text(String(value));
}

function objectWriter(column: Column): (sink: ByteSink, row: number) => void {
  return (sink, row) => sink.text(JSON.stringify(plainValue(column.get(row))));
}
