// Times as text.

import { expect, test } from "vitest";
import { dateText, durationText, timestampText } from "./time-text.ts";

test.each([
  [0, "1970-01-01T00:00:00Z"],
  [1_769_864_400_500, "2026-01-31T13:00:00.500Z"],
  [-1, "1969-12-31T23:59:59.999Z"],
  [1_769_864_400_123.456, "2026-01-31T13:00:00.123456Z"],
  [1_769_864_400_000.001, "2026-01-31T13:00:00.000001Z"],
  [-0.001, "1969-12-31T23:59:59.999999Z"],
  [253_402_300_799_999.97, "9999-12-31T23:59:59.999Z"],
  [9e15, "9000000000000000"],
  [NaN, "NaN"],
])("the time %d is %s", (ms, text) => expect(timestampText(ms)).toBe(text));

test.each([
  [0, "1970-01-01"],
  [20_484, "2026-01-31"],
  [2_932_897, "+010000-01-01"],
])("the day %d is %s", (days, text) => expect(dateText(days)).toBe(text));

test.each([
  [0, "PT0S"],
  [1500, "PT1.5S"],
  [90_000, "PT1M30S"],
  [3_600_000, "PT1H"],
  [93_784_005, "P1DT2H3M4.005S"],
  [86_400_000, "P1D"],
  [-2000, "-PT2S"],
  [Infinity, "Infinity"],
])("the duration of %d ms is %s", (ms, text) => expect(durationText(ms)).toBe(text));
