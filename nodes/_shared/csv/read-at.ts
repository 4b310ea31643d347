// Reads a piece of a file, however few bytes the disk gives at a time.

import type { FileReader } from "../../../engine/sdk/services.ts";

/** Up to `length` bytes from `position`, fewer where the file ends. */
export async function readAt(reader: FileReader, position: number, length: number): Promise<Uint8Array> {
  const into = new Uint8Array(length);
  let got = 0;
  while (got < length) {
    const read = await reader.read(into.subarray(got), position + got);
    if (read === 0) break;
    got += read;
  }
  return into.subarray(0, got);
}
