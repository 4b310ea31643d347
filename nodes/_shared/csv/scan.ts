// Cuts the bytes of delimited rows into cells and reads the numbers on the way. This loop is where a CSV run spends
// its time: cells of the usual form are read here, anything else goes to `SlowCell`.

import type { ScanLayout } from "./layout.ts";
import type { ScannedRows } from "./scanned-rows.ts";
import { SlowCell } from "./slow-cell.ts";

const NEWLINE = 10;
const RETURN = 13;
const MINUS = 45;
const ZERO = 48;

/** Bytes behind `end` that must be there to be read (their values do not matter). */
export const SLACK_BYTES = 16;

/**
 * Ten to the power of the fraction's length, and its negative from `NEGATIVE` on. A mantissa below 2^53 divided by a
 * power up to 10^22 is rounded once, so it is the nearest double: what `Number(text)` answers.
 */
const NEGATIVE = 32;
const POWERS = Float64Array.from({ length: 2 * NEGATIVE }, (_, i) =>
  i < NEGATIVE ? Number(`1e${Math.min(i, 22)}`) : -Number(`1e${Math.min(i - NEGATIVE, 22)}`),
);

/** Bad rows of one batch at the most: behind a quote that is not closed, there may be millions of them. */
export const MAX_BAD_ROWS = 4096;

/** Longest number read here: nine digits before the point, and with it at most 15 digits in all. */
const MAX_INTEGER_DIGITS = 9;
const MAX_NUMBER_BYTES = 16;
/** Whole parts below this and five digits of a fraction fit into 32 bits. */
const MAX_SHORT_WHOLE = 10_000;

/**
 * Reads rows from `bytes[from, end)`, which ends behind a line end, until they or the batch's room are used up, or
 * `most` rows have been passed. Adds them to the batch and answers where it stopped. That is the beginning of a row whose quote is not closed before `end`, unless `final`
 * says that nothing follows: then such a row is a bad one.
 */
export function scanRows(
  bytes: Uint8Array,
  from: number,
  end: number,
  layout: ScanLayout,
  into: ScannedRows,
  final: boolean,
  most = Infinity,
): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { isNumber, keepOffsets } = layout;
  const { delimiter, quote } = layout.dialect;
  const { numbers, starts, ends, lines, offsets, width } = into;
  const capacity = Math.min(into.capacity, into.count + most);
  const mostBad = Math.min(MAX_BAD_ROWS, into.bad.length + most);
  const slow = new SlowCell(bytes, end, layout);
  const fields = isNumber.length;
  const last = fields - 1;
  // Compared with "byte - 48", which the digit loop has at hand.
  const stop = delimiter - ZERO;
  const point = (layout.dialect.decimalComma ? 44 : 46) - ZERO;
  let bits = 0;
  let line = into.line;
  let row = into.count;
  let p = from;
  rows: while (p < end && row < capacity) {
    const start = p;
    if (bytes[p] === NEWLINE || (bytes[p] === RETURN && bytes[p + 1] === NEWLINE)) {
      p += bytes[p] === NEWLINE ? 1 : 2;
      line++;
      continue;
    }
    let slot = row * width;
    let offset = row * (fields + 1);
    let newlines = 0;
    for (let field = 0; field < fields; field++) {
      const cell = p;
      if (keepOffsets) offsets[offset++] = p;
      if (isNumber[field] === 1) {
        fast: {
          const first = bytes[p];
          // 1 for a minus, 0 for digits and the point; bytes below the minus are no beginning of a plain number.
          const sign = (first - MINUS - 1) >>> 31;
          p += sign;
          const digits = p;
          let whole = bytes[p] - ZERO;
          if (whole >>> 0 > 9 || first < MINUS) break fast;
          let digit = bytes[++p] - ZERO;
          if (digit >>> 0 <= 9) {
            whole = (whole * 10 + digit) | 0;
            digit = bytes[++p] - ZERO;
            while (digit >>> 0 <= 9) {
              whole = (whole * 10 + digit) | 0;
              digit = bytes[++p] - ZERO;
            }
            if (p - digits > MAX_INTEGER_DIGITS) break fast;
          }
          const power = sign * NEGATIVE;
          let value: number;
          if (digit === point) {
            const fraction = ++p;
            // Four digits at once: each half-byte must be 3x with x below 10.
            let four = view.getInt32(p, true);
            if (
              whole < MAX_SHORT_WHOLE &&
              (((four & 0xf0f0f0f0) ^ 0x30303030) | (((four & 0x0f0f0f0f) + 0x06060606) & 0xf0f0f0f0)) === 0
            ) {
              four = (Math.imul(four & 0x0f0f0f0f, 2561) >>> 8) & 0x00ff00ff;
              // At most nine digits so far and one more below: a 32-bit integer holds them.
              let short = (Math.imul(whole, 10000) + (Math.imul(four, 6553601) >>> 16)) | 0;
              p += 4;
              digit = bytes[p] - ZERO;
              if (digit >>> 0 <= 9) {
                short = (Math.imul(short, 10) + digit) | 0;
                digit = bytes[++p] - ZERO;
              }
              if (digit >>> 0 <= 9) {
                let long: number = short;
                while (digit >>> 0 <= 9) {
                  long = long * 10 + digit;
                  digit = bytes[++p] - ZERO;
                }
                if (p - digits > MAX_NUMBER_BYTES) break fast;
                value = long / POWERS[power + p - fraction];
              } else {
                value = short / POWERS[power + p - fraction];
              }
            } else {
              let mantissa: number = whole;
              digit = bytes[p] - ZERO;
              while (digit >>> 0 <= 9) {
                mantissa = mantissa * 10 + digit;
                digit = bytes[++p] - ZERO;
              }
              if (p - digits > MAX_NUMBER_BYTES) break fast;
              value = mantissa / POWERS[power + p - fraction];
            }
          } else {
            value = whole / POWERS[power];
          }
          if (digit !== stop) {
            if (field !== last) break fast;
            if (digit !== NEWLINE - ZERO) {
              if (digit !== RETURN - ZERO || bytes[p + 1] !== NEWLINE) break fast;
              p++;
            }
          }
          numbers[slot] = value;
          slot++;
          p++;
          continue;
        }
      } else {
        let byte = bytes[p];
        if (byte !== quote) {
          while (byte !== delimiter && byte !== NEWLINE) {
            bits |= byte;
            byte = bytes[++p];
          }
          if ((byte === NEWLINE) === (field === last)) {
            p++;
            continue;
          }
        }
      }
      const next = slow.read(cell, field);
      if (next < 0) {
        into.dropNulls(row);
        if (slow.incomplete && !final) {
          p = start;
          break rows;
        }
        p = slow.failRow(start, line, into, final);
        if (p < 0) {
          p = start;
          break rows;
        }
        line = into.line;
        if (into.bad.length >= mostBad) break rows;
        continue rows;
      }
      if (isNumber[field] === 1) {
        numbers[slot] = slow.value;
        if (slow.isNull) into.nulls.push(slot);
        slot++;
      }
      newlines += slow.newlines;
      p = next;
    }
    if (bytes[p - 1] !== NEWLINE) {
      into.dropNulls(row);
      slow.wrongCount(start);
      p = slow.failRow(start, line, into, final);
      if (p < 0) {
        p = start;
        break;
      }
      line = into.line;
      if (into.bad.length >= mostBad) break;
      continue;
    }
    const rowEnd = bytes[p - 2] === RETURN ? p - 2 : p - 1;
    if (keepOffsets) offsets[offset] = rowEnd + 1;
    starts[row] = start;
    ends[row] = rowEnd;
    lines[row] = line;
    line += 1 + newlines;
    row++;
  }
  into.count = row;
  into.line = line;
  into.quoted ||= slow.quoted;
  into.bits |= bits | slow.bits;
  return p;
}
