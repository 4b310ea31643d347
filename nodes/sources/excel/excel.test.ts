// excel: which cells are read, as what, and what becomes of files and cells that are wrong.

import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { rowId } from "../../../engine/frames/lineage.ts";
import { formatType } from "../../../engine/frames/types.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import {
  claiming,
  inWideArchive,
  lockedWorkbook,
  workbook,
  type Rows,
} from "../../../tests/support/make-workbook.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import excel from "./excel.ts";

const NOON = new Date(Date.UTC(2024, 1, 29, 12));
const TABLE: Rows = [
  ["id", "when", "ok", "word"],
  [1, NOON, true, "ä"],
  [2.5, null, false, null],
];

async function read(content: Uint8Array, params: Record<string, unknown> = {}) {
  const files = memoryFiles({ "in.xlsx": content });
  const run = await runNode(excel, { params: { path: "in.xlsx", ...params }, host: { files } });
  const frames = run.outputs.out ?? [];
  return {
    ...run,
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
    ids: frames.flatMap(({ lineage, length }) => Array.from({ length }, (_, row) => rowId(lineage, row))),
    types: (run.schemas.out?.fields ?? []).map(({ name, type }) => `${name} ${formatType(type)}`),
    codes: run.failed.map(({ row, code }) => `${row} ${code}`),
    issueCodes: run.issues.map(({ code }) => code),
  };
}

const one = async (rows: Rows, params: Record<string, unknown> = {}) =>
  read(await workbook({ One: rows }), params);

describe("cells", () => {
  test("are numbers, times, truths and texts, with the numbers of their rows", async () => {
    const { rows, types, ids, issues } = await one(TABLE);
    expect(types).toEqual(["id float64", "when timestamp (UTC)", "ok bool", "word text"]);
    expect(rows).toEqual([
      { id: 1, when: NOON.getTime(), ok: true, word: "ä" },
      { id: 2.5, when: null, ok: false, word: null },
    ]);
    expect([ids, issues]).toEqual([[2, 3], []]);
  });

  test("of blank rows are no rows, and those behind keep their numbers", async () => {
    const { rows, ids } = await one([["a"], [1], [], [null], [2]]);
    expect([rows, ids]).toEqual([
      [{ a: 1 }, { a: 2 }],
      [2, 5],
    ]);
  });

  test("with formulas give what they gave last", async () => {
    const content = await writeXlsx({
      sheets: [
        {
          name: "One",
          rows: [["a"], [1]],
          cells: new Map([["1,0", { value: 42, type: "formula", formula: "6*7", formulaResult: 42 }]]),
        },
      ],
    });
    expect((await read(content)).rows).toEqual([{ a: 42 }]);
  });

  describe("with formulas that nobody has computed", () => {
    // B3 and, by itself in its row, A4; B2 has a result.
    const content = () =>
      writeXlsx({
        sheets: [
          {
            name: "One",
            rows: [["a", "b"], [1], [2], [null], [4]],
            cells: new Map([
              ["1,1", { value: 2, type: "formula", formula: "A2*2", formulaResult: 2 }],
              ["2,1", { type: "formula", formula: "A3*2" }],
              ["3,0", { type: "formula", formula: "A3+1" }],
            ]),
          },
        ],
      });

    test.each<[string, (bytes: Uint8Array) => Uint8Array]>([
      ["", (bytes) => bytes],
      [" of a large archive", inWideArchive],
    ])("fail their row, are told by their place, and are warned of%s", async (_, archive) => {
      const { rows, codes, failed, issues } = await read(archive(await content()));
      expect(rows).toEqual([
        { a: 1, b: 2 },
        { a: 4, b: null },
      ]);
      expect(codes).toEqual(["3 EXCEL_NOT_COMPUTED", "4 EXCEL_NOT_COMPUTED"]);
      expect(failed[0].cause).toContain('cell B3 (column "b")');
      expect(issues).toMatchObject([
        { code: "EXCEL_NOT_COMPUTED", message: expect.stringMatching(/A4.*\(a, b\)/u) as unknown },
      ]);
    });

    test("have no value where that is asked for, and are not looked at outside of the range", async () => {
      const asked = await read(await content(), { errors: "null" });
      expect(asked.rows).toEqual([
        { a: 1, b: 2 },
        { a: 2, b: null },
        { a: null, b: null },
        { a: 4, b: null },
      ]);
      expect([asked.codes, asked.issues]).toEqual([[], []]);
      const ranged = await read(await content(), { range: "A1:A3" });
      expect([ranged.rows, ranged.codes, ranged.issues]).toEqual([[{ a: 1 }, { a: 2 }], [], []]);
    });
  });

  test.each([
    ["int64", 5, 5n],
    ["int32", "7", 7],
    ["text", 5, "5"],
    ["text", NOON, NOON.toISOString()],
    ["date", NOON, 19_782],
    ["timestamp", "2024-02-29T12:00:00Z", NOON.getTime()],
  ])("as %s, %s is read as %s", async (type, value, wanted) => {
    expect((await one([["v"], [value]], { types: { v: type } })).rows).toEqual([{ v: wanted }]);
  });

  test("that do not fit fail their row alone, and are warned of", async () => {
    const { codes, issueCodes, ids, failed } = await one([["v"], [1], ["n/a"], [2], [3]]);
    expect([codes, issueCodes, ids]).toEqual([["3 CELL_INVALID"], ["COLUMN_MIXED"], [2, 4, 5]]);
    expect(failed[0]).toMatchObject({ column: "v", cause: expect.stringContaining('"n/a"') as unknown });
    expect((await one([["v"], [1], ["n/a"], [2], [3]], { alsoNull: ["n/a"] })).rows).toContainEqual({
      v: null,
    });
  });

  test("with errors fail their row, or have no value", async () => {
    const rows: Rows = [["v"], [1], ["#DIV/0!"], [2]];
    expect((await one(rows)).codes).toEqual(["3 EXCEL_ERROR_CELL"]);
    expect((await one(rows, { errors: "null" })).rows).toEqual([{ v: 1 }, { v: null }, { v: 2 }]);
  });

  test("where no column is fail their row", async () => {
    const many: Rows = Array.from({ length: 300 }, (_, i) => [i]);
    const { codes, rows } = await one([["v"], ...many, [1, "beyond"]]);
    expect([codes, rows.length]).toEqual([["302 ROW_CELLS"], 300]);
  });

  test("of failed rows arrive at the error port with the columns that were planned", async () => {
    const files = memoryFiles({ "in.xlsx": await workbook({ One: [["v"], ["#REF!"]] }) });
    const { frames, planned } = await errorFrames(excel, { path: "in.xlsx" }, files);
    expect(frames[0].schema).toEqual(planned);
    expect(frames[0].row(0)).toMatchObject({ v: null, error_code: "EXCEL_ERROR_CELL" });
  });
});

describe("which cells", () => {
  test.each([
    // Keys that are numbers come first in an object.
    [{}, "year"],
    [{ sheet: "2024" }, "year"],
    [{ sheet: "2" }, "first"],
    [{ sheet: "3" }, "third"],
    [{ sheet: "Übrige" }, "third"],
  ])("%j", async (params, word) => {
    const sheets = { "2024": [["v"], ["year"]], One: [["v"], ["first"]], Übrige: [["v"], ["third"]] };
    expect((await read(await workbook(sheets), params)).rows).toEqual([{ v: word }]);
  });

  test("a header further down, and none", async () => {
    const rows: Rows = [["Report"], ["a", "b"], [1, 2]];
    expect((await one(rows, { headerRow: 2 })).rows).toEqual([{ a: 1, b: 2 }]);
    expect((await one(rows, { headerRow: 0 })).rows[1]).toEqual({ column1: "a", column2: "b" });
  });

  test("a range, with its header in its first row", async () => {
    const rows: Rows = [[], ["no", "a", "b", "no"], [0, 1, 2, 9], [0, 3, 4, 9], [0, 5, 6, 9]];
    const { rows: found, ids } = await one(rows, { range: "B2:C4" });
    expect([found, ids]).toEqual([
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      [3, 4],
    ]);
    expect(() => excel.params.parse({ path: "a", range: "B2" })).toThrow();
  });

  test("names that are missing or taken are said; so is a sheet without rows", async () => {
    const { types, issueCodes } = await one([
      ["a", null, "a"],
      [1, 2, 3],
    ]);
    expect(types).toEqual(["a float64", "column2 float64", "a_2 float64"]);
    expect(issueCodes).toEqual(["COLUMN_UNNAMED", "COLUMN_DUPLICATE"]);
    expect((await one([["a"]])).issueCodes).toEqual(["FILE_NO_ROWS"]);
    expect((await one([["a"], [1]], { types: { b: "text", a: "money" } })).issueCodes).toEqual([
      "COLUMN_UNKNOWN",
      "TYPE_UNKNOWN",
    ]);
  });

  test("thousands of columns without a name are told once", async () => {
    const cells = [["a", ...Array.from({ length: 2999 }, () => null), "z"], [1]];
    const { issues, types } = await one(cells);
    expect(types).toHaveLength(3001);
    expect(issues).toMatchObject([
      {
        code: "COLUMN_UNNAMED",
        message: expect.stringMatching(/^Column 2 .*column2.* 2998 more /) as unknown,
        hint: expect.stringContaining("range") as unknown,
      },
    ]);
  });

  test("ten thousand columns are read", async () => {
    const { rows } = await one([
      Array.from({ length: 10_000 }, (_, i) => `c${i}`),
      Array.from({ length: 10_000 }, (_, i) => i),
    ]);
    expect([Object.keys(rows[0]).length, rows[0].c9999]).toEqual([10_000, 9999]);
  });
});

describe("files that are refused", () => {
  const OLD = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, ...new Uint8Array(600));

  test.each<[string, () => Promise<Uint8Array> | Uint8Array, Record<string, unknown>, string, string]>([
    ["empty", () => new Uint8Array(0), {}, "FILE_EMPTY", "nothing"],
    ["text", () => new TextEncoder().encode("a,b\n1,2\n"), {}, "EXCEL_UNREADABLE", "another file"],
    ["the old format", () => OLD, {}, "EXCEL_UNREADABLE", ".xls"],
    ["encrypted", () => lockedWorkbook("secret"), {}, "EXCEL_LOCKED", "an encrypted one"],
    ["cut off", async () => (await workbook({ One: TABLE })).subarray(0, 900), {}, "EXCEL_UNREADABLE", ""],
    [
      "a bomb",
      async () => claiming(await workbook({ One: TABLE }), 0xff_ff_ff_00),
      {},
      "FILE_TOO_LARGE",
      "bytes",
    ],
    [
      "a smaller bomb",
      async () => claiming(await workbook({ One: TABLE }), 300_000_000),
      {},
      "FILE_TOO_LARGE",
      "that become 300000000",
    ],
    ["without that sheet", () => workbook({ One: TABLE }), { sheet: "Two" }, "EXCEL_SHEET_MISSING", "Two"],
    ["with fewer sheets", () => workbook({ One: TABLE }), { sheet: "2" }, "EXCEL_SHEET_MISSING", "2"],
    ["without a cell", () => workbook({ One: [] }), {}, "FILE_EMPTY", "no cell"],
    ["without a header there", () => workbook({ One: [[], [1]] }), {}, "HEADER_UNREADABLE", "a blank row"],
  ])("%s", async (_, make, params, code, got) => {
    await expect(read(await make(), params)).rejects.toMatchObject({
      code,
      details: {
        file: "in.xlsx",
        got: expect.stringContaining(got) as unknown,
        hint: expect.stringMatching(/\.$/u) as unknown,
      },
    });
  });

  test("larger than allowed", async () => {
    const content = new Uint8Array(1024 * 1024 + 1);
    await expect(read(content, { maxMegabytes: 1 })).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  });
});
