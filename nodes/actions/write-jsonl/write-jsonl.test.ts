// write-jsonl: one JSON object a line; numbers that nobody touched keep their spelling where JSON allows it.

import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { FixedColumn } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import csv from "../../sources/csv/csv.ts";
import writeJsonl from "./write-jsonl.ts";

async function write(frames: readonly Frame[], params: Record<string, unknown> = {}) {
  const files = memoryFiles();
  const run = await runNode(writeJsonl, {
    params: { path: "out", ...params },
    inputs: { in: frames },
    host: { files },
  });
  const text = files.text("out");
  return {
    ...run,
    text,
    rows: text
      ?.split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown),
  };
}

async function read(text: string, params: Record<string, unknown> = {}): Promise<readonly Frame[]> {
  const run = await runNode(csv, {
    params: { path: "in", ...params },
    host: { files: memoryFiles({ in: text }) },
  });
  expect(run.failed).toEqual([]);
  return run.outputs.out;
}

test("values of every type", async () => {
  const schema = {
    fields: [
      field("f", "float64"),
      field("s", "float32"),
      field("i", "int64"),
      field("b", "bool"),
      field('t"', "text"),
      field("at", "timestamp"),
      field("day", "date"),
      field("any", "json"),
      field("x", { type: "list", of: { type: "float64" } }),
    ],
  };
  const frame = frameOf(schema, [
    {
      f: 0.1,
      s: 0.1,
      i: 9007199254740993n,
      b: true,
      't"': 'a"\n\\é',
      at: 0,
      day: 1,
      any: { a: [1, null] },
      x: [1, NaN],
    },
    { f: NaN, s: -Infinity, i: null, b: null, 't"': null, at: null, day: null, any: null, x: null },
  ]);
  expect((await write([frame])).text).toBe(
    '{"f":0.1,"s":0.1,"i":9007199254740993,"b":true,"t\\"":"a\\"\\n\\\\é","at":"1970-01-01T00:00:00Z","day":"1970-01-02","any":{"a":[1,null]},"x":[1,null]}\n' +
      '{"f":null,"s":null,"i":null,"b":null,"t\\"":null,"at":null,"day":null,"any":null,"x":null}\n',
  );
});

test.each([
  ["1.50", "1.50"],
  ["-0", "-0"],
  ["0.0", "0.0"],
  ["10", "10"],
  ["+1", "1"],
  [".5", "0.5"],
  ["-.5", "-0.5"],
  ["5.", "5"],
  ["007", "7"],
  ["00.5", "0.5"],
  ["-01", "-1"],
  ["1e3", "1000"],
  [" 2 ", "2"],
  ["NaN", "null"],
  ["-inf", "null"],
  ["", "null"],
  ["NA", "null"],
])("an untouched %j is written %s, wherever it stands", async (cell, want) => {
  const types = { a: "float64", b: "float64", c: "float64" };
  const text = `a,b,c\n${cell},1,${cell}\n1,${cell},1\n`;
  expect((await write(await read(text, { types }))).text).toBe(
    `{"a":${want},"b":1,"c":${want}}\n{"a":1,"b":${want},"c":1}\n`,
  );
});

test("null words that look like numbers are null", async () => {
  const frames = await read("a,b\n-999,1\n2,-999\n", { nullWords: ["-999"] });
  expect((await write(frames)).rows).toEqual([
    { a: null, b: 1 },
    { a: 2, b: null },
  ]);
});

test("a decimal comma becomes a point", async () => {
  expect((await write(await read("a;b\n1,5;2\n"))).text).toBe('{"a":1.5,"b":2}\n');
});

test("chosen rows and columns of a file stand beside new ones", async () => {
  const [frame] = await read("a,t,b,c\n1.0,x,2.0,3.0\n4.0,NA,5.0,6.0\n");
  const values = Float32Array.of(0.1, 0.25);
  const scored = frame.with([
    { name: "y", column: new FixedColumn({ type: "float32" }, 2, { values, validity: null }) },
  ]);
  const columns = ["b", "c", "y", "t"];
  expect((await write([scored.take(Int32Array.of(1))], { columns })).text).toBe(
    '{"b":5.0,"c":6.0,"y":0.25,"t":null}\n',
  );
  expect((await write([scored])).text).toBe(
    '{"a":1.0,"t":"x","b":2.0,"c":3.0,"y":0.1}\n{"a":4.0,"t":null,"b":5.0,"c":6.0,"y":0.25}\n',
  );
});

test("any text of a file comes back from the JSON", async () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "N", "A", ",", '"', "\\", "\n", "\t", "\u0001", "é", "😀"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(cell, { minLength: 1 }), async (texts) => {
      const quoted = texts.map(
        (text) => `"${text.replaceAll('"', '""')}",${/[",\n]/.test(text) ? "z" : text}\n`,
      );
      const [frame] = await read("a,b\n" + quoted.join(""), { types: { a: "text", b: "text" } });
      const { rows } = await write([frame]);
      expect(rows).toEqual(Array.from({ length: frame.length }, (_, row) => frame.row(row)));
    }),
    { numRuns: 60 },
  );
});

test("no rows make an empty file, and a column that does not arrive is an issue", async () => {
  const frame = frameOf({ fields: [field("n", "float64")] }, [{ n: 1 }]);
  expect((await write([frame.slice(0, 0)])).text).toBe("");
  expect((await write([frame], { columns: ["m"] })).issues).toMatchObject([{ code: "COLUMN_UNKNOWN" }]);
});
