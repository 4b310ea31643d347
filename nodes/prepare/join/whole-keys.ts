// Keys that both sides have as whole numbers and in different types: CSV gives float64 where Parquet and databases give int64.

import { allValid, clearBit } from "../../../engine/frames/bitmap.ts";
import { FixedColumn, type Column } from "../../../engine/frames/column.ts";
import { isNumberType, type DataType } from "../../../engine/frames/types.ts";

/** Whether a value of one can be the same as one of the other. Of float32 it is not told: most of its values are roundings. */
export function canBeSame(a: DataType, b: DataType): boolean {
  return [a, b].every(({ type }) => isNumberType(type) && type !== "float32");
}

/** The cells as the key of a table of that type has them; empty, which is no key, where it cannot have that value. */
export function asKeyOf(column: Column, { type }: DataType): Column {
  if (column.type.type === type || !(column instanceof FixedColumn)) return column;
  const { length } = column;
  const isBig = type === "int64" || type === "uint64";
  const wholes = new Float64Array(isBig ? 0 : length);
  const bigs = isBig ? newBigs(type, length) : null;
  let validity: Uint8Array | null = null;
  for (let row = 0; row < length; row++) {
    const number = column.isNull(row) ? NaN : Number(column.values[row]);
    const fits = isBig || isWide(column) ? Number.isSafeInteger(number) : number === number;
    if (!fits || (type === "uint64" && number < 0)) clearBit((validity ??= allValid(length)), row);
    else if (bigs) bigs[row] = BigInt(number);
    else wholes[row] = number;
  }
  return bigs
    ? new FixedColumn({ type: type as "int64" }, length, { values: bigs, validity })
    : new FixedColumn({ type: "float64" }, length, { values: wholes, validity });
}

/** Beyond 2^53 a float64 stands for several whole numbers: which one is meant, nobody knows. */
function isWide({ values }: FixedColumn): boolean {
  return values instanceof BigInt64Array || values instanceof BigUint64Array;
}

function newBigs(type: "int64" | "uint64", length: number): BigInt64Array | BigUint64Array {
  return type === "int64" ? new BigInt64Array(length) : new BigUint64Array(length);
}
