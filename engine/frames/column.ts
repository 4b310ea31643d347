// The columns of a frame: immutable vectors of one type. Values may be made on first use (lazy), and then stay.

import { countNulls, isSet, sliceBitmap, takeBitmap, type Bitmap } from "./bitmap.ts";
import type { RawRows } from "./raw-rows.ts";
import { allocate, type DataType, type NumberArray, type TensorDtype } from "./types.ts";

/** The bytes an untouched column was read from: cell `field` of each row. */
export interface Verbatim {
  readonly rows: RawRows;
  readonly field: number;
}

/** A cell as JavaScript sees it. Timestamps are UTC milliseconds, dates whole days since 1970-01-01, durations ms. */
export type Cell = number | bigint | boolean | string | null | object;

interface ColumnBase {
  readonly type: DataType;
  readonly length: number;
  /** The untouched bytes this column was read from, or null once it has been computed. */
  readonly verbatim: Verbatim | null;
  isNull(row: number): boolean;
  get(row: number): Cell;
  /** The rows at the given indices, in that order. Lazy where that saves work. */
  take(rows: Int32Array): Column;
  /** Rows `[from, to)`, as a view where the layout allows. */
  slice(from: number, to: number): Column;
}

export type FixedType = Exclude<
  DataType,
  { type: "text" | "tensor" | "image" | "audio" | "list" | "struct" | "json" }
>;

/** Numbers that stand in a bigger array of float64: that of row `r` is `values[offset + r * stride]`. */
export interface Strided {
  readonly values: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

export interface FixedData {
  readonly values: NumberArray;
  readonly validity: Bitmap | null;
}

/**
 * Numbers, bools (0/1 in a `Uint8Array`), timestamps and durations (ms in a `Float64Array`), dates (days in an
 * `Int32Array`): one typed array of `length` values, and a validity bitmap or null. The value under a null is 0
 * (NaN in floats), never garbage.
 */
export class FixedColumn implements ColumnBase {
  readonly layout = "fixed";
  readonly type: FixedType;
  readonly length: number;
  readonly verbatim: Verbatim | null;
  /** Where the same values stand row by row, for those who read many columns at once; null where they do not. */
  readonly strided: Strided | null;
  #data: FixedData | (() => FixedData);
  /** Where it is known before the values are. */
  #validity: Bitmap | null | undefined = undefined;

  constructor(
    type: FixedType,
    length: number,
    data: FixedData | (() => FixedData),
    verbatim: Verbatim | null = null,
    strided: Strided | null = null,
  ) {
    this.type = type;
    this.length = length;
    this.verbatim = verbatim;
    this.strided = strided;
    this.#data = data;
  }

  /** A float64 column whose values are gathered from the rows they stand in when somebody asks for them. */
  static strided(
    length: number,
    from: Strided,
    validity: Bitmap | null,
    verbatim: Verbatim | null,
  ): FixedColumn {
    const gather = (): FixedData => {
      const values = new Float64Array(length);
      for (let row = 0, at = from.offset; row < length; row++, at += from.stride)
        values[row] = from.values[at];
      return { values, validity };
    };
    const column = new FixedColumn({ type: "float64" }, length, gather, verbatim, from);
    column.#validity = validity;
    return column;
  }

  #load(): FixedData {
    if (typeof this.#data === "function") this.#data = this.#data();
    return this.#data;
  }

  get values(): NumberArray {
    return this.#load().values;
  }

  get validity(): Bitmap | null {
    return this.#validity === undefined ? this.#load().validity : this.#validity;
  }

  get nullCount(): number {
    return countNulls(this.validity, this.length);
  }

  isNull(row: number): boolean {
    const { validity } = this;
    return validity !== null && !isSet(validity, row);
  }

  get(row: number): number | bigint | boolean | null {
    if (this.isNull(row)) return null;
    const value = this.values[row];
    return this.type.type === "bool" ? value !== 0 : value;
  }

  take(rows: Int32Array): FixedColumn {
    const gather = (): FixedData => {
      const { values, validity } = this.#load();
      return { values: takeValues(values, rows), validity: takeBitmap(validity, rows) };
    };
    return new FixedColumn(this.type, rows.length, gather, takeVerbatim(this.verbatim, rows));
  }

  slice(from: number, to: number): FixedColumn {
    const verbatim = sliceVerbatim(this.verbatim, from, to);
    if (this.strided && typeof this.#data === "function") {
      const { values, offset, stride } = this.strided;
      const rest = { values, offset: offset + from * stride, stride };
      return FixedColumn.strided(to - from, rest, sliceBitmap(this.validity, from, to), verbatim);
    }
    const cut = (): FixedData => {
      const { values, validity } = this.#load();
      return { values: values.subarray(from, to), validity: sliceBitmap(validity, from, to) };
    };
    return new FixedColumn(this.type, to - from, cut, verbatim);
  }
}

/** Text by dictionary: `words[indices[row]]`, -1 = null. */
export interface Dictionary {
  readonly indices: Int32Array;
  readonly words: readonly string[];
}

export type TextData = readonly (string | null)[] | Dictionary;

/** Text: an array of strings, a dictionary, or (lazily) the cells of the file it was read from. */
export class TextColumn implements ColumnBase {
  readonly layout = "text";
  readonly type: DataType & { type: "text" } = { type: "text" };
  readonly length: number;
  readonly verbatim: Verbatim | null;
  #data: TextData | (() => TextData);

  constructor(length: number, data: TextData | (() => TextData), verbatim: Verbatim | null = null) {
    this.length = length;
    this.verbatim = verbatim;
    this.#data = data;
  }

  /** A column whose cells are decoded from the file's bytes when somebody asks for them. */
  static raw(verbatim: Verbatim): TextColumn {
    const { rows, field } = verbatim;
    const decodeAll = (): TextData => Array.from({ length: rows.length }, (_, row) => rows.cell(row, field));
    return new TextColumn(rows.length, decodeAll, verbatim);
  }

  /** The values, decoded on first use. */
  get data(): TextData {
    if (typeof this.#data === "function") this.#data = this.#data();
    return this.#data;
  }

  get(row: number): string | null {
    const data = this.data;
    if (!("indices" in data)) return data[row];
    const index = data.indices[row];
    return index < 0 ? null : data.words[index];
  }

  isNull(row: number): boolean {
    return this.get(row) === null;
  }

  #isUnread(): boolean {
    return typeof this.#data === "function" && this.verbatim !== null;
  }

  take(rows: Int32Array): TextColumn {
    // Cells that nobody has read yet need not be decoded for the rows that are left behind.
    if (this.#isUnread()) return TextColumn.raw(takeVerbatim(this.verbatim, rows)!);
    const gather = (): TextData => {
      const data = this.data;
      if ("indices" in data) return { indices: takeValues(data.indices, rows), words: data.words };
      return Array.from(rows, (row) => data[row]);
    };
    return new TextColumn(rows.length, gather, takeVerbatim(this.verbatim, rows));
  }

  slice(from: number, to: number): TextColumn {
    if (this.#isUnread()) return TextColumn.raw(sliceVerbatim(this.verbatim, from, to)!);
    const cut = (): TextData => {
      const data = this.data;
      if ("indices" in data) return { indices: data.indices.subarray(from, to), words: data.words };
      return data.slice(from, to);
    };
    return new TextColumn(to - from, cut, sliceVerbatim(this.verbatim, from, to));
  }
}

/** The elements of a tensor column: half floats are the bits in a `Uint16Array`, bools 0/1 in a `Uint8Array`. */
export type TensorData = NumberArray | readonly string[];

/**
 * Writes the elements of one row at `offset` of `out`. Where rows are large and come from something smaller (the bytes of a picture), they are
 * made one at a time where they are used: all of them would be cold, and take four times as much, before anybody reads them.
 */
export type FillRow = (row: number, out: NumberArray, offset: number) => void;

/** Tensors of one shape, back to back: element `e` of row `r` is `data[r * rowSize + e]`. It has no nulls. */
export class TensorColumn implements ColumnBase {
  readonly layout = "tensor";
  readonly type: DataType & { type: "tensor" };
  readonly length: number;
  readonly verbatim = null;
  readonly dtype: TensorDtype;
  /** The shape of one row; every dimension is known here. */
  readonly shape: readonly number[];
  /** Elements of one row. */
  readonly rowSize: number;
  /** Set where rows are made when they are used: whoever wants them one by one asks here, and not for `data`. */
  readonly fill: FillRow | null;
  #data: TensorData | (() => TensorData);

  constructor(
    dtype: TensorDtype,
    shape: readonly number[],
    length: number,
    data: TensorData | (() => TensorData),
    fill: FillRow | null = null,
  ) {
    this.dtype = dtype;
    this.shape = shape;
    this.length = length;
    this.type = { type: "tensor", dtype, shape };
    this.rowSize = shape.reduce((product, size) => product * size, 1);
    this.#data = data;
    this.fill = fill;
  }

  /** A column whose rows are made by `fill`. */
  static made(
    dtype: Exclude<TensorDtype, "string">,
    shape: readonly number[],
    length: number,
    fill: FillRow,
  ): TensorColumn {
    const rowSize = shape.reduce((product, size) => product * size, 1);
    return new TensorColumn(dtype, shape, length, () => filled(dtype, length, rowSize, fill), fill);
  }

  get data(): TensorData {
    if (typeof this.#data === "function") this.#data = this.#data();
    return this.#data;
  }

  isNull(): boolean {
    return false;
  }

  /** The elements of one row, as a view. */
  get(row: number): TensorData {
    const { fill, dtype, rowSize } = this;
    if (fill && dtype !== "string" && typeof this.#data === "function")
      return filled(dtype, 1, rowSize, (_, out) => fill(row, out, 0));
    return sliceElements(this.data, row * this.rowSize, (row + 1) * this.rowSize);
  }

  take(rows: Int32Array): TensorColumn {
    const { fill, dtype, shape } = this;
    if (fill && dtype !== "string")
      return TensorColumn.made(dtype, shape, rows.length, (row, out, offset) => fill(rows[row], out, offset));
    return new TensorColumn(this.dtype, this.shape, rows.length, () => {
      const { data, rowSize } = this;
      if (isTextArray(data))
        return Array.from(rows).flatMap((row) => data.slice(row * rowSize, (row + 1) * rowSize));
      const out = new (data.constructor as new (n: number) => NumberArray)(rows.length * rowSize);
      for (let i = 0; i < rows.length; i++) {
        out.set(data.subarray(rows[i] * rowSize, (rows[i] + 1) * rowSize) as never, i * rowSize);
      }
      return out;
    });
  }

  slice(from: number, to: number): TensorColumn {
    const { fill, dtype, shape } = this;
    if (fill && dtype !== "string")
      return TensorColumn.made(dtype, shape, to - from, (row, out, offset) => fill(from + row, out, offset));
    const cut = () => sliceElements(this.data, from * this.rowSize, to * this.rowSize);
    return new TensorColumn(this.dtype, this.shape, to - from, cut);
  }
}

/** So many rows that `fill` makes, back to back. */
export function filled(
  dtype: Exclude<TensorDtype, "string">,
  rows: number,
  rowSize: number,
  fill: FillRow,
): NumberArray {
  const out = allocate(dtype, rows * rowSize);
  for (let row = 0; row < rows; row++) fill(row, out, row * rowSize);
  return out;
}

export type ObjectType = Extract<DataType, { type: "image" | "audio" | "list" | "struct" | "json" }>;

/** Images, audio, lists, structs and JSON: one JavaScript value a row, null where there is none. */
export class ObjectColumn implements ColumnBase {
  readonly layout = "object";
  readonly type: ObjectType;
  readonly length: number;
  readonly verbatim = null;
  readonly items: readonly Cell[];

  constructor(type: ObjectType, items: readonly Cell[]) {
    this.type = type;
    this.length = items.length;
    this.items = items;
  }

  isNull(row: number): boolean {
    return this.items[row] === null;
  }

  get(row: number): Cell {
    return this.items[row];
  }

  take(rows: Int32Array): ObjectColumn {
    return new ObjectColumn(
      this.type,
      Array.from(rows, (row) => this.items[row]),
    );
  }

  slice(from: number, to: number): ObjectColumn {
    return new ObjectColumn(this.type, this.items.slice(from, to));
  }
}

export type Column = FixedColumn | TextColumn | TensorColumn | ObjectColumn;

function takeValues<T extends NumberArray>(values: T, rows: Int32Array): T {
  const out = new (values.constructor as new (n: number) => T)(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]];
  return out;
}

function isTextArray(data: TensorData): data is readonly string[] {
  return Array.isArray(data);
}

function sliceElements(data: TensorData, from: number, to: number): TensorData {
  return isTextArray(data) ? data.slice(from, to) : data.subarray(from, to);
}

function takeVerbatim(verbatim: Verbatim | null, rows: Int32Array): Verbatim | null {
  return verbatim && { rows: verbatim.rows.take(rows), field: verbatim.field };
}

function sliceVerbatim(verbatim: Verbatim | null, from: number, to: number): Verbatim | null {
  return verbatim && { rows: verbatim.rows.slice(from, to), field: verbatim.field };
}
