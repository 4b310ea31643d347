// Which pictures does the source read, and in which order?

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import type { FolderParams } from "./params.ts";

/** Paths of the pictures, relative to the workflow file. A path that is a file is that one picture, whatever its ending. */
export async function listPictures(files: Files, params: FolderParams): Promise<string[]> {
  const { path, recursive, extensions, glob, sort } = params;
  const found = await files.stat(path);
  if (!found) throw missing(path);
  if (!found.isFolder) return [path];
  const endings = extensions.map((ending) => `.${ending.replace(/^\./u, "").toLowerCase()}`);
  const matches = glob === "" ? () => true : await matcher(glob);
  const names = await files.list(path, { recursive });
  const base = path.replace(/[/\\]+$/u, "");
  const paths = names
    .filter((name) => endings.some((ending) => name.toLowerCase().endsWith(ending)))
    .filter(matches)
    .map((name) => `${base}/${name}`);
  return sort === "name" ? paths : byAge(files, paths);
}

/** Capitals count, as in the names of files; a pattern without `/` is about the name alone. */
async function matcher(glob: string): Promise<(name: string) => boolean> {
  const { default: picomatch } = await import("picomatch");
  const matches = picomatch(glob, { basename: !glob.includes("/") });
  return (name) => matches(name);
}

/** Oldest first; equal times by name. */
async function byAge(files: Files, paths: readonly string[]): Promise<string[]> {
  const aged = await Promise.all(
    paths.map(async (path) => ({ path, time: (await files.stat(path))?.modifiedMs ?? 0 })),
  );
  return aged.sort((a, b) => a.time - b.time).map(({ path }) => path);
}

function missing(path: string): MillraceError {
  return new MillraceError("FILE_MISSING", {
    message: `There is no folder or file "${path}".`,
    file: path,
    path: "params.path",
    expected: "a folder with pictures, or one picture",
    hint: "Choose the folder that holds the pictures; paths are relative to the workflow file.",
  });
}
