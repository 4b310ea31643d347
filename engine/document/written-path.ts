// How a workflow should write the path of a file: relative where both are likely to move together, else absolute.

import { isAbsolutePath, resolvePath, toRelativePath } from "./paths.ts";

/** As many folders up are still near. */
const MOST_STEPS_UP = 2;
/** Below a folder that everything shares (`/home`, `C:/Users`), nothing belongs together. */
const LEAST_SHARED_NAMES = 2;

export function writtenPath(folder: string, path: string): string {
  const written = toRelativePath(folder, path);
  if (isAbsolutePath(written)) return written;
  const up = written.split("/").filter((name) => name === "..").length;
  if (up === 0) return written;
  const shared = resolvePath(folder, "../".repeat(up)).split("/").filter(Boolean).length;
  return up <= MOST_STEPS_UP && shared >= LEAST_SHARED_NAMES ? written : resolvePath(folder, path);
}
