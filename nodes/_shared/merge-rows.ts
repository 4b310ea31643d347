// Puts rows of several frames into one frame in a given order, keeping the bytes they were read from.

import { concatFrames } from "../../engine/frames/concat.ts";
import { FixedColumn, TextColumn, type Column, type Verbatim } from "../../engine/frames/column.ts";
import { Frame } from "../../engine/frames/frame.ts";
import type { Lineage } from "../../engine/frames/lineage.ts";
import { RawRows } from "../../engine/frames/raw-rows.ts";

/**
 * The rows of the frames, one frame after the other, taken in `order` (indices into all of them). The frames must
 * satisfy `canConcat`. Columns whose bytes stand in one buffer are written back verbatim as before.
 */
export function mergeRows(frames: readonly Frame[], order: Int32Array, lineage: Lineage): Frame {
  const joined = concatFrames(frames).take(order);
  const raw = new Map<RawRows, RawRows>();
  const columns = joined.columns.map((column, i) =>
    withVerbatim(
      column,
      mergedVerbatim(
        frames.map((frame) => frame.columns[i].verbatim),
        order,
        raw,
      ),
    ),
  );
  return new Frame(joined.schema, columns, joined.length, lineage);
}

/** The merged bytes, made once for all columns that share rows. */
function mergedVerbatim(
  parts: readonly (Verbatim | null)[],
  order: Int32Array,
  known: Map<RawRows, RawRows>,
): Verbatim | null {
  const [first] = parts;
  if (!first || !parts.every((part) => part && joins(first, part))) return null;
  const found = known.get(first.rows);
  if (found) return { rows: found, field: first.field };
  const all = parts.flatMap((part) => (part ? [part.rows] : []));
  const starts = joinInts(all.map(({ starts: each }) => each));
  const ends = joinInts(all.map(({ ends: each }) => each));
  const { bytes, fields, dialect } = first.rows;
  const quoted = all.some((rows) => rows.quoted);
  const rows = new RawRows(bytes, starts, ends, fields, dialect, quoted).take(order);
  known.set(first.rows, rows);
  return { rows, field: first.field };
}

function joins(a: Verbatim, b: Verbatim): boolean {
  return (
    a.field === b.field &&
    a.rows.bytes === b.rows.bytes &&
    a.rows.fields === b.rows.fields &&
    a.rows.dialect === b.rows.dialect
  );
}

function withVerbatim(column: Column, verbatim: Verbatim | null): Column {
  if (!verbatim) return column;
  if (column.layout === "text") return new TextColumn(column.length, () => column.data, verbatim);
  if (column.layout !== "fixed") return column;
  const load = () => ({ values: column.values, validity: column.validity });
  return new FixedColumn(column.type, column.length, load, verbatim);
}

function joinInts(parts: readonly Int32Array[]): Int32Array {
  const out = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
