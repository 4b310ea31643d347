// Joins frames of one schema and one source into a longer frame (coalescing small frames before a model).

import { allValid, clearBit, isSet } from "./bitmap.ts";
import { FixedColumn, ObjectColumn, TensorColumn, TextColumn, type Column, type Verbatim } from "./column.ts";
import { Frame } from "./frame.ts";
import { VerbatimJoiner } from "./join-verbatim.ts";
import { GIVEN, joinGiven, joinOrigins, rowId, type Lineage } from "./lineage.ts";
import type { NumberArray } from "./types.ts";

/** Whether the frames can become one: the same source and schema, and tensors of one row shape. */
export function canConcat(a: Frame, b: Frame): boolean {
  if (a.lineage.source !== b.lineage.source || a.columns.length !== b.columns.length) return false;
  if (a.schema !== b.schema && JSON.stringify(a.schema) !== JSON.stringify(b.schema)) return false;
  return a.columns.every((column, i) => {
    const other = b.columns[i];
    if (column.layout !== "tensor") return column.layout === other.layout;
    return other.layout === "tensor" && column.shape.join() === other.shape.join();
  });
}

/**
 * All rows of the frames in their order. The frames must satisfy `canConcat`. Untouched columns keep the bytes they were
 * read from, in a copy where these stand in several buffers.
 */
export function concatFrames(frames: readonly Frame[]): Frame {
  if (frames.length === 1) return frames[0];
  const [first] = frames;
  const length = frames.reduce((sum, frame) => sum + frame.length, 0);
  const joiner = new VerbatimJoiner();
  const columns = first.columns.map((_, i) => {
    const parts = frames.map((frame) => frame.columns[i]);
    return concatColumns(parts, length, joiner.join(parts.map((part) => part.verbatim)));
  });
  return new Frame(first.schema, columns, length, concatLineage(frames, length));
}

function concatLineage(frames: readonly Frame[], length: number): Lineage {
  const { source, unit, from } = frames[0].lineage;
  const { to } = frames[frames.length - 1].lineage;
  const contiguous = frames.every(
    ({ lineage }, i) => lineage.ids === null && (i === 0 || frames[i - 1].lineage.to === lineage.from),
  );
  const origin = joinOrigins(frames);
  const given = joinGiven(frames.map(({ lineage }) => lineage));
  const known = { source, unit, from, to, ...(origin && { origin }), ...(given && { [GIVEN]: given }) };
  if (contiguous && to - from === length) return { ...known, ids: null };
  const ids = new Float64Array(length);
  let at = 0;
  for (const frame of frames)
    for (let row = 0; row < frame.length; row++) ids[at++] = rowId(frame.lineage, row);
  return { ...known, ids };
}

function concatColumns(columns: readonly Column[], length: number, verbatim: Verbatim | null): Column {
  const [first] = columns;
  switch (first.layout) {
    case "fixed":
      return concatFixed(columns as readonly FixedColumn[], length, verbatim);
    case "text": {
      const cells = () =>
        columns.flatMap((c) => Array.from({ length: c.length }, (_, r) => (c as TextColumn).get(r)));
      return new TextColumn(length, cells, verbatim);
    }
    case "tensor": {
      const parts = (columns as readonly TensorColumn[]).map((column) => column.data);
      const data = Array.isArray(parts[0])
        ? (parts as string[][]).flat()
        : joinArrays(parts as NumberArray[], length * first.rowSize);
      return new TensorColumn(first.dtype, first.shape, length, data);
    }
    case "object":
      return new ObjectColumn(
        first.type,
        columns.flatMap((column) => (column as ObjectColumn).items),
      );
  }
}

function concatFixed(
  columns: readonly FixedColumn[],
  length: number,
  verbatim: Verbatim | null,
): FixedColumn {
  const load = () => {
    const values = joinArrays(
      columns.map((column) => column.values),
      length,
    );
    if (columns.every((column) => column.validity === null)) return { values, validity: null };
    const validity = allValid(length);
    let at = 0;
    for (const column of columns) {
      const bits = column.validity;
      for (let row = 0; row < column.length; row++, at++)
        if (bits && !isSet(bits, row)) clearBit(validity, at);
    }
    return { values, validity };
  };
  return new FixedColumn(columns[0].type, length, load, verbatim);
}

function joinArrays(parts: readonly NumberArray[], length: number): NumberArray {
  const out = new (parts[0].constructor as new (n: number) => NumberArray)(length);
  let at = 0;
  for (const part of parts) {
    out.set(part as never, at);
    at += part.length;
  }
  return out;
}
