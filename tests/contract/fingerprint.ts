// What frames hold, as comparable text: their buffers (was anything written into?) and their rows (is the answer the same?).

import { createHash, type Hash } from "node:crypto";
import type { Cell, Column } from "../../engine/frames/column.ts";
import type { Frame } from "../../engine/frames/frame.ts";
import { rowId } from "../../engine/frames/lineage.ts";

/** A hash of everything a frame is made of: all typed arrays, the bytes rows came from, schema and lineage. */
export function bufferHash(frame: Frame): string {
  const hash = createHash("sha256");
  const { schema, columns, length, lineage } = frame;
  addValue(hash, { schema, length, lineage });
  for (const column of columns) addColumn(hash, column);
  return hash.digest("hex");
}

function addColumn(hash: Hash, column: Column): void {
  if (column.verbatim) {
    const { rows, field } = column.verbatim;
    addValue(hash, [field, rows.bytes, rows.starts, rows.ends, rows.offsets()]);
  }
  switch (column.layout) {
    case "fixed":
      return addValue(hash, [column.values, column.validity]);
    case "object":
      return addValue(hash, column.items);
    case "text":
    case "tensor":
      return addValue(hash, column.data);
  }
}

/** Feeds a value of any depth to the hash, typed arrays by their bytes. */
function addValue(hash: Hash, value: unknown): void {
  if (ArrayBuffer.isView(value)) {
    hash.update(`bytes ${value.byteLength};`);
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    hash.update(`list ${value.length};`);
    for (const item of value) addValue(hash, item);
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      hash.update(`key ${key};`);
      addValue(hash, item);
    }
  } else {
    hash.update(`${typeof value} ${Object.is(value, -0) ? "-0" : String(value)};`);
  }
}

/** The rows of frames in order, each as one line of text: row id, then all cells. Frame boundaries leave no trace. */
export function rowTexts(frames: readonly Frame[]): string[] {
  return frames.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => {
      const cells = frame.columns.map((column) => cellText(column.get(row)));
      return `${frame.lineage.source} ${rowId(frame.lineage, row)}: ${cells.join(" | ")}`;
    }),
  );
}

/** The cells of all rows, without their ids. */
export function cellTexts(frames: readonly Frame[]): string[] {
  return rowTexts(frames).map((text) => text.slice(text.indexOf(": ") + 2));
}

function cellText(cell: Cell): string {
  if (cell === null) return "null";
  if (typeof cell === "bigint") return `${cell}n`;
  if (Object.is(cell, -0)) return "-0";
  if (typeof cell !== "object") return typeof cell === "string" ? JSON.stringify(cell) : String(cell);
  const hash = createHash("sha256");
  addValue(hash, cell);
  return ArrayBuffer.isView(cell) ? `[${(cell as Uint8Array).join(",")}]` : hash.digest("hex");
}
