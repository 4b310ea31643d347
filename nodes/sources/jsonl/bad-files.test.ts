// jsonl: files that are refused, and lines that fail while the others are read.

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { readJsonLines } from "../../../tests/support/read-json-lines.ts";
import jsonl from "./jsonl.ts";

describe("refused files", () => {
  test("a missing file says so", async () => {
    const run = runNode(jsonl, { params: { path: "gone.jsonl" }, host: { files: memoryFiles() } });
    await expect(run).rejects.toMatchObject({ code: "FILE_MISSING" });
  });

  test.each<[string, string | Uint8Array, string]>([
    ["an empty file", "", "FILE_EMPTY"],
    ["blank lines", " \n\r\n", "FILE_EMPTY"],
    ["a list", '[{"a":1},\n{"a":2}]\n', "JSON_NOT_LINES"],
    ["an object over several lines", '{\n  "a": 1\n}\n', "JSON_NOT_LINES"],
    ["another table", "a,b\n1,2\n", "JSON_NOT_LINES"],
    ["a picture", Uint8Array.of(0x89, 0x50, 0, 0, 10), "FILE_NOT_TEXT"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0), "FILE_NOT_TEXT"],
    [
      "keys that are ids",
      `{"of":{${Array.from({ length: 10_001 }, (_, i) => `"k${i}":1`).join()}}}\n`,
      "COLUMNS_MANY",
    ],
  ])("%s", async (_, content, code) => {
    await expect(readJsonLines(content)).rejects.toMatchObject({
      code,
      details: { file: "in.jsonl", hint: expect.any(String) as unknown },
    });
  });

  test.each<[string, Uint8Array]>([
    ["cut off", gzipSync(`{"a":"${"x".repeat(1000)}"}\n`).subarray(0, 30)],
    ["not packed", new TextEncoder().encode('{"a":1}\n')],
  ])("a packed file that is %s", async (_, content) => {
    await expect(readJsonLines(content, {}, { name: "in.jsonl.gz" })).rejects.toMatchObject({
      code: "GZIP_DAMAGED",
      details: { file: "in.jsonl.gz" },
    });
  });

  test("a line of 100 MB is told without being held", async () => {
    const size = 100 * 1024 * 1024;
    let most = 0;
    const files: Files = {
      ...memoryFiles(),
      open: async () => ({
        size,
        read: async (into, position) => {
          most = Math.max(most, position);
          const length = Math.min(into.length, size - position);
          into.fill(120, 0, length);
          return length;
        },
        close: async () => {},
      }),
    };
    const run = runNode(jsonl, { params: { path: "a.jsonl", maxLineBytes: 65_536 }, host: { files } });
    await expect(run).rejects.toMatchObject({ code: "JSON_NOT_LINES", details: { got: "one endless line" } });
    expect(most).toBeLessThan(1024 * 1024);
  });

  test("where columns are declared, no line is no row", async () => {
    const read = await readJsonLines("", { types: { a: "float64" } });
    expect([read.types, read.rows, read.issueCodes]).toEqual([["a float64"], [], ["FILE_NO_ROWS"]]);
  });
});

describe("lines that fail", () => {
  test.each([
    ["broken off", '{"a":1', "JSON_LINE_INVALID", "The line ends before its object does."],
    ["something behind it", '{"a":1} x', "JSON_LINE_INVALID", 'The line is not JSON: at place 9 stands "x".'],
    ["two in a line", '{"a":1}{"a":2}', "JSON_LINE_INVALID", "place 8"],
    ["a comma too many", '{"a":1,}', "JSON_LINE_INVALID", "place 8"],
    ["no colon", '{"a" 1}', "JSON_LINE_INVALID", 'stands "1}"'],
    ["quotes of another kind", "{'a':1}", "JSON_LINE_INVALID", "place 2"],
    ["a leading zero", '{"a":01}', "JSON_LINE_INVALID", "place 6"],
    ["a point without digits", '{"a":1.}', "JSON_LINE_INVALID", "place 7"],
    ["a word", '{"a":nope}', "JSON_LINE_INVALID", "place 6"],
    ["a wrong escape", '{"a":1,"t":"\\x"}', "JSON_LINE_INVALID", "place 13"],
    ["a tab inside of a text", '{"a":1,"t":"\t"}', "JSON_LINE_INVALID", "place 13"],
    ["a list inside that is none", '{"a":1,"t":[1,]}', "JSON_LINE_INVALID", "place 12"],
    ["a list inside that does not end", '{"a":1,"t":[1', "JSON_LINE_INVALID", "place 12"],
    ["a list", "[1]", "JSON_NOT_OBJECT", "The line is a list, not an object."],
    ["a number", "5", "JSON_NOT_OBJECT", "a number"],
    ["a key twice", '{"a":1,"a":2}', "JSON_KEY_TWICE", 'The key "a" stands twice'],
    ["an object in place of a number", '{"a":{"b":1}}', "CELL_INVALID", '{"b":1} in column "a"'],
    ["a value in place of an object", '{"o":1}', "CELL_INVALID", "has an object in other lines"],
  ])("%s", async (_, line, code, cause) => {
    const good = '{"a":1,"t":"x","o":{"p":1}}\n'.repeat(5);
    const read = await readJsonLines(`${good}${line}\n{"a":2}\n`);
    expect(read.codes).toEqual([`6 ${code}`]);
    expect(read.failed[0].cause).toContain(cause);
    expect(read.failed[0].hint).toMatch(/\.$/u);
    expect(read.lines).toEqual([1, 2, 3, 4, 5, 7]);
    expect(read.rows[5]).toEqual({ a: 2, t: null, "o.p": null });
    expect(read.open).toBe(0);
  });

  test("bytes that are not UTF-8", async () => {
    const line = (byte: number) => [
      ...new TextEncoder().encode('{"a":"'),
      byte,
      ...new TextEncoder().encode('"}\n'),
    ];
    const read = await readJsonLines(Uint8Array.from([...line(120), ...line(0xe9), ...line(121)]));
    expect([read.codes, read.rows]).toEqual([["2 ENCODING_INVALID"], [{ a: "x" }, { a: "y" }]]);
  });

  test.each([100, 3_000_000])("a line that is longer than allowed, of %i bytes", async (length) => {
    const text = `{"a":"b"}\n{"a":"${"x".repeat(length)}"}\n{"a":"c"}\n`;
    const read = await readJsonLines(text, { maxLineBytes: 64 });
    expect([read.codes, read.lines]).toEqual([["2 LINE_TOO_LONG"], [1, 3]]);
  });

  test("arrive at the error port with their text", async () => {
    const files = memoryFiles({ "in.jsonl": '{"a":1}\n{"a":\n' });
    const { frames, planned } = await errorFrames(jsonl, { path: "in.jsonl" }, files);
    expect(frames[0].schema).toEqual(planned);
    expect(frames[0].row(0)).toMatchObject({ raw: '{"a":', error_code: "JSON_LINE_INVALID" });
  });
});
