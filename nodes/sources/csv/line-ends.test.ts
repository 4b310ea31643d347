// csv: files whose lines end in a carriage return alone, as on old Macs.

import { describe, expect, test } from "vitest";
import { readCsv } from "../../../tests/support/read-csv.ts";

const TEXT = 'a,b\n1,x\n\n2,"y\nz"\n3\n4,w';
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, "utf16le"));
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

describe("carriage returns alone", () => {
  test.each([
    ["UTF-8", TEXT.replaceAll("\n", "\r"), {}],
    ["UTF-8 with a mark", `\ufeff${TEXT.replaceAll("\n", "\r")}`, {}],
    ["UTF-16", utf16(TEXT.replaceAll("\n", "\r")), {}],
    ["latin1", latin1(TEXT.replaceAll("\n", "\r").replace("w", "é")), { encoding: "latin1" }],
  ])("end lines: %s", async (_, content, params) => {
    const { rows, lines, codes, issueCodes } = await readCsv(content, params);
    expect(rows.map(({ a, b }) => [a, b])).toEqual([
      [1, "x"],
      [2, "y\nz"],
      [4, expect.stringMatching(/^[wé]$/)],
    ]);
    expect(lines).toEqual([2, 4, 7]);
    expect(codes).toEqual(["6 ROW_CELLS"]);
    expect(issueCodes).toEqual([]);
  });

  test("end the lines of a file longer than a block, read in pieces of any size", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},w${i}`);
    const read = await readCsv(["a,b", ...rows].join("\r"), {}, { readBytes: 777 });
    expect(read.codes).toEqual([]);
    expect(read.rows.map(({ a, b }) => `${a as number},${b as string}`)).toEqual(rows);
  });

  test("in a file with line feeds are part of a cell, and beside one are no line of their own", async () => {
    const { rows } = await readCsv("a,b\r\n1,x\ry\r\n2,z\r\n");
    expect(rows).toEqual([
      { a: 1, b: "x\ry" },
      { a: 2, b: "z" },
    ]);
  });
});
