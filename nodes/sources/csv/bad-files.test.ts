// csv: files that are refused, and rows that fail while the others are read.

import { describe, expect, test } from "vitest";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { FileReader, Files } from "../../../engine/sdk/services.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { readCsv, utf8 } from "../../../tests/support/read-csv.ts";
import csv from "./csv.ts";

describe("bad files", () => {
  test("a missing file says so", async () => {
    const run = runNode(csv, { params: { path: "gone.csv" }, host: { files: memoryFiles() } });
    await expect(run).rejects.toMatchObject({ code: "FILE_MISSING", details: { file: "gone.csv" } });
  });

  test.each([
    ["", "FILE_EMPTY"],
    ["\n\n", "FILE_EMPTY"],
    ['"a,b\n1,2\n', "HEADER_UNREADABLE"],
    ["a\0b,1\n", "FILE_NOT_TEXT"],
    ["a,b\0\n1,2\n", "FILE_NOT_TEXT"],
  ])("%j is refused", async (text, code) => {
    await expect(readCsv(text)).rejects.toMatchObject({
      code,
      details: { file: "in.csv", hint: expect.any(String) as unknown },
    });
  });

  test.each([
    ["too few cells", "a,b\n1,2\n3\n4,5\n", ["3 ROW_CELLS"], [2, 4]],
    ["too many cells", "a,b\n1,2\n3,4,5\n6,7\n", ["3 ROW_CELLS"], [2, 4]],
    ["a cell too many at the end", "a,b\n1,2,\n6,7\n", ["2 ROW_CELLS"], [3]],
    ["a quote that is never closed", 'a,b\n1,x\n2,"y\n3,z\n4,w\n', ["3 QUOTE_UNCLOSED"], [2, 4, 5]],
    ["a quote closed too early", 'a,b\n1,x\n2,"y"z\n3,w\n', ["3 QUOTE_MISPLACED"], [2, 4]],
    ["a number that overflows", "a,b\n1,2\n1e999,3\n4,5\n", ["3 NUMBER_OVERFLOW"], [2, 4]],
    ["a word among numbers", "a,b\n1,2\nx,3\n4,5\n6,7\n", ["3 NUMBER_INVALID"], [2, 4, 5]],
    ["two dots", "a,b\n1,2\n1.2.3,3\n4,5\n6,7\n", ["3 NUMBER_INVALID"], [2, 4, 5]],
    ["a lone minus", "a,b\n1,2\n-,3\n4,5\n6,7\n", ["3 NUMBER_INVALID"], [2, 4, 5]],
  ])("%s fails its row only", async (_, text, codes, lines) => {
    const run = await readCsv(text);
    expect(run.codes).toEqual(codes);
    expect(run.lines).toEqual(lines);
    expect(run.failed[0].cause).toMatch(/\.$/);
    expect(run.open).toBe(0);
  });

  test("a whole number with more digits than its column keeps fails its row", async () => {
    const text = "a,b\n9007199254740993,1\n9007199254740992,2\n9007199254740993.0,3\n";
    const { codes, rows, failed } = await readCsv(text, { types: { a: "float64" } });
    expect(codes).toEqual(["2 NUMBER_INEXACT"]);
    expect(failed[0].hint).toContain("int64");
    expect(rows.map(({ b }) => b)).toEqual([2, 3]);
  });

  test.each([
    ["among the first rows", 1],
    ["far behind them", 9000],
  ])("a byte of zero fails its row %s", async (_, before) => {
    const { codes, failed, rows } = await readCsv(`a,b\n${"1,x\n".repeat(before)}2,y\0z\n3,\0\0\n4,w\n`);
    expect(codes).toEqual([`${before + 2} ZERO_BYTE`, `${before + 3} ZERO_BYTE`]);
    expect(failed[0].cause).toBe("The row has a byte of zero at place 4.");
    expect(rows.slice(before)).toEqual([{ a: 4, b: "w" }]);
  });

  test("bytes of zero in a picture are no rows that fail", async () => {
    const picture = Uint8Array.of(0x89, 0x50, 10, 0x1a, 10, 0, 0, 10);
    await expect(readCsv(picture)).rejects.toMatchObject({ code: "FILE_NOT_TEXT" });
  });

  test("ragged rows tell how many cells they have, line ends in cells counted", async () => {
    const { failed, lines } = await readCsv('a,b,c\n"x\ny",1,2\n"p\nq",3\nz,4,5\n');
    expect(failed).toMatchObject([{ row: 4, cause: "The row has 2 cells, the header 3." }]);
    expect(lines).toEqual([2, 6]);
  });

  test("bytes that are not UTF-8 fail their row, and the issue offers latin1", async () => {
    const bytes = Uint8Array.from([...utf8("a,b\nx,1\n"), 0xe9, 44, 50, 10, ...utf8("y,3\n")]);
    const { codes, rows, issues, failed } = await readCsv(bytes);
    expect(codes).toEqual(["3 ENCODING_INVALID"]);
    expect(failed[0].cause).toContain("0xE9");
    expect(rows.map((row) => row.b)).toEqual([1, 3]);
    expect(issues).toMatchObject([
      { code: "ENCODING_INVALID", fix: { commands: [{ param: "encoding", value: "latin1" }] } },
    ]);
  });

  test.each([300_000, 100])("a very long line of %i bytes is a failed row", async (length) => {
    const text = `a,b\n1,2\n${"9".repeat(length)},3\n4,5\n`;
    const { codes, lines } = await readCsv(text, { maxLineBytes: 64, types: { a: "text" } });
    expect(codes).toEqual(["3 LINE_TOO_LONG"]);
    expect(lines).toEqual([2, 4]);
  });

  test("a long cell within the limit is read whole", async () => {
    const long = "x".repeat(1_000_000);
    const { rows } = await readCsv(`a,b\n${long},1\ny,2\n`);
    expect(rows.map((row) => (row.a as string).length)).toEqual([1_000_000, 1]);
  });

  test("a file that becomes shorter while it is read is an error, not a shorter table", async () => {
    const text = `a,b\n${"1,2\n".repeat(50_000)}`;
    const files = memoryFiles({ "in.csv": text });
    let opened = 0;
    const shrinking: Files = {
      ...files,
      open: async (path) => {
        const reader = await files.open(path);
        const read: FileReader["read"] = async (into, position) => {
          return Math.min(await reader.read(into, position), Math.max(0, 100_000 - position));
        };
        // The first look finds the file whole.
        return opened++ === 0 ? reader : { ...reader, read };
      },
    };
    const run = runNode(csv, { params: { path: "in.csv" }, host: { files: shrinking } });
    await expect(run).rejects.toMatchObject({
      code: "FILE_CHANGED",
      details: { file: "in.csv", got: "100000 bytes", hint: expect.any(String) as unknown },
    });
    expect(files.openReaders()).toBe(0);
  });
});
