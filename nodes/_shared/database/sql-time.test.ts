// Times of databases: read and written to the microsecond, on both sides of the year 1.

import { expect, test } from "vitest";
import { readDay, readTime, timeText } from "./sql-time.ts";

const zoned = { type: "timestamp", zone: "UTC" } as const;
const plain = { type: "timestamp", zone: null } as const;

test.each([
  ["2024-02-29 12:34:56.789012+00", Date.UTC(2024, 1, 29, 12, 34, 56, 789) + 0.012, zoned],
  ["2024-01-01 00:00:00", Date.UTC(2024, 0, 1), plain],
  ["1969-12-31 23:59:59.999999", -0.001, plain],
  ["0044-03-15 10:00:00+00 BC", new Date("-000043-03-15T10:00:00Z").getTime(), zoned],
  ["0001-12-31 00:00:00 BC", new Date("0000-12-31T00:00:00Z").getTime(), plain],
  ["12024-05-06 07:08:09", Date.UTC(12024, 4, 6, 7, 8, 9), plain],
])("%s", (text, ms, type) => {
  expect(readTime(text)!.ms).toBeCloseTo(ms, 3);
  expect(timeText(ms, type)).toBe(text);
});

test.each([
  ["2024-01-01 02:00:00+02", "2024-01-01T00:00:00Z"],
  ["2024-01-01T00:00:00-05:30", "2024-01-01T05:30:00Z"],
  ["2024-01-01T00:00Z", "2024-01-01T00:00:00Z"],
])("%s is the moment %s", (text, moment) => {
  expect(readTime(text)).toMatchObject({ ms: Date.parse(moment), hasZone: true });
});

test.each(["infinity", "-infinity", "2024-13-01", "2023-02-29", "2024-01-01 25:00:00", "5", "", "yesterday"])(
  "%j is no time",
  (text) => {
    expect(readTime(text)).toBeNull();
  },
);

test("days have no clock", () => {
  expect(readDay("1970-01-11")).toBe(10);
  expect(readDay("0044-03-15 BC")).toBe(Math.round(new Date("-000043-03-15").getTime() / 86_400_000));
  expect(readDay("1970-01-11 00:00:00")).toBeNull();
  expect(timeText(-1, { type: "date" })).toBe("1969-12-31");
  expect(timeText(NaN, plain)).toBeNull();
});
