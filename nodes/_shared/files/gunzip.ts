// A file that is packed with gzip, read as what is in it: from its beginning to its end, never as a whole.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";
import { sequentialReader } from "./sequential-reader.ts";

const PIECE_BYTES = 64 * 1024;

/** By its ending: what a file is called is known before it is read. */
export function isGzip(path: string): boolean {
  return /\.gz$/iu.test(path);
}

/** Its size is not known before the end, and it is to be read in its order. */
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
  const unpacked = source.pipeThrough(new DecompressionStream("gzip"));
  const reader = sequentialReader(piecesOf(unpacked, file));
  return {
    ...reader,
    close: async () => {
      await reader.close();
      await packed.close();
    },
  };
}

async function* piecesOf(
  stream: ReadableStream<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const piece of stream) yield piece;
  } catch (thrown) {
    throw thrown instanceof MillraceError ? thrown : damaged(file, thrown);
  }
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
