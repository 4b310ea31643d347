// Frames as plain data and back, for the disk: values, and the untouched bytes of cells with them.

import {
  FixedColumn,
  ObjectColumn,
  TensorColumn,
  TextColumn,
  type Cell,
  type Column,
  type FixedType,
  type ObjectType,
  type TensorData,
  type TextData,
} from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import { RawRows, type Dialect } from "../../../engine/frames/raw-rows.ts";
import type { NumberArray, Schema, TensorDtype } from "../../../engine/frames/types.ts";

interface RawData {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly fields: number;
  readonly dialect: Dialect;
  readonly quoted: boolean;
}

/** Where the bytes of a column are: which of the rows, and which cell of them. */
type RawPlace = readonly [rows: number, field: number] | null;

type ColumnData =
  | {
      readonly layout: "fixed";
      readonly type: FixedType;
      readonly values: NumberArray;
      readonly validity: Uint8Array | null;
      readonly raw: RawPlace;
    }
  /** Texts that are to be read from the bytes again have no data of their own. */
  | { readonly layout: "text"; readonly data: TextData | null; readonly raw: RawPlace }
  | {
      readonly layout: "tensor";
      readonly dtype: TensorDtype;
      readonly shape: readonly number[];
      readonly data: TensorData;
    }
  | { readonly layout: "object"; readonly type: ObjectType; readonly items: readonly Cell[] };

export interface FrameData {
  readonly length: number;
  readonly lineage: Lineage;
  readonly raws: readonly RawData[];
  readonly columns: readonly ColumnData[];
}

export function frameData(frame: Frame): FrameData {
  const raws: RawData[] = [];
  const seen = new Map<RawRows, number>();
  const rawOf = ({ verbatim }: Column): RawPlace => {
    if (!verbatim) return null;
    const { rows, field } = verbatim;
    const known = seen.get(rows);
    if (known !== undefined) return [known, field];
    seen.set(rows, raws.length);
    return [raws.push(packed(rows)) - 1, field];
  };
  const columns = frame.columns.map((column): ColumnData => {
    switch (column.layout) {
      case "fixed": {
        const { type, values, validity } = column;
        return { layout: "fixed", type, values, validity, raw: rawOf(column) };
      }
      case "text": {
        const raw = rawOf(column);
        return { layout: "text", data: raw ? null : plainTexts(column), raw };
      }
      case "tensor": {
        const { dtype, shape, data } = column;
        return { layout: "tensor", dtype, shape, data };
      }
      case "object":
        return { layout: "object", type: column.type, items: column.items };
    }
  });
  return { length: frame.length, lineage: frame.lineage, raws, columns };
}

export function frameFrom({ length, lineage, raws, columns }: FrameData, schema: Schema): Frame {
  const rows = raws.map(
    ({ bytes, starts, ends, fields, dialect, quoted }) =>
      new RawRows(bytes, starts, ends, fields, dialect, quoted),
  );
  const verbatimOf = (raw: RawPlace) => raw && { rows: rows[raw[0]], field: raw[1] };
  const made = columns.map((column): Column => {
    switch (column.layout) {
      case "fixed":
        return new FixedColumn(column.type, length, column, verbatimOf(column.raw));
      case "text": {
        const verbatim = verbatimOf(column.raw);
        return verbatim ? TextColumn.raw(verbatim) : new TextColumn(length, column.data ?? []);
      }
      case "tensor":
        return new TensorColumn(column.dtype, column.shape, length, column.data);
      case "object":
        return new ObjectColumn(column.type, column.items);
    }
  });
  return new Frame(schema, made, length, lineage);
}

/** A dictionary of which few words are used would be written whole. */
function plainTexts(column: TextColumn): TextData {
  const { data } = column;
  if (!("indices" in data)) return data;
  if (data.words.length <= column.length) return data;
  return Array.from({ length: column.length }, (_, row) => column.get(row));
}

/** The rows with their bytes behind each other, and no others. */
function packed({ bytes, starts, ends, fields, dialect, quoted }: RawRows): RawData {
  const newStarts = new Int32Array(starts.length);
  const newEnds = new Int32Array(starts.length);
  let size = 0;
  for (let row = 0; row < starts.length; row++) {
    newStarts[row] = size;
    size += ends[row] - starts[row];
    newEnds[row] = size;
    // A cell ends where a delimiter would stand.
    size++;
  }
  const own = new Uint8Array(size);
  for (let row = 0; row < starts.length; row++)
    own.set(bytes.subarray(starts[row], ends[row]), newStarts[row]);
  return { bytes: own, starts: newStarts, ends: newEnds, fields, dialect, quoted };
}
