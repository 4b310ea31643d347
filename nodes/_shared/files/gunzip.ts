// A file that is packed with gzip, read as what is in it: from its beginning to its end, never as a whole.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";

const PIECE_BYTES = 64 * 1024;

/** By its ending: what a file is called is known before it is read. */
export function isGzip(path: string): boolean {
  return /\.gz$/iu.test(path);
}

/** Its `size` is not known before the end, so it is infinite; pieces are to be read in their order. */
export function gunzipReader(packed: FileReader, file: string): FileReader {
  let at = 0;
  const source = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: async (controller) => {
      const piece = new Uint8Array(PIECE_BYTES);
      const read = await packed.read(piece, at);
      at += read;
      if (read > 0) controller.enqueue(piece.subarray(0, read));
      else controller.close();
    },
  });
  const pieces = source.pipeThrough(new DecompressionStream("gzip")).getReader();
  let left = new Uint8Array(0);
  let position = 0;
  return {
    size: Infinity,
    read: async (into, from) => {
      if (from !== position) throw new Error("A packed file is read in its order.");
      let filled = 0;
      while (filled < into.length) {
        if (left.length === 0) {
          const { done, value } = await pieces.read().catch((thrown: unknown) => {
            throw thrown instanceof MillraceError ? thrown : damaged(file, thrown);
          });
          if (done) break;
          left = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        }
        const piece = left.subarray(0, into.length - filled);
        into.set(piece, filled);
        filled += piece.length;
        left = left.subarray(piece.length);
      }
      position += filled;
      return filled;
    },
    close: async () => {
      await pieces.cancel().catch(() => {});
      await packed.close();
    },
  };
}

function damaged(file: string, cause: unknown): MillraceError {
  return new MillraceError("GZIP_DAMAGED", {
    message: "The file cannot be unpacked: it is cut off, damaged, or not packed with gzip at all.",
    file,
    expected: "a file that gzip has packed",
    got: cause instanceof Error ? cause.message : String(cause),
    hint: "Copy or download the file again; if it is not packed, take .gz off its name.",
    fatal: true,
    cause,
  });
}
