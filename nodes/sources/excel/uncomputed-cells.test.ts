// Formulas without a result, in the XML of sheets as programs write it, however it comes in pieces.

import { expect, test } from "vitest";
import { UncomputedCells } from "./uncomputed-cells.ts";

async function* pieces(xml: string, length: number): AsyncGenerator<Uint8Array, void, undefined> {
  const bytes = new TextEncoder().encode(xml);
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

/** Rows with the columns of their cells. */
async function found(rows: string, length = Infinity): Promise<Record<number, readonly number[]>> {
  const cells = new UncomputedCells(pieces(`<worksheet><sheetData>${rows}</sheetData></worksheet>`, length));
  const all: Record<number, readonly number[]> = {};
  for (let row = 1; row <= 40; row++) {
    const columns = await cells.inRow(row);
    if (columns.length > 0) all[row] = columns;
  }
  return all;
}

const PLAIN = Array.from(
  { length: 30 },
  (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`,
);

test.each<[string, string, Record<number, readonly number[]>]>([
  ["no value at all", '<row r="2"><c r="B2"><f>A2*2</f></c></row>', { 2: [1] }],
  ["an empty one", '<row r="2"><c r="AB2" s="1"><f>A2*2</f><v></v></c></row>', { 2: [27] }],
  ["one that is closed at once", '<row r="2"><c r="B2"><f>A2*2</f><v/></c></row>', { 2: [1] }],
  ["a shared formula", "<row r='3'><c r='B3'><f t='shared' si='0'/></c></row>", { 3: [1] }],
  ["names with a prefix", '<x:row r="2"><x:c r="C2"><x:f>A2</x:f></x:c></x:row>', { 2: [2] }],
  [
    "cells that do not say where they are",
    "<row/><row><c/><c><v>1</v></c><c><f>A1</f></c></row>",
    { 2: [2] },
  ],
  [
    "several",
    '<row r="2"><c r="A2"><f>1</f></c><c r="B2"><f>1</f></c></row><row r="9"><c r="A9"><f>1</f></c></row>',
    { 2: [0, 1], 9: [0] },
  ],
  [
    "one far down",
    `${PLAIN.join("")}<row r="31"><c r="A31"><f>1</f></c><c r="B31"><v>2</v></c></row>`,
    { 31: [0] },
  ],
  [
    "one that fills several cells",
    '<row r="2"><c r="B2"><f t="array" ref="B2:C3">A2:A3</f><v></v></c></row><row r="3"><c r="A3"><v>1</v></c></row>',
    { 2: [1, 2], 3: [1, 2] },
  ],
  [
    "a result of one that fills several",
    '<row r="2"><c r="B2"><f t="array" ref="B2:C3">A2</f><v>1</v></c></row>',
    {},
  ],
  ["a result", '<row r="2"><c r="B2"><f>A2*2</f><v>4</v></c></row>', {}],
  ["a result that stands before it", '<row r="2"><c r="B2"><v>4</v><f>A2*2</f></c></row>', {}],
  ["a text without a sign as its result", '<row r="2"><c r="B2" t="str"><f>""</f><v></v></c></row>', {}],
  ["a text in its place", '<row r="2"><c r="B2" t="inlineStr"><f>A2</f><is><t>a</t></is></c></row>', {}],
  ["no formula", '<row r="2"><c r="B2"><v></v></c><c r="C2"/></row>', {}],
])("with %s", async (_, rows, expected) => {
  for (const length of [Infinity, 50, 7, 1]) expect(await found(rows, length)).toEqual(expected);
});

test("a sheet is read no further than rows are asked for", async () => {
  let read = 0;
  async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
    for (;;) yield new TextEncoder().encode(`<row r="${++read}"><c r="A${read}"><v>1</v></c></row>`);
  }
  const cells = new UncomputedCells(endless());
  expect(await cells.inRow(3)).toEqual([]);
  expect(read).toBe(4);
  await cells.close();
});
