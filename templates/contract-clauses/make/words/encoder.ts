// How do vectors of words become one of a sentence? Frequent words count little, what all words share is taken away, the rest is summed.

import type { WordVectors } from "./word-vectors.ts";

export interface EncoderTable {
  /** Rows: unknown, then the words. Values from -127 to 127. */
  readonly bytes: Int8Array;
  /** What the bytes of a row are multiplied by: their step, and how much the word counts. */
  readonly steps: Float32Array;
  readonly rows: number;
  readonly size: number;
}

/** Arora and others, "A simple but tough-to-beat baseline for sentence embeddings" (2017), section 3: a / (a + p). */
const SMOOTHING = 1e-3;
/** How often the most frequent word stands in running English text; the others follow by Zipf's law. */
const SHARE_OF_FIRST = 0.06;

/** How much a word counts, by its place among all words. */
export function weightOf(rank: number): number {
  return SMOOTHING / (SMOOTHING + SHARE_OF_FIRST / rank);
}

export function encoderTable({ words, ranks, vectors, size }: WordVectors): EncoderTable {
  const common = commonPart(ranks, vectors, size);
  const rows = words.length + 1;
  const bytes = new Int8Array(rows * size);
  const steps = new Float32Array(rows);
  for (let word = 0; word < words.length; word++) {
    const own = Float64Array.from(common, (value, i) => vectors[word * size + i] - value);
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const step = largest / 127;
    own.forEach((value, i) => void (bytes[(word + 1) * size + i] = Math.round(value / step)));
    steps[word + 1] = step * weightOf(ranks[word]);
  }
  return { bytes, steps, rows, size };
}

/** The mean of all words, each as often as it stands in texts. */
function commonPart(ranks: readonly number[], vectors: Float32Array, size: number): Float64Array {
  const mean = new Float64Array(size);
  let total = 0;
  ranks.forEach((rank, word) => {
    const share = 1 / rank;
    total += share;
    for (let i = 0; i < size; i++) mean[i] += share * vectors[word * size + i];
  });
  return mean.map((sum) => sum / total);
}
