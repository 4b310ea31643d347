// Reads rows of plain cells with vector instructions: the loop of a CSV run, in AssemblyScript (`npm run make:kernel`
// compiles it into kernel-code.ts). It knows the usual form only and stops in front of any row that is not of it.
//
// Two passes over each window. `index` finds every delimiter and line end, 64 bytes at a time. `scan` then knows where each cell ends
// before it looks at it, so that the processor works on several numbers at once: a loop that finds the end of a number
// by reading it waits for each before it can begin the next (measured: 5.5 against 11 ns a number).

// Places in memory; kernel.ts writes the tables and has the same numbers.
/** What `index` and `scan` answer besides their result. */
const STATE: usize = 64;
/** For each number of digits behind the point, 17 × 32 bytes: how the digits close up, and what was the point. */
const CLOSE_UP: usize = 1024;
/** For each length of a number, 32 × 16 bytes: which of the 16 bytes before its end belong to it. */
const BELONGS: usize = 2048;
/** 64 × float64: 1, then 1, 10, 100 … by digits behind the point + 1; negative ones 32 further on. */
const POWERS: usize = 2560;
const CONSTANTS: usize = 3072;

/** Bytes looked at together: with what is made of them they stay in the first-level cache, or close to it. */
const WINDOW: usize = 16384;

/** State: position behind the rows read, line ends found, 1 for a quote among the bytes, 1 for a byte above 127, 1 for a row that was not read. */
const STOPPED: usize = STATE;
const LINE_ENDS: usize = STATE + 4;
const QUOTED: usize = STATE + 8;
const NOT_ASCII: usize = STATE + 12;
const REFUSED: usize = STATE + 16;

/**
 * Reads the rows of `[from, end)`, window by window, until there are `capacity`, a row is refused, or a window has a quote.
 * `width` is how many cells of a row are numbers; the rest as in `index` and `scan`. Answers how many rows it read.
 */
export function read(
  from: usize,
  end: usize,
  windows: i32,
  delimiter: i32,
  quote: i32,
  cells: usize,
  lines: usize,
  fields: i32,
  width: i32,
  kinds: usize,
  capacity: i32,
  shift: i32,
  numbers: usize,
  starts: usize,
  ends: usize,
  offsets: usize,
): i32 {
  let at = from;
  let rows: i32 = 0;
  let notAscii: i32 = 0;
  let refused: i32 = 0;
  store<i32>(QUOTED, 0);
  while (at < end && rows < capacity && windows-- > 0) {
    const size = min<usize>(WINDOW, end - at);
    const count = index(at, at + size, delimiter, quote, cells, lines);
    if (load<i32>(QUOTED) !== 0) break;
    notAscii |= load<i32>(NOT_ASCII);
    const most = min<i32>(load<i32>(LINE_ENDS), capacity - rows);
    const before = <usize>rows;
    const more = scan(
      at,
      cells,
      count,
      lines,
      fields,
      kinds,
      most,
      shift,
      numbers + before * ((<usize>width) << 3),
      starts + (before << 2),
      ends + (before << 2),
      offsets !== 0 ? offsets + before * ((<usize>(fields + 1)) << 2) : 0,
    );
    rows += more;
    at = <usize>load<u32>(STOPPED);
    if (more < most || more === 0) {
      refused = 1;
      break;
    }
  }
  store<u32>(STOPPED, <u32>at);
  store<i32>(NOT_ASCII, notAscii);
  store<i32>(REFUSED, refused);
  return rows;
}

/** Writes the places of delimiters and line ends of `[from, end)` to `cells`, of line ends also to `lines`; answers how many. */
function index(from: usize, end: usize, delimiter: i32, quote: i32, cells: usize, lines: usize): i32 {
  const isDelimiter = i8x16.splat(<i8>delimiter);
  const isQuote = i8x16.splat(<i8>quote);
  const isLineEnd = i8x16.splat(10);
  let cell = cells;
  let line = lines;
  let quotes = i8x16.splat(0);
  let bits = i8x16.splat(0);
  for (let at = from; at < end; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const la = i8x16.eq(a, isLineEnd);
    const lb = i8x16.eq(b, isLineEnd);
    const lc = i8x16.eq(c, isLineEnd);
    const ld = i8x16.eq(d, isLineEnd);
    quotes = v128.or(quotes, v128.or(i8x16.eq(a, isQuote), i8x16.eq(b, isQuote)));
    quotes = v128.or(quotes, v128.or(i8x16.eq(c, isQuote), i8x16.eq(d, isQuote)));
    bits = v128.or(bits, v128.or(v128.or(a, b), v128.or(c, d)));
    let ends = mask(la, lb, lc, ld);
    let stops = mask(
      v128.or(i8x16.eq(a, isDelimiter), la),
      v128.or(i8x16.eq(b, isDelimiter), lb),
      v128.or(i8x16.eq(c, isDelimiter), lc),
      v128.or(i8x16.eq(d, isDelimiter), ld),
    );
    const left = end - at;
    if (left < 64) {
      stops &= (1 << (<u64>left)) - 1;
      ends &= (1 << (<u64>left)) - 1;
    }
    // In groups without a branch for each; what is written too much is overwritten by the next.
    const stopsHere = <usize>popcnt(stops);
    for (let out = cell; stops !== 0; out += 32) {
      for (let i: usize = 0; i < 32; i += 4) {
        store<u32>(out + i, <u32>(at + <usize>ctz(stops)));
        stops &= stops - 1;
      }
    }
    cell += stopsHere << 2;
    const endsHere = <usize>popcnt(ends);
    for (let out = line; ends !== 0; out += 8) {
      store<u32>(out, <u32>(at + <usize>ctz(ends)));
      ends &= ends - 1;
      store<u32>(out, <u32>(at + <usize>ctz(ends)), 4);
      ends &= ends - 1;
    }
    line += endsHere << 2;
  }
  store<i32>(LINE_ENDS, <i32>((line - lines) >> 2));
  store<i32>(QUOTED, i32(v128.any_true(quotes)));
  store<i32>(NOT_ASCII, i32(i8x16.bitmask(bits) !== 0));
  return <i32>((cell - cells) >> 2);
}

function mask(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    (<u64>i8x16.bitmask(a)) |
    ((<u64>i8x16.bitmask(b)) << 16) |
    ((<u64>i8x16.bitmask(c)) << 32) |
    ((<u64>i8x16.bitmask(d)) << 48)
  );
}

/**
 * Reads up to `most` rows of `fields` cells from `from` on; `kinds[field]` is 1 for a number. Numbers go to `numbers`
 * row by row; where rows begin and end to `starts` and `ends`, where cells begin to `offsets`, all with `shift` added.
 * `offsets` is 0 where nobody needs them; then all cells are numbers. Answers how many rows it read; it stops in front of a row that has another number of cells, is empty,
 * or has a number not of the form -ddd.ddd with at most 15 digits.
 */
function scan(
  from: usize,
  cells: usize,
  count: i32,
  lines: usize,
  fields: i32,
  kinds: usize,
  most: i32,
  shift: i32,
  numbers: usize,
  starts: usize,
  ends: usize,
  offsets: usize,
): i32 {
  const zeros = v128.load(CONSTANTS);
  const raise = v128.load(CONSTANTS, 16);
  const limits = v128.load(CONSTANTS, 32);
  const tens = v128.load(CONSTANTS, 48);
  const hundreds = v128.load(CONSTANTS, 64);
  const tenThousands = v128.load(CONSTANTS, 80);
  const width = (<usize>fields) << 2;
  const cellsEnd = cells + ((<usize>count) << 2);
  let cell = cells;
  let start = from;
  let slot = numbers;
  let offset = offsets;
  let row: i32 = 0;
  while (row < most && cell + width <= cellsEnd) {
    const lineEnd = <usize>load<u32>(lines + ((<usize>row) << 2));
    const last = cell + width - 4;
    // Neither more nor fewer cells than a row has, and not an empty line.
    if (<usize>load<u32>(last) !== lineEnd || lineEnd === start) break;
    const end = lineEnd - <usize>(load<u8>(lineEnd - 1) === 13);
    store<u32>(last, <u32>end);
    let begin = start;
    let rowSlot = slot;
    let wrong = i8x16.splat(0);
    let wrongLength: usize = 0;
    let points: i32 = 0;
    let kind = kinds;
    let at = cell;
    // Two numbers at a time where all cells are numbers: half of the last steps are done for both at once (6.3 to 4.9 ns a number).
    if (offsets === 0) {
      for (; at < last; at += 8) {
        const to0 = <usize>load<u32>(at);
        const to1 = <usize>load<u32>(at, 4);
        const minus0 = <usize>(load<u8>(begin) === 45);
        const minus1 = <usize>(load<u8>(to0 + 1) === 45);
        const length0 = to0 - begin - minus0;
        const length1 = to1 - to0 - 1 - minus1;
        wrongLength |= (length0 - 1) | (length1 - 1);
        const digits0 = v128.and(
          i8x16.sub(v128.load(to0 - 16), zeros),
          v128.load(BELONGS + ((length0 & 31) << 4)),
        );
        const digits1 = v128.and(
          i8x16.sub(v128.load(to1 - 16), zeros),
          v128.load(BELONGS + ((length1 & 31) << 4)),
        );
        const others0 = i8x16.bitmask(i8x16.add_sat_u(digits0, raise));
        const others1 = i8x16.bitmask(i8x16.add_sat_u(digits1, raise));
        points |= others0 | others1;
        const back0 = <usize>(16 - ctz(others0 | 0x10000));
        const back1 = <usize>(16 - ctz(others1 | 0x10000));
        const table0 = CLOSE_UP + (back0 << 5);
        const table1 = CLOSE_UP + (back1 << 5);
        const plain0 = v128.xor(i8x16.swizzle(digits0, v128.load(table0)), v128.load(table0, 16));
        const plain1 = v128.xor(i8x16.swizzle(digits1, v128.load(table1)), v128.load(table1, 16));
        wrong = v128.or(wrong, v128.or(i8x16.sub_sat_u(plain0, limits), i8x16.sub_sat_u(plain1, limits)));
        const fours0 = i32x4.dot_i16x8_s(i16x8.shr_u(i16x8.mul(plain0, tens), 8), hundreds);
        const fours1 = i32x4.dot_i16x8_s(i16x8.shr_u(i16x8.mul(plain1, tens), 8), hundreds);
        const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours0, fours1), tenThousands);
        const high = f64x2.convert_low_i32x4_s(i32x4.shuffle(eights, eights, 0, 2, 0, 2));
        const low = f64x2.convert_low_i32x4_s(i32x4.shuffle(eights, eights, 1, 3, 1, 3));
        const whole = f64x2.add(f64x2.mul(high, f64x2.splat(100000000)), low);
        const powers = v128.load64_lane(
          POWERS + (((minus1 << 5) | back1) << 3),
          v128.load64_zero(POWERS + (((minus0 << 5) | back0) << 3)),
          1,
        );
        v128.store(rowSlot, f64x2.div(whole, powers));
        rowSlot += 16;
        begin = to1 + 1;
      }
    }
    for (; at <= last; at += 4, kind++) {
      const to = <usize>load<u32>(at);
      if (offsets !== 0) {
        store<i32>(offset, <i32>begin + shift);
        offset += 4;
      }
      // Without offsets all cells are numbers.
      if (offsets === 0 || load<u8>(kind) !== 0) {
        const minus = <usize>(load<u8>(begin) === 45);
        const length = to - begin - minus;
        wrongLength |= length - 1;
        // The 16 bytes before the end, as digits; those that do not belong to the number are 0.
        const digits = v128.and(
          i8x16.sub(v128.load(to - 16), zeros),
          v128.load(BELONGS + ((length & 31) << 4)),
        );
        // Adding 118 carries everything above 9 into the sign: the point, and whatever else is no digit.
        const others = i8x16.bitmask(i8x16.add_sat_u(digits, raise));
        points |= others;
        const back = <usize>(16 - ctz(others | 0x10000));
        const table = CLOSE_UP + (back << 5);
        // Without the point, which goes to byte 0 and becomes 0 if it was one.
        const plain = v128.xor(i8x16.swizzle(digits, v128.load(table)), v128.load(table, 16));
        wrong = v128.or(wrong, i8x16.sub_sat_u(plain, limits));
        const pairs = i16x8.shr_u(i16x8.mul(plain, tens), 8);
        const fours = i32x4.dot_i16x8_s(pairs, hundreds);
        const eights = i32x4.dot_i16x8_s(i16x8.narrow_i32x4_u(fours, fours), tenThousands);
        const both = <u64>i64x2.extract_lane(eights, 0);
        const whole = <i64>((both & 0xffffffff) * 100000000 + (both >> 32));
        // Below 2^53 and divided by at most 10^15, so rounded once: the nearest double.
        store<f64>(rowSlot, <f64>whole / load<f64>(POWERS + (((minus << 5) | back) << 3)));
        rowSlot += 8;
      }
      begin = to + 1;
    }
    // A number that ends in its point is left to the other reader, and with it the lone point.
    if ((wrongLength & ~15) !== 0 || (points & 0x8000) !== 0 || v128.any_true(wrong)) {
      store<u32>(last, <u32>lineEnd);
      break;
    }
    if (offsets !== 0) {
      store<i32>(offset, <i32>end + 1 + shift);
      offset += 4;
    }
    store<i32>(starts + ((<usize>row) << 2), <i32>start + shift);
    store<i32>(ends + ((<usize>row) << 2), <i32>end + shift);
    slot = rowSlot;
    cell += width;
    start = lineEnd + 1;
    row++;
  }
  store<u32>(STOPPED, <u32>start);
  return row;
}

/**
 * `(value - shift[k]) * factor[k]` of `rows` rows of `width` numbers, which stand `stride` numbers apart, as float32
 * without gaps. Rounds as JavaScript does: in float64, and once more into float32.
 */
export function scale(
  values: usize,
  stride: i32,
  width: i32,
  rows: i32,
  shift: usize,
  factor: usize,
  out: usize,
): void {
  const gap = (<usize>(stride - width)) << 3;
  const pairs = (<usize>(width & ~1)) << 3;
  let from = values;
  let to = out;
  for (let row = 0; row < rows; row++) {
    for (let k: usize = 0; k < pairs; k += 16) {
      const moved = f64x2.sub(v128.load(from), v128.load(shift + k));
      const two = f32x4.demote_f64x2_zero(f64x2.mul(moved, v128.load(factor + k)));
      v128.store64_lane(to, two, 0);
      from += 16;
      to += 8;
    }
    if ((width & 1) !== 0) {
      store<f32>(to, <f32>((load<f64>(from) - load<f64>(shift + pairs)) * load<f64>(factor + pairs)));
      from += 8;
      to += 4;
    }
    from += gap;
  }
}
