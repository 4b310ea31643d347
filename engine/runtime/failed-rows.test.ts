// What a failed row looks like in the record.

import { expect, test } from "vitest";
import { frameOf } from "../frames/builder.ts";
import { field } from "../frames/frame.ts";
import { describeFailedRow } from "./failed-rows.ts";

test("times stand in the record as text, as files have them", () => {
  const fields = [
    field("at", "timestamp"),
    field("day", "date"),
    field("wait", "duration"),
    field("ms", "float64"),
    field("big", "int64"),
    field("none", "timestamp"),
  ];
  const cells = {
    at: Date.UTC(2026, 0, 31, 13),
    day: 20_484,
    wait: 90_000,
    ms: Infinity,
    big: 7n,
    none: null,
  };
  const error = { code: "NULL_VALUE", cause: "There is none.", column: "none" };
  expect(describeFailedRow("n", { frame: frameOf({ fields }, [cells]), row: 0, error })).toMatchObject({
    values: {
      at: "2026-01-31T13:00:00Z",
      day: "2026-01-31",
      wait: "PT1M30S",
      ms: "Infinity",
      big: "7",
      none: null,
    },
  });
});
