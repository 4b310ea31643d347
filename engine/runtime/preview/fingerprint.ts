// Are these frames the same as those? A fingerprint of all that a node can see in them.

import { serialize } from "node:v8";
import type { Cell, Column } from "../../frames/column.ts";
import type { Frame } from "../../frames/frame.ts";
import { sha256 } from "../../host/hash.ts";

/** Columns and pictures are immutable and go on from node to node: each is looked at once. */
const known = new WeakMap<object, Print>();

interface Print {
  readonly hash: string;
  /** Size of the values. */
  readonly bytes: number;
}

export interface FramesPrint {
  readonly hash: string;
  /** Bytes of the columns that no frame before had: what keeping these frames takes. */
  readonly newBytes: number;
}

/** Frames that are equal in values, types, lineage and borders have the same. Computes all lazy columns. */
export function fingerprint(frames: readonly Frame[]): FramesPrint {
  const hash = sha256();
  let newBytes = 0;
  for (const { schema, length, lineage, columns } of frames) {
    const { ids, origin, ...range } = lineage;
    hash.update(text(JSON.stringify([schema, length, range, origin?.sources])));
    for (const numbers of [ids, origin?.ids, origin?.of]) if (numbers) hash.update(bytesOf(numbers));
    for (const column of columns) {
      const before = known.get(column);
      const { hash: own, bytes } = before ?? printOf(column);
      if (!before) newBytes += bytes;
      hash.update(text(own));
    }
  }
  return { hash: hash.hex(), newBytes };
}

function printOf(column: Column): Print {
  const parts = partsOf(column);
  const hash = hashOf(parts);
  const sizes =
    column.layout === "object"
      ? column.items.map((item) =>
          typeof item === "object" && item !== null ? (known.get(item)?.bytes ?? 0) : 0,
        )
      : parts.map((part) => part.length);
  const print = { hash, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  known.set(column, print);
  return print;
}

function partsOf(column: Column): readonly Uint8Array[] {
  switch (column.layout) {
    case "fixed": {
      const { values, validity } = column;
      return validity ? [bytesOf(values), bytesOf(validity)] : [bytesOf(values)];
    }
    case "text": {
      const cells = Array.from({ length: column.length }, (_, row) => column.get(row));
      return [text(JSON.stringify(cells))];
    }
    case "tensor": {
      const { data } = column;
      return [ArrayBuffer.isView(data) ? bytesOf(data) : text(JSON.stringify(data))];
    }
    case "object":
      return column.items.map((item) => text(itemHash(item)));
  }
}

function itemHash(item: Cell): string {
  if (typeof item !== "object" || item === null) return String(item);
  const before = known.get(item);
  if (before) return before.hash;
  const bytes = serialize(item);
  const print = { hash: hashOf([bytes]), bytes: bytes.length };
  known.set(item, print);
  return print.hash;
}

function hashOf(parts: readonly Uint8Array[]): string {
  const hash = sha256();
  for (const part of parts) {
    // With its length, so that no two lists of parts are the same bytes.
    hash.update(text(`${part.length} `));
    hash.update(part);
  }
  return hash.hex();
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
