// Models that need no installing, since a package Millrace depends on or a playbook holds them. Found wherever the program lies.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CATALOGUE, type CatalogueEntry } from "./catalogue.ts";
import type { LibraryEntry } from "./entry.ts";

export interface ShippedEntry {
  readonly entry: LibraryEntry;
  /** The file on this machine. */
  pathOf(file: string): string;
}

/** Those that are there: a copy of Millrace without the package, or without playbooks, has none of it. */
export function shippedEntries(start: string = dirname(fileURLToPath(import.meta.url))): ShippedEntry[] {
  return CATALOGUE.flatMap((offered) => {
    if (!offered.shipped) return [];
    const { folder, at = {} } = offered.shipped;
    const from = new Map(offered.files.map((file) => [file.path, at[file.path] ?? file.from]));
    const found = folderAbove(start, folder, [...from.values()][0]);
    if (found === null) return [];
    return [{ entry: entryOf(offered), pathOf: (file: string) => join(found, from.get(file) ?? file) }];
  });
}

/** As an entry that somebody has; without what only its installation needs. */
export function entryOf({
  name,
  title,
  about,
  source,
  version,
  licence,
  files,
}: CatalogueEntry): LibraryEntry {
  const kept = files.map(({ path, size, sha256 }) => ({ path, size, sha256 }));
  return { name, title, about, source, version, licence, files: kept, installedAt: null };
}

/** Upwards, as Node looks for packages; their `exports` say nothing of the files in them. */
function folderAbove(start: string, name: string, file: string): string | null {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = unpacked(join(folder, ...name.split("/")));
    if (existsSync(join(found, file))) return found;
    if (dirname(folder) === folder) return null;
  }
}

/** In the desktop program such folders lie beside the archive: the runtime opens files of its own. */
function unpacked(path: string): string {
  const beside = path.replace(/([\\/]app\.asar)([\\/])/, "$1.unpacked$2");
  return existsSync(beside) ? beside : path;
}
