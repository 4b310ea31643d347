// Which number does the key of each row have, in the order in which they first came?

import type { Column, FixedColumn } from "../../../engine/frames/column.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import { KeyTable } from "./key-table.ts";
import { KeyWords } from "./key-words.ts";
import { NumberTable } from "./number-table.ts";

/** Keys of one column of numbers are looked up as they are, all others in words of 32 bits. */
type Store = { readonly numbers: NumberTable } | { readonly words: KeyWords; readonly table: KeyTable };

export class Keys {
  readonly #store: Store;

  constructor(types: readonly DataType[]) {
    if (types.length === 1 && isDouble(types[0])) this.#store = { numbers: new NumberTable() };
    else {
      const words = new KeyWords(types);
      this.#store = { words, table: new KeyTable(words.width) };
    }
  }

  get size(): number {
    return "numbers" in this.#store ? this.#store.numbers.size : this.#store.table.size;
  }

  get bytes(): number {
    const store = this.#store;
    return "numbers" in store ? store.numbers.bytes : store.words.bytes + store.table.bytes;
  }

  /** Numbers of the keys; those that are new count on. They are put into `out`, `length` long, where one is given. */
  add(columns: readonly Column[], length: number, out = new Int32Array(length)): Int32Array {
    const store = this.#store;
    if ("numbers" in store) return store.numbers.add(columns[0] as FixedColumn, out);
    return store.table.addAll(store.words.of(columns, length), length, out);
  }

  /** Numbers of the keys, -1 for those that were never added. */
  find(columns: readonly Column[], length: number): Int32Array {
    const store = this.#store;
    if ("numbers" in store) return store.numbers.find(columns[0] as FixedColumn);
    return store.table.findAll(store.words.of(columns, length, false), length);
  }
}

/** Whether every cell is exact as a number of 64 bits: texts are not, nor are whole numbers of 64 bits. */
function isDouble({ type }: DataType): boolean {
  return !["text", "int64", "uint64"].includes(type);
}
