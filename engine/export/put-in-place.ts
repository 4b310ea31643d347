// Puts a finished export where it was asked for: into a folder of its own, or over the export that was there before.

import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileError } from "../host/file-errors.ts";
import { MillraceError } from "../sdk/errors.ts";
import { FACTS, type ExportFacts } from "./places.ts";
import { filesBelow } from "./files-below.ts";

/** Throws where exporting to `folder` would have to replace something that it may not. `staged` may lie in it. */
export function checkTarget(folder: string, force: boolean, staged = ""): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw notFolder(folder);
  if (force) return;
  if (namesIn(folder).every((name) => name === basename(staged))) return;
  throw new MillraceError("EXPORT_TARGET_FULL", {
    message: `"${folder}" is not empty.`,
    file: folder,
    expected: "a folder that is empty or not there",
    hint: "Choose another folder, or add --force: it replaces what an earlier export wrote, and nothing else.",
  });
}

/** Names in a folder, which may be nobody's to read. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (thrown) {
    throw fileError(thrown, folder, "folder");
  }
}

function notFolder(path: string): MillraceError {
  return new MillraceError("EXPORT_TARGET_FILE", {
    message: `"${path}" is a file, not a folder.`,
    file: path,
    expected: "a folder that is empty or not there",
    hint: "Choose another name.",
  });
}

/**
 * Moves the files of `staged` into `folder`. Those of an earlier export that are no more part of it go; whatever nobody
 * exported stays.
 */
export function putInPlace(staged: string, folder: string, force: boolean): void {
  // Another export may have come to its end since this one began.
  checkTarget(folder, force, staged);
  const before = earlierFiles(folder);
  const now = filesBelow(staged);
  refuseForeign(folder, before, now);
  mkdirSync(dirname(folder), { recursive: true });
  if (!existsSync(folder)) {
    renameSync(staged, folder);
    // A temporary folder is for its owner alone.
    return chmodSync(folder, 0o755);
  }
  const place = (path: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    move(join(staged, path), join(folder, path));
  };
  // Where this ends in the middle, the next export has to know all of these files as exported ones.
  listFiles(join(folder, FACTS), [...new Set([...before, ...now])].toSorted());
  now.filter((path) => path !== FACTS).forEach(place);
  const gone = before.filter((path) => !now.includes(path) && !isFolder(join(folder, path)));
  for (const path of gone) rmSync(join(folder, path), { force: true });
  place(FACTS);
  rmSync(staged, { recursive: true, force: true });
}

/** The folder may be a disk of its own, to which nothing can be renamed. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EXDEV") throw thrown;
    copyFileSync(from, to);
  }
}

function listFiles(path: string, files: readonly string[]): void {
  const facts = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<ExportFacts>) : {};
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...facts, files }, null, 2)}\n`);
}

/** What an earlier export says that it wrote; only paths below the folder count. */
function earlierFiles(folder: string): readonly string[] {
  const path = join(folder, FACTS);
  if (!existsSync(path)) return [];
  return listedFiles(readFileSync(path, "utf8")).filter(
    (file) => !file.split(/[\\/]/).includes("..") && !/^([\\/]|[A-Za-z]:)|\0/.test(file),
  );
}

/** None where the facts are damaged: then nothing there counts as exported, and nothing is replaced. */
function listedFiles(facts: string): readonly string[] {
  try {
    const { files } = JSON.parse(facts) as Partial<ExportFacts>;
    return Array.isArray(files) ? files.filter((file) => typeof file === "string") : [];
  } catch {
    return [];
  }
}

function refuseForeign(folder: string, before: readonly string[], now: readonly string[]): void {
  const inFolder = (path: string) => join(folder, path);
  // Whatever an export wrote was a file: a folder of that name has come since.
  const foreign =
    now.find((path) => existsSync(inFolder(path)) && (!before.includes(path) || isFolder(inFolder(path)))) ??
    foldersOf(now).find((path) => existsSync(inFolder(path)) && !isFolder(inFolder(path)));
  if (foreign === undefined) return;
  throw new MillraceError("EXPORT_TARGET_FOREIGN", {
    message: `"${join(folder, foreign)}" was not written by an export, and would be replaced.`,
    file: join(folder, foreign),
    hint: "Move it away, or choose another folder.",
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Every folder that a path leads through. */
function foldersOf(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => {
    const parts = path.split("/").slice(0, -1);
    return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
  });
  return [...new Set(folders)];
}
