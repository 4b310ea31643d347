// Reads rows with the vector kernel where they are of the usual form, and with the reader in JavaScript where not.

import { MAX_FIELDS, PLACES, WINDOW_BYTES, type Kernel } from "./kernel/kernel.ts";
import type { ScanLayout } from "./layout.ts";
import { MAX_BAD_ROWS, scanRows } from "./scan.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/** A batch with more rows of another form than this, and more than one in four, is better read the other way. */
const FEW_ODD_ROWS = 64;
const ODD_SHARE = 4;
/** So many batches are then left to the reader in JavaScript before the kernel is tried again. */
const PAUSE_BATCHES = 8;
const MOST_WINDOWS = 1_000_000;

/** As `scanRows` with the layout of the file. */
export type RowScanner = (
  bytes: Uint8Array,
  from: number,
  end: number,
  into: ScannedRows,
  final: boolean,
) => number;

/** The scanner for a file; `kernel` where it is to help. */
export function rowScanner(layout: ScanLayout, kernel: Kernel | null): RowScanner {
  if (!kernel || layout.names.length > MAX_FIELDS || layout.numbers === 0)
    return (bytes, from, end, into, final) => scanRows(bytes, from, end, layout, into, final);
  const fast = new FastScanner(kernel, layout);
  return (bytes, from, end, into, final) => fast.scan(bytes, from, end, into, final);
}

class FastScanner {
  readonly #kernel: Kernel;
  readonly #layout: ScanLayout;
  /** Batches to leave to the other reader. */
  #pause = 0;
  /** Whether the kernel stopped in front of a row that it cannot read. */
  #refused = false;
  /** Whether it stopped in front of a window with quotes. */
  #quoted = false;

  constructor(kernel: Kernel, layout: ScanLayout) {
    this.#kernel = kernel;
    this.#layout = layout;
    kernel.bytes.set(layout.isNumber, PLACES.kinds);
    kernel.setPoint(layout.dialect.decimalComma ? 44 : 46);
  }

  scan(bytes: Uint8Array, from: number, end: number, into: ScannedRows, final: boolean): number {
    const layout = this.#layout;
    let p = from;
    if (this.#pause > 0) this.#pause--;
    else {
      for (let odd = 0; ;) {
        p = this.#read(bytes, p, end, into);
        if (this.#quoted || (odd > FEW_ODD_ROWS && odd * ODD_SHARE > into.count + into.bad.length)) {
          this.#pause = PAUSE_BATCHES;
          break;
        }
        if (this.#refused) {
          const { line } = into;
          p = scanRows(bytes, p, end, layout, into, final, 1);
          if (into.line === line || into.bad.length >= MAX_BAD_ROWS) return p;
          odd++;
        }
        if (p >= end || into.count === into.capacity) return p;
      }
    }
    return scanRows(bytes, p, end, layout, into, final);
  }

  /** Reads rows from `p` on; answers where it stopped. Where not all arrays stand in the kernel's memory: of one window. */
  #read(bytes: Uint8Array, p: number, end: number, into: ScannedRows): number {
    const { code, bytes: memory, ints } = this.#kernel;
    const { dialect, isNumber, keepOffsets } = this.#layout;
    const { cells, lines, kinds, state } = PLACES;
    const { count, width, numbers, starts, ends, offsets, capacity } = into;
    const isOwn = (array: { buffer: ArrayBufferLike }) => array.buffer === memory.buffer;
    // Blocks stand in the kernel's memory unless too many were kept; then it works on copies.
    const direct = isOwn(bytes);
    const size = direct ? end - p : Math.min(WINDOW_BYTES, end - p);
    if (!direct) memory.set(bytes.subarray(p, p + size), PLACES.bytes);
    const at = direct ? bytes.byteOffset + p : PLACES.bytes;
    const all = direct && isOwn(numbers) && isOwn(starts) && isOwn(ends) && (!keepOffsets || isOwn(offsets));
    const place = (
      array: { buffer: ArrayBufferLike; byteOffset: number },
      index: number,
      elsewhere: number,
    ) => (isOwn(array) ? array.byteOffset + index : elsewhere);
    const fields = isNumber.length;
    const rows = code.read(
      at,
      at + size,
      all ? MOST_WINDOWS : 1,
      dialect.delimiter,
      dialect.quote,
      cells,
      lines,
      fields,
      width,
      kinds,
      capacity - count,
      p - at,
      place(numbers, count * width * 8, PLACES.numbers),
      place(starts, count * 4, PLACES.starts),
      place(ends, count * 4, PLACES.ends),
      keepOffsets ? place(offsets, count * (fields + 1) * 4, PLACES.offsets) : 0,
    );
    const first = state / 4;
    this.#quoted = ints[first + 2] !== 0;
    if (ints[first + 3] !== 0) into.bits |= 128;
    this.#refused = ints[first + 4] !== 0;
    if (rows > 0) this.#take(into, rows, fields);
    return ints[first] - at + p;
  }

  /** Adds the rows that were read to the batch, and copies what stands elsewhere. */
  #take(into: ScannedRows, rows: number, fields: number): void {
    const { bytes: memory, ints, doubles } = this.#kernel;
    const { count, width, numbers, starts, ends, offsets, lines } = into;
    const copy = (target: Int32Array, place: number, length: number, index: number) => {
      if (target.buffer !== memory.buffer) target.set(ints.subarray(place / 4, place / 4 + length), index);
    };
    if (numbers.buffer !== memory.buffer)
      numbers.set(doubles.subarray(PLACES.numbers / 8, PLACES.numbers / 8 + rows * width), count * width);
    copy(starts, PLACES.starts, rows, count);
    copy(ends, PLACES.ends, rows, count);
    if (this.#layout.keepOffsets) copy(offsets, PLACES.offsets, rows * (fields + 1), count * (fields + 1));
    for (let i = 0; i < rows; i++) lines[count + i] = into.line + i;
    into.count += rows;
    into.line += rows;
  }
}
