// Reads dates and times in ISO 8601 from the bytes of a cell.

import { momentOf } from "../../../engine/frames/time-text.ts";

const MINUS = 45;
const PLUS = 43;
const COLON = 58;
const POINT = 46;
const COMMA = 44;
export const MS_PER_DAY = 86_400_000;
export const MS_PER_MINUTE = 60_000;

/** The years 1 to 9999 in UTC, which all readers of times take. */
const FIRST_MS = -62_135_596_800_000;
const BEYOND_MS = 253_402_300_800_000;

const DAYS_IN_MONTH = [0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whole days since 1970-01-01 of `YYYY-MM-DD` in `bytes[from, to)`; NaN where it is none. */
export function parseDate(bytes: Uint8Array, from: number, to: number): number {
  return to - from === 10 ? daysAt(bytes, from) : NaN;
}

/**
 * UTC milliseconds of `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM`, `…:SS`, `…:SS.fff`, each with `Z`, `+HH:MM`, `+HHMM`, `+HH` or
 * nothing behind (then it is UTC); a space may stand for the `T`. NaN where it is none: a leap second is none.
 */
export function parseTimestamp(bytes: Uint8Array, from: number, to: number): number {
  const days = to - from >= 10 ? daysAt(bytes, from) : NaN;
  let p = from + 10;
  if (days !== days || p === to) return days * MS_PER_DAY;
  if ((bytes[p] !== 84 && bytes[p] !== 116 && bytes[p] !== 32) || p + 6 > to || bytes[p + 3] !== COLON)
    return NaN;
  const hour = twoDigits(bytes, p + 1);
  const minute = twoDigits(bytes, p + 4);
  p += 6;
  let ms = 0;
  let us = 0;
  if (p + 3 <= to && bytes[p] === COLON) {
    const second = twoDigits(bytes, p + 1);
    if (!(second <= 59)) return NaN;
    ms = second * 1000;
    p += 3;
    if (p < to && (bytes[p] === POINT || bytes[p] === COMMA)) {
      const first = ++p;
      for (let unit = 100_000; p < to && isDigit(bytes[p]); p++, unit = Math.trunc(unit / 10))
        us += (bytes[p] - 48) * unit;
      if (p === first) return NaN;
    }
  }
  if (!(hour <= 24 && minute <= 59)) return NaN;
  const offset = offsetMinutes(bytes, p, to);
  return calendarMoment(days * MS_PER_DAY + (hour * 60 + minute - offset) * MS_PER_MINUTE + ms, us);
}

/** A moment of the years 1 to 9999, NaN for any other. */
export function calendarMoment(ms: number, us: number): number {
  const moment = momentOf(ms, us);
  return moment >= FIRST_MS && moment < BEYOND_MS ? moment : NaN;
}

/** No zone is further from UTC: Kiritimati is 14 hours east. */
const MAX_OFFSET_MINUTES = 14 * 60;

/** Minutes east of UTC that `bytes[p, to)` says; NaN where it is no offset. */
export function offsetMinutes(bytes: Uint8Array, p: number, to: number): number {
  if (p === to) return 0;
  const sign = bytes[p];
  if (sign === 90 || sign === 122) return p + 1 === to ? 0 : NaN;
  if (sign !== PLUS && sign !== MINUS) return NaN;
  const hours = twoDigits(bytes, p + 1);
  const minutesAt = bytes[p + 3] === COLON ? p + 4 : p + 3;
  const minutes = p + 3 === to ? 0 : twoDigits(bytes, minutesAt);
  if (p + 3 !== to && minutesAt + 2 !== to) return NaN;
  if (minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MINUTES) return NaN;
  return (sign === MINUS ? -1 : 1) * (hours * 60 + minutes);
}

function daysAt(bytes: Uint8Array, p: number): number {
  if (bytes[p + 4] !== MINUS || bytes[p + 7] !== MINUS) return NaN;
  const year = twoDigits(bytes, p) * 100 + twoDigits(bytes, p + 2);
  const month = twoDigits(bytes, p + 5);
  return daysOf(year, month, twoDigits(bytes, p + 8));
}

/** Whole days since 1970-01-01; NaN for a day that no calendar has. There is no year 0. */
export function daysOf(year: number, month: number, day: number): number {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= DAYS_IN_MONTH[month])) return NaN;
  if (month === 2 && day === 29 && !isLeap(year)) return NaN;
  return daysFromCivil(year, month, day);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days since 1970-01-01: the year is taken to begin in March, so that the leap day is its last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const daysBeforeYear = 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return daysBeforeYear + dayOfYear - 719_468;
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

/** NaN where one of the two bytes is no digit. */
function twoDigits(bytes: Uint8Array, p: number): number {
  const tens = bytes[p] - 48;
  const ones = bytes[p + 1] - 48;
  return tens >>> 0 <= 9 && ones >>> 0 <= 9 ? tens * 10 + ones : NaN;
}
