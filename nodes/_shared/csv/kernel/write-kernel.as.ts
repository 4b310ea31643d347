// Writes rows of a CSV file into the kernel's memory: bytes that stand as they were read, words of a list, float32.

/** 16 × float64: 1, 10, 100 … */
const TENS: usize = 3328;

const RAW: i32 = 0;
const WORD: i32 = 1;
const FLOAT32: i32 = 2;

/** A cell's description: kind and three places, 16 bytes. */
const DESCRIPTION: usize = 16;
/** Copies go in whole vectors; a number takes at most this much. */
const ROOM: usize = 32;
const MINUS: u8 = 45;
const POINT: u8 = 46;
const ZERO: u8 = 48;

/**
 * Writes rows `[first, rows)` of `count` cells each to `[out, outEnd)`; `lineEnd` is 10, or 2573 for CR LF. Cells are
 * described one after the other at `cells`: RAW from and behind (two lists of places), WORD indices, places and lengths of
 * the words, FLOAT32 values. Answers the row it stopped in front of: `rows`, or one for
 * which there is no room, or with a number that is not between 1e-4 and 1e6 or needs more than 9 decimals. `state` gets where it stopped writing.
 */
export function write(
  cells: usize,
  count: i32,
  first: i32,
  rows: i32,
  delimiter: i32,
  lineEnd: i32,
  out: usize,
  outEnd: usize,
  state: usize,
): i32 {
  const behind = cells + <usize>count * DESCRIPTION;
  let at = out;
  let row = first;
  for (; row < rows; row++) {
    const begin = at;
    const place = (<usize>row) << 2;
    for (let cell = cells; cell < behind; cell += DESCRIPTION) {
      if (at + ROOM > outEnd) return stop(state, begin, row);
      const kind = load<i32>(cell);
      const a = <usize>load<u32>(cell, 4);
      const b = <usize>load<u32>(cell, 8);
      if (kind === FLOAT32) {
        at = float32(load<f32>(a + place), at);
        if (at === 0) return stop(state, begin, row);
      } else {
        let from: usize;
        let length: usize;
        if (kind === RAW) {
          from = <usize>load<u32>(a + place);
          length = <usize>load<u32>(b + place) - from;
        } else {
          const index = (<usize>load<u32>(a + place)) << 2;
          from = <usize>load<u32>(b + index);
          length = <usize>load<u32>(<usize>load<u32>(cell, 12) + index);
        }
        if (at + length + ROOM > outEnd) return stop(state, begin, row);
        // What is copied too much is overwritten by what comes behind.
        for (let i: usize = 0; i < length; i += 16) v128.store(at + i, v128.load(from + i));
        at += length;
      }
      store<u8>(at++, <u8>delimiter);
    }
    // In the place of the last delimiter.
    store<u16>(at - 1, <u16>lineEnd);
    if (lineEnd > 255) at++;
  }
  return stop(state, at, row);
}

function stop(state: usize, at: usize, row: i32): i32 {
  store<u32>(state, <u32>at);
  return row;
}

/** The fewest digits that give the float32 back, as `writeFloat32` finds them; 0 where that is not for here. */
function float32(value: f32, out: usize): usize {
  const size = <f64>Math.abs(value);
  if (!(size >= 1e-4 && size < 1e6)) return 0;
  let at = out;
  if (value < 0) store<u8>(at++, MINUS);
  const whole = <i32>size;
  if (<f64>whole === size) return digits(whole, at);
  let decimals = firstDecimals(size);
  for (; decimals < 10; decimals++) {
    const power = load<f64>(TENS + ((<usize>decimals) << 3));
    const wide = size * power + 0.5;
    if (wide >= 2147483647.0) return 0;
    const scaled = <i32>wide;
    if (<f64>(<f32>(<f64>scaled / power)) !== size) continue;
    const integer = <i32>(<f64>scaled / power);
    at = digits(integer, at);
    return fraction(scaled - <i32>(<f64>integer * power), decimals, at);
  }
  return 0;
}

function firstDecimals(size: f64): i32 {
  if (size < 1) return size >= 0.1 ? 7 : size >= 0.01 ? 8 : 9;
  if (size < 1000) return size < 10 ? 6 : size < 100 ? 5 : 4;
  return size < 10000 ? 3 : size < 100000 ? 2 : 1;
}

function digits(value: i32, out: usize): usize {
  let count: usize = 1;
  for (let limit: i32 = 10; limit <= value && count < 10; limit *= 10) count++;
  let rest = value;
  for (let at = out + count - 1; at > out; at--) {
    store<u8>(at, <u8>(ZERO + <u8>(rest % 10)));
    rest /= 10;
  }
  store<u8>(out, <u8>(ZERO + <u8>rest));
  return out + count;
}

/** A point and the digits without the zeros at the end. */
function fraction(value: i32, decimals: i32, out: usize): usize {
  let rest = value;
  let count = <usize>decimals;
  while (rest % 10 === 0 && count > 1) {
    rest /= 10;
    count--;
  }
  store<u8>(out, POINT);
  for (let at = out + count; at > out; at--) {
    store<u8>(at, <u8>(ZERO + <u8>(rest % 10)));
    rest /= 10;
  }
  return out + count + 1;
}
