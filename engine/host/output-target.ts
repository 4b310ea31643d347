// Whether a file can be written at a place: asked before any work is done for it, and once more when it is opened.

import { constants, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { MillraceError } from "../sdk/errors.ts";
import { withFile } from "./file-errors.ts";
import { access, stat, syncFolder } from "./promised-fs.ts";

/** The file that grows beside the name until it is whole. Where the name is a link, beside what that leads to: a rename stays on one disk. */
export const partOf = (path: string) => `${targetOf(path)}.part`;

/** The file that is written at `path`: what a link there leads to, as for every other program, else itself. */
export function targetOf(path: string): string {
  try {
    if (!lstatSync(path).isSymbolicLink()) return path;
  } catch {
    return path;
  }
  try {
    return realpathSync.native(path);
  } catch {
    // It leads to where nothing is yet.
    return resolve(dirname(path), readlinkSync(path));
  }
}

/** Throws what keeps a file from being written at `path`; makes and changes nothing. */
export async function checkTarget(path: string): Promise<void> {
  await withFile(path, () => checkPlace(path));
  await withFile(partOf(path), async () => {
    if ((await statOrNull(partOf(path)))?.isDirectory()) throw systemError("EISDIR");
  });
}

/** A file that may not be written would be replaced by the rename all the same, as only its folder counts for that. */
async function checkPlace(path: string): Promise<void> {
  const found = await statUnlessLoop(path);
  if (found?.isDirectory()) throw systemError("EISDIR");
  if ((found && !found.isFile()) || SYSTEM_FOLDER.test(path)) throw notAFile(path);
  if (found) await access(path, constants.W_OK);
  const folder = dirname(targetOf(path));
  const parent = await statOrNull(folder);
  if (!parent) throw folderMissing(path, folder);
  if (!parent.isDirectory()) throw systemError("ENOTDIR");
  await access(folder, constants.W_OK);
}

/** Throws what keeps files from being written into the folder at `path`, which may not be there yet; makes nothing. */
export async function checkTargetFolder(path: string): Promise<void> {
  await withFile(
    path,
    async () => {
      if (SYSTEM_FOLDER.test(`${path}/`)) throw notAFile(path);
      let place = path;
      let found = await statOrNull(place);
      while (!found && dirname(place) !== place) {
        place = dirname(place);
        found = await statOrNull(place);
      }
      if (!found?.isDirectory()) throw systemError("ENOTDIR");
      await access(place, constants.W_OK | constants.X_OK);
    },
    "folder",
  );
}

/** Where names stand for devices, and `/dev/stdout` for whatever it is joined to at the moment. */
const SYSTEM_FOLDER = /^\/(?:dev(?!\/shm\/)|proc|sys)\//;

function statOrNull(path: string) {
  return stat(path).catch(() => null);
}

/** A link that leads to nothing is written where it leads; one that leads to itself is nowhere. */
function statUnlessLoop(path: string) {
  return stat(path).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === "ELOOP") throw thrown;
    return null;
  });
}

/** As the system would report it, for `file-errors.ts` to put into words. */
function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** The rename would put a plain file in the place of the device or pipe, for the whole machine. */
function notAFile(path: string): MillraceError {
  return new MillraceError("OUTPUT_NOT_FILE", {
    message: `"${path}" is no plain file but a device, a pipe or the like; it would be replaced.`,
    file: path,
    hint: "Write to a file.",
  });
}

/** Puts the name of the file at `path` on the disk, which its folder holds. */
export async function syncFolderOf(path: string): Promise<void> {
  try {
    await syncFolder(dirname(path));
  } catch (thrown) {
    throw (await folderGone(path)) ?? thrown;
  }
}

/** What is said where the folder of a file that is being written is there no more; null where it is there. */
export async function folderGone(path: string): Promise<MillraceError | null> {
  const folder = dirname(path);
  if (await statOrNull(folder)) return null;
  return new MillraceError("FOLDER_GONE", {
    message: `The folder "${folder}" was removed or renamed while "${basename(path)}" was being written.`,
    file: path,
    hint: "What was written into it is gone with it: make the folder again, and start the run anew.",
  });
}

function folderMissing(path: string, folder: string): MillraceError {
  return new MillraceError("FOLDER_MISSING", {
    message: `There is no folder "${folder}" to write "${basename(path)}" into.`,
    file: path,
    hint: "Make the folder, or choose another place. On a command line, --make-folders makes it.",
  });
}
