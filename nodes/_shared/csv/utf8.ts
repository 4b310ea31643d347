// Finds rows whose bytes are not UTF-8, or no text at all.

import type { RawRows } from "../../../engine/frames/raw-rows.ts";

const strict = new TextDecoder("utf-8", { fatal: true });

/** Calls `fail` for each row that is not UTF-8. Whole runs are checked at once; rows one by one only after a failure. */
export function badUtf8(rows: RawRows, fail: (row: number, code: string, cause: string) => void): void {
  const { bytes, starts, ends, length } = rows;
  if (length === 0 || isUtf8(bytes.subarray(starts[0], ends[length - 1]))) return;
  for (let row = 0; row < length; row++) {
    const line = bytes.subarray(starts[row], ends[row]);
    if (!isUtf8(line)) fail(row, "ENCODING_INVALID", firstBadByte(line));
  }
}

/** Calls `fail` for each row with a byte of zero, which is in no text: programs behind would cut it there, or refuse it. */
export function zeroBytes(rows: RawRows, fail: (row: number, code: string, cause: string) => void): void {
  const { bytes, starts, ends, length } = rows;
  // A Buffer searches ten times as fast as an Uint8Array.
  // eslint-disable-next-line no-restricted-globals
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const to = length === 0 ? 0 : ends[length - 1];
  for (let at = length === 0 ? -1 : all.indexOf(0, starts[0]), row = 0; at >= 0 && at < to;) {
    while (ends[row] <= at) row++;
    if (starts[row] <= at)
      fail(row, "ZERO_BYTE", `The row has a byte of zero at place ${at - starts[row] + 1}.`);
    at = all.indexOf(0, Math.max(at + 1, ends[row]));
  }
}

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function firstBadByte(line: Uint8Array): string {
  let good = 0;
  for (let end = 1; end <= line.length; end++) {
    if (line[end - 1] < 128) {
      if (!isUtf8(line.subarray(good, end))) break;
      good = end;
    }
  }
  const place = line.findIndex((byte, i) => i >= good && byte > 127);
  const hex = line[place].toString(16).toUpperCase();
  return `The row is not UTF-8: byte 0x${hex} at place ${place + 1} of the row.`;
}
