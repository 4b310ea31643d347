// A file that becomes shorter while it is read must not pass for one that ends there.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";

/** The reader, which throws where the file ends before `to`. */
export function readerUpTo(reader: FileReader, to: number, file: string): FileReader {
  return {
    size: reader.size,
    read: async (into, position) => {
      const read = await reader.read(into, position);
      if (read === 0 && into.length > 0 && position < to) throw shortened(file, to, position);
      return read;
    },
    close: () => reader.close(),
  };
}

function shortened(file: string, expected: number, got: number): MillraceError {
  return new MillraceError("FILE_CHANGED", {
    message: `The file became shorter while it was read: it ends after ${got} bytes, not after ${expected}.`,
    file,
    expected: `${expected} bytes`,
    got: `${got} bytes`,
    hint: "Run again when whatever writes the file has finished; a copy of the file does not change.",
    fatal: true,
  });
}
