// Where the built files are that run as a thread or process of their own.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { MillraceError } from "../sdk/errors.ts";

/** Entries of vite.config.ts that Millrace starts itself. */
export type EntryName =
  "editor-engine" | "lane-worker" | "model-child" | "partition-worker" | "program-child" | "train-worker";

/**
 * The file to start: beside the bundle this code is in, or one folder up when it is in a chunk; `dist/` of the package
 * when it runs from source.
 */
export function entryPath(name: EntryName): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [here, dirname(here), join(packageRoot(here), "dist")].map((folder) =>
    join(folder, `${name}.js`),
  );
  const found = candidates.find((path) => existsSync(path));
  if (found) return found;
  throw new MillraceError("ENTRY_MISSING", {
    message: `A part of Millrace, ${name}.js, is not where it should be.`,
    expected: candidates[0],
    hint: "In a clone, run `npm run build`; otherwise install Millrace again.",
  });
}

function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? folder : packageRoot(parent);
}
