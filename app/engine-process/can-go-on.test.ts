// After which errors a run is said to go on with --resume.

import { expect, test } from "vitest";
import { canGoOn } from "./can-go-on.ts";

test.each([undefined, "DISK_FULL", "NODE_FAILED", "DATABASE_FAILED"])("after %s a run can go on", (code) => {
  expect(canGoOn(code)).toBe(true);
});

test.each(["JOURNAL_SOURCE", "JOURNAL_WORKFLOW", "REPLAY_DIFFERS", "TABLE_CHANGED", "TABLE_NOT_REPLACED"])(
  "%s is met again by the next run",
  (code) => {
    expect(canGoOn(code)).toBe(false);
  },
);
