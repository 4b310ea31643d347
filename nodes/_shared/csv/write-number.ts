// Writes numbers as text with the fewest digits that give the same number back.

import type { ByteSink } from "./byte-sink.ts";

const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/** Most bytes a number takes. */
const NUMBER_BYTES = 32;

const POWERS = Float64Array.from({ length: 16 }, (_, i) => Number(`1e${i}`));

/** float32 loses digits below this: 2^-126. */
const LEAST_NORMAL = 2 ** -126;

/** Whole numbers below this are written digit by digit from 32-bit integers. */
const INT_LIMIT = 1_000_000_000;

/** A float64: `0.1`, `12`, `1e+21`, `NaN`, `Infinity`, as JavaScript spells them; but `-0` keeps its sign, so that it comes back as it was. */
export function writeFloat64(sink: ByteSink, value: number): void {
  sink.reserve(NUMBER_BYTES);
  const size = Math.abs(value);
  if (size < INT_LIMIT) {
    const whole = Math.floor(size);
    if (whole === size) {
      if (value < 0 || Object.is(value, -0)) sink.bytes[sink.at++] = MINUS;
      return writeDigits(sink, whole);
    }
    // A decimal of up to 15 digits is the only one of that length that gives its double, so it is the shortest.
    const scaled = Math.round(size * 1e6);
    if (scaled / 1e6 === size && size > 1e-6) {
      if (value < 0) sink.bytes[sink.at++] = MINUS;
      const integer = Math.floor(scaled / 1e6);
      writeDigits(sink, integer);
      return writeFraction(sink, scaled - integer * 1e6, 6);
    }
  }
  sink.text(String(value));
}

/** A float32: the fewest digits that give the float32 back. */
export function writeFloat32(sink: ByteSink, value: number): void {
  sink.reserve(NUMBER_BYTES);
  const size = Math.abs(value);
  if (!(size >= 1e-4 && size < 1e6)) return writeRareFloat32(sink, value);
  if (value < 0) sink.bytes[sink.at++] = MINUS;
  const whole = size | 0;
  if (whole === size) return writeDigits(sink, whole);
  // Six digits behind the first are enough for most; below 0.001 a number of six could hide behind another of seven.
  let decimals = firstDecimals(size);
  for (; decimals < 12; decimals++) {
    const power = POWERS[decimals];
    // Exact: 24 bits times 5^12 fits a double.
    const scaled = (size * power + 0.5) | 0;
    if (Math.fround(scaled / power) !== size) continue;
    const integer = (scaled / power) | 0;
    writeDigits(sink, integer);
    return writeFraction(sink, scaled - integer * power, decimals);
  }
  writeRareFloat32(sink, size);
}

function firstDecimals(size: number): number {
  if (size < 1) return size >= 0.1 ? 7 : size >= 0.01 ? 8 : size >= 0.001 ? 9 : 9;
  if (size < 1000) return size < 10 ? 6 : size < 100 ? 5 : 4;
  return size < 1e4 ? 3 : size < 1e5 ? 2 : 1;
}

/** Very small, very big, zero, NaN and infinite ones. */
function writeRareFloat32(sink: ByteSink, value: number): void {
  sink.text(shortFloat32(value));
}

/** The text of a float32 by trying 6 to 9 digits, spelled as JavaScript would. */
export function shortFloat32(value: number): string {
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  if (!Number.isFinite(value)) return String(value);
  // Six digits always survive; below the least normal number fewer may do.
  const fewest = Math.abs(value) < LEAST_NORMAL ? 1 : 6;
  for (let digits = fewest; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return String(shorter);
  }
  return String(Number(value.toPrecision(9)));
}

/** A whole number from 0 up to 999,999,999. The caller has made room. */
function writeDigits(sink: ByteSink, value: number): void {
  const { bytes } = sink;
  let rest = value | 0;
  let digits = 1;
  for (let limit = 10; limit <= rest; limit *= 10) digits++;
  const at = sink.at;
  for (let i = at + digits - 1; i > at; i--) {
    const tenth = (rest / 10) | 0;
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  bytes[at] = ZERO + rest;
  sink.at = at + digits;
}

/** A point and `decimals` digits without the zeros at the end. */
function writeFraction(sink: ByteSink, value: number, decimals: number): void {
  const { bytes } = sink;
  let rest = value | 0;
  let digits = decimals;
  for (let tenth = (rest / 10) | 0; tenth * 10 === rest && digits > 1; tenth = (rest / 10) | 0) {
    rest = tenth;
    digits--;
  }
  const at = sink.at;
  bytes[at] = POINT;
  for (let i = at + digits; i > at; i--) {
    const tenth = (rest / 10) | 0;
    bytes[i] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  sink.at = at + digits + 1;
}
