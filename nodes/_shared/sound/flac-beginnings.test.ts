// Beginnings of FLAC, wherever the bytes of a file are cut.

import { expect, test } from "vitest";
import { FlacBeginnings } from "./flac-beginnings.ts";

const BEGIN = [0x66, 0x4c, 0x61, 0x43, 0x00, 0x00, 0x00, 0x22];
const LAST = BEGIN.with(4, 0x80);
const SOUND = [0x66, 0x66, 0x4c, 0x61, 0xff, 0xf8];

/** Whether the file is said to be joined, given piece by piece. */
function areJoined(file: readonly number[], length: number): boolean {
  const looking = new FlacBeginnings();
  const pieces = Array.from({ length: Math.ceil(file.length / length) }, (_, i) =>
    Uint8Array.from(file.slice(i * length, (i + 1) * length)),
  );
  return pieces.map((piece) => looking.areJoined(piece)).at(-1);
}

const LENGTHS = [1, 2, 3, 5, 7, 8, 9, 64];

test.each(LENGTHS)("two files are told apart from one in pieces of %i bytes", (length) => {
  expect(areJoined([...BEGIN, ...SOUND], length)).toBe(false);
  expect(areJoined([...BEGIN, ...SOUND, ...LAST, ...SOUND], length)).toBe(true);
});
