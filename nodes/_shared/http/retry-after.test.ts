// Retry-After: seconds or a date of HTTP, and nothing else that a calendar would make something of.

import { expect, test } from "vitest";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.UTC(2026, 0, 1);

test.each([
  ["7", 7000],
  [" 0 ", null],
  ["Thu, 01 Jan 2026 00:00:20 GMT", 20_000],
  ["Wed, 31 Dec 2025 00:00:00 GMT", null],
  [undefined, null],
  ["soon", null],
  ["1.5", null],
  ["-5", null],
  ["2026-01-01 00:00:20", null],
])("%j", (text, ms) => {
  expect(retryAfterMs(text, NOW)).toBe(ms);
});
