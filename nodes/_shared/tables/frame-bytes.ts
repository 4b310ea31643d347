// How much memory do kept frames take? An estimate, to hold them to a limit.

import type { Cell, Column } from "../../../engine/frames/column.ts";
import type { Frame } from "../../../engine/frames/frame.ts";

export const BYTES_PER_MB = 2 ** 20;
/** A text of its own in V8, besides its characters, with the place that points to it. */
const TEXT_BYTES = 24;
const OBJECT_BYTES = 48;

/** Counts frames that are kept together: what several of them share is counted once. */
export class FrameBytes {
  readonly #seen = new Set<object>();

  of(frame: Frame): number {
    const origin = 8 * frame.length;
    return frame.columns.reduce((sum, column) => sum + this.#column(column), origin);
  }

  #column(column: Column): number {
    const raw = column.verbatim ? this.#raw(column.verbatim.rows) : 0;
    switch (column.layout) {
      case "fixed":
        return raw + column.values.byteLength + column.length / 8;
      case "tensor":
        return column.dtype === "string"
          ? column.length * column.rowSize * TEXT_BYTES
          : (column.data as Float64Array).byteLength;
      case "object":
        return column.items.reduce<number>((sum, item) => sum + this.#cell(item), 0);
      case "text": {
        // Texts are made of the bytes when they are asked for, as they will be.
        const { data } = column;
        if ("indices" in data)
          return raw + 4 * column.length + this.#once(data.words, () => textBytes(data.words));
        return raw + textBytes(data);
      }
    }
  }

  #raw({
    bytes,
    length,
    fields,
  }: {
    readonly bytes: Uint8Array;
    readonly length: number;
    readonly fields: number;
  }) {
    return this.#once(bytes.buffer, () => bytes.length) + (4 * length * (fields + 3)) / fields;
  }

  #cell(cell: Cell): number {
    if (cell === null || typeof cell !== "object")
      return typeof cell === "string" ? TEXT_BYTES + 2 * cell.length : 8;
    if (ArrayBuffer.isView(cell)) return this.#once(cell.buffer, () => cell.byteLength);
    return Object.values(cell).reduce<number>((sum, part: Cell) => sum + this.#cell(part), OBJECT_BYTES);
  }

  #once(thing: object, size: () => number): number {
    if (this.#seen.has(thing)) return 0;
    this.#seen.add(thing);
    return size();
  }
}

function textBytes(texts: readonly (string | null)[]): number {
  let sum = 0;
  for (const text of texts) sum += text === null ? 8 : TEXT_BYTES + text.length;
  return sum;
}
