// What does the classifier see of a text? The node's way of hashing words, written by hand: what it learns here is what it gets there.

import { Buffer } from "node:buffer";

export const RULES = { buckets: 8192, pairs: 1, weights: "log", unit: true } as const;

/** The places of a row that are not 0, and what stands there. */
export interface SparseRow {
  readonly places: Int32Array;
  readonly values: Float32Array;
}

export function sparseRow(text: string): SparseRow {
  const counts = new Map<number, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []) {
    const place = fnv1a(word) % RULES.buckets;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const places = [...counts.keys()].sort((a, b) => a - b);
  const logs = places.map((place) => Math.fround(1 + Math.log(counts.get(place)!)));
  const length = Math.sqrt(logs.reduce((sum, value) => sum + value * value, 0));
  return { places: Int32Array.from(places), values: Float32Array.from(logs, (value) => value / length) };
}

function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(word, "utf8")) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
