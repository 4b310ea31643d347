// Bytes in memory, read as a file is.

import type { FileReader } from "../../../engine/sdk/services.ts";

export function bytesReader(bytes: Uint8Array): FileReader {
  return {
    size: bytes.length,
    read: async (into, position) => {
      const piece = bytes.subarray(position, position + into.length);
      into.set(piece);
      return piece.length;
    },
    close: async () => {},
  };
}
