// Which moment does a text mean? By the forms that are allowed, and the clocks of a zone where the text names none.

import { dateFormat, type TimeReader } from "../../_shared/csv/date-format.ts";
import { parseTimestamp } from "../../_shared/csv/parse-time.ts";
import type { Zone } from "../../_shared/times/zone.ts";

export const ISO = "iso";
/** A time that clocks show twice when they go back. */
export type Twice = "earlier" | "later" | "fail";

const MS_PER_MINUTE = 60_000;
const encoder = new TextEncoder();

interface Form {
  readonly read: TimeReader;
  /** Whether a text of the form says how far it is from UTC. */
  readonly hasOffset: (text: string) => boolean;
}

export type ReadTime = { readonly ms: number } | { readonly why: string };

/** null for a form that is none. */
function formOf(format: string): Form | null {
  if (format === ISO)
    return {
      read: parseTimestamp,
      hasOffset: (text) => /(?:[Zz]|T.*[+-]\d{2}(?::?\d{2})?| .*[+-]\d{2}(?::?\d{2})?)$/.test(text),
    };
  const found = dateFormat(format);
  const offset = /X/.test(format.replace(/'[^']*'/g, ""));
  return found && { read: found.read, hasOffset: () => offset };
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
      const wrong = wrongTime(text, ms);
      if (wrong) return { why: wrong };
      return hasOffset(text) ? { ms } : momentOf(ms, zone, twice);
    }
    return { why: `is of none of the forms ${formats.join(", ")}` };
  };
}

/** What the forms let pass and no clock or calendar shows. */
function wrongTime(text: string, ms: number): string | null {
  const year = new Date(ms).getUTCFullYear();
  if (year < 1) return "has the year 0, which is in no calendar";
  if (Number.isNaN(year)) return "lies beyond the calendar";
  // A leap second is read as the first of the next minute; "60" may also be a year of two digits.
  const sixties = text.match(/(?<!\d)60(?!\d)/g)?.length ?? 0;
  const ofYear = year % 100 === 60 && !text.includes(String(year)) ? 1 : 0;
  if (sixties > ofYear && Math.floor(ms % MS_PER_MINUTE) < 1000)
    return "has a leap second, which timestamps cannot hold";
  return null;
}

function momentOf(localMs: number, zone: Zone, twice: Twice): ReadTime {
  const moments = zone.momentsOf(localMs);
  if (moments.length === 0) return { why: "is a time that was left out when clocks went forward" };
  if (moments.length > 1 && twice === "fail")
    return { why: "is a time that came twice when clocks went back" };
  return { ms: twice === "later" ? moments.at(-1)! : moments[0] };
}
