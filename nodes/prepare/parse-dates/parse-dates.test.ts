// parse-dates: forms, zones, and texts that look like times and are none.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import parseDates from "./parse-dates.ts";

const schema = { fields: [field("t", "text"), field("n", "float64")] };
const run = (cells: readonly Cell[], params: Record<string, unknown> = {}) =>
  runNode(parseDates, {
    params: { columns: ["t"], ...params },
    inputs: {
      in: [
        frameOf(
          schema,
          cells.map((t) => ({ t, n: null })),
        ),
      ],
    },
  });
const read = async (cell: Cell, params: Record<string, unknown> = {}) => {
  const { outputs, failed } = await run([cell], params);
  const ms = outputs.out[0].length === 0 ? undefined : outputs.out[0].column("t").get(0);
  return { text: typeof ms === "number" ? new Date(ms).toISOString() : ms, cause: failed[0]?.cause };
};

describe("parse-dates", () => {
  test.each([
    ["2026-02-28", ["iso"], "UTC", "2026-02-28T00:00:00.000Z"],
    ["2026-02-28 13:05:07.25", ["iso"], "UTC", "2026-02-28T13:05:07.250Z"],
    ["2026-07-01T12:00", ["iso"], "Europe/Berlin", "2026-07-01T10:00:00.000Z"],
    ["2026-07-01T12:00Z", ["iso"], "Europe/Berlin", "2026-07-01T12:00:00.000Z"],
    ["2026-07-01T12:00-0400", ["iso"], "Europe/Berlin", "2026-07-01T16:00:00.000Z"],
    [" 28.02.2026 ", ["iso", "dd.MM.yyyy"], "Europe/Berlin", "2026-02-27T23:00:00.000Z"],
    ["2/3/26 12:30 am", ["M/d/yy h:mm a"], "UTC", "2026-02-03T00:30:00.000Z"],
    ["2026/02/03 04:05 +02:00", ["yyyy/MM/dd HH:mm X"], "America/New_York", "2026-02-03T02:05:00.000Z"],
    ["29.02.2024", ["dd.MM.yyyy"], "UTC", "2024-02-29T00:00:00.000Z"],
    ["0001-01-01", ["iso"], "UTC", "0001-01-01T00:00:00.000Z"],
    ["01.01.60 10:00:00", ["dd.MM.yy HH:mm:ss"], "UTC", "2060-01-01T10:00:00.000Z"],
  ])("%s by %j in %s", async (text, formats, zone, expected) => {
    expect(await read(text, { formats, zone })).toEqual({ text: expected, cause: undefined });
  });

  test.each([
    ["2026-02-29", "UTC", "a day that is in no calendar"],
    ["2100-02-29", "UTC", "a day that is in no calendar"],
    ["2026-13-01T10:00Z", "UTC", "a day that is in no calendar"],
    ["2026-01-01T25:00", "UTC", "a time that no clock shows"],
    ["2026-01-01T10:00+15:00", "UTC", "no such hour or offset"],
    ["", "UTC", "none of the forms"],
    ["01.01.2026", "UTC", "none of the forms"],
    ["0000-01-01", "UTC", "year 0"],
    ["2016-12-31T23:59:60Z", "UTC", "leap second"],
    ["2026-03-29T02:30", "Europe/Berlin", "clocks went forward"],
  ])("%j in %s fails: %s", async (text, zone, why) => {
    const { text: got, cause } = await read(text, { zone });
    expect(got).toBeUndefined();
    expect(cause).toContain(why);
  });

  test.each([
    ["01.01.2026", "iso", "Add its form"],
    ["2026-02-30", "iso", "Mend the value"],
    ["30.02.2026", "dd.MM.yyyy", "Mend the value"],
    ["31.12.2016 23:59:60", "dd.MM.yyyy HH:mm:ss", "Mend the value"],
  ])("%j by %s is told what to do: %s", async (text, form, hint) => {
    const { failed } = await run([text], { formats: [form] });
    expect(failed).toMatchObject([{ code: "TIME_INVALID", hint: expect.stringContaining(hint) as string }]);
  });

  test.each([
    ["earlier", "2026-10-25T00:30:00.000Z"],
    ["later", "2026-10-25T01:30:00.000Z"],
    ["fail", undefined],
  ])("a time that comes twice: %s", async (twice, expected) => {
    expect((await read("2026-10-25T02:30", { zone: "Europe/Berlin", twice })).text).toBe(expected);
  });

  test("failed texts may leave empty cells, and empty ones stay", async () => {
    const { outputs, failed } = await run(["no", null, "2026-01-01"], { onFailure: "null", suffix: "_time" });
    expect(failed).toEqual([]);
    expect([0, 1, 2].map((row) => outputs.out[0].column("t_time").get(row))).toEqual([
      null,
      null,
      Date.UTC(2026, 0, 1),
    ]);
    expect(outputs.out[0].column("t").get(0)).toBe("no");
  });

  test("reads back what a zone's clocks show, at any moment of a century", async () => {
    const format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Europe/Berlin",
      dateStyle: "short",
      timeStyle: "medium",
    });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 4_000_000_000 }), async (seconds) => {
        const params = { zone: "Europe/Berlin", formats: ["yyyy-MM-dd HH:mm:ss"] };
        const moments = await Promise.all(
          (["earlier", "later"] as const).map((twice) =>
            read(format.format(seconds * 1000), { ...params, twice }),
          ),
        );
        expect(moments.map(({ text }) => text)).toContain(new Date(seconds * 1000).toISOString());
      }),
      { numRuns: 50 },
    );
  });

  test.each([
    [{ columns: ["zz"] }, "COLUMN_UNKNOWN"],
    [{ columns: ["n"] }, "COLUMN_TYPE"],
    [{ columns: ["t", "t"] }, "COLUMN_DUPLICATE"],
    [{ formats: ["DD.MM.YYYY"] }, "DATE_FORM_INVALID"],
    [{ formats: ["HH:mm"] }, "DATE_FORM_INVALID"],
    [{ zone: "Berlin" }, "ZONE_UNKNOWN"],
  ])("%j is refused as %s", async (params, code) => {
    expect((await run([], params)).issues.map((issue) => issue.code)).toContain(code);
  });

  test("no rows give none", async () => {
    expect((await run([])).outputs.out[0].length).toBe(0);
  });
});
