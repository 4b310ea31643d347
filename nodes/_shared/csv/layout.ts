// What the reader of a delimited file must know of its cells before it reads the first row.

import type { Dialect } from "../../../engine/frames/raw-rows.ts";
import { isPlainNumber, parseNumber } from "./parse-number.ts";

export interface ScanLayout {
  readonly dialect: Dialect;
  /** Names of the fields, for messages. */
  readonly names: readonly string[];
  /** 1 for fields that are read as numbers on the way, 0 for those that are only passed over. */
  readonly isNumber: Uint8Array;
  /** How many fields are numbers. */
  readonly numbers: number;
  /** Whether the places of the cells are kept (a field that is no number will be asked for them). */
  readonly keepOffsets: boolean;
  /** Null words that are numbers, such as -999. */
  readonly numericNulls: ReadonlySet<number>;
}

export function makeLayout(
  dialect: Dialect,
  names: readonly string[],
  isNumber: readonly boolean[],
): ScanLayout {
  const { nullWords, decimalComma } = dialect;
  const numbers = isNumber.filter(Boolean).length;
  return {
    dialect,
    names,
    isNumber: Uint8Array.from(isNumber, Number),
    numbers,
    keepOffsets: numbers < isNumber.length,
    numericNulls: new Set(
      nullWords
        .filter((word) => isPlainNumber(word, decimalComma))
        .map((word) => parseNumber(word, decimalComma) ?? NaN),
    ),
  };
}
