// How many files of a run have taken their place? Those of an output folder do one by one, whatever becomes of the run.

import type { Files, FileWriter } from "../sdk/services.ts";

export class PlacedFiles {
  readonly files: Files;
  #count = 0;

  constructor(files: Files) {
    this.files = { ...files, create: (path, how) => this.#counted(files.create(path, how)) };
  }

  /** Files that were written to their end, in the place of older ones where there were any. */
  get count(): number {
    return this.#count;
  }

  #counted(writer: FileWriter): FileWriter {
    return {
      path: writer.path,
      get bytesWritten() {
        return writer.bytesWritten;
      },
      open: () => writer.open(),
      write: (bytes, written) => writer.write(bytes, written),
      ...(writer.mark && { mark: () => writer.mark!() }),
      ...(writer.synced && { synced: () => writer.synced!() }),
      commit: async () => {
        await writer.commit();
        this.#count++;
      },
      abandon: () => writer.abandon(),
    };
  }
}
