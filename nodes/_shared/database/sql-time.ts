// Times as databases write them, and back: ISO 8601 with a blank in place of the T, years before the first with BC.

import { momentOf } from "../../../engine/frames/time-text.ts";
import type { DataType } from "../../../engine/frames/types.ts";

export const MS_PER_DAY = 86_400_000;
const US_PER_MS = 1000;

/** Year, month, day; then maybe a time with a fraction, a zone, and BC. */
const TIME =
  /^([+-]?\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)?( BC)?$/;

export interface ReadTime {
  /** Milliseconds since 1970; UTC where it has a zone. */
  readonly ms: number;
  readonly hasZone: boolean;
  readonly hasClock: boolean;
}

/** Null for what is no time. Infinity, as PostgreSQL has it, is none either. */
export function readTime(text: string): ReadTime | null {
  const found = TIME.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second = "0", fraction = "", zone, bc] = found;
  // There is no year 0 in a calendar with BC: 1 BC is the year before 1.
  const astronomical = bc === undefined ? Number(year) : 1 - Number(year);
  const whole = new Date(0);
  whole.setUTCFullYear(astronomical, Number(month) - 1, Number(day));
  const isRealDay = whole.getUTCMonth() === Number(month) - 1 && whole.getUTCDate() === Number(day);
  if (!isRealDay || Number(hour ?? 0) > 24 || Number(minute ?? 0) > 59 || Number(second) > 60) return null;
  const clock = ((Number(hour ?? 0) * 60 + Number(minute ?? 0)) * 60 + Number(second)) * 1000;
  const ms = momentOf(whole.getTime() + clock - offsetOf(zone), Number(fraction.padEnd(6, "0").slice(0, 6)));
  return Number.isFinite(ms) ? { ms, hasZone: zone !== undefined, hasClock: hour !== undefined } : null;
}

/** Milliseconds that a zone is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const [hours, minutes = 0, seconds = 0] = zone.slice(1).match(/\d\d/g)!.map(Number);
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return zone.startsWith("-") ? -ms : ms;
}

/** Days since 1970. */
export function readDay(text: string): number | null {
  const time = readTime(text);
  return time && !time.hasClock ? Math.round(time.ms / MS_PER_DAY) : null;
}

/** A date, which is given in days, or a timestamp, in ms; to the microsecond, as far as databases go. Null for what is none. */
export function timeText(value: number, type: DataType & { type: "date" | "timestamp" }): string | null {
  const ms = type.type === "date" ? value * MS_PER_DAY : value;
  const whole = new Date(Math.floor(ms));
  const year = whole.getUTCFullYear();
  if (Number.isNaN(year)) return null;
  const rest = whole.toISOString().slice(whole.toISOString().indexOf("-", 1));
  const day = `${String(year > 0 ? year : 1 - year).padStart(4, "0")}${rest.slice(0, 6)}`;
  const bc = year > 0 ? "" : " BC";
  if (type.type === "date") return day + bc;
  const micro = Math.min(999, Math.round((ms - Math.floor(ms)) * US_PER_MS));
  const fraction = `${rest.slice(16, 19)}${micro === 0 ? "" : String(micro).padStart(3, "0")}`;
  const clock = `${rest.slice(7, 15)}${Number(fraction) === 0 ? "" : `.${fraction}`}`;
  return `${day} ${clock}${type.zone === null ? "" : "+00"}${bc}`;
}
