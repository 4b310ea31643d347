// Which pictures does the source read, and in which order?

import type { Files } from "../../../engine/sdk/services.ts";
import { chosenFiles } from "../../_shared/files/chosen-files.ts";
import type { FolderParams } from "./params.ts";

/** Paths of the pictures, relative to the workflow file. A path that is a file is that one picture, whatever its ending. */
export async function listPictures(files: Files, params: FolderParams): Promise<readonly string[]> {
  const { path, extensions, glob } = params;
  const chosen = await chosenFiles(files, { ...params, glob: glob === "" ? "*" : glob });
  if (chosen.length === 1 && chosen[0] === path) return chosen;
  const endings = extensions.map((ending) => `.${ending.replace(/^\./u, "").toLowerCase()}`);
  return chosen.filter((name) => endings.some((ending) => name.toLowerCase().endsWith(ending)));
}
