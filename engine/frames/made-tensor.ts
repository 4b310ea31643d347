// A tensor whose rows are made where they are used, out of something smaller: the bytes of pictures.

import { filled, type FillRow } from "./column.ts";
import type { NumberArray, TensorDtype } from "./types.ts";

/**
 * Fits wherever a tensor of numbers is wanted. A class, for a literal with a getter costs more than it shows: V8 makes a dictionary of each,
 * and what it holds (decoded pictures) is let go only when the whole heap is looked through, 15 times in 2,400 pictures where 2 do.
 */
export class MadeTensor {
  readonly dtype: Exclude<TensorDtype, "string">;
  /** Rows first. */
  readonly dims: readonly number[];
  /** Writes one row: whoever wants rows one by one, or has memory for them, asks here. */
  readonly fill: FillRow;
  #data: NumberArray | null = null;

  constructor(dtype: Exclude<TensorDtype, "string">, dims: readonly number[], fill: FillRow) {
    this.dtype = dtype;
    this.dims = dims;
    this.fill = fill;
  }

  /** All rows, made when they are first asked for. */
  get data(): NumberArray {
    if (this.#data === null) {
      const [rows, ...shape] = this.dims;
      const rowSize = shape.reduce((product, size) => product * size, 1);
      this.#data = filled(this.dtype, rows, rowSize, this.fill);
    }
    return this.#data;
  }
}
