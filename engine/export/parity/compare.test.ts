import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareFolders } from "./compare.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "compare-"));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Compares one file with these contents. */
function compared(name: string, expected: string | Uint8Array | null, got: string | Uint8Array | null) {
  for (const [side, content] of [
    ["expected", expected],
    ["got", got],
  ] as const) {
    mkdirSync(join(root, side), { recursive: true });
    if (content !== null) writeFileSync(join(root, side, name), content);
  }
  return compareFolders(join(root, "expected"), join(root, "got"));
}

describe("two folders", () => {
  test.each([
    ["a.csv", "n\n1.5\n", "n\n1.5\n"],
    ["a.jsonl", '{"n":1.5,"v":[1.25]}\n', '{"n":1.5,"v":[1.25]}\n'],
    ["a.txt", "Köln; 2\n", "Köln; 2\n"],
  ])("with the same %s are the same", (name, a, b) => {
    expect(compared(name, a, b)).toMatchObject({ identical: true, differences: [], files: 1 });
  });

  test("are the same with floats that differ in last digits, and tell by how much", () => {
    const { identical, differences, largest } = compared("a.csv", "n,m\n0.1234567,x\n", "n,m\n0.1234568,x\n");
    expect({ identical, differences }).toEqual({ identical: false, differences: [] });
    expect(largest).toBeCloseTo(1e-7, 8);
  });

  test.each([
    [
      "a whole number",
      "a.csv",
      "n,m\n7,x\n",
      "n,m\n8,x\n",
      { line: 2, column: "n", expected: "7", got: "8" },
    ],
    ["a word", "a.jsonl", '{"w":"ö"}\n', '{"w":"o"}\n', { line: 1, column: "w", expected: "ö", got: "o" }],
    ["a number that became a word", "a.jsonl", '{"n":1.5}\n', '{"n":"NaN"}\n', { line: 1, column: "n" }],
    ["a float", "a.csv", "n\n1.5\n", "n\n1.6\n", { line: 2, column: "n", expected: "1.5", got: "1.6" }],
    ["an element", "a.jsonl", '{"v":[1,2.5]}\n', '{"v":[1,2.6]}\n', { line: 1, column: "v" }],
    [
      "a line that is printed",
      "p.txt",
      "a; b, c\n",
      "a; b, d\n",
      { line: 1, expected: "a; b, c", got: "a; b, d" },
    ],
  ])("differ in %s", (_, name, a, b, difference) => {
    expect(compared(name, a, b).differences).toEqual([
      expect.objectContaining({ file: name, ...difference }),
    ]);
  });

  test("with more rows tell so first, and only the first row that differs", () => {
    const { differences } = compared("a.csv", "n\n1\n2\n3\n", "n\n1\n9\n2\n3\n");
    expect(differences[0]).toEqual({ file: "a.csv", expected: "4 lines", got: "5 lines" });
    expect(differences[1]).toMatchObject({ line: 3, column: "n" });
    expect(differences).toHaveLength(2);
  });

  test("differ in a file that one of them has not", () => {
    expect(compared("a.csv", null, "n\n").differences).toEqual([
      { file: "a.csv", expected: "no such file", got: "a file" },
    ]);
  });

  test("differ in bytes that are no text", () => {
    const { differences } = compared("a.bin", Uint8Array.of(0xff), Uint8Array.of(0xfe));
    expect(differences).toHaveLength(1);
  });
});
