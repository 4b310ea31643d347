// What adds up histograms: the vector kernel where there can be one, else the same in JavaScript.

import { KERNEL_BASE64 } from "./kernel-code.ts";

/** See histogram-kernel.as.ts; all places are bytes from the beginning of the memory. */
export interface HistogramCode {
  addTwo(
    rows: number,
    count: number,
    pairs: number,
    bins1: number,
    bins2: number,
    cells1: number,
    cells2: number,
  ): void;
  addOne(rows: number, count: number, pairs: number, bins: number, cells: number): void;
  subtract(whole: number, part: number, count: number): void;
}

/** Code, and the memory that it works on. */
export interface HistogramMemory {
  readonly buffer: ArrayBuffer;
  readonly code: HistogramCode;
}

const PAGE_BYTES = 64 * 1024;

/** Memory of at least so many bytes. */
export function histogramMemory(bytes: number): HistogramMemory {
  return kernelMemory(bytes) ?? scriptMemory(bytes);
}

/** Compiled once a thread; null where WebAssembly or its vector instructions are missing. */
let compiled: WebAssembly.Module | null | undefined;

/** null where there is no kernel, or it cannot reach so much. */
export function kernelMemory(bytes: number): HistogramMemory | null {
  compiled ??= compile();
  if (!compiled) return null;
  try {
    const pages = Math.ceil(bytes / PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    return { buffer: memory.buffer, code: exports as unknown as HistogramCode };
  } catch {
    // More than 4 GB, or a limit on address space.
    return null;
  }
}

function compile(): WebAssembly.Module | null {
  if (typeof WebAssembly === "undefined") return null;
  const code = Uint8Array.from(atob(KERNEL_BASE64), (char) => char.charCodeAt(0));
  return WebAssembly.validate(code) ? new WebAssembly.Module(code) : null;
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
