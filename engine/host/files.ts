// Files on this machine's disk, as the sdk's `Files` service.

import { resolve, sep } from "node:path";
import type { FileReader, Files, FileStat } from "../sdk/services.ts";
import { fileError, withFile } from "./file-errors.ts";
import { DiskWriter } from "./file-writer.ts";
import { open, readdir, readFile, stat } from "./promised-fs.ts";

/** Files with relative paths taken from `folder` (that of the workflow file). */
export function diskFiles(folder: string): Files {
  const absolute = (path: string) => resolve(folder, path);
  return {
    resolve: absolute,
    stat: (path) => statOrNull(absolute(path)),
    readAll: (path, signal) => withFile(path, () => readFile(absolute(path), signal)),
    open: (path) => withFile(path, () => openReader(absolute(path))),
    list: (path, options) => withFile(path, () => listFiles(absolute(path), options?.recursive ?? false)),
    create: (path) => new DiskWriter(absolute(path)),
  };
}

async function statOrNull(path: string): Promise<FileStat | null> {
  try {
    // As bigint: inode numbers of some file systems do not fit into a double.
    const found = await stat(path, { bigint: true });
    const { dev, ino, size, mtimeMs } = found;
    const isFolder = found.isDirectory();
    return { size: Number(size), modifiedMs: Number(mtimeMs), isFolder, id: `${dev}:${ino}` };
  } catch (thrown) {
    const error = fileError(thrown, path);
    if (error.code === "FILE_MISSING") return null;
    throw error;
  }
}

async function openReader(path: string): Promise<FileReader> {
  const handle = await open(path, "r");
  const found = await handle.stat();
  if (found.isDirectory()) {
    await handle.close();
    throw Object.assign(new Error("is a directory"), { code: "EISDIR" });
  }
  return {
    size: Number(found.size),
    read: (into, position) => withFile(path, () => handle.read(into, position)),
    close: () => handle.close(),
  };
}

async function listFiles(path: string, recursive: boolean): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      resolve(entry.parentPath, entry.name)
        .slice(resolve(path).length + 1)
        .split(sep)
        .join("/"),
    );
  // Code point order, so that a list is the same in every locale.
  return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
