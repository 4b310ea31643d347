// write-csv: untouched cells go out as they came in, others with the fewest digits; files appear when they are whole.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { FixedColumn, TextColumn } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import csv from "../../sources/csv/csv.ts";
import writeCsv from "./write-csv.ts";

async function write(frames: readonly Frame[], params: Record<string, unknown> = {}, dryRun = false) {
  const files = memoryFiles();
  const run = await runNode(writeCsv, {
    params: { path: "out.csv", ...params },
    inputs: { in: frames },
    host: { files },
    dryRun,
  });
  return { ...run, files, text: files.text("out.csv") };
}

async function read(text: string, params: Record<string, unknown> = {}): Promise<readonly Frame[]> {
  const run = await runNode(csv, {
    params: { path: "in", ...params },
    host: { files: memoryFiles({ in: text }) },
  });
  expect(run.failed).toEqual([]);
  return run.outputs.out;
}

function withScore(frame: Frame): Frame {
  const values = Float32Array.from({ length: frame.length }, (_, i) => i / 10);
  return frame.with([
    { name: "score", column: new FixedColumn({ type: "float32" }, frame.length, { values, validity: null }) },
  ]);
}

const types = frameOf(
  {
    fields: [
      field("f", "float64"),
      field("s", "float32"),
      field("i", "int64"),
      field("b", "bool"),
      field("t", "text"),
      field("at", "timestamp"),
      field("day", "date"),
      field("ms", "duration"),
      field("list", { type: "list", of: { type: "float64" } }),
    ],
  },
  [
    { f: 0.1, s: 0.1, i: 9007199254740993n, b: true, t: "a", at: 0, day: 1, ms: 5, list: [1, 2] },
    { f: null, s: null, i: null, b: null, t: null, at: null, day: null, ms: null, list: null },
    { f: NaN, s: Infinity, i: -1n, b: false, t: 'say "a,b"', at: 1500, day: -1, ms: 0, list: [] },
  ],
);

const SEMICOLON = { delimiter: ";", decimal: "comma" };

describe("cells", () => {
  test("of every type are written so that they can be read again", async () => {
    expect((await write([types])).text).toBe(
      'f,s,i,b,t,at,day,ms,list\n0.1,0.1,9007199254740993,true,a,1970-01-01T00:00:00Z,1970-01-02,5,"[1,2]"\n,,,,,,,,\n' +
        'NaN,Infinity,-1,false,"say ""a,b""",1970-01-01T00:00:01.500Z,1969-12-31,0,[]\n',
    );
  });

  test("with a decimal comma come back through the csv source", async () => {
    const spelled = { decimal: "comma", delimiter: ";" };
    const { text } = await write([types], { ...spelled, columns: ["f", "s", "i", "at"] });
    expect(text).toBe(
      "f;s;i;at\n0,1;0,1;9007199254740993;1970-01-01T00:00:00Z\n;;;\nNaN;Infinity;-1;1970-01-01T00:00:01.500Z\n",
    );
    const [frame] = await read(text!);
    const [again] = await read((await write([frame], spelled)).text!);
    expect(again.row(0)).toEqual(frame.row(0));
    expect((await write([frame], { columns: ["f"] })).text).toBe("f\n0.1\n\nNaN\n");
  });

  test.each([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['"', '""""'],
    ["a\nb", '"a\nb"'],
    ["a\rb", '"a\rb"'],
    ["", '""'],
    ["Größe 😀", "Größe 😀"],
  ])("text %j is written %j", async (value, want) => {
    const frame = frameOf({ fields: [field("t", "text"), field("n", "float64")] }, [{ t: value, n: 1 }]);
    expect((await write([frame])).text).toBe(`t,n\n${want},1\n`);
  });

  test.each([
    [{ delimiter: ";" }, "a;b\nx;1.5\n;2\n"],
    [{ delimiter: "tab" }, "a\tb\nx\t1.5\n\t2\n"],
    [{ header: false }, "x,1.5\n,2\n"],
    [{ nullText: "NA" }, "a,b\nx,1.5\nNA,2\n"],
    [{ quoting: "text" }, '"a","b"\n"x",1.5\n,2\n'],
    [{ lineEnd: "crlf" }, "a,b\r\nx,1.5\r\n,2\r\n"],
    [{ columns: ["b"] }, "b\n1.5\n2\n"],
    [{ decimal: "comma", delimiter: ";" }, "a;b\nx;1,5\n;2\n"],
    [{ decimal: "comma" }, 'a,b\nx,"1,5"\n,2\n'],
    [{ columns: ["b", "a"] }, "b,a\n1.5,x\n2,\n"],
  ])("params %j give %j", async (params, want) => {
    const frame = frameOf({ fields: [field("a", "text"), field("b", "float64")] }, [
      { a: "x", b: 1.5 },
      { a: null, b: 2 },
    ]);
    expect((await write([frame], params)).text).toBe(want);
  });

  test("a dictionary is written by its words", async () => {
    const column = new TextColumn(3, { indices: Int32Array.of(1, -1, 0), words: ["low", "hi,gh"] });
    const frame = new Frame({ fields: [field("l", "text")] }, [column], 3, types.lineage);
    expect((await write([frame])).text).toBe('l\n"hi,gh"\n\nlow\n');
  });

  test("tensors are written only when they are named", async () => {
    const schema = {
      fields: [field("x", { type: "tensor", dtype: "float32", shape: [2] }), field("n", "float64")],
    };
    const frame = frameOf(schema, [{ x: [0.1, 2], n: 1 }]);
    expect((await write([frame])).text).toBe("n\n1\n");
    expect((await write([frame], { columns: ["x", "n"] })).text).toBe('x,n\n"[0.1,2]",1\n');
  });
});

describe("untouched cells", () => {
  const text = 'a,b,c\n1.50,"x, y",007\n+2.0,NA,1e3\n.5,"q ""z""",-0\n';

  test("are written byte for byte", async () => {
    expect((await write(await read(text))).text).toBe(text);
  });

  test("keep their bytes beside new columns, in any order and choice of rows", async () => {
    const [frame] = await read(text);
    const scored = withScore(frame);
    expect((await write([scored])).text).toBe(
      'a,b,c,score\n1.50,"x, y",007,0\n+2.0,NA,1e3,0.1\n.5,"q ""z""",-0,0.2\n',
    );
    expect(
      (await write([scored.take(Int32Array.of(2, 0))], { columns: ["c", "score", "a", "b"] })).text,
    ).toBe('c,score,a,b\n-0,0.2,.5,"q ""z"""\n007,0,1.50,"x, y"\n');
    expect((await write([scored.slice(1, 3)], { columns: ["b", "c"] })).text).toBe(
      'b,c\nNA,1e3\n"q ""z""",-0\n',
    );
  });

  test.each<[string, string, Record<string, unknown>, string, Record<string, unknown>?]>([
    ["another delimiter", "a;b\n1.50;x,y\n", {}, 'a,b\n1.5,"x,y"\n'],
    ["a decimal comma", "a;b\n1,50;x\n", {}, "a,b\n1.5,x\n"],
    ["another quote", "a,b\n1.50,'x,y'\n", { quote: "'" }, 'a,b\n1.5,"x,y"\n'],
    [
      "a decimal comma, read for one with it",
      "a;b;n;t\n1,50;x;1.000;2,0 kg\n",
      { decimal: "comma" },
      "a;b;n;t\n1,50;x;1.000;2,0 kg\n",
      SEMICOLON,
    ],
    [
      "a decimal point, read for a comma",
      "a;b;n\n1.50;x,y;0010\n",
      { decimal: "point" },
      "a;b;n\n1,5;x,y;0010\n",
      SEMICOLON,
    ],
    ["CR LF", "a,b\r\n1.50,x\r\n", {}, "a,b\n1.50,x\n"],
    ["no quotes at all", 'a,b\n1.50,x"y\n', { quote: "none" }, 'a,b\n1.50,"x""y"\n'],
  ])("from a file with %s are spelled as the output is", async (_, input, params, want, output = {}) => {
    expect((await write(await read(input, params), output)).text).toBe(want);
  });

  test("any table of text comes out as it went in, whatever its spelling", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "1", ",", ";", '"', "\n", " ", "é", "😀") });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell), { minLength: 1 }),
        fc.constantFrom(",", ";", "|"),
        async (rows, delimiter) => {
          const schema = { fields: [field("a", "text"), field("b", "text")] };
          const frame = frameOf(
            schema,
            rows.map(([a, b]) => ({ a, b })),
          );
          const options = { types: { a: "text", b: "text" }, delimiter };
          const first = await write([frame], { delimiter });
          const again = await read(first.text!, options);
          expect(again.flatMap((part) => Array.from({ length: part.length }, (_, i) => part.row(i)))).toEqual(
            rows.map(([a, b]) => ({ a, b })),
          );
          expect((await write(again, { delimiter })).text).toBe(first.text);
          const other = await write(again, { delimiter: "tab" });
          expect(
            (await write(await read(other.text!, { ...options, delimiter: "tab" }), { delimiter })).text,
          ).toBe(first.text);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("files", () => {
  const frame = frameOf({ fields: [field("n", "float64")] }, [{ n: 1 }]);

  test("without rows have a header", async () => {
    expect((await write([frame.slice(0, 0)])).text).toBe("n\n");
  });

  test("are not touched by a dry run, which tells what it would do", async () => {
    const { files, effects } = await write([frame], {}, true);
    expect([...files.contents.keys()]).toEqual([]);
    expect(effects).toMatchObject([{ rows: 1, summary: "write 1 rows to out.csv" }]);
  });

  test("stay as .part when the run is stopped", async () => {
    const stop = new AbortController();
    const files = memoryFiles();
    const frames = function* () {
      yield frame;
      stop.abort();
      yield frame;
    };
    await runNode(writeCsv, {
      params: { path: "out.csv" },
      inputs: {
        in: {
          *[Symbol.iterator]() {
            yield* frames();
          },
          0: frame,
        } as unknown as Frame[],
      },
      host: { files },
      signal: stop.signal,
    });
    expect(files.text("out.csv")).toBeUndefined();
    expect(files.text("out.csv.part")).toBe("n\n1\n");
  });

  test("a column that does not arrive is an issue before the run", async () => {
    const { issues, files } = await write([frame], { columns: ["m"] });
    expect(issues).toMatchObject([
      { code: "COLUMN_UNKNOWN", path: "params.columns", hint: 'Did you mean "n"?' },
    ]);
    expect([...files.contents.keys()]).toEqual([]);
  });

  test("effects of the same rows have the same key, those of others have another", async () => {
    const [first, second] = (await write([types.slice(0, 1), types.slice(1, 3)], {}, true)).effects;
    expect(first.key).not.toBe(second.key);
    expect((await write([types.slice(0, 1)], {}, true)).effects[0].key).toBe(first.key);
  });
});

test("a column that is named twice is said, with the list in which it stands once", async () => {
  const frames = await read("a,b\n1,2\n");
  const { issues } = await write(frames, { columns: ["b", "a", "b"] });
  expect(issues).toMatchObject([
    {
      code: "COLUMN_DUPLICATE",
      severity: "warning",
      path: "params.columns",
      fix: { commands: [{ do: "set-param", param: "columns", value: ["b", "a"] }] },
    },
  ]);
});

describe("text that a spreadsheet would compute", () => {
  const RISKY = ["=1+1", "+cmd", "-x", "@sum", "\tx", '=HYPERLINK("http://a","b")'];

  test("is written as it is unless it is asked for", async () => {
    const frame = frameOf({ fields: [field("t", "text")] }, [{ t: "=1+1" }]);
    expect((await write([frame])).text).toBe("t\n=1+1\n");
  });

  test.each(RISKY)("%j stands behind an apostrophe", async (t) => {
    const frame = frameOf({ fields: [field("t", "text"), field("n", "float64")] }, [{ t, n: -1 }]);
    const { text } = await write([frame], { formulas: "escape" });
    const [row] = await rowsOf(text!);
    expect(row).toEqual({ t: `'${t}`, n: -1 });
  });

  test.each(["-1.5", "+49", "1=1", "-1,5", "-2e-7", "'=1", "a@b.c", ""])("%j stays", async (t) => {
    const frame = frameOf({ fields: [field("t", "text")] }, [{ t }]);
    const escaped = await write([frame], { formulas: "escape" });
    expect(escaped.text).toBe((await write([frame])).text);
  });

  test("is found in cells that nobody has touched, in words and in headers, and numbers go out as they came in", async () => {
    const rows = Array.from({ length: 100 }, (_, i) => `${i % 2 ? "=a" : "b"},-1.50,${i}x`);
    const frames = await read(`=t,n,u\n${rows.join("\n")}\n`);
    const { text } = await write(frames, { formulas: "escape" });
    expect(text!.split("\n").slice(0, 3)).toEqual(["'=t,n,u", "b,-1.50,0x", "'=a,-1.50,1x"]);
    expect(text!.match(/^'=a/gm)).toHaveLength(50);
  });
});

async function rowsOf(text: string): Promise<readonly Record<string, unknown>[]> {
  const frames = await read(text);
  return frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
}
