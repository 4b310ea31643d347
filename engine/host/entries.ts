// Where the built files are that start a thread or a process of their own.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The files of `dist/` that are started by path. */
export type EntryName = "lane-worker" | "model-child" | "partition-worker";

/**
 * Absolute path of a built entry: beside this bundle when it runs from `dist/`, else in the `dist/` of the package that
 * this source file belongs to (tests run from source; they build first).
 */
export function entryPath(name: EntryName): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const beside = join(folder, `${name}.js`);
    if (existsSync(beside)) return beside;
    if (existsSync(join(folder, "package.json"))) return join(folder, "dist", `${name}.js`);
  }
}
