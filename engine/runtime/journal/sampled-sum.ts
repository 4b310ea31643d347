// A sum of parts of a file, by which another file is known from it: summing up all of what is written costs 3 % of a run.

import { crc32 } from "node:zlib";

/** Of so many bytes the first few are summed up; where they lie in the file counts, not how they were written. */
const EVERY_BYTES = 32 * 1024;
const SAMPLE_BYTES = 4 * 1024;
/** From here on a file has had a thousand samples, and fewer will do. */
const LONG_BYTES = 32 * 1024 * 1024;
const SELDOM_BYTES = 256 * 1024;

/** The sum of what stands before `at`, which is `before`, and of the bytes there. */
export function sampledSum(bytes: Uint8Array, before: number, at: number): number {
  const end = at + bytes.length;
  let sum = before;
  for (let start = at - (at % everyBytes(at)); start < end; start += everyBytes(start)) {
    const from = Math.max(start, at);
    const to = Math.min(start + SAMPLE_BYTES, end);
    if (to > from) sum = crc32(bytes.subarray(from - at, to - at), sum);
  }
  return sum;
}

function everyBytes(at: number): number {
  return at < LONG_BYTES ? EVERY_BYTES : SELDOM_BYTES;
}
