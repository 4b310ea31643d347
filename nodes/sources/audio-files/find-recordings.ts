// Which recordings a source reads: one file, or those of a folder by ending, pattern and order.

import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Files } from "../../../engine/sdk/services.ts";

export interface Wanted {
  readonly path: string;
  readonly recursive: boolean;
  readonly glob: string;
  readonly sort: "name" | "modified";
}

export const ENDINGS = ["wav", "wave", "flac", "mp3", "ogg", "oga", "opus"];
const SOUND = new RegExp(`\\.(?:${ENDINGS.join("|")})$`, "iu");

/** Paths relative to the workflow file. */
export async function findRecordings(files: Files, wanted: Wanted): Promise<readonly string[]> {
  const { path, recursive, glob, sort } = wanted;
  const found = await files.stat(path);
  if (!found) throw missing(path);
  if (!found.isFolder) return [path];
  const fits = glob === "" ? (name: string) => SOUND.test(name) : await matcher(glob);
  const base = path.replace(/[/\\]+$/u, "");
  const names = (await files.list(path, { recursive })).filter(fits);
  const paths = names.map((name) => `${base}/${name}`);
  return sort === "name" ? paths : byAge(files, paths);
}

/** A pattern without `/` is one for names in any folder. Capitals do not count, as in endings. */
async function matcher(glob: string): Promise<(name: string) => boolean> {
  const { default: picomatch } = await import("picomatch");
  const matches = picomatch(glob, { nocase: true, basename: !glob.includes("/") });
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
    message: `There is no file or folder "${path}".`,
    file: path,
    path: "params.path",
    expected: "a recording, or a folder that holds some",
    hint: "Choose the folder with the recordings, or one of them; paths are relative to the workflow file.",
  });
}
