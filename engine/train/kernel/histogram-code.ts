// What adds up histograms: the vector kernel where there can be one, else the same in JavaScript.

import { openKernel, type KernelCode } from "./kernel.ts";

export type HistogramCode = Pick<KernelCode, "addOne" | "addTwo" | "subtract">;

/** Code, and the memory that it works on. */
export interface HistogramMemory {
  readonly buffer: ArrayBuffer;
  readonly code: HistogramCode;
}

/** Memory of at least so many bytes. */
export function histogramMemory(bytes: number): HistogramMemory {
  return openKernel(bytes) ?? scriptMemory(bytes);
}

/** In the units of arrays: numbers of a cell, and bytes of one number. */
const CELL = 3;
const INT_BYTES = 4;
const DOUBLE_BYTES = 8;

export function scriptMemory(size: number): HistogramMemory {
  const buffer = new ArrayBuffer(Math.ceil(size / DOUBLE_BYTES) * DOUBLE_BYTES);
  const bytes = new Uint8Array(buffer);
  const ints = new Int32Array(buffer);
  const doubles = new Float64Array(buffer);
  const addOne: HistogramCode["addOne"] = (rows, count, pairs, bins, cells) => {
    const [row, pair, cell] = [rows / INT_BYTES, pairs / DOUBLE_BYTES, cells / DOUBLE_BYTES];
    for (let i = 0; i < count; i++) {
      const at = cell + bytes[bins + ints[row + i]] * CELL;
      doubles[at] += doubles[pair + 2 * i];
      doubles[at + 1] += doubles[pair + 2 * i + 1];
      doubles[at + 2]++;
    }
  };
  return {
    buffer,
    code: {
      addOne,
      addTwo(rows, count, pairs, bins1, bins2, cells1, cells2) {
        addOne(rows, count, pairs, bins1, cells1);
        addOne(rows, count, pairs, bins2, cells2);
      },
      subtract(whole, part, count) {
        const [from, taken] = [whole / DOUBLE_BYTES, part / DOUBLE_BYTES];
        for (let i = 0; i < count; i++) doubles[from + i] -= doubles[taken + i];
      },
    },
  };
}
