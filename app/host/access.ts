// Which files may a workflow use? Those below its folder, and those that a person chose for it. Links do not lead out.

import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, isAbsolute, sep } from "node:path";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { SessionView } from "./engine-link.ts";

/** The absolute path of one that the workflow names; throws `FILE_NOT_ALLOWED`. */
export async function allowedPath({ folder, allowed }: SessionView, path: string): Promise<string> {
  const absolute = resolve(folder, path);
  const real = await realPath(absolute);
  for (const root of allowed) if (isInside(await realPath(root), real)) return absolute;
  throw new MillraceError("FILE_NOT_ALLOWED", {
    message: `This workflow may not use "${path}": it lies outside its folder, and nobody has chosen it.`,
    file: path,
    expected: `a file below ${folder}, or one that was chosen`,
    hint: "Choose it with the button beside the field: that allows it. Or copy it into the folder of the workflow.",
  });
}

/** Where a path really leads. What is not there yet is taken as it is written, below what is there. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPath(parent), basename(path));
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
