// csv: what it reads, what it guesses, and what becomes of rows that do not fit.

import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FixedColumn } from "../../../engine/frames/column.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { readCsv, utf8 } from "../../../tests/support/read-csv.ts";
import csv from "./csv.ts";

describe("values", () => {
  test.each([
    ["1", 1],
    ["-1", -1],
    ["+7", 7],
    ["0.1", 0.1],
    ["-0.30000000000000004", -0.30000000000000004],
    [".5", 0.5],
    ["5.", 5],
    ["12345678901234567890.5", 12345678901234567890.5],
    ["1e3", 1000],
    ["-2.5E-3", -0.0025],
    [" 3.25 ", 3.25],
    ['"4.5"', 4.5],
    ["123456789", 123456789],
    ["1234567890", 1234567890],
    ["0.123456789012345", 0.123456789012345],
    ["999999999999999.9", 999999999999999.9],
    ["1.7976931348623157e308", Number.MAX_VALUE],
    ["4.9e-324", 5e-324],
    ["NaN", NaN],
    ["inf", Infinity],
    ["-Infinity", -Infinity],
  ])("%s is read as %d", async (text, value) => {
    const { rows } = await readCsv(`a,b\n${text},1\n1,${text}\n`, { types: { a: "float64", b: "float64" } });
    expect(rows).toEqual([
      { a: value, b: 1 },
      { a: 1, b: value },
    ]);
  });

  test("any double written by JavaScript comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.double(), { minLength: 1 }), async (values) => {
        const text = "v\n" + values.map((value) => (Object.is(value, -0) ? "-0" : String(value))).join("\n");
        const { rows } = await readCsv(text, { types: { v: "float64" } });
        expect(rows.map((row) => row.v)).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });

  test("decimals of any length are rounded as Number() rounds them", async () => {
    const decimal = fc.tuple(
      fc.constantFrom("", "-"),
      fc.stringMatching(/^\d{1,12}$/),
      fc.stringMatching(/^\d{0,18}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 1 }), async (parts) => {
        const texts = parts.map(([sign, whole, fraction]) => `${sign}${whole}.${fraction}`);
        const { rows } = await readCsv("a,b\n" + texts.map((text) => `${text},${text}\n`).join(""), {
          types: { a: "float64", b: "float64" },
        });
        expect(rows).toEqual(texts.map((text) => ({ a: Number(text), b: Number(text) })));
      }),
      { numRuns: 60 },
    );
  });

  test("cells that are null words are null, quoted ones are text", async () => {
    const { rows } = await readCsv('n,t\n,\nNA,NA\n1,"NA"\n"",""\n2,x\n3,y\n');
    expect(rows.slice(0, 4)).toEqual([
      { n: null, t: null },
      { n: null, t: null },
      { n: 1, t: "NA" },
      { n: null, t: "" },
    ]);
  });

  test("a null number is NaN underneath, never garbage", async () => {
    const { frames } = await readCsv("a,b\n1,2\n,3\n4,5\n");
    const column = frames[0].column("a") as FixedColumn;
    expect([...(column.values as Float64Array)]).toEqual([1, NaN, 4]);
    expect(column.nullCount).toBe(1);
  });

  test.each([
    ["int64", "9007199254740993", 9007199254740993n],
    ["uint8", "255", 255],
    ["int32", "-2147483648", -2147483648],
    ["float32", "0.1", Math.fround(0.1)],
    ["bool", "TRUE", true],
    ["bool", "0", false],
    ["date", "1970-01-02", 1],
    ["timestamp", "2024-02-29T12:30:15.250Z", Date.UTC(2024, 1, 29, 12, 30, 15, 250)],
    ["timestamp", "2024-01-01 00:00:00+02:00", Date.UTC(2023, 11, 31, 22)],
    ["timestamp", "1969-12-31", -86_400_000],
    ["duration", "1500", 1500],
    ["text", "007", "007"],
  ])("as %s, %s is read as %s", async (type, text, value) => {
    const { rows, failed } = await readCsv(`v,w\n${text},1\n,1\n`, { types: { v: type } });
    expect(failed).toEqual([]);
    expect(rows).toEqual([
      { v: value, w: 1 },
      { v: null, w: 1 },
    ]);
  });

  test.each([
    ["int64", "1.5"],
    ["uint8", "256"],
    ["int8", "1.5"],
    ["float32", "1e39"],
    ["bool", "maybe"],
    ["date", "2023-02-29"],
    ["timestamp", "2024-01-01T25:00"],
    ["duration", "long"],
  ])("as %s, %s is a failed row that names the column", async (type, text) => {
    const { rows, failed } = await readCsv(`v,w\n${text},1\n,2\n`, { types: { v: type } });
    expect(rows).toEqual([{ v: null, w: 2 }]);
    expect(failed).toMatchObject([{ row: 2, column: "v", cause: expect.stringContaining('"v"') as unknown }]);
  });
});

describe("spelling", () => {
  const samples = path.join(path.dirname(createRequire(import.meta.url).resolve("csv-spectrum")), "csvs");

  test.each(readdirSync(samples))("%s of the csv spectrum is read as it should be", async (name) => {
    const answer = readFileSync(path.join(samples, "..", "json", name.replace(".csv", ".json")), "utf8");
    // The set's own answer for one file has another telephone number than the file.
    const want = [JSON.parse(answer.replace("1234567890", "2095257564")) as Record<string, string>].flat();
    const names = Object.keys(want[0]);
    const { rows, failed } = await readCsv(readFileSync(path.join(samples, name)), {
      types: Object.fromEntries(names.map((column) => [column, "text"])),
      nullWords: [],
    });
    expect(failed).toEqual([]);
    expect(rows).toEqual(want);
  });

  test.each([
    [
      "a;b\n1,5;2\n3,25;4\n",
      [
        { a: 1.5, b: 2 },
        { a: 3.25, b: 4 },
      ],
    ],
    ["a\tb\n1.5\t2\n", [{ a: 1.5, b: 2 }]],
    ["a|b\n1.5|2\n", [{ a: 1.5, b: 2 }]],
    [
      "a,b\r\n1,2\r\n3,4",
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
    ],
    ["a\n1\n\n2\n", [{ a: 1 }, { a: 2 }]],
    ["\uFEFFa,b\n1,2\n", [{ a: 1, b: 2 }]],
    [
      'a,b\n"x,1",2\n"say ""hi""",3\n',
      [
        { a: "x,1", b: 2 },
        { a: 'say "hi"', b: 3 },
      ],
    ],
    ['a,b\n5" pipe,1\n', [{ a: '5" pipe', b: 1 }]],
  ])("%j is read without being told how it is spelled", async (text, want) => {
    expect((await readCsv(text)).rows).toEqual(want);
  });

  test.each([
    ["latin1", Uint8Array.from([...utf8("a,b\n"), 0xe9, 44, 49, 10])],
    [
      "auto",
      Uint8Array.from([
        0xff,
        0xfe,
        ...new Uint8Array(Uint16Array.from("a,b\né,1\n", (c) => c.charCodeAt(0)).buffer),
      ]),
    ],
    ["utf-8", utf8("a,b\né,1\n")],
  ])("text in %s is read", async (encoding, bytes) => {
    const { rows, failed } = await readCsv(bytes, { encoding });
    expect(failed).toEqual([]);
    expect(rows).toEqual([{ a: "é", b: 1 }]);
  });

  test("without a header, columns are numbered and the first row is a row", async () => {
    const { rows, lines } = await readCsv("1,x\n2,y\n", { header: false });
    expect(rows).toEqual([
      { column1: 1, column2: "x" },
      { column1: 2, column2: "y" },
    ]);
    expect(lines).toEqual([1, 2]);
  });
});

describe("guesses", () => {
  test("types are found from the cells", async () => {
    const { types } = await readCsv(
      "n,t,b,d,s,z,id,e\n1.5,abc,true,2024-01-01,2024-01-01T10:00:00Z,007,12345678901234567890,\n-2,1a,False,2024-02-01,2024-01-02,010,12345678901234567891,\n",
    );
    expect(types).toEqual([
      "n float64",
      "t text",
      "b bool",
      "d date",
      "s timestamp (UTC)",
      "z text",
      "id text",
      "e text",
    ]);
  });

  test("a column of numbers with a stray word stays one, and says so with a fix", async () => {
    const text = "v,w\n" + Array.from({ length: 20 }, (_, i) => `${i === 7 ? "oops" : i},1\n`).join("");
    const { types, codes, rows, issues } = await readCsv(text);
    expect(types[0]).toBe("v float64");
    expect(codes).toEqual(["9 NUMBER_INVALID"]);
    expect(rows).toHaveLength(19);
    expect(issues).toMatchObject([
      {
        code: "COLUMN_MIXED",
        severity: "warning",
        got: '"oops"',
        fix: {
          label: 'Read "oops" as no value',
          commands: [{ do: "set-param", param: "alsoNull", value: ["oops"] }],
        },
        otherFixes: [
          {
            label: 'Read "v" as text',
            commands: [{ do: "set-param", param: "types", value: { v: "text" } }],
          },
        ],
      },
    ]);
    const mended = await readCsv(text, { alsoNull: ["oops"] });
    expect([mended.types[0], mended.codes, mended.issues]).toEqual(["v float64", [], []]);
  });

  test("cells with digits among numbers are more likely a value than none: the column as text comes first", async () => {
    const text = "v,w\n" + Array.from({ length: 20 }, (_, i) => `${i === 7 ? "12 mm" : i},1\n`).join("");
    const { issues } = await readCsv(text);
    expect(issues).toMatchObject([
      {
        code: "COLUMN_MIXED",
        fix: { label: 'Read "v" as text' },
        otherFixes: [{ label: 'Read "12 mm" as no value' }],
      },
    ]);
  });

  test("of many cells that do not fit some are shown, and all are read as no value", async () => {
    const odd = ["one", "two", "three", "four"];
    const text = "v,w\n" + Array.from({ length: 60 }, (_, i) => `${odd[i] ?? i},1\n`).join("");
    const { issues } = await readCsv(text);
    expect(issues).toMatchObject([
      {
        got: '"one", "two", "three" and 1 more',
        fix: { commands: [{ param: "alsoNull", value: odd }] },
      },
    ]);
  });

  test.each([
    ["x,x,\n1,2,3\n", ["COLUMN_DUPLICATE", "COLUMN_UNNAMED"]],
    ["1,2\n3,4\n", ["HEADER_IS_DATA"]],
    ["a,b\n", ["FILE_NO_ROWS"]],
  ])("%j opens with a warning", async (text, want) => {
    const { issues } = await readCsv(text);
    expect(issues.map((issue) => issue.code)).toEqual(want);
    expect(issues.every((issue) => issue.severity === "warning" && issue.hint)).toBe(true);
  });

  test.each([
    ["the only row", 'a,b\n1,"x\n', ["2 QUOTE_UNCLOSED"], []],
    ["the first of some rows", 'a,b\n1,"x\n2,y\n', ["2 QUOTE_UNCLOSED"], [{ a: 2, b: "y" }]],
  ])("a quote that is never closed in %s is no file without rows", async (_, text, failures, want) => {
    const { issues, codes, rows } = await readCsv(text);
    expect(issues.map((issue) => issue.code)).not.toContain("FILE_NO_ROWS");
    expect(codes).toEqual(failures);
    expect(rows).toEqual(want);
  });

  test("columns of the same name are numbered and keep their values", async () => {
    expect((await readCsv("x,x,x_2\n1,2,3\n")).rows).toEqual([{ x: 1, x_3: 2, x_2: 3 }]);
  });

  test("a header without rows gives number columns and no row", async () => {
    const { types, rows, failed } = await readCsv("a,b\n");
    expect([types, rows, failed]).toEqual([["a float64", "b float64"], [], []]);
  });

  test.each([
    [{ types: { nope: "text" } }, "COLUMN_UNKNOWN"],
    [{ types: { a: "colour" } }, "TYPE_UNKNOWN"],
  ])("params %j are refused", async (params, code) => {
    const { issues, frames } = await readCsv("a,b\n1,2\n", params);
    expect(issues).toMatchObject([{ code, severity: "error" }]);
    expect(frames).toEqual([]);
  });
});

describe("frames", () => {
  const many = "a,b\n" + Array.from({ length: 30_000 }, (_, i) => `${i}.25,${-i}\n`).join("");

  test.each([Infinity, 1000, 7919])(
    "rows are the same when a read gives at most %d bytes",
    async (readBytes) => {
      const { rows, lines, frames } = await readCsv(many, {}, { readBytes });
      expect(rows).toHaveLength(30_000);
      expect(rows.every((row, i) => row.a === i + 0.25 && row.b === -i)).toBe(true);
      expect(lines.every((line, i) => line === i + 2)).toBe(true);
      expect(frames.every((frame, i) => i === 0 || frame.lineage.from === frames[i - 1].lineage.to)).toBe(
        true,
      );
    },
  );

  test("quoted line ends across blocks are read whole", async () => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `${i},"line ${i}\nand ""more"", ${"z".repeat(i % 90)}"\n`,
    );
    const run = await readCsv("n,t\n" + rows.join(""), {}, { readBytes: 4999 });
    expect(run.failed).toEqual([]);
    expect(run.rows.map((row) => row.t)).toEqual(
      rows.map((_, i) => `line ${i}\nand "more", ${"z".repeat(i % 90)}`),
    );
    expect(run.lines.every((line, i) => line === 2 + 2 * i)).toBe(true);
  });

  test("frames have the rows asked for at the most", async () => {
    const { frames, rows } = await readCsv("a\n1\n2\n3\n", { batchRows: 1 });
    expect(frames.map((frame) => frame.length)).toEqual([1, 1, 1]);
    expect(rows.map((row) => row.a)).toEqual([1, 2, 3]);
  });

  test("numbers keep the bytes they came from", async () => {
    const { frames } = await readCsv("a,b\n1.50,x\n2.0,y\n");
    const { rows, field } = frames[0].column("a").verbatim!;
    expect([rows.cell(0, field), rows.cell(1, field)]).toEqual(["1.50", "2.0"]);
    expect(frames[0].take(Int32Array.of(1)).column("b").get(0)).toBe("y");
  });

  test("parts make the whole, and later ones count lines from 0", async () => {
    const files = memoryFiles({ "in.csv": many });
    const params = csv.params.parse({ path: "in.csv" }) as never;
    const facts = await csv.probe!({
      params,
      host: { files } as never,
      signal: new AbortController().signal,
    });
    const parts = await csv.parts!({ params, facts, host: { files } } as never, 3);
    expect(parts.length).toBeGreaterThan(1);
    const runs = [];
    for (const part of parts) runs.push(await readCsv(many, {}, { part }));
    expect(runs.flatMap((run) => run.rows)).toEqual((await readCsv(many)).rows);
    expect(runs.map((run) => run.lines[0])).toEqual([2, ...parts.slice(1).map(() => 0)]);
    const quoted = { ...facts, quoted: true };
    expect(await csv.parts!({ params, facts: quoted, host: { files } } as never, 3)).toHaveLength(1);
  });

  test("a cancelled read closes the file", async () => {
    const files = memoryFiles({ "in.csv": many });
    const stop = new AbortController();
    const run = await runNode(csv, {
      params: { path: "in.csv" },
      host: { files },
      signal: stop.signal,
      onFrame: () => stop.abort(),
    });
    expect(run.outputs.out).toHaveLength(1);
    expect(files.openReaders()).toBe(0);
  });
});

describe("thousands or fractions", () => {
  test.each([
    ["a;b\n1,234;x\n12,500;y\n", "1,234 is read as 1.234, and could mean 1234", "to comma"],
    ["a,b\n1.234,x\n900,y\n", "1.234 is read as 1.234, and could mean 1234", "to point"],
  ])("%j may be either, which is said", async (text, message, decimal) => {
    const { issues, types } = await readCsv(text);
    expect(types[0]).toBe("a float64");
    expect(issues).toMatchObject([{ code: "NUMBER_AMBIGUOUS", severity: "warning", path: "params.decimal" }]);
    // Only a person knows: there are two ways out, and none that is taken unasked.
    expect(issues[0]).not.toHaveProperty("fix");
    expect(issues[0].otherFixes).toHaveLength(2);
    expect(issues[0].message).toContain(message);
    expect(issues[0].hint).toContain(decimal);
  });

  test("a type does not say what the sign stands for", async () => {
    const text = "a,b\n1.234,x\n900,y\n";
    const { issues } = await readCsv(text, { types: { a: "float64" } });
    expect(issues).toMatchObject([{ code: "NUMBER_AMBIGUOUS" }]);
    expect((await readCsv(text, { types: { a: "float64" }, decimal: "point" })).issues).toEqual([]);
  });

  test.each([
    ["another cell shows a fraction", "a;b\n1,234;x\n12,5;y\n", {}],
    ["no cell begins with a zero in thousands", "a,b\n0.125,x\n1.234,y\n", {}],
    ["the sign is set", "a;b\n1,234;x\n", { decimal: "comma" }],
    ["it is read as text", "a,b\n1.234,x\n", { types: { a: "text" } }],
  ])("no word where %s", async (_, text, params) => {
    expect((await readCsv(text, params)).issues).toEqual([]);
  });
});

test.each([
  ["-", 'If "-" means that there is no value, add it to Also null (alsoNull)'],
  ["ten", "Mend the cell, add the word to Also null"],
])(
  "a rare %s that the sample does not show fails its row, and the hint says what to do",
  async (cell, hint) => {
    const rows = Array.from({ length: 5_000 }, (_, i) => `${i},${i === 2_000 ? cell : i}\n`).join("");
    const { failed, issues } = await runNode(csv, {
      params: { path: "in.csv" },
      host: { files: memoryFiles({ "in.csv": utf8(`a,b\n${rows}`) }) },
    });
    expect(issues).toEqual([]);
    expect(failed).toMatchObject([
      { code: "NUMBER_INVALID", column: "b", hint: expect.stringContaining(hint) as string },
    ]);
  },
);
