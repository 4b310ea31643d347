// How does an entry come into the library and go again? Whole or not at all, whoever else is at work, and whenever a process is killed.

import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFile } from "../host/file-errors.ts";
import { writeEntry, type LibraryEntry, type StoredEntry } from "./entry.ts";
import type { Library } from "./library.ts";

/** How long what an installation has replaced is kept: a run that began before may still open it. */
const REPLACED_KEPT_MS = 24 * 3600 * 1000;
/** A download that nobody has gone on with. */
const DOWNLOAD_KEPT_MS = 30 * 24 * 3600 * 1000;

/** A folder to put an entry together in. */
export async function newStaging({ places }: Library): Promise<string> {
  const folder = join(places.staging, `${Date.now().toString(36)}-${randomBytes(6).toString("hex")}`);
  await withFile(folder, () => mkdir(folder, { recursive: true }), "folder");
  return folder;
}

/**
 * Takes the staged files in and makes them what the name stands for. Each installation has a folder of its own that nothing is
 * ever written into again; which one counts is said by one small file, renamed into place.
 */
export async function keepStaged(
  library: Library,
  staging: string,
  entry: LibraryEntry,
): Promise<StoredEntry> {
  const { places } = library;
  const folder = `${entry.files[0].sha256.slice(0, 12)}-${randomBytes(4).toString("hex")}`;
  const sets = join(places.sets, entry.name);
  await withFile(sets, () => mkdir(sets, { recursive: true }), "folder");
  await withFile(staging, () => rename(staging, join(sets, folder)));
  const stored = { ...entry, folder };
  await writeWhole(places.entries, `${entry.name}.json`, writeEntry(stored));
  await rm(join(places.removed, `${entry.name}.json`), { force: true }).catch(() => {});
  await prune(library).catch(() => {});
  return stored;
}

/** From now on the name stands for nothing; where it came from stays known. What a run has open stays until nobody can have it open any more. */
export async function removeEntry(library: Library, name: string): Promise<void> {
  const { places } = library;
  const entry = library.stored(name);
  if (entry) await writeWhole(places.removed, `${name}.json`, writeEntry(entry));
  await withFile(name, () => rm(join(places.entries, `${name}.json`), { force: true }));
  // Where the system lets nobody delete what is open, the next installation cleans up.
  await rm(join(places.sets, name), { recursive: true, force: true }).catch(() => {});
}

/** Takes away what is left of replaced entries, broken installations and downloads that nobody goes on with. */
export async function prune(library: Library, now = Date.now()): Promise<void> {
  const { places } = library;
  for (const name of await namesIn(places.sets)) {
    const current = library.stored(name)?.folder;
    for (const folder of await namesIn(join(places.sets, name)))
      if (folder !== current) await removeOld(join(places.sets, name, folder), now - REPLACED_KEPT_MS);
  }
  for (const folder of await namesIn(places.staging))
    await removeOld(join(places.staging, folder), now - REPLACED_KEPT_MS);
  for (const file of await namesIn(places.downloads))
    await removeOld(join(places.downloads, file), now - DOWNLOAD_KEPT_MS);
}

async function removeOld(path: string, before: number): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found && Math.max(found.mtimeMs, found.ctimeMs) < before)
    await rm(path, { recursive: true, force: true });
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** Beside its name, on the disk, and renamed: a reader sees the old one or the new one. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await withFile(folder, () => mkdir(folder, { recursive: true }), "folder");
  const part = join(folder, `${name}.${randomBytes(4).toString("hex")}.part`);
  await withFile(part, async () => {
    await writeFile(part, text);
    const handle = await open(part, "r+");
    await handle.datasync().finally(() => handle.close());
    await rename(part, join(folder, name));
  });
}
