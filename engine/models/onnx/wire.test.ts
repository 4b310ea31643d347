// The corners of protobuf's wire format that models rarely, but files of strangers do have.

import { describe, expect, test } from "vitest";
import { WireCursor } from "./wire.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

/** The fields of a message as number and value or length. */
function fields(message: Uint8Array, skip = false): number[][] {
  const found: number[][] = [];
  const cursor = new WireCursor(message);
  while (cursor.next()) {
    found.push([cursor.field, cursor.wire === 0 ? cursor.value : cursor.to - cursor.from]);
    if (skip) found.push([cursor.skipRun()]);
  }
  return found;
}

describe("WireCursor", () => {
  test("reads numbers of one to ten bytes, negative ones too", () => {
    const minusOne = [...new Array<number>(9).fill(255), 1];
    expect(fields(bytes(8, 127, 8, 0x80, 0x01, 8, ...minusOne))).toEqual([
      [1, 127],
      [1, 128],
      [1, -1],
    ]);
  });

  test("reads field numbers above 15", () => {
    expect(fields(bytes(0xa0, 0x01, 5, 0xca, 0x01, 1, 0))).toEqual([
      [20, 5],
      [25, 1],
    ]);
  });

  test("a field that is cut off is given as far as it goes, then the damage is told", () => {
    const cursor = new WireCursor(bytes(0x0a, 10, 65, 66));
    expect(cursor.next()).toBe(true);
    expect(cursor.text()).toBe("AB");
    expect(() => cursor.next()).toThrow("a field that is longer than what holds it");
  });

  test.each([
    [
      "fixed32",
      bytes(0x3d, 0, 0, 0, 0, 0x3d, 0, 0, 0, 0, 0x3d, 0, 0, 0, 0, 8, 1),
      [[7, 4], [2], [1, 1], [0]],
    ],
    ["fixed64", bytes(9, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0), [[1, 8], [1]]],
    ["varint", bytes(0x40, 1, 0x40, 0xff, 0x7f, 0x40, 3, 8, 1), [[8, 1], [2], [1, 1], [0]]],
    ["range", bytes(0x4a, 1, 65, 0x4a, 0, 0x4a, 2, 65, 66), [[9, 1], [2]]],
  ])("passes over a run of %s fields", (_, message, expected) => {
    expect(fields(message, true)).toEqual(expected);
  });

  test.each([
    ["a cut fixed32", bytes(0x3d, 0, 0, 0, 0, 0x3d, 0)],
    ["a cut varint", bytes(0x40, 1, 0x40, 0xff)],
    ["a cut range", bytes(0x4a, 0, 0x4a, 5, 65)],
    ["a range without a length", bytes(0x4a, 0, 0x4a)],
    ["a varint of more than ten bytes", bytes(0x40, 1, 0x40, ...new Array<number>(11).fill(255), 1)],
  ])("leaves %s at the end of a run to be told as damage", (_, message) => {
    expect(() => fields(message, true)).toThrow(/longer than what holds it|does not end/);
  });
});
