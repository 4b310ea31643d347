// How does a text become a row of numbers without a list of words? Each word has a place by its hash ("hashing trick").

/** How words are counted; a model that was trained on such rows must be given the same. */
export interface HashRules {
  /** Length of a row. */
  readonly buckets: number;
  /** Longest run of words that counts as one term: 1 = single words, 2 = pairs as well. */
  readonly pairs: 1 | 2;
  /** What a term counts that stands `n` times in the text: 1, n, or 1 + ln(n). */
  readonly weights: "binary" | "count" | "log";
  /** Divides the row by its length, so that long texts weigh no more than short ones. */
  readonly unit: boolean;
}

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
/** Stands between the words of a pair: no word has it. */
const JOINT = " ";

/** The words of a text in small letters: letters and digits, also around an apostrophe. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** Writes the row of a text into `into`, from `at` on; what stood there is overwritten. */
export function hashWords(text: string, rules: HashRules, into: Float32Array, at: number): void {
  const { buckets, pairs, weights, unit } = rules;
  const row = into.subarray(at, at + buckets).fill(0);
  const words = wordsOf(text);
  const hashes = words.map((word) => hashOf(word));
  for (const hash of hashes) row[hash % buckets]++;
  if (pairs === 2)
    for (let i = 1; i < words.length; i++) row[hashOf(words[i], hashOf(JOINT, hashes[i - 1])) % buckets]++;
  if (weights === "binary") for (let i = 0; i < buckets; i++) row[i] = row[i] > 0 ? 1 : 0;
  if (weights === "log") for (let i = 0; i < buckets; i++) if (row[i] > 0) row[i] = 1 + Math.log(row[i]);
  if (unit) toUnit(row);
}

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const encoder = new TextEncoder();

/** FNV-1a with 32 bits over the UTF-8 bytes; `basis` goes on from another hash. */
export function hashOf(text: string, basis = OFFSET_BASIS): number {
  let hash = basis;
  for (const byte of encoder.encode(text)) hash = Math.imul(hash ^ byte, PRIME);
  return hash >>> 0;
}

function toUnit(row: Float32Array): void {
  let squares = 0;
  for (const value of row) squares += value * value;
  if (squares === 0) return;
  const length = Math.sqrt(squares);
  for (let i = 0; i < row.length; i++) row[i] /= length;
}
