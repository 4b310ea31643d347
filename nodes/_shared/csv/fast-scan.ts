// Reads rows with the vector kernel where they are of the usual form, and with the reader in JavaScript where not.

import type { ScanLayout } from "./layout.ts";
import { loadKernel, MAX_FIELDS, PLACES, WINDOW_BYTES, type Kernel } from "./kernel/kernel.ts";
import { MAX_BAD_ROWS, scanRows } from "./scan.ts";
import type { ScannedRows } from "./scanned-rows.ts";

/** Below this the kernel does not pay for its start (about 1 ms). */
const MIN_BYTES = 512 * 1024;
/** A batch with more rows of another form than this, and more than one in four, is better read the other way. */
const FEW_ODD_ROWS = 64;
const ODD_SHARE = 4;
/** So many batches are then left to the reader in JavaScript before the kernel is tried again. */
const PAUSE_BATCHES = 8;

/** As `scanRows` with the layout of the file. */
export type RowScanner = (
  bytes: Uint8Array,
  from: number,
  end: number,
  into: ScannedRows,
  final: boolean,
) => number;

/** The faster scanner for a file of so many bytes. */
export function rowScanner(layout: ScanLayout, fileBytes: number): RowScanner {
  const slow: RowScanner = (bytes, from, end, into, final) =>
    scanRows(bytes, from, end, layout, into, final);
  if (fileBytes < MIN_BYTES || layout.names.length > MAX_FIELDS || layout.numbers === 0) return slow;
  const kernel = loadKernel();
  if (!kernel) return slow;
  const fast = new FastScanner(kernel, layout);
  return (bytes, from, end, into, final) => fast.scan(bytes, from, end, into, final);
}

export class FastScanner {
  readonly #kernel: Kernel;
  readonly #layout: ScanLayout;
  /** Batches to leave to the other reader. */
  #pause = 0;
  /** Whether the kernel stopped in front of a row that it cannot read. */
  #refused = false;

  constructor(kernel: Kernel, layout: ScanLayout) {
    this.#kernel = kernel;
    this.#layout = layout;
  }

  scan(bytes: Uint8Array, from: number, end: number, into: ScannedRows, final: boolean): number {
    const layout = this.#layout;
    let p = from;
    if (this.#pause > 0) this.#pause--;
    else {
      this.#prepare();
      for (let odd = 0; ;) {
        const stopped = this.#readWindow(bytes, p, end, into);
        if (stopped === null || (odd > FEW_ODD_ROWS && odd * ODD_SHARE > into.count + into.bad.length)) {
          this.#pause = PAUSE_BATCHES;
          break;
        }
        p = stopped;
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

  /** Another file may have used the kernel since the last batch. */
  #prepare(): void {
    const { isNumber, dialect } = this.#layout;
    this.#kernel.bytes.set(isNumber, PLACES.kinds);
    this.#kernel.setPoint(dialect.decimalComma ? 44 : 46);
  }

  /** Reads the rows from `p` on that lie whole in one window; answers where it stopped, or null: quotes are about. */
  #readWindow(bytes: Uint8Array, p: number, end: number, into: ScannedRows): number | null {
    const { code, bytes: memory, ints } = this.#kernel;
    const { dialect, isNumber, keepOffsets } = this.#layout;
    const { bytes: at, cells, lines, kinds, numbers, starts, ends, offsets, state } = PLACES;
    const size = Math.min(WINDOW_BYTES, end - p);
    memory.set(bytes.subarray(p, p + size), at);
    const found = code.index(at, at + size, dialect.delimiter, dialect.quote, cells, lines);
    const [, lineEnds, quoted, notAscii] = ints.subarray(state / 4, state / 4 + 4);
    if (quoted !== 0) return null;
    const fields = isNumber.length;
    const most = Math.min(lineEnds, into.capacity - into.count);
    const places = keepOffsets ? offsets : 0;
    const shift = p - at;
    const rows = code.scan(at, cells, found, lines, fields, kinds, most, shift, numbers, starts, ends, places);
    this.#refused = rows < most || rows === 0;
    if (notAscii !== 0) into.bits |= 128;
    if (rows > 0) this.#take(into, rows, fields);
    return ints[state / 4] + shift;
  }

  #take(into: ScannedRows, rows: number, fields: number): void {
    const { ints, doubles } = this.#kernel;
    const { count, width } = into;
    const cut = (place: number, length: number) => ints.subarray(place / 4, place / 4 + length);
    into.numbers.set(doubles.subarray(PLACES.numbers / 8, PLACES.numbers / 8 + rows * width), count * width);
    into.starts.set(cut(PLACES.starts, rows), count);
    into.ends.set(cut(PLACES.ends, rows), count);
    if (this.#layout.keepOffsets)
      into.offsets.set(cut(PLACES.offsets, rows * (fields + 1)), count * (fields + 1));
    for (let i = 0; i < rows; i++) into.lines[count + i] = into.line + i;
    into.count += rows;
    into.line += rows;
  }
}
