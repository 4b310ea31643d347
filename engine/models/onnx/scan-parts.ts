// The small pieces that models and graphs share: entries of key and value, names of operators and their sets.

import { RANGE, type WireCursor } from "./wire.ts";

/** A StringStringEntryProto: one key, one value. */
export function scanEntry(cursor: WireCursor, into: Record<string, string>): void {
  let key = "";
  let value = "";
  while (cursor.next()) {
    if (cursor.field === 1 && cursor.wire === RANGE) key = cursor.text();
    else if (cursor.field === 2 && cursor.wire === RANGE) value = cursor.text();
  }
  into[key] = value;
}

/** The standard operator set has two names; "" is the one used here. */
export function standardDomain(domain: string): string {
  return domain === "ai.onnx" ? "" : domain;
}

/** How operators are named in a scan: the standard ones plainly, others with their set: `ai.onnx.ml:ZipMap`. */
export function operatorName(domain: string, op: string): string {
  return domain === "" ? op : `${domain}:${op}`;
}
