// Times in ISO 8601: to the microsecond where a number holds it, and nothing that no clock shows.

import { expect, test } from "vitest";
import { timestampText } from "../../../engine/frames/time-text.ts";
import { parseDate, parseTimestamp } from "./parse-time.ts";

const encoder = new TextEncoder();

function read(text: string, parse = parseTimestamp): number {
  const bytes = encoder.encode(text);
  return parse(bytes, 0, bytes.length);
}

test.each([
  ["2026-01-31T13:00:00.123456Z", "2026-01-31T13:00:00.123456Z"],
  ["1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"],
  // Finer than a microsecond, and in years whose milliseconds leave no room for microseconds: cut, not rounded into the next year.
  ["2026-12-31T23:59:59.999999999Z", "2026-12-31T23:59:59.999999Z"],
  ["9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999Z"],
  ["0001-01-01T00:00:00.000001Z", "0001-01-01T00:00:00Z"],
])("%s is %s", (text, expected) => expect(timestampText(read(text))).toBe(expected));

test.each([
  ["a leap second", "2016-12-31T23:59:60Z"],
  ["the year 0", "0000-12-31T00:00Z"],
  ["the year 0 in UTC", "0001-01-01T00:00+01:00"],
  ["the year 10000 in UTC", "9999-12-31T23:00-02:00"],
])("%s is no time: %s", (_, text) => expect(read(text)).toBeNaN());

test("the year 0 has no day", () => expect(read("0000-01-01", parseDate)).toBeNaN());
