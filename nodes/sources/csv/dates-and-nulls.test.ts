// csv: dates that are not written in ISO 8601, and words that mean no value.

import { describe, expect, test } from "vitest";
import { readCsv } from "../../../tests/support/read-csv.ts";
import { csvParams } from "../../_shared/csv-source/params.ts";

const TEXT = "day,at,n\n31.01.2026,31.01.2026 13:00,1\n01.02.2026,,2\n2026-02-02,2026-02-02T01:00Z,3\n";
const HOUR_MS = 3_600_000;

describe("a date form", () => {
  const DAY = 20_484;
  const at = (day: number, hour: number) => (day * 24 + hour) * HOUR_MS;

  test.each([{ types: { day: "date", at: "timestamp" } }, {}])(
    "is used for dates and times, declared or found; ISO 8601 goes as well: %j",
    async (params) => {
      const { rows, codes, types } = await readCsv(TEXT, { ...params, dateFormat: "dd.MM.yyyy HH:mm" });
      expect(codes).toEqual([]);
      expect(types).toEqual(["day date", "at timestamp (UTC)", "n float64"]);
      expect(rows).toEqual([
        { day: DAY, at: at(DAY, 13), n: 1 },
        { day: DAY + 1, at: null, n: 2 },
        { day: DAY + 2, at: at(DAY + 2, 1), n: 3 },
      ]);
    },
  );

  test("may have one digit or two, and noon", async () => {
    const { rows } = await readCsv("at\n1/31/2026 1:00 PM\n 12/1/2026 12:00 AM\n", {
      dateFormat: "M/d/yyyy h:mm a",
    });
    expect(rows.map((row) => row.at)).toEqual([at(DAY, 13), Date.UTC(2026, 11, 1)]);
  });

  test("with a time gives the day of a column that is declared as date", async () => {
    const { rows } = await readCsv("d\n31/01/2026 23:30\n", {
      types: { d: "date" },
      dateFormat: "dd/MM/yyyy HH:mm",
    });
    expect(rows).toEqual([{ d: 20_484 }]);
  });

  test("is named when a cell does not fit, and ISO 8601 where none is set", async () => {
    const set = await readCsv("d,n\n31/01/2026,1\n", { types: { d: "date" }, dateFormat: "dd.MM.yyyy" });
    expect(set.failed[0].cause).toBe('"31/01/2026" in column "d" is not a date of the form dd.MM.yyyy.');
    const iso = await readCsv("d,n\n31/01/2026,1\n", { types: { d: "date" } });
    expect(iso.failed[0].cause).toBe('"31/01/2026" in column "d" is not a date of the form yyyy-MM-dd.');
  });

  test.each(["dd.MM", "DD/MM/YYYY", "nonsense"])("%s is refused with one that would do", (form) => {
    const { error } = csvParams.safeParse({ path: "x", dateFormat: form });
    expect(error?.issues).toMatchObject([
      { path: ["dateFormat"], message: expect.stringContaining("dd.MM.yyyy") as unknown },
    ]);
  });
});

test("blanks around a time do no harm", async () => {
  const { rows, types, codes } = await readCsv("a, day\n1, 2026-01-31\n2, 2026-02-01 \n");
  expect({ types, codes }).toEqual({ types: ["a float64", "day date"], codes: [] });
  expect(rows.map(({ day }) => day)).toEqual([20_484, 20_485]);
});

describe("words that mean no value", () => {
  const text = "n,w\n1,a\nn.d.,NA\n,-999\n-999,b\n";

  test("are those of Null words alone, where that is set", async () => {
    const { rows, codes } = await readCsv(text, { nullWords: ["n.d."], types: { n: "float64" } });
    expect(rows.map(({ n }) => n)).toEqual([1, null, -999]);
    expect(codes).toEqual(["4 NUMBER_INVALID"]);
  });

  test("are the usual ones and those of Also null", async () => {
    const { rows, codes } = await readCsv(text, { alsoNull: ["n.d.", "-999"] });
    expect(codes).toEqual([]);
    expect(rows).toEqual([
      { n: 1, w: "a" },
      { n: null, w: null },
      { n: null, w: null },
      { n: null, w: "b" },
    ]);
  });
});
