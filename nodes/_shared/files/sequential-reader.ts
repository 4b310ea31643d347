// What comes piece by piece, read as a file is: in its order, to an end that nobody knows beforehand.

import type { FileReader } from "../../../engine/sdk/services.ts";

/** Its `size` is infinite. Places may be passed over, but none is read twice. */
export function sequentialReader(source: AsyncIterable<Uint8Array>): FileReader {
  const pieces = source[Symbol.asyncIterator]();
  let left = new Uint8Array(0) as Uint8Array;
  let position = 0;
  /** Whether there is something left. */
  const more = async () => {
    while (left.length === 0) {
      const next = await pieces.next();
      if (next.done) return false;
      left = next.value;
    }
    return true;
  };
  const pass = (bytes: number) => {
    left = left.subarray(bytes);
    position += bytes;
  };
  return {
    size: Infinity,
    read: async (into, from) => {
      if (from < position) throw new Error("What comes piece by piece is read in its order.");
      while (position < from && (await more())) pass(Math.min(left.length, from - position));
      let filled = 0;
      while (filled < into.length && (await more())) {
        const piece = left.subarray(0, into.length - filled);
        into.set(piece, filled);
        filled += piece.length;
        pass(piece.length);
      }
      return filled;
    },
    close: async () => void (await pieces.return?.()),
  };
}
