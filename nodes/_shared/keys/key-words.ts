// Key cells as whole numbers of 32 bits, so that keys are hashed and compared without a text for each row.

import { FixedColumn, TextColumn, type Column } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { categoryText } from "../categories.ts";
import { atLeast } from "../tables/grow.ts";

/** Words of a text that is empty (null), and of one that was never learned. */
const TEXT_NULL = 0xffff_fffe;
const TEXT_UNKNOWN = 0xffff_ffff;
/** Both words of a number that is null: a NaN that is never written otherwise. */
const NUMBER_NULL = 0xffff_ffff;
/** What a text takes in a map besides its characters, roughly. */
const TEXT_OVERHEAD_BYTES = 72;

/** Whether cells of a type can be part of a key. */
export function isKeyType({ type }: DataType): boolean {
  return !["tensor", "image", "audio", "list", "struct", "json"].includes(type);
}

/** How many words a cell takes: 64-bit integers have every pattern of two, so that nulls need a third. */
function wordsOf({ type }: DataType): number {
  return type === "text" ? 1 : type === "int64" || type === "uint64" ? 3 : 2;
}

/**
 * Turns key columns into words. Equal cells have equal words: 0 and -0 are one key, NaN is one, empty is one. Texts are numbered as
 * they are learned; one object is to be used for all frames whose keys are compared.
 */
export class KeyWords {
  /** Words of a whole key. */
  readonly width: number;
  readonly #types: readonly DataType[];
  readonly #texts: readonly Map<string, number>[];
  /** Words of dictionaries that were seen. */
  readonly #dictionaries = new WeakMap<readonly string[], Uint32Array>();
  /** What the texts take. */
  bytes = 0;
  /** Used again with every call: a new one for each frame costs more than its words. */
  #out = new Uint32Array(0);

  constructor(types: readonly DataType[]) {
    this.#types = types;
    this.#texts = types.map(() => new Map());
    this.width = types.reduce((sum, type) => sum + wordsOf(type), 0);
  }

  /**
   * Words of all rows, one key behind the other, until it is called again. New texts are learned, or where `learn` is false marked as
   * unknown.
   */
  of(columns: readonly Column[], length: number, learn = true): Uint32Array {
    const out = (this.#out = atLeast(this.#out, length * this.width));
    let at = 0;
    columns.forEach((column, i) => {
      if (column instanceof TextColumn) this.#putTexts(column, i, out, at, learn);
      else this.#putNumbers(column as FixedColumn, out, at);
      at += wordsOf(this.#types[i]);
    });
    return out;
  }

  #putNumbers(column: FixedColumn, out: Uint32Array, first: number): void {
    const { values } = column;
    const { width } = this;
    if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
      const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
      for (let row = 0, at = first; row < column.length; row++, at += width) {
        const isNull = column.isNull(row);
        out[at] = isNull ? 0 : words[2 * row];
        out[at + 1] = isNull ? 0 : words[2 * row + 1];
        out[at + 2] = Number(isNull);
      }
      return;
    }
    const double = new Float64Array(1);
    const words = new Uint32Array(double.buffer);
    const hasNulls = column.validity !== null;
    for (let row = 0, at = first; row < column.length; row++, at += width) {
      if (hasNulls && column.isNull(row)) {
        out[at] = NUMBER_NULL;
        out[at + 1] = NUMBER_NULL;
        continue;
      }
      const value = values[row];
      // Adding 0 makes 0 of -0; NaN has many patterns.
      double[0] = value === value ? value + 0 : NaN;
      out[at] = words[0];
      out[at + 1] = words[1];
    }
  }

  #putTexts(column: TextColumn, index: number, out: Uint32Array, first: number, learn: boolean): void {
    const { width } = this;
    const known = this.#texts[index];
    const { data } = column;
    if ("indices" in data) {
      const words = this.#dictionaryWords(data.words, known, learn);
      for (let row = 0, at = first; row < column.length; row++, at += width) {
        const word = data.indices[row];
        out[at] = word < 0 ? TEXT_NULL : words[word];
      }
      return;
    }
    for (let row = 0, at = first; row < column.length; row++, at += width) {
      const text = data[row];
      out[at] = text === null ? TEXT_NULL : this.#textWord(text, known, learn);
    }
  }

  #dictionaryWords(words: readonly string[], known: Map<string, number>, learn: boolean): Uint32Array {
    const before = learn ? this.#dictionaries.get(words) : undefined;
    if (before?.length === words.length) return before;
    const made = Uint32Array.from(words, (word) => this.#textWord(word, known, learn));
    // Words that are not known yet may be learned later, and one dictionary may serve two columns.
    if (learn && this.#texts.length === 1) this.#dictionaries.set(words, made);
    return made;
  }

  #textWord(text: string, known: Map<string, number>, learn: boolean): number {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (!learn) return TEXT_UNKNOWN;
    known.set(text, known.size);
    this.bytes += TEXT_OVERHEAD_BYTES + 2 * text.length;
    return known.size - 1;
  }
}

/** A key in words for people: `"red", 3`. */
export function keyText(columns: readonly Column[], row: number): string {
  const cells = columns.map((column) => column.get(row));
  return cells
    .map((cell) =>
      cell === null ? "empty" : typeof cell === "string" ? JSON.stringify(cell) : categoryText(cell),
    )
    .join(", ");
}

/** For each row whether a part of its key is empty; null where no column has an empty cell. */
export function emptyKeys(columns: readonly Column[], length: number): Uint8Array | null {
  const mayBe = columns.filter((column) => !(column instanceof FixedColumn) || column.validity !== null);
  if (mayBe.length === 0) return null;
  const empty = new Uint8Array(length);
  for (const column of mayBe) for (let row = 0; row < length; row++) if (column.isNull(row)) empty[row] = 1;
  return empty;
}
