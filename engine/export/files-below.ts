// Which files are in a folder?

import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths of all files below it, with `/`. */
export function filesBelow(folder: string, prefix = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesBelow(join(folder, entry.name), `${prefix}${entry.name}/`)
      : [`${prefix}${entry.name}`],
  );
}
