// Which element types an ONNX tensor may have, under which number, and which of them Millrace can hold.
// Numbers are those of TensorProto.DataType in onnx.proto.

import { NUMBER_TYPES, type TensorDtype } from "../../frames/types.ts";

/** Element types of the ONNX standard that Millrace has no column or array for. */
export type ForeignDtype =
  | "complex64"
  | "complex128"
  | "bfloat16"
  | "float8e4m3fn"
  | "float8e4m3fnuz"
  | "float8e5m2"
  | "float8e5m2fnuz"
  | "uint4"
  | "int4"
  | "float4e2m1"
  | "float8e8m0"
  | "uint2"
  | "int2";

export type OnnxDtype = TensorDtype | ForeignDtype;

interface ElementType {
  readonly number: number;
  /** Bits an element takes in a file; 0 for text, whose size varies. */
  readonly bits: number;
}

const ELEMENT_TYPES: Readonly<Record<OnnxDtype, ElementType>> = {
  float32: { number: 1, bits: 32 },
  uint8: { number: 2, bits: 8 },
  int8: { number: 3, bits: 8 },
  uint16: { number: 4, bits: 16 },
  int16: { number: 5, bits: 16 },
  int32: { number: 6, bits: 32 },
  int64: { number: 7, bits: 64 },
  string: { number: 8, bits: 0 },
  bool: { number: 9, bits: 8 },
  float16: { number: 10, bits: 16 },
  float64: { number: 11, bits: 64 },
  uint32: { number: 12, bits: 32 },
  uint64: { number: 13, bits: 64 },
  complex64: { number: 14, bits: 64 },
  complex128: { number: 15, bits: 128 },
  bfloat16: { number: 16, bits: 16 },
  float8e4m3fn: { number: 17, bits: 8 },
  float8e4m3fnuz: { number: 18, bits: 8 },
  float8e5m2: { number: 19, bits: 8 },
  float8e5m2fnuz: { number: 20, bits: 8 },
  uint4: { number: 21, bits: 4 },
  int4: { number: 22, bits: 4 },
  float4e2m1: { number: 23, bits: 4 },
  float8e8m0: { number: 24, bits: 8 },
  uint2: { number: 25, bits: 2 },
  int2: { number: 26, bits: 2 },
};

const BY_NUMBER = new Map<number, OnnxDtype>(
  Object.entries(ELEMENT_TYPES).map(([dtype, { number }]) => [number, dtype as OnnxDtype]),
);

const READABLE: ReadonlySet<string> = new Set<TensorDtype>([...NUMBER_TYPES, "float16", "bool", "string"]);

export function elementTypeNumber(dtype: OnnxDtype): number {
  return ELEMENT_TYPES[dtype].number;
}

/** The element type with a number, null for numbers the standard does not (yet) have. */
export function dtypeOfNumber(number: number): OnnxDtype | null {
  return BY_NUMBER.get(number) ?? null;
}

/** Bytes that so many elements take in a file; 0 for text. */
export function storedBytes(dtype: OnnxDtype, elements: number): number {
  return Math.ceil((elements * ELEMENT_TYPES[dtype].bits) / 8);
}

/** Whether a tensor of this type can be given to, or read from, a session. */
export function isTensorDtype(dtype: OnnxDtype): dtype is TensorDtype {
  return READABLE.has(dtype);
}
