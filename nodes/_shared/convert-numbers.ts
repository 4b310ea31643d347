// How numbers become numbers of another type inside a tensor, and which values cannot.

import type { NumberArray, TensorDtype } from "../../engine/frames/types.ts";
import { FLOAT16_OVERFLOW, fromHalf, toHalf } from "./float16.ts";

export type NumericDtype = Exclude<TensorDtype, "string">;

/** Why a value cannot be written. `rounded` is no failure: a whole number that the target holds only roughly. */
export type Refusal = "overflow" | "not-whole" | "not-bool" | "rounded";

/** Called with the index of the source value. The target element is 0 (NaN in floats) after a refusal. */
export type OnRefusal = (index: number, refusal: Refusal, value: number | bigint) => void;

/** Where source value `i` goes: `out[offset + i * stride]`. */
export interface Target {
  readonly out: NumberArray;
  readonly dtype: NumericDtype;
  readonly offset: number;
  readonly stride: number;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

const INTEGER_RANGES: Readonly<Partial<Record<NumericDtype, Range>>> = {
  int8: { min: -128, max: 127 },
  uint8: { min: 0, max: 255 },
  int16: { min: -32768, max: 32767 },
  uint16: { min: 0, max: 65535 },
  int32: { min: -(2 ** 31), max: 2 ** 31 - 1 },
  uint32: { min: 0, max: 2 ** 32 - 1 },
};

/** From here on float32 skips whole numbers. */
const FLOAT32_WHOLE = 2 ** 24;

/** Writes `length` values of type `from` into the target, one after the other. */
export function convertNumbers(
  values: NumberArray,
  from: NumericDtype,
  length: number,
  target: Target,
  refuse: OnRefusal,
): void {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    fromBig(values, length, target, refuse);
  else if (from === "float16" && target.dtype !== "float16") fromHalves(values, length, target, refuse);
  else fromNumbers(values, from, length, target, refuse);
}

type SmallArray = Exclude<NumberArray, BigInt64Array | BigUint64Array>;

function fromNumbers(
  values: SmallArray,
  from: NumericDtype,
  length: number,
  target: Target,
  refuse: OnRefusal,
): void {
  const { out, dtype, offset, stride } = target;
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) {
    toBig(values, length, target, refuse);
  } else if (dtype === "float32" && from !== "float32") {
    toFloat32(values, length, target, refuse);
  } else if (dtype === "float16" && from !== "float16") {
    for (let i = 0, at = offset; i < length; i++, at += stride) {
      const value = values[i];
      out[at] = toHalf(value);
      if (Math.abs(value) >= FLOAT16_OVERFLOW && Math.abs(value) !== Infinity) refuse(i, "overflow", value);
      else if (Math.abs(value) > 2048 && Number.isInteger(value) && fromHalf(out[at]) !== value)
        refuse(i, "rounded", value);
    }
  } else if (dtype === "bool" && from !== "bool") {
    for (let i = 0, at = offset; i < length; i++, at += stride) {
      const value = values[i];
      if (value === 0 || value === 1) out[at] = value;
      else refuse(i, "not-bool", value);
    }
  } else {
    const range = from === dtype ? undefined : INTEGER_RANGES[dtype];
    if (!range) {
      for (let i = 0, at = offset; i < length; i++, at += stride) out[at] = values[i];
      return;
    }
    const { min, max } = range;
    for (let i = 0, at = offset; i < length; i++, at += stride) {
      const value = values[i];
      if (!(value >= min && value <= max)) refuse(i, Number.isNaN(value) ? "not-whole" : "overflow", value);
      else if (!Number.isInteger(value)) refuse(i, "not-whole", value);
      else out[at] = value;
    }
  }
}

/** The hot one: a column of a CSV file on its way into a model. One comparison a value while values are small. */
function toFloat32(
  values: SmallArray,
  length: number,
  { out, offset, stride }: Target,
  refuse: OnRefusal,
): void {
  for (let i = 0, at = offset; i < length; i++, at += stride) {
    const value = values[i];
    out[at] = value;
    if (value > FLOAT32_WHOLE || value < -FLOAT32_WHOLE) {
      const narrowed = Math.fround(value);
      if (!Number.isFinite(narrowed) && Number.isFinite(value)) {
        out[at] = NaN;
        refuse(i, "overflow", value);
      } else if (narrowed !== value && Number.isInteger(value)) refuse(i, "rounded", value);
    }
  }
}

function toBig(values: SmallArray, length: number, target: Target, refuse: OnRefusal): void {
  const { out, dtype, offset, stride } = target;
  const [min, max] = dtype === "uint64" ? [0, 2 ** 64] : [-(2 ** 63), 2 ** 63];
  for (let i = 0, at = offset; i < length; i++, at += stride) {
    const value = values[i];
    if (!Number.isInteger(value)) refuse(i, Math.abs(value) === Infinity ? "overflow" : "not-whole", value);
    else if (value < min || value >= max) refuse(i, "overflow", value);
    else out[at] = BigInt(value);
  }
}

function fromBig(
  values: BigInt64Array | BigUint64Array,
  length: number,
  target: Target,
  refuse: OnRefusal,
): void {
  const { out, dtype, offset, stride } = target;
  if (out instanceof BigInt64Array || out instanceof BigUint64Array) {
    const signed = dtype === "int64";
    for (let i = 0, at = offset; i < length; i++, at += stride) {
      const value = values[i];
      if ((signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)) === value) out[at] = value;
      else refuse(i, "overflow", value);
    }
    return;
  }
  const numbers = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    numbers[i] = Number(values[i]);
    if (dtype === "float64" && BigInt(numbers[i]) !== values[i]) refuse(i, "rounded", values[i]);
  }
  fromNumbers(numbers, "float64", length, target, refuse);
}

function fromHalves(values: SmallArray, length: number, target: Target, refuse: OnRefusal): void {
  const numbers = new Float32Array(length);
  for (let i = 0; i < length; i++) numbers[i] = fromHalf(values[i]);
  fromNumbers(numbers, "float32", length, target, refuse);
}
