// Wall clocks of time zones: how far a zone is from UTC at a moment, and which moment a wall clock means.

import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
/** Offsets have always changed at full quarters of an hour of UTC since there are zones (in seconds before 1972, which count as the next quarter). */
const STEP_MS = 15 * MS_PER_MINUTE;
/** Offsets of so many steps are kept; tables mostly have times that lie near to each other. */
const MOST_KNOWN = 100_000;
/** The zones that are farthest apart: 12 hours behind UTC and 14 before it. */
const FARTHEST_MS = 15 * MS_PER_HOUR;

/** What a wall clock means: one moment, two (clocks went back), or none (they went forward). */
export type Moments = readonly number[];

export class Zone {
  readonly #format: Intl.DateTimeFormat | null;
  readonly #known = new Map<number, number>();

  /** A name of the IANA, such as `Europe/Berlin`; throws a RangeError for others. */
  constructor(name: string) {
    this.#format =
      name === "UTC"
        ? null
        : new Intl.DateTimeFormat("en-US", {
            timeZone: name,
            calendar: "gregory",
            numberingSystem: "latn",
            hourCycle: "h23",
            era: "short",
            year: "numeric",
            month: "numeric",
            day: "numeric",
            hour: "numeric",
            minute: "numeric",
            second: "numeric",
          });
  }

  /** Milliseconds that the zone's clocks are before UTC at a moment. */
  offsetAt(utcMs: number): number {
    if (!this.#format || !Number.isFinite(utcMs)) return 0;
    const step = Math.floor(utcMs / STEP_MS);
    const known = this.#known.get(step);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    const offset = offsetOf(this.#format, step * STEP_MS);
    this.#known.set(step, offset);
    return offset;
  }

  /** The moments at which the zone's clocks show a time, the earliest first; `localMs` is the wall clock taken as if it were UTC. */
  momentsOf(localMs: number): Moments {
    if (!this.#format) return [localMs];
    const offsets = new Set([this.offsetAt(localMs - FARTHEST_MS), this.offsetAt(localMs + FARTHEST_MS)]);
    const moments = [...offsets].map((offset) => localMs - offset);
    return moments.filter((utc) => utc + this.offsetAt(utc) === localMs).sort((a, b) => a - b);
  }
}

function offsetOf(format: Intl.DateTimeFormat, utcMs: number): number {
  const parts = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, value]));
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const year = parts.get("era") === "BC" ? 1 - number("year") : number("year");
  // `Date.UTC` takes years below 100 for those of the last century.
  const local = new Date(0);
  local.setUTCFullYear(year, number("month") - 1, number("day"));
  local.setUTCHours(number("hour"), number("minute"), number("second"));
  return local.getTime() - utcMs;
}

/** An issue where a zone's name is none. */
export function zoneIssues(name: string, param = "zone"): NodeIssue[] {
  try {
    new Zone(name);
    return [];
  } catch {
    return [
      {
        code: "ZONE_UNKNOWN",
        severity: "error",
        path: `params.${param}`,
        message: `There is no time zone "${name}".`,
        expected: "a name such as UTC or Europe/Berlin",
        got: name,
        hint: "Name a city of the zone after its continent, as in America/New_York.",
        fix: { label: "Take UTC", commands: [{ do: "set-param", id: "", param, value: "UTC" }] },
      },
    ];
  }
}
