// time-features: what clocks and calendars say, also where years, weeks and clocks change.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { TIME_FEATURES } from "./features.ts";
import timeFeatures from "./time-features.ts";

const schema = { fields: [field("t", "timestamp"), field("d", "date"), field("x", "text")] };
const at = (text: string) => Date.parse(text);

async function features(row: Record<string, Cell>, params: Record<string, unknown>) {
  const frame = frameOf(schema, [{ t: null, d: null, x: null, ...row }]);
  const { outputs, issues } = await runNode(timeFeatures, {
    params: { column: "t", prefix: "f_", ...params },
    inputs: { in: [frame] },
  });
  expect(issues).toEqual([]);
  const all = Object.entries(outputs.out[0].row(0)).filter(([name]) => name.startsWith("f_"));
  return Object.fromEntries(all.map(([name, value]) => [name.slice(2), value]));
}

const plain = TIME_FEATURES.filter((name) => !name.endsWith("circle"));

test.each([
  ["2026-11-26T20:15:59Z", "UTC", [2026, 4, 11, 48, 26, 330, 4, false, 20, 15]],
  ["2024-02-29T23:59Z", "UTC", [2024, 1, 2, 9, 29, 60, 4, false, 23, 59]],
  ["2024-12-31T12:00Z", "UTC", [2024, 4, 12, 1, 31, 366, 2, false, 12, 0]],
  ["2021-01-03T00:00Z", "UTC", [2021, 1, 1, 53, 3, 3, 7, true, 0, 0]],
  ["1969-12-31T23:00Z", "UTC", [1969, 4, 12, 1, 31, 365, 3, false, 23, 0]],
  ["2026-01-01T03:30Z", "America/New_York", [2025, 4, 12, 1, 31, 365, 3, false, 22, 30]],
  ["2026-03-29T00:59Z", "Europe/Berlin", [2026, 1, 3, 13, 29, 88, 7, true, 1, 59]],
  ["2026-03-29T01:00Z", "Europe/Berlin", [2026, 1, 3, 13, 29, 88, 7, true, 3, 0]],
])("%s in %s", async (time, zone, expected) => {
  expect(Object.values(await features({ t: at(time) }, { zone, features: plain }))).toEqual(expected);
});

test("circles close: the first of January lies beside the last of December", async () => {
  const circle = { features: ["day-of-year-circle", "hour-circle", "weekday-circle", "month-circle"] };
  const first = await features({ t: at("2024-01-01T00:00Z") }, circle);
  expect(first).toEqual({
    day_of_year_sin: 0,
    day_of_year_cos: 1,
    hour_sin: 0,
    hour_cos: 1,
    weekday_sin: 0,
    weekday_cos: 1,
    month_sin: 0,
    month_cos: 1,
  });
  const last = await features({ t: at("2024-12-31T00:00Z") }, circle);
  expect(last.day_of_year_sin).toBeCloseTo(-Math.sin((2 * Math.PI) / 366), 12);
  const six = await features({ t: at("2024-01-01T06:00Z") }, circle);
  expect(six.hour_sin).toBeCloseTo(1, 12);
});

test("a date is the same in every zone", async () => {
  const d = at("2026-03-01T00:00Z") / 86_400_000;
  expect(
    await features({ d }, { column: "d", zone: "America/New_York", features: ["day", "month"] }),
  ).toEqual({ day: 1, month: 3 });
});

test.each([null, NaN, 1e300])("%s has no features", async (t) => {
  expect(Object.values(await features({ t }, { features: ["hour", "weekend", "hour-circle"] }))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test.each([
  [{ column: "x" }, "COLUMN_TYPE"],
  [{ column: "zz" }, "COLUMN_UNKNOWN"],
  [{ zone: "Here/There" }, "ZONE_UNKNOWN"],
])("%j is refused as %s, and no rows give none", async (params, code) => {
  const inputs = { in: [frameOf(schema, [])] };
  const { issues } = await runNode(timeFeatures, { params: { column: "t", ...params }, inputs });
  expect(issues.map((issue) => issue.code)).toEqual([code]);
  expect((await runNode(timeFeatures, { params: { column: "t" }, inputs })).outputs.out[0].length).toBe(0);
});

test("a name that is taken is refused", async () => {
  const frame = frameOf({ fields: [...schema.fields, field("t_hour", "text")] }, []);
  const { issues } = await runNode(timeFeatures, { params: { column: "t" }, inputs: { in: [frame] } });
  expect(issues).toMatchObject([{ code: "COLUMN_DUPLICATE", path: "params.prefix" }]);
});
