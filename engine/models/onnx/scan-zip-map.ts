// What a ZipMap calls the classes: the strings or whole numbers that its one attribute lists.

import { RANGE, VARINT, WireCursor } from "./wire.ts";

/** Names that are kept; beyond it the scores are one tensor anyway. */
const MOST_LABELS = 1024;

/** The labels of the NodeProto in `bytes[from, to)`, in their order. */
export function zipMapLabels(bytes: Uint8Array, from: number, to: number): string[] {
  const labels: string[] = [];
  const node = new WireCursor(bytes, from, to);
  while (node.next()) {
    if (node.field !== 5 || node.wire !== RANGE) continue;
    const attribute = node.inside();
    while (attribute.next() && labels.length < MOST_LABELS) {
      if (attribute.field === 8 && (attribute.wire === VARINT || attribute.wire === RANGE))
        for (const number of attribute.numbers()) labels.push(String(number));
      else if (attribute.field === 9 && attribute.wire === RANGE) labels.push(attribute.text());
    }
  }
  return labels;
}
