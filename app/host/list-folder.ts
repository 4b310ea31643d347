// What a file dialog shows of a folder: folders first, then files with one of the endings; names only, nothing is read.

import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { Reply } from "../bridge/calls.ts";
import type { FileEntry } from "../bridge/shapes.ts";
import { fileError } from "../../engine/host/file-errors.ts";

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** `path` is absolute. */
export async function listFolder(path: string, extensions: readonly string[]): Promise<Reply<"file.list">> {
  const { folder, names } = await nearest(resolve(path));
  const endings = extensions.map((extension) => `.${extension.replace(/^\./, "").toLowerCase()}`);
  const found = await Promise.all(
    names.filter((name) => !name.startsWith(".")).map((name) => entryOf(folder, name)),
  );
  const entries = found.filter(
    (entry): entry is FileEntry =>
      entry !== null &&
      (entry.isFolder ||
        endings.length === 0 ||
        endings.some((ending) => entry.name.toLowerCase().endsWith(ending))),
  );
  entries.sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || byName.compare(a.name, b.name));
  const parent = dirname(folder);
  const missing = folder === resolve(path) ? null : resolve(path);
  const isFile = missing !== null && (await entryOf(dirname(missing), basename(missing)))?.isFolder === false;
  return { path: folder, parent: parent === folder ? null : parent, missing, isFile, entries };
}

/** The first folder on the way up that can be looked into: who asks for one that has moved must not be left with nothing. */
async function nearest(folder: string): Promise<{ readonly folder: string; readonly names: string[] }> {
  try {
    return { folder, names: await readdir(folder) };
  } catch (thrown) {
    const parent = dirname(folder);
    if (parent === folder) throw fileError(thrown, folder);
    return nearest(parent);
  }
}

/** Null for a link that leads nowhere, and for what is neither a file nor a folder. */
async function entryOf(folder: string, name: string): Promise<FileEntry | null> {
  const found = await stat(join(folder, name)).catch(() => null);
  if (!found || !(found.isFile() || found.isDirectory())) return null;
  return { name, isFolder: found.isDirectory(), size: found.size, modifiedMs: found.mtimeMs };
}
