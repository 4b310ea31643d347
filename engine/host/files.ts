// Files on this machine's disk, as the sdk's `Files` service.

import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MillraceError } from "../sdk/errors.ts";
import type { FileLock, FileReader, Files, FileStat } from "../sdk/services.ts";
import { fileError, withFile } from "./file-errors.ts";
import { DiskWriter } from "./file-writer.ts";
import { listFiles } from "./folder-list.ts";
import { removeLeftovers, temporaryName } from "./leftovers.ts";
import { checkTarget, checkTargetFolder } from "./output-target.ts";
import { liesIn, realPlace } from "./real-place.ts";
import { isHolder, takeLock } from "./run-lock.ts";
import { mkdir, open, readFile, stat } from "./promised-fs.ts";

/** Files with relative paths taken from `folder` (that of the workflow file). */
export function diskFiles(folder: string): Files {
  const absolute = (path: string) => resolve(folder, path);
  return {
    resolve: absolute,
    stat: (path) => statOrNull(absolute(path)),
    readAll: (path, signal, maxBytes) => withFile(path, () => readPlain(absolute(path), signal, maxBytes)),
    open: (path) => withFile(path, () => openReader(absolute(path))),
    list: (path, options) =>
      withFile(path, () => listFiles(absolute(path), options?.recursive ?? false), "folder"),
    checkOutput: (path) => checkTarget(absolute(path)),
    checkOutputFolder: (path) => checkTargetFolder(absolute(path)),
    liesIn: async (path, folder) =>
      liesIn(await realPlace(absolute(path)), await realPlace(absolute(folder))),
    makeFolder: async (path) =>
      void (await withFile(path, () => mkdir(absolute(path), { recursive: true }), "folder")),
    temporaryFolder,
    create: (path, how) => new DiskWriter(absolute(path), how),
    lock: (path, part) => lockFile(absolute(path), part),
  };
}

let leftovers: Promise<void> | null = null;

/** Nobody waits for what is left of others to go, once in a process. */
function temporaryFolder(): string {
  leftovers ??= removeLeftovers(tmpdir());
  return join(tmpdir(), temporaryName());
}

async function lockFile(path: string, part?: string): Promise<FileLock> {
  const ending = part === undefined ? "" : `.${part}`;
  const place = await realPlace(path);
  const own = await takenLock(`${place}${ending}.lock`, path);
  try {
    const { id, links = 1 } = (await statOrNull(place)) ?? {};
    if (id === undefined || links < 2) return own;
    // Hard links lead nowhere that could be followed, and may lie in folders of their own.
    const common = join(tmpdir(), `millrace-file-${id.replace(":", "-")}${ending}.lock`);
    const all = await takenLock(common, path);
    return { release: () => [all, own].forEach((lock) => lock.release()) };
  } catch (thrown) {
    own.release();
    throw thrown;
  }
}

async function takenLock(lock: string, path: string): Promise<FileLock> {
  const taken = await withFile(lock, async () => takeLock(lock, Date.now()));
  if (!isHolder(taken)) return taken;
  const { pid, host, since } = taken;
  throw new MillraceError("FILE_IN_USE", {
    message: `Another run is writing to "${path}".`,
    file: lock,
    got: `process ${pid} on ${host}, since ${new Date(since).toISOString()}`,
    hint: "Wait until it is done.",
    fatal: true,
  });
}

async function statOrNull(path: string): Promise<FileStat | null> {
  try {
    // As bigint: inode numbers of some file systems do not fit into a double.
    const found = await stat(path, { bigint: true });
    const { dev, ino, size, mtimeMs, nlink } = found;
    const isFolder = found.isDirectory();
    return {
      size: Number(size),
      modifiedMs: Number(mtimeMs),
      isFolder,
      id: `${dev}:${ino}`,
      links: Number(nlink),
    };
  } catch (thrown) {
    const error = fileError(thrown, path);
    if (error.code === "FILE_MISSING" || error.code === "FILE_NAME_UNREADABLE") return null;
    throw error;
  }
}

/** Read at once: trips to another thread (look, open, read, close) take longer than such a file, and it waits there behind pictures. */
const SMALL_BYTES = 256 * 1024;

/** Opening does not wait for whoever writes into a pipe; Windows has no such flag, and no such files. */
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

async function readPlain(path: string, signal?: AbortSignal, maxBytes = Infinity): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const bytes = readSmall(path, maxBytes);
  return bytes ?? readFile(path, signal);
}

/** A file's bytes, looked at while it is open; null where it is not small. */
function readSmall(path: string, maxBytes: number): Uint8Array | null {
  const file = openAtOnce(path);
  try {
    const found = fstatSync(file);
    refuseOther(path, found);
    if (found.size > maxBytes) throw tooLarge(path, found.size, maxBytes);
    return found.size > SMALL_BYTES ? null : readFileSync(file);
  } finally {
    closeSync(file);
  }
}

function openAtOnce(path: string): number {
  try {
    return openSync(path, AT_ONCE);
  } catch (thrown) {
    // A socket cannot be opened; what is not there has no better reason.
    const found = statSync(path, { throwIfNoEntry: false });
    if (found) refuseOther(path, found);
    throw thrown;
  }
}

async function openReader(path: string): Promise<FileReader> {
  // Before it is opened: opening a pipe waits until somebody writes into it.
  refuseOther(path, await stat(path));
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  return {
    size: Number(size),
    read: (into, position) => withFile(path, () => handle.read(into, position)),
    close: () => handle.close(),
  };
}

/** A file is looked at, and then read, from several places; what a pipe or a device gives is gone once it is read. */
function refuseOther(path: string, found: Stats): void {
  if (found.isDirectory()) throw Object.assign(new Error("is a directory"), { code: "EISDIR" });
  if (found.isFile()) return;
  const what = found.isFIFO() ? "a pipe" : found.isSocket() ? "a socket" : "a device";
  throw new MillraceError("INPUT_NOT_FILE", {
    message: `"${path}" is ${what}, not a file.`,
    file: path,
    expected: "a file on a disk",
    got: what,
    hint: "Save what comes out of it in a file, and read that: Millrace looks at its input before it reads it.",
  });
}

function tooLarge(file: string, size: number, maxBytes: number): MillraceError {
  const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;
  return new MillraceError("FILE_TOO_LARGE", {
    message: `The file has ${megabytes(size)}; it would be read into memory, where ${megabytes(maxBytes)} are allowed.`,
    file,
    expected: `at most ${megabytes(maxBytes)}`,
    got: megabytes(size),
    hint: "Make it smaller or leave it out; for pictures, MILLRACE_PICTURE_MEMORY (megabytes) allows more.",
  });
}
