// What becomes of each type of PostgreSQL here, and how its text is read.

import type { Cell } from "../../../engine/frames/column.ts";
import type { DataType, NumberType } from "../../../engine/frames/types.ts";
import { readArray } from "./array-text.ts";
import { base64OfHex } from "./base64.ts";
import type { CellReader } from "./filled-column.ts";
import { readDay, readTime } from "./sql-time.ts";

export interface PostgresColumn extends CellReader<string> {
  readonly name: string;
  /** Set where values may lose something: what they were. */
  readonly lossy?: string;
}

/** A column of an answer, as pg tells it. */
export interface AnsweredField {
  readonly name: string;
  readonly dataTypeID: number;
  /** What stands in brackets behind a type: of `numeric` the digits, packed; -1 = nothing. */
  readonly dataTypeModifier: number;
}

type Reading = CellReader<string> & Pick<PostgresColumn, "lossy">;

const asNumber = (type: NumberType): Reading => ({ type: { type }, read: Number });
const asText: Reading = { type: { type: "text" }, read: (text) => text };
const asBigint: Reading = { type: { type: "int64" }, read: BigInt };
/** Infinity has no number among times: undefined. */
const asTime = (zone: string | null): Reading => ({
  type: { type: "timestamp", zone },
  read: (text) => readTime(text)?.ms,
});
const NUMERIC = 1700;

/** By the number of the type (`pg_type.oid`), which is the same in every database. What is not listed comes as PostgreSQL writes it. */
const SIMPLE: Readonly<Record<number, Reading>> = {
  16: { type: { type: "bool" }, read: (text) => text === "t" },
  17: { type: { type: "text" }, read: base64OfHex },
  20: asBigint,
  21: asNumber("int16"),
  23: asNumber("int32"),
  26: asNumber("uint32"),
  700: asNumber("float32"),
  701: asNumber("float64"),
  1082: { type: { type: "date" }, read: (text) => readDay(text) ?? undefined },
  1114: asTime(null),
  1184: asTime("UTC"),
};

/** The type of the elements, by the number of the array's. */
const ARRAYS: Readonly<Record<number, number>> = {
  1000: 16,
  1005: 21,
  1007: 23,
  1016: 20,
  1021: 700,
  1022: 701,
  1231: NUMERIC,
  1009: 25,
  1015: 1043,
  2951: 2950,
};

export function postgresColumn({ name, dataTypeID, dataTypeModifier }: AnsweredField): PostgresColumn {
  const element = ARRAYS[dataTypeID];
  if (element !== undefined) return { name, ...listOf(element) };
  return { name, ...(dataTypeID === NUMERIC ? numericOf(dataTypeModifier) : (SIMPLE[dataTypeID] ?? asText)) };
}

/** Lists hold numbers of one kind, as JSON does. */
function listOf(element: number): Reading {
  const of: DataType =
    element === 16 ? { type: "bool" } : isNumber(element) ? { type: "float64" } : { type: "text" };
  const readOne = (text: string): Cell =>
    of.type === "bool" ? text === "t" : of.type === "float64" ? Number(text) : text;
  const lossy = element === 20 ? "int8[]" : element === NUMERIC ? "numeric[]" : undefined;
  return {
    type: { type: "list", of },
    read: (text) => readArray(text, readOne),
    ...(lossy !== undefined && { lossy }),
  };
}

function isNumber(type: number): boolean {
  return (
    type === NUMERIC || ["int16", "int32", "int64", "float32", "float64"].includes(SIMPLE[type]?.type.type)
  );
}

/** Digits that a float64 keeps, and that an int64 does. */
const FLOAT_DIGITS = 15;
const INT_DIGITS = 18;

/** Whole numbers that fit are int64, everything else float64; said where digits may be lost. */
function numericOf(modifier: number): Reading {
  if (modifier < 4) return { ...asNumber("float64"), lossy: "numeric" };
  const digits = ((modifier - 4) >> 16) & 0xffff;
  // The places behind the point are an 11-bit number with a sign.
  const places = (((modifier - 4) & 0x7ff) ^ 1024) - 1024;
  if (places === 0 && digits <= INT_DIGITS) return { ...asBigint, read: wholeOrNothing };
  const isExact = digits <= FLOAT_DIGITS;
  return { ...asNumber("float64"), ...(!isExact && { lossy: `numeric(${digits}, ${places})` }) };
}

/** `numeric` has NaN, which no whole number is. */
function wholeOrNothing(text: string): bigint | undefined {
  return text === "NaN" ? undefined : BigInt(text);
}
