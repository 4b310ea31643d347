// The bytes that columns of several frames were read from, as those of one frame: so that joining frames changes no byte.

import type { Verbatim } from "./column.ts";
import { RawRows, type Dialect } from "./raw-rows.ts";

/** Joins the bytes behind columns; columns that stand in the same rows share what comes of it. */
export class VerbatimJoiner {
  readonly #joined: { readonly parts: readonly RawRows[]; readonly rows: RawRows }[] = [];

  /** The cells of the parts one after the other; null where a part has none, or they are spelled differently. */
  join(parts: readonly (Verbatim | null)[]): Verbatim | null {
    const [first] = parts;
    if (!first) return null;
    const rows: RawRows[] = [];
    for (const part of parts) {
      if (!part || part.field !== first.field || part.rows.fields !== first.rows.fields) return null;
      if (!isSame(part.rows.dialect, first.rows.dialect)) return null;
      rows.push(part.rows);
    }
    return { rows: this.#rowsOf(rows), field: first.field };
  }

  #rowsOf(parts: readonly RawRows[]): RawRows {
    const found = this.#joined.find((known) => known.parts.every((part, i) => part === parts[i]));
    if (found) return found.rows;
    const rows = joinRows(parts);
    this.#joined.push({ parts, rows });
    return rows;
  }
}

/** What was on the disk or in another thread meanwhile has an object of its own. */
function isSame(a: Dialect, b: Dialect): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Rows of one buffer stay there; others are copied into a buffer of their own. */
function joinRows(parts: readonly RawRows[]): RawRows {
  const [{ bytes, fields, dialect }] = parts;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const starts = new Int32Array(length);
  const ends = new Int32Array(length);
  const shared = parts.every((part) => part.bytes === bytes);
  const ranges = parts.map((part) => (shared ? null : rangeOf(part)));
  const size = ranges.reduce((sum, range) => sum + (range ? range.to - range.from : 0), 0);
  const into = shared ? bytes : new Uint8Array(size);
  let row = 0;
  let at = 0;
  parts.forEach((part, i) => {
    const range = ranges[i];
    const shift = range ? at - range.from : 0;
    if (range) into.set(part.bytes.subarray(range.from, range.to), at);
    at += range ? range.to - range.from : 0;
    for (let k = 0; k < part.length; k++, row++) {
      starts[row] = part.starts[k] + shift;
      ends[row] = part.ends[k] + shift;
    }
  });
  const quoted = parts.some((part) => part.quoted);
  return new RawRows(into, starts, ends, fields, dialect, quoted);
}

function rangeOf({ starts, ends, length }: RawRows): { from: number; to: number } {
  let from = length > 0 ? Infinity : 0;
  let to = 0;
  for (let row = 0; row < length; row++) {
    from = Math.min(from, starts[row]);
    to = Math.max(to, ends[row]);
  }
  return { from, to };
}
