// Which moment does a text mean? By the forms that are allowed, and the clocks of a zone where the text names none.

import { dateFormat, type DateFormat, type TimeParts } from "../../_shared/csv/date-format.ts";
import { daysOf, parseTimestamp } from "../../_shared/csv/parse-time.ts";
import type { Zone } from "../../_shared/times/zone.ts";

export const ISO = "iso";
/** A time that clocks show twice when they go back. */
export type Twice = "earlier" | "later" | "fail";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Form extends Pick<DateFormat, "read" | "parts"> {
  /** Whether a text of the form says how far it is from UTC. */
  readonly hasOffset: (text: string) => boolean;
}

/** `isOfForm` is set where only another text would help: another form would not. */
export type ReadTime = { readonly ms: number } | { readonly why: string; readonly isOfForm: boolean };

/** The forms of ISO 8601, whose day and time need not be there. */
const ISO_PARTS = dateFormat("yyyy-MM-dd")!;
const ISO_CLOCK = /^\d{4}-\d\d-\d\d[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:[Zz]|[+-]\d\d(?::?\d\d)?)?$/;
const ISO_DATE_BYTES = 10;

/** null for a form that is none. */
function formOf(format: string): Form | null {
  if (format === ISO)
    return {
      read: parseTimestamp,
      parts: isoParts,
      hasOffset: (text) => /(?:[Zz]|T.*[+-]\d{2}(?::?\d{2})?| .*[+-]\d{2}(?::?\d{2})?)$/.test(text),
    };
  const found = dateFormat(format);
  const offset = /X/.test(format.replace(/'[^']*'/g, ""));
  return found && { ...found, hasOffset: () => offset };
}

function isoParts(bytes: Uint8Array, from: number, to: number): TimeParts | null {
  if (to - from === ISO_DATE_BYTES) return ISO_PARTS.parts(bytes, from, to);
  const clock = ISO_CLOCK.exec(decoder.decode(bytes.subarray(from, to)));
  const day = clock && ISO_PARTS.parts(bytes, from, from + ISO_DATE_BYTES);
  if (!day) return null;
  const [hour, minute, second = 0] = clock.slice(1).map((digits = "0") => Number(digits));
  return { ...day, hour, minute, second };
}

export function isForm(format: string): boolean {
  return formOf(format) !== null;
}

/** Reads a text by the first form that fits. */
export function timeReader(formats: readonly string[], zone: Zone, twice: Twice): (text: string) => ReadTime {
  const forms = formats.flatMap((format) => formOf(format) ?? []);
  return (cell) => {
    const text = cell.trim();
    const bytes = encoder.encode(text);
    for (const { read, hasOffset } of forms) {
      const ms = read(bytes, 0, bytes.length);
      if (Number.isNaN(ms)) continue;
      return hasOffset(text) ? { ms } : momentOf(ms, zone, twice);
    }
    for (const { parts } of forms) {
      const said = parts(bytes, 0, bytes.length);
      if (said) return { why: whyNone(said), isOfForm: true };
    }
    return { why: `is of none of the forms ${formats.join(", ")}`, isOfForm: false };
  };
}

/** What the forms let pass and no clock or calendar shows. */
function whyNone({ year, month, day, hour, minute, second }: TimeParts): string {
  if (year < 1) return "has the year 0, which is in no calendar";
  if (Number.isNaN(daysOf(year, month, day))) return "has a day that is in no calendar";
  if (second === 60 && minute < 60) return "has a leap second, which timestamps cannot hold";
  if (hour > 24 || minute > 59 || second > 59) return "has a time that no clock shows";
  return "lies beyond the calendar, or has no such hour or offset";
}

function momentOf(localMs: number, zone: Zone, twice: Twice): ReadTime {
  const moments = zone.momentsOf(localMs);
  if (moments.length === 0)
    return { why: "is a time that was left out when clocks went forward", isOfForm: true };
  if (moments.length > 1 && twice === "fail")
    return { why: "is a time that came twice when clocks went back", isOfForm: true };
  return { ms: twice === "later" ? moments.at(-1)! : moments[0] };
}
