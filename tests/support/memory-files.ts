// Files in memory, for tests of nodes that read and write: what was written can be looked at afterwards.

import { MillraceError } from "../../engine/sdk/errors.ts";
import type { Files, FileWriter } from "../../engine/sdk/services.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export interface MemoryFiles extends Files {
  /** Whole files by path, `.part` files too. */
  readonly contents: Map<string, Uint8Array>;
  /** The text of a file, or undefined. */
  text(path: string): string | undefined;
  /** How many readers are open now. */
  readonly openReaders: () => number;
}

/** `readBytes` is the most that one `read` gives, to try what a slow disk does. */
export function memoryFiles(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  { readBytes = Infinity }: { readonly readBytes?: number } = {},
): MemoryFiles {
  const contents = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === "string" ? encoder.encode(content) : content,
    ]),
  );
  let readers = 0;
  const must = (path: string) => {
    const bytes = contents.get(path);
    if (bytes) return bytes;
    throw new MillraceError("FILE_MISSING", {
      message: `There is no file "${path}".`,
      file: path,
      hint: "Check the path.",
    });
  };
  return {
    contents,
    openReaders: () => readers,
    text: (path) => {
      const bytes = contents.get(path);
      return bytes && decoder.decode(bytes);
    },
    resolve: (path) => path,
    stat: async (path) => {
      const bytes = contents.get(path);
      return bytes ? { size: bytes.length, modifiedMs: 0, isFolder: false } : null;
    },
    readAll: async (path) => must(path),
    open: async (path) => {
      const bytes = must(path);
      readers++;
      return {
        size: bytes.length,
        read: async (into, position) => {
          const piece = bytes.subarray(position, position + Math.min(into.length, readBytes));
          into.set(piece);
          return piece.length;
        },
        close: async () => void readers--,
      };
    },
    list: async (folder) =>
      [...contents.keys()]
        .filter((path) => path.startsWith(folder + "/"))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    // Files have their whole path as a name: folders are there as soon as one is asked for.
    makeFolder: async () => {},
    create: (path) => memoryWriter(contents, path),
  };
}

function memoryWriter(contents: Map<string, Uint8Array>, path: string): FileWriter {
  const pieces: { bytes: Uint8Array; copy: Uint8Array }[] = [];
  let written = 0;
  const flush = (name: string) => {
    if (pieces.some(({ bytes, copy }) => !bytes.every((byte, i) => byte === copy[i])))
      throw new Error("Bytes were changed after they had been given to the writer.");
    const whole = new Uint8Array(written);
    let at = 0;
    for (const { copy } of pieces) {
      whole.set(copy, at);
      at += copy.length;
    }
    contents.set(name, whole);
  };
  return {
    path,
    get bytesWritten() {
      return written;
    },
    open: async () => flush(path + ".part"),
    write: (bytes) => {
      pieces.push({ bytes, copy: bytes.slice() });
      written += bytes.length;
    },
    commit: async () => {
      contents.delete(path + ".part");
      flush(path);
    },
    abandon: async () => {
      if (contents.has(path + ".part")) flush(path + ".part");
    },
  };
}
