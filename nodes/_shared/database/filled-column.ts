// A column that is filled cell by cell: numbers go straight into typed arrays, and no row is ever an object.

import { allValid, clearBit, setBit, type Bitmap } from "../../../engine/frames/bitmap.ts";
import { allocateFixed } from "../../../engine/frames/builder.ts";
import {
  FixedColumn,
  ObjectColumn,
  TextColumn,
  type Cell,
  type Column,
  type FixedType,
  type ObjectType,
} from "../../../engine/frames/column.ts";
import type { DataType, NumberArray } from "../../../engine/frames/types.ts";

/** How the values of a column come, and what they become. */
export interface CellReader<V> {
  readonly type: DataType;
  /** Undefined for a value that the type does not hold; null where there is none. */
  read(value: V): Cell | undefined;
}

export class FilledColumn<V> {
  readonly #reader: CellReader<V>;
  readonly #most: number;
  #cells: Cells;

  /** For so many rows at the most. */
  constructor(reader: CellReader<V>, most: number) {
    this.#reader = reader;
    this.#most = most;
    this.#cells = cellsOf(reader.type, most);
  }

  /** False where the value does not fit, which leaves a null there. A row may be set again. */
  set(row: number, value: V): boolean {
    const cell = value === null ? null : this.#reader.read(value);
    this.#cells.set(row, cell ?? null);
    return cell !== undefined;
  }

  /** The first rows as a column; what is set afterwards is another one. */
  take(rows: number): Column {
    const column = this.#cells.column(rows);
    this.#cells = cellsOf(this.#reader.type, this.#most);
    return column;
  }
}

interface Cells {
  set(row: number, cell: Cell): void;
  column(rows: number): Column;
}

function cellsOf(type: DataType, most: number): Cells {
  switch (type.type) {
    case "text":
      return new Texts();
    case "json":
    case "list":
      return new Objects(type);
    default:
      return new Numbers(type as FixedType, most);
  }
}

class Numbers implements Cells {
  readonly #type: FixedType;
  readonly #values: NumberArray;
  readonly #none: number | bigint;
  #validity: Bitmap | null = null;

  constructor(type: FixedType, most: number) {
    this.#type = type;
    this.#values = allocateFixed(type, most);
    const isBig = this.#values instanceof BigInt64Array || this.#values instanceof BigUint64Array;
    const isFloat = this.#values instanceof Float64Array || this.#values instanceof Float32Array;
    this.#none = isBig ? 0n : isFloat ? NaN : 0;
  }

  set(row: number, cell: Cell): void {
    if (cell !== null) {
      this.#values[row] = (typeof cell === "boolean" ? Number(cell) : cell) as never;
      if (this.#validity) setBit(this.#validity, row);
      return;
    }
    this.#values[row] = this.#none;
    this.#validity ??= allValid(this.#values.length);
    clearBit(this.#validity, row);
  }

  column(rows: number): Column {
    const validity = this.#validity && this.#validity.subarray(0, (rows + 7) >> 3);
    return new FixedColumn(this.#type, rows, { values: this.#values.subarray(0, rows), validity });
  }
}

class Texts implements Cells {
  readonly #texts: (string | null)[] = [];

  set(row: number, cell: Cell): void {
    this.#texts[row] = cell as string | null;
  }

  column(rows: number): Column {
    this.#texts.length = rows;
    return new TextColumn(rows, this.#texts);
  }
}

class Objects implements Cells {
  readonly #type: ObjectType;
  readonly #items: Cell[] = [];

  constructor(type: ObjectType) {
    this.#type = type;
  }

  set(row: number, cell: Cell): void {
    this.#items[row] = cell;
  }

  column(rows: number): Column {
    this.#items.length = rows;
    return new ObjectColumn(this.#type, this.#items);
  }
}
