// A hash of each row's key that depends on its cells alone: keys that are worked on in parts are put apart by it.

import { TextColumn, type Column } from "../../../engine/frames/column.ts";
import { KeyWords } from "./key-words.ts";

/** What an empty text has, which no other may have by rule. */
const NULL_HASH = 0x9e3779b9;

export function keyHashes(columns: readonly Column[], length: number): Uint32Array {
  const hashes = new Uint32Array(length);
  for (const column of columns) {
    if (column instanceof TextColumn) mixTexts(column, hashes);
    else mixNumbers(column, hashes);
  }
  for (let row = 0; row < length; row++) hashes[row] = finished(hashes[row]);
  return hashes;
}

function mixNumbers(column: Column, hashes: Uint32Array): void {
  const words = new KeyWords([column.type]);
  const cells = words.of([column], column.length);
  for (let row = 0, at = 0; row < hashes.length; row++)
    for (let i = 0; i < words.width; i++) hashes[row] = mixed(hashes[row], cells[at++]);
}

function mixTexts(column: TextColumn, hashes: Uint32Array): void {
  const { data } = column;
  if ("indices" in data) {
    const words = Uint32Array.from(data.words, textHash);
    for (let row = 0; row < hashes.length; row++) {
      const word = data.indices[row];
      hashes[row] = mixed(hashes[row], word < 0 ? NULL_HASH : words[word]);
    }
    return;
  }
  for (let row = 0; row < hashes.length; row++) {
    const text = data[row];
    hashes[row] = mixed(hashes[row], text === null ? NULL_HASH : textHash(text));
  }
}

/** FNV-1a of the text's units of 16 bits. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function mixed(hash: number, word: number): number {
  const mid = Math.imul(hash ^ word, 0x9e3779b1);
  return mid ^ (mid >>> 15);
}

/** Murmur3's last step: every bit of the key decides about every bit of the hash. */
function finished(hash: number): number {
  let mid = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mid = Math.imul(mid ^ (mid >>> 13), 0xc2b2ae35);
  return mid ^ (mid >>> 16);
}
