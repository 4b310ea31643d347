// Which files are in a folder?

import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Paths of all files below it, with `/`. */
export function filesBelow(folder: string, prefix = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`)
      : [`${prefix}${entry.name}`],
  );
}

/** Bytes of all files below it. */
export function folderBytes(folder: string): number {
  return filesBelow(folder).reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
}
