// Dates and times of a form that somebody has described.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dateFormat } from "./date-format.ts";

const encoder = new TextEncoder();

function read(form: string, text: string): string | null {
  const bytes = encoder.encode(`|${text}|`);
  const ms = dateFormat(form)!.read(bytes, 1, bytes.length - 1);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

describe("a form", () => {
  test.each([
    ["yyyy-MM-dd HH:mm:ss", "2026-01-31 13:05:09", "2026-01-31T13:05:09.000Z"],
    ["dd.MM.yyyy", "31.01.2026", "2026-01-31T00:00:00.000Z"],
    ["d.M.yyyy", "1.2.2026", "2026-02-01T00:00:00.000Z"],
    ["d.M.yyyy", "01.12.2026", "2026-12-01T00:00:00.000Z"],
    ["MM/dd/yyyy", "01/31/2026", "2026-01-31T00:00:00.000Z"],
    ["dd/MM/yyyy HH:mm", "31/01/2026 23:59", "2026-01-31T23:59:00.000Z"],
    ["M/d/yy h:mm a", "1/31/26 12:05 AM", "2026-01-31T00:05:00.000Z"],
    ["M/d/yy h:mm a", "1/31/69 12:05 pm", "1969-01-31T12:05:00.000Z"],
    ["yyyyMMddHHmmss", "20260131130509", "2026-01-31T13:05:09.000Z"],
    ["dd.MM.yyyy HH:mm:ss,SSS", "31.01.2026 13:05:09,25", "2026-01-31T13:05:09.250Z"],
    ["dd.MM.yyyy HH:mm X", "31.01.2026 13:05 +02:00", "2026-01-31T11:05:00.000Z"],
    ["yyyy-MM-ddTHH:mm:ssX", "2026-01-31T13:05:09Z", "2026-01-31T13:05:09.000Z"],
    ["dd.MM.yyyy, HH'h'mm", "31.01.2026, 13h05", "2026-01-31T13:05:00.000Z"],
    ["yyyy年MM月dd日", "2026年01月31日", "2026-01-31T00:00:00.000Z"],
    ["dd/MM/yyyy", "29/02/2024", "2024-02-29T00:00:00.000Z"],
  ])("%s reads %s", (form, text, iso) => expect(read(form, text)).toBe(iso));

  test.each([
    ["dd.MM.yyyy", "1.2.2026"],
    ["dd.MM.yyyy", "31.02.2026"],
    ["dd.MM.yyyy", "31.01.2026 "],
    ["dd.MM.yyyy", "31.01.26"],
    ["dd.MM.yyyy", "31-01-2026"],
    ["dd.MM.yyyy", ""],
    ["MM/dd/yyyy", "31/01/2026"],
    ["dd/MM/yyyy", "29/02/2026"],
    ["dd.MM.yyyy HH:mm", "31.01.2026 "],
    ["dd.MM.yyyy HH:mm", "31.01.2026 25:00"],
    ["dd.MM.yyyy HH:mm", "31.01.2026 12:60"],
    ["dd.MM.yyyy HH:mm:ss", "31.12.2016 23:59:60"],
    ["dd.MM.yyyy", "01.01.0000"],
    ["dd.MM.yyyy hh:mm a", "31.01.2026 13:00 PM"],
    ["dd.MM.yyyy HH:mm X", "31.01.2026 13:05 "],
  ])("%s does not read %s", (form, text) => expect(read(form, text)).toBeNull());

  test.each(["", "dd.MM", "MM/yyyy", "dd.QQ.yyyy", "dd.MM.yyyy mm", "DD.MM.YYYY", "dd.MM.MM.yyyy", "today"])(
    "%j is none",
    (form) => expect(dateFormat(form)).toBeNull(),
  );

  test("reads its date alone, and tells the one from the other", () => {
    expect(read("dd.MM.yyyy HH:mm", "31.01.2026")).toBe("2026-01-31T00:00:00.000Z");
    const { readDate } = dateFormat("dd.MM.yyyy HH:mm")!;
    const isDate = (text: string) => !Number.isNaN(readDate(encoder.encode(text), 0, text.length));
    expect(isDate("31.01.2026")).toBe(true);
    expect(isDate("31.01.2026 13:00")).toBe(false);
    expect(read("HH:mm dd.MM.yyyy", "31.01.2026")).toBeNull();
    expect(read("HH:mm dd.MM.yyyy", "13:00 31.01.2026")).toBe("2026-01-31T13:00:00.000Z");
  });

  test("reads every time that is written in it", () => {
    const pad = (value: number, length = 2) => String(value).padStart(length, "0");
    const day = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const text =
          `${pad(date.getUTCDate())}.${pad(date.getUTCMonth() + 1)}.${pad(date.getUTCFullYear(), 4)} ` +
          `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}.${pad(date.getUTCMilliseconds(), 3)}`;
        expect(read("dd.MM.yyyy HH:mm:ss.SSS", text)).toBe(date.toISOString());
      }),
    );
  });
});
