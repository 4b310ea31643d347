// The file calls of the contract: looking, choosing, importing.

import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import type { Reply, Request } from "../bridge/calls.ts";
import { isReference } from "../../engine/document/model-reference.ts";
import { writtenPath } from "../../engine/document/written-path.ts";
import { DiskWriter } from "../../engine/host/file-writer.ts";
import { withFile } from "../../engine/host/file-errors.ts";
import { Library } from "../../engine/library/library.ts";
import { allowedPath } from "./access.ts";
import { keepDropped } from "./keep-dropped.ts";
import { viewOf, type Session } from "./session.ts";
import { hashOf } from "./text-hash.ts";

/** Where a chosen file lies, how the workflow writes that, and whether it is a folder. What is not there yet is a file. */
export async function chosenFile(
  { folder, path: workflow }: Session,
  given: string,
): Promise<{ readonly absolute: string; readonly reply: Reply<"file.allow"> }> {
  const absolute = isAbsolute(given) ? resolve(given) : resolve(folder, given);
  const found = await stat(absolute).catch(() => null);
  // A workflow without a file moves when it is saved: nothing is near to it yet, besides what was dropped on it.
  const written = writtenPath(folder, absolute);
  const path = workflow === null && written.startsWith("..") ? absolute.replaceAll("\\", "/") : written;
  return { absolute, reply: { path, isFolder: found?.isDirectory() ?? false } };
}

/** Keeps bytes beside the workflow. */
export async function importFile(
  session: Session,
  { name, bytes }: Pick<Request<"file.import">, "name" | "bytes">,
): Promise<Reply<"file.import">> {
  const hash = hashOf(bytes);
  const path = await keepDropped(session, {
    name,
    isSame: async (place, found) =>
      found.isFile() && found.size === bytes.length && hashOf(await readFile(place)) === hash,
    write: async (place) => {
      await withFile(place, () => mkdir(dirname(place), { recursive: true }));
      const writer = new DiskWriter(place);
      await writer.write(bytes);
      await writer.commit();
    },
  });
  return { path };
}

/** Whether a path of the workflow is there. */
export async function statFile(session: Session, path: string): Promise<Reply<"file.stat">> {
  if (isReference(path)) return statModel(path);
  const found = await stat(await allowedPath(viewOf(session), path)).catch((thrown: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes((thrown as NodeJS.ErrnoException).code ?? "")) return null;
    throw thrown;
  });
  if (!found) return { exists: false, isFolder: false, size: 0 };
  return { exists: true, isFolder: found.isDirectory(), size: found.size };
}

/** Of the model library every workflow may read: a reference leads nowhere else. */
async function statModel(reference: string): Promise<Reply<"file.stat">> {
  try {
    const { size } = await stat(new Library().pathOf(reference));
    return { exists: true, isFolder: false, size };
  } catch {
    return { exists: false, isFolder: false, size: 0 };
  }
}

/** Where a file dialog begins: at the workflow the program was started with, else at the person's files. */
export function firstFolder(open: string | undefined, home: string): string {
  return open === undefined ? home : dirname(open);
}

/** `~` is the home folder; what is not absolute begins at `base`. */
export function placeOfPath(path: string, home: string, base: string): string {
  return /^~(?=[\\/]|$)/.test(path) ? join(home, path.slice(1)) : resolve(base, path);
}

/** `path` is absolute. */
export async function makeFolder(path: string): Promise<Reply<"file.makeFolder">> {
  await withFile(path, () => mkdir(path, { recursive: true }));
  return { path };
}

export function documentsFolder(home: string): string {
  return join(home, "Documents", "Millrace");
}
