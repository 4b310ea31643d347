// jsonl: what it reads, what it guesses, and that it does not matter how the file comes.

import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FixedColumn } from "../../../engine/frames/column.ts";
import type { Partition } from "../../../engine/sdk/partition.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { readJsonLines } from "../../../tests/support/read-json-lines.ts";
import jsonl from "./jsonl.ts";

const lines = (...rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

describe("values", () => {
  test("keys are columns; what is missing or null has no value", async () => {
    const {
      rows,
      types,
      lines: ids,
    } = await readJsonLines(
      lines({ n: 1, t: "a", ok: true }, { t: "ä€😀", n: null }, { ok: false, n: -2.5e-3 }),
    );
    expect(types).toEqual(["n float64", "t text", "ok bool"]);
    expect(rows).toEqual([
      { n: 1, t: "a", ok: true },
      { n: null, t: "ä€😀", ok: null },
      { n: -0.0025, t: null, ok: false },
    ]);
    expect(ids).toEqual([1, 2, 3]);
  });

  test("digits in quotes that begin with a zero stay texts, also where others of the column are numbers", async () => {
    const read = await readJsonLines('{"z":"007","n":"7"}\n{"z":2,"n":2}\n');
    expect(read.types).toEqual(["z text", "n float64"]);
    expect(read.rows).toEqual([
      { z: "007", n: 7 },
      { z: "2", n: 2 },
    ]);
  });

  test("any double and any text come back as they were, whatever stands between them", async () => {
    const row = fc.record({
      n: fc.double({ noNaN: true, noDefaultInfinity: true }),
      t: fc.string({ unit: "binary" }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1 }),
        fc.constantFrom("", " ", "\t", "  "),
        async (rows, gap) => {
          const text = rows
            .map(
              ({ n, t }) =>
                `{${gap}"n"${gap}:${gap}${JSON.stringify(n)},${gap}"t":${gap}${JSON.stringify(t)}${gap}}${gap}\r\n`,
            )
            .join("");
          // What is a whole number beyond 2^53 to a double would be an id to the guess.
          const read = await readJsonLines(text.toWellFormed(), { types: { n: "float64", t: "text" } });
          expect(read.failed).toEqual([]);
          expect(read.rows).toEqual(
            rows.map(({ n, t }) => ({ n: n + 0, t: JSON.parse(JSON.stringify(t).toWellFormed()) as string })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("decimals of any length are rounded as JSON.parse rounds them", async () => {
    const decimal = fc.tuple(
      fc.constantFrom("", "-"),
      fc.stringMatching(/^[1-9]\d{0,11}$/),
      fc.stringMatching(/^\d{1,18}$/),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(decimal, { minLength: 1 }), async (parts) => {
        const texts = parts.map(([sign, whole, fraction]) => `${sign}${whole}.${fraction}`);
        const { rows } = await readJsonLines(texts.map((text) => `{"v":${text}}\n`).join(""));
        expect(rows.map(({ v }) => v)).toEqual(texts.map(Number));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["int64", "9007199254740993", 9007199254740993n],
    ["int64", '"-5"', -5n],
    ["int64", "1e3", 1000n],
    ["uint64", "18446744073709551615", 18446744073709551615n],
    ["uint8", "255", 255],
    ["float32", "0.1", Math.fround(0.1)],
    ["float64", '"1.5"', 1.5],
    ["float64", "NaN", NaN],
    ["float64", "-Infinity", -Infinity],
    ["float64", "100000000000000000000", 1e20],
    ["bool", "true", true],
    ["date", '"1970-01-02"', 1],
    ["timestamp", '"2024-01-01T00:00:00+02:00"', Date.UTC(2023, 11, 31, 22)],
    ["timestamp", "1500", 1500],
    ["text", "12345678901234567890.50", "12345678901234567890.50"],
    ["text", '{"a":[1, 2]}', '{"a":[1, 2]}'],
    ["text", "true", "true"],
  ])("as %s, %s is read as %s", async (type, value, wanted) => {
    const { rows, failed } = await readJsonLines(`{"v":${value}}\n{"v":null}\n`, {
      types: { v: type },
      nested: "text",
    });
    expect(failed).toEqual([]);
    expect(rows).toEqual([{ v: wanted }, { v: null }]);
  });

  test.each([
    ["int64", "1.5", "CELL_INVALID"],
    ["uint64", "-1", "CELL_INVALID"],
    ["uint8", "256", "CELL_INVALID"],
    ["int32", "1.5", "CELL_INVALID"],
    ["float32", "1e39", "NUMBER_OVERFLOW"],
    ["float64", "1e999", "NUMBER_OVERFLOW"],
    ["float64", "9007199254740993", "NUMBER_INEXACT"],
    ["float64", '"word"', "CELL_INVALID"],
    ["float64", "true", "CELL_INVALID"],
    ["bool", "1", "CELL_INVALID"],
    ["date", '"2023-02-29"', "CELL_INVALID"],
    ["timestamp", '"tomorrow"', "CELL_INVALID"],
  ])("as %s, %s fails its row alone", async (type, value, code) => {
    const {
      codes,
      lines: ids,
      failed,
    } = await readJsonLines(`{"v":null}\n{"v":${value}}\n{"v":null}\n`, { types: { v: type } });
    expect(codes).toEqual([`2 ${code}`]);
    expect(ids).toEqual([1, 3]);
    expect(failed[0]).toMatchObject({ column: "v", hint: expect.any(String) as unknown });
  });

  test("a null number is NaN underneath, never garbage", async () => {
    const { frames } = await readJsonLines('{"a":1}\n{}\n{"a":3}\n');
    const column = frames[0].column("a") as FixedColumn;
    expect([...(column.values as Float64Array)]).toEqual([1, NaN, 3]);
    expect(column.nullCount).toBe(1);
  });

  test("words that mean no value have none, in any column", async () => {
    const { rows } = await readJsonLines(
      lines({ n: 1, t: "-" }, { n: "-", t: "b" }, { n: 2, t: "c" }, { n: 3, t: "d" }),
      {
        alsoNull: ["-"],
      },
    );
    expect(rows.slice(0, 2)).toEqual([
      { n: 1, t: null },
      { n: null, t: "b" },
    ]);
  });
});

describe("what is guessed", () => {
  test.each([
    ["[1, 2.5]", ["v float64"]],
    ["[9007199254740993, 1]", ["v int64"]],
    ["[18446744073709551615, 1]", ["v uint64"]],
    ["[123456789012345678901, 1]", ["v text"]],
    ["[true, null]", ["v bool"]],
    ['["2024-01-02", "2024-01-03"]', ["v date"]],
    ['["2024-01-02T10:00:00Z", "2024-01-03"]', ["v timestamp (UTC)"]],
    ['["007", "8"]', ["v text"]],
    ['[1, "a"]', ["v text"]],
    ["[null, null]", ["v text"]],
    ["[[1], [2]]", ["v text"]],
    ['[{"a": 1}, 2]', ["v text"]],
    ["[{}, {}]", ["v text"]],
    ['[{"a": 1, "b": {"c": "x"}}, null]', ["v.a float64", "v.b.c text"]],
  ])("%s", async (values, types) => {
    // Cut by hand: parsing would change the digits.
    const [, one, two] = /^\[(.*), ((?:[^,{}]|\{.*\})*)\]$/u.exec(values)!;
    const read = await readJsonLines(`{"v":${one}}\n{"v":${two}}\n`);
    expect(read.types).toEqual(types);
    expect(read.failed).toEqual([]);
  });

  test("objects are columns of their keys, or their JSON", async () => {
    const text = lines(
      { id: 1, at: { city: "Ulm", geo: { lat: 48.4 } } },
      { id: 2, at: null },
      { at: { city: "Bonn" } },
    );
    expect((await readJsonLines(text)).rows).toEqual([
      { id: 1, "at.city": "Ulm", "at.geo.lat": 48.4 },
      { id: 2, "at.city": null, "at.geo.lat": null },
      { id: null, "at.city": "Bonn", "at.geo.lat": null },
    ]);
    expect((await readJsonLines(text, { nested: "text" })).rows[0]).toEqual({
      id: 1,
      at: '{"city":"Ulm","geo":{"lat":48.4}}',
    });
  });

  test("an object that is deeper than anybody names columns is read as its JSON from some depth on", async () => {
    const depth = 5000;
    const { rows, issueCodes } = await readJsonLines(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}\n`);
    expect(issueCodes).toEqual([]);
    const [[name, text]] = Object.entries(rows[0]);
    expect(name).toMatch(/^(a\.)+a$/);
    const named = name.split(".").length;
    expect(text).toBe(`${'{"a":'.repeat(depth - named)}1${"}".repeat(depth - named)}`);
  });

  test("keys that make the same name, or none, are said", async () => {
    const { types, issueCodes } = await readJsonLines(lines({ a: { b: 1 }, "a.b": 2, "": 3 }));
    expect(types).toEqual(["a.b float64", "a.b_2 float64", "column3 float64"]);
    expect(issueCodes).toEqual(["COLUMN_DUPLICATE", "COLUMN_UNNAMED"]);
  });

  test("a few values of another kind are warned of, and fail their rows", async () => {
    const { issues, codes } = await readJsonLines(lines({ v: 1 }, { v: "n/a" }, { v: 2 }, { v: 3 }));
    expect(codes).toEqual(["2 CELL_INVALID"]);
    expect(issues).toMatchObject([
      { code: "COLUMN_MIXED", fix: { commands: [{ param: "alsoNull", value: ["n/a"] }] } },
    ]);
  });

  test("a key that comes late is told once, and read where it is declared", async () => {
    const text = lines(
      ...Array.from({ length: 30_000 }, (_, i) => (i === 9_000 ? { n: i, late: "x" } : { n: i })),
    );
    const without = await readJsonLines(text);
    expect(without.types).toEqual(["n float64"]);
    expect(new Set(without.warnings.map((warning) => warning.split(":")[0]))).toEqual(
      new Set(["JSON_KEY_LATE"]),
    );
    const { rows, warnings } = await readJsonLines(text, { types: { late: "text" } });
    expect([rows[8_999], rows[9_000], warnings]).toEqual([
      { n: 8_999, late: null },
      { n: 9_000, late: "x" },
      [],
    ]);
  });

  test("a type that there is not is refused", async () => {
    expect((await readJsonLines(lines({ v: 1 }), { types: { v: "money" } })).issueCodes).toEqual([
      "TYPE_UNKNOWN",
    ]);
  });
});

describe("however the file comes", () => {
  const many = lines(...Array.from({ length: 20_000 }, (_, i) => ({ i, t: `ä${i}`, deep: { x: i / 4 } })));

  test.each([1_000, 65_537, Infinity])(
    "the same rows in pieces of %i bytes, packed or not",
    async (readBytes) => {
      const plain = await readJsonLines(many, {}, { readBytes });
      expect(plain.rows.length).toBe(20_000);
      expect(plain.rows[19_999]).toEqual({ i: 19_999, t: "ä19999", "deep.x": 4999.75 });
      expect(plain.open).toBe(0);
      const packed = await readJsonLines(gzipSync(many), {}, { readBytes, name: "in.jsonl.GZ" });
      expect(packed.rows).toEqual(plain.rows);
      expect([packed.lines[19_999], packed.open]).toEqual([20_000, 0]);
    },
  );

  test("frames have the rows asked for", async () => {
    const { frames } = await readJsonLines(lines({ n: 1 }, { n: 2 }, { n: 3 }), { batchRows: 2 });
    expect(frames.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
      [2, 1, 3],
      [1, 3, 4],
    ]);
  });

  test.each(["", "\ufeff"])(
    "blank lines are no rows, and lines are counted with them (mark: %j)",
    async (mark) => {
      const read = await readJsonLines(`${mark}\n{"a":1}\r\n\r\n  \n{"a":2}`);
      expect(read.rows).toEqual([{ a: 1 }, { a: 2 }]);
      expect(read.lines).toEqual([2, 5]);
    },
  );

  test.each([1, 2, 3, 7])("%i parts of a batch make the whole, with its line numbers", async (count) => {
    const text = `\ufeff\n${many}`;
    const whole = await readJsonLines(text);
    const files = memoryFiles({ "in.jsonl": text });
    const params = jsonl.params.parse({ path: "in.jsonl" });
    const signal = new AbortController().signal;
    const facts = await jsonl.probe!({ params, host: { files } as never, signal });
    const ctx = { params, facts, host: { files }, signal, warn: () => {} } as unknown as NodeContext<
      typeof params,
      typeof facts,
      undefined
    >;
    const rows: unknown[] = [];
    const ids: number[] = [];
    for (let index = 0; index < count; index++) {
      const part = await jsonl.partition!(ctx, { index, count } satisfies Partition);
      const read = await readJsonLines(text, {}, { part });
      rows.push(...read.rows);
      ids.push(...read.lines);
    }
    expect(rows).toEqual(whole.rows);
    expect(ids).toEqual(whole.lines);
    const threads = await jsonl.parts!(ctx, count);
    expect(threads[0].from).toBe(3);
    expect(threads.at(-1)!.to).toBe(facts.size);
    const inThreads: unknown[] = [];
    for (const part of threads) inThreads.push(...(await readJsonLines(text, {}, { part })).rows);
    expect(inThreads).toEqual(whole.rows);
    expect(files.openReaders()).toBe(0);
  });
});
