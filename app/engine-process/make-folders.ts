// --make-folders: folders of outputs that are not there are made, once everything else is known to be right.

import { dirname } from "node:path";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { Files } from "../../engine/sdk/services.ts";

export interface FoldersToMake {
  /** To plan and to run with: an output whose folder could be made is none that cannot be written. */
  readonly files: Files;
  /** Makes the folders that were missed. */
  make(): Promise<void>;
}

export function foldersToMake(files: Files): FoldersToMake {
  const missed = new Set<string>();
  const checkOutput = async (path: string): Promise<void> => {
    try {
      await files.checkOutput?.(path);
    } catch (thrown) {
      if (!(thrown instanceof MillraceError) || thrown.code !== "FOLDER_MISSING") throw thrown;
      const folder = dirname(files.resolve(path));
      await files.checkOutputFolder?.(folder);
      missed.add(folder);
    }
  };
  return {
    files: { ...files, checkOutput },
    make: async () => {
      for (const folder of missed) await files.makeFolder(folder);
      missed.clear();
    },
  };
}
