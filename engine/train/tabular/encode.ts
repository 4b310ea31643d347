// How do words become numbers that trees split well? Each word is told by what the target is where it stands.

import { seededRandom } from "../random.ts";
import type { WordColumn } from "./columns.ts";
import type { Source } from "./features.ts";
import type { Task } from "./target.ts";

/** A number for each word: the mean of the target, or the share of a class, where it stands. */
export interface WordCodes {
  readonly words: readonly string[];
  /** float32 numbers, by word. */
  readonly values: readonly number[];
  /** For words that nobody has seen, and for none. */
  readonly other: number;
}

/** One source column as the trees see it: itself, or one number for each statistic of its words. */
export interface Encoding {
  readonly source: string;
  /** null for a column of numbers. */
  readonly codes: readonly WordCodes[] | null;
}

export interface Encoded {
  readonly encodings: readonly Encoding[];
  /** Columns of the trees, all rows, float32; NaN = missing. */
  readonly columns: readonly Float32Array[];
  /** By column of the trees: the number of its source. */
  readonly sourceOf: readonly number[];
}

/** A word counts as if it had been seen so many more times with the mean of all. */
const PRIOR_ROWS = 10;
/** Words that are seen less often on average give their target away to the rows it was learned from. */
const FEW_ROWS_A_WORD = 100;
/** Then the rows of each part get what the other parts say. */
const PARTS = 5;
/** More statistics of one column than this are more columns than they are worth. */
const MOST_STATISTICS = 8;

/**
 * The columns of the trees for all rows. Words are told by the rows in `learn` only. `target` holds numbers, or numbers of
 * classes, by row.
 */
export function encodeColumns(
  sources: readonly Source[],
  task: Task,
  target: Float64Array,
  learn: Int32Array,
  seed: number,
): Encoded {
  const statistics = statisticsOf(task, target, learn);
  const part = partOfRows(target.length, seed);
  const encodings: Encoding[] = [];
  const columns: Float32Array[] = [];
  const sourceOf: number[] = [];
  sources.forEach((source, i) => {
    if (source.kind === "number") {
      columns.push(Float32Array.from(source.values));
      encodings.push({ source: source.name, codes: null });
      sourceOf.push(i);
      return;
    }
    const told = statistics.map((statistic) => tellWords(source, statistic, learn, part));
    columns.push(...told.map(({ column }) => column));
    encodings.push({ source: source.name, codes: told.map(({ codes }) => codes) });
    sourceOf.push(...told.map(() => i));
  });
  return { encodings, columns, sourceOf };
}

type Statistic = (row: number) => number;

/** The target itself; the second of two classes; each of the most frequent of several. */
function statisticsOf(task: Task, target: Float64Array, learn: Int32Array): Statistic[] {
  if (task.kind !== "classes" || task.names.length === 2) return [(row) => target[row]];
  const counts = new Int32Array(task.names.length);
  for (const row of learn) counts[target[row]]++;
  const frequent = [...counts.keys()]
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, MOST_STATISTICS);
  return frequent.sort((a, b) => a - b).map((code) => (row) => Number(target[row] === code));
}

function partOfRows(rows: number, seed: number): Uint8Array {
  const random = seededRandom(seed);
  return Uint8Array.from({ length: rows }, () => random.below(PARTS));
}

function tellWords(
  { words, codes }: WordColumn,
  statistic: Statistic,
  learn: Int32Array,
  part: Uint8Array,
): { codes: WordCodes; column: Float32Array } {
  const sums = new Sums(words.length);
  for (const row of learn) sums.add(codes[row], statistic(row));
  const mean = sums.mean();
  const values = words.map((_, code) => sums.value(code, mean));
  const column = Float32Array.from(codes, (code) => (code < 0 ? sums.value(code, mean) : values[code]));
  const seen = words.flatMap((_, code) => (sums.rows(code) > 0 ? [code] : []));
  if (learn.length < seen.length * FEW_ROWS_A_WORD) {
    for (let own = 0; own < PARTS; own++) {
      const others = new Sums(words.length);
      for (const row of learn) if (part[row] !== own) others.add(codes[row], statistic(row));
      const base = others.mean();
      for (const row of learn) if (part[row] === own) column[row] = others.value(codes[row], base);
    }
  }
  // "" is how no word goes into a model.
  const none =
    sums.rows(-1) > 0 ? { words: [""], values: [sums.value(-1, mean)] } : { words: [], values: [] };
  return {
    codes: {
      words: [...none.words, ...seen.map((code) => words[code])],
      values: [...none.values, ...seen.map((code) => values[code])],
      other: Math.fround(mean),
    },
    column,
  };
}

/** Sums of a statistic by word; the code −1 (no word) has a place of its own. */
class Sums {
  readonly #sums: Float64Array;
  readonly #rows: Int32Array;

  constructor(words: number) {
    this.#sums = new Float64Array(words + 1);
    this.#rows = new Int32Array(words + 1);
  }

  add(code: number, value: number): void {
    this.#sums[code + 1] += value;
    this.#rows[code + 1]++;
  }

  rows(code: number): number {
    return this.#rows[code + 1];
  }

  mean(): number {
    const rows = this.#rows.reduce((sum, n) => sum + n, 0);
    return rows === 0 ? 0 : this.#sums.reduce((sum, value) => sum + value, 0) / rows;
  }

  /** Drawn to the mean of all, the more the fewer rows there are. */
  value(code: number, mean: number): number {
    return Math.fround((this.#sums[code + 1] + PRIOR_ROWS * mean) / (this.#rows[code + 1] + PRIOR_ROWS));
  }
}
